"""The result of the product finder, in words: the products, why each is there, what goes with it and what was left out."""

from collections import defaultdict
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from . import finder
from .citing import citations_of
from .claim_cards import evidence_as_dict
from .finder import Fit
from .models import Claim, Concern, Evidence, Precaution, Product, ProductFact
from .models.statements import SEVERITY_ORDER
from .product_page import precaution_as_dict, readable, withheld


def goals(viewer):
    """What somebody can want: the concerns that have products this viewer may see."""
    return list(Concern.objects.filter(products__in=Product.objects.listed_for(viewer).order_by()).distinct().order_by("position", "pk"))


class FinderPage:
    """One answered questionnaire for one viewer."""

    def __init__(self, form, viewer):
        self.form, self.viewer = form, viewer
        self.answers = form.answers()
        self.products = {row.slug: row for row in Product.objects.listed_for(viewer).with_pictures().prefetch_related("concerns")}
        precautions = asked_precautions()
        self.precautions = {row.code: row for row in precautions if viewer.may_read(row.access)}
        self.result = finder.find(
            tuple(map(as_product, self.products.values())), tuple(map(as_precaution, self.precautions.values())), self.answers
        )
        self.suggested = [self.products[one.product] for one in self.result.suggestions]
        self.settled = self.answers.said(finder.TREATED_SKIN) == finder.Said.NO
        hidden = [row.access for row in precautions if row.access and row.code not in self.precautions and covers(row, self.suggested)]
        self.read_parts(hidden)

    def read_parts(self, hidden_precautions):
        """Facts, claims and citations of all that is shown, at once."""
        topics = [ProductFact.Topic.NOT_FOR, *([] if self.settled else [ProductFact.Topic.AFTER_PROCEDURE])]
        facts, hidden = readable(ProductFact.objects.filter(product__in=self.suggested, topic__in=topics), self.viewer)
        self.facts, self.evidence = defaultdict(list), defaultdict(dict)
        for fact in facts:
            self.facts[fact.product_id, fact.topic].append(fact)
        claims = Claim.objects.visible_to(self.viewer).filter(product__in=self.suggested)
        for owner, code in claims.values_list("product", "evidence"):
            self.evidence[owner][code] = evidence_as_dict(code)
        self.cited = citations_of(self.suggested, facts, list(self.precautions.values()))
        self.withheld = withheld(hidden + hidden_precautions, [], self.viewer)

    def citations(self, row):
        return self.cited[row._meta.label, row.pk]

    def context(self):
        return {
            "suggestions": [self.suggestion(one) for one in self.result.suggestions],
            "compare_url": self.compare_url(),
            "also_fit": [self.link(slug) for slug in self.result.also_fit],
            "exclusions": [self.exclusion(one) for one in self.result.exclusions],
            "ask_first": self.advice(one for one in self.result.ask_first if one.certain),
            "take_care": self.advice(one for one in self.result.take_care if one.certain),
            "in_doubt": self.advice(one for one in (*self.result.ask_first, *self.result.take_care) if not one.certain),
            "emptied_by": [
                {"label": self.form.label_of(question), "remove_url": self.form.address_taking_back(question)}
                for question in self.result.emptied_by
            ],
            "why_nothing": "" if self.suggested else self.why_nothing(),
            "ask_practitioner": not self.suggested or finder.Said.YES in dict(self.answers.conditions).values(),
            "withheld": self.withheld,
        }

    def compare_url(self):
        """Where what is suggested stands side by side; nothing where there is one product or none."""
        asked = [("product", product.slug) for product in self.suggested]
        return f"{reverse('compare')}?{urlencode(asked)}" if len(asked) > 1 else ""

    def why_nothing(self):
        """One plain sentence on what leaves nothing."""
        causes = [self.form.label_of(question) for question in self.result.emptied_by]
        if not causes:
            return _("There is no product to choose from.")
        if len(causes) == 1:
            return _("You said “%(answer)s”. That leaves out every product that could fit.") % {"answer": causes[0]}
        if self.result.one_by_one:
            return _("Your answers leave nothing together. Without any one of these, a product would fit:")
        return _("Your answers leave nothing together. More than one of these stands in the way:")

    def link(self, slug):
        product = self.products[slug]
        return {"name": product.name, "url": product.get_absolute_url()}

    def suggestion(self, suggestion):
        product = self.products[suggestion.product]
        return {
            **self.link(product.slug),
            "picture": product.picture,
            "kind": product.kind,
            "kind_label": product.get_kind_display(),
            "summary": product.summary,
            "reasons": [self.reason(reason, product) for reason in suggestion.reasons],
            "when": when(product),
            "step": product.step,
            "after_procedure": "" if self.settled else product.get_after_procedure_display(),
            "after_procedure_facts": self.said_of(product, ProductFact.Topic.AFTER_PROCEDURE),
            "not_for": self.said_of(product, ProductFact.Topic.NOT_FOR),
            "evidence": sorted(self.evidence[product.pk].values(), key=lambda one: list(Evidence).index(one["evidence"])),
            "citations": self.citations(product),
        }

    def said_of(self, product, topic):
        return [{"text": fact.text, "inferred": fact.inferred, "citations": self.citations(fact)} for fact in self.facts[product.pk, topic]]

    def reason(self, reason, product):
        said = self.form.labels_of
        if reason == Fit.GOAL:
            return _("Because you said “%(goal)s”: this is one of the things it is for.") % {"goal": said("goal")[0]}
        if reason == Fit.GOAL_OPEN:
            names = ", ".join(concern.name for concern in product.concerns.all()) or _("not stated")
            return _("Because you left your goal open: what it is for is %(concerns)s.") % {"concerns": names}
        if reason == Fit.TREATED_SKIN:
            return _("Because you said that your skin was treated: it may be used before it has settled, as your clinic told you.")
        return _("Because you said “%(time)s”: it is used then.") % {"time": said("time")[0]}

    def exclusion(self, exclusion):
        product = self.products[exclusion.product]
        return {
            **self.link(product.slug),
            "because": [self.because(bar, product) for bar in exclusion.bars],
            "precautions": [self.precaution(bar.precaution) for bar in exclusion.bars if bar.precaution],
        }

    def because(self, bar, product):
        said = {"answer": self.form.label_of(bar.question)}
        if bar.question == finder.TIME:
            return _("Because you said “%(answer)s”: %(when)s.") % {**said, "when": when(product)}
        if bar.precaution is None:
            return _("Because you said “%(answer)s”. What is stated on use after a procedure: %(moment)s.") % {
                **said,
                "moment": product.get_after_procedure_display(),
            }
        return _("Because you said “%(answer)s”.") % said

    def precaution(self, code):
        row = self.precautions[code]
        return {**precaution_as_dict(row), "citations": self.citations(row)}

    def advice(self, given):
        """Precautions that go with the result, the gravest first; each names its products where it does not speak of all of them."""
        items, all_of_them = [], len(self.suggested) or len(self.result.exclusions)
        for one in given:
            named = [] if len(one.products) == all_of_them else [self.products[slug].name for slug in one.products]
            items.append({**self.precaution(one.precaution), "only_for": ", ".join(named)})
        return sorted(items, key=lambda item: SEVERITY_ORDER[item["severity"]])


def asked_precautions():
    """Those that depend on what a visitor can say of themselves, whoever may read them."""
    return list(Precaution.objects.exclude(condition="").prefetch_related(Prefetch("products", Product.objects.only("slug"))))


def covers(precaution, products):
    return not {row.pk for row in precaution.products.all()}.isdisjoint(row.pk for row in products)


def as_product(row):
    return finder.Product(
        slug=row.slug,
        name=row.name,
        concerns=frozenset(concern.slug for concern in row.concerns.all()),
        step=row.step,
        morning=row.morning,
        evening=row.evening,
        after_procedure=row.after_procedure,
    )


def as_precaution(row):
    return finder.Precaution(row.code, row.severity, row.condition, frozenset(product.slug for product in row.products.all()))


def when(product):
    if product.morning and product.evening:
        return _("it is used in the morning and in the evening")
    if product.morning:
        return _("it is used in the morning")
    if product.evening:
        return _("it is used in the evening")
    return _("its time of day is not stated")
