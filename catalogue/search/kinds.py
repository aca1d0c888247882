"""The things of the catalogue that search finds, and the parts of each with their own readers."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from catalogue.models import (
    Article,
    ArticleSection,
    Claim,
    Comparator,
    ComparatorFact,
    Concentration,
    Discrepancy,
    GlossaryTerm,
    Ingredient,
    IngredientFunction,
    Position,
    Precaution,
    Product,
    ProductFact,
    Question,
    UsageStep,
)
from catalogue.models.statements import about
from catalogue.rich_text import plain_text
from catalogue.visibility import Status

from . import pages
from .index import Kind, Part, follow_links, narrowest, register


class RowKind(Kind):
    """A thing that is one row with a slug, and rows that hang on it."""

    model = None

    def slugs(self):
        return self.model.objects.order_by("pk").values_list("slug", flat=True)

    def parts(self, slug):
        row = self.model.objects.filter(slug=slug).first()
        return self.parts_of(row) if row else []


def of(name):
    """The slug of the thing that a part hangs on by this foreign key."""

    def slugs(row):
        owner = getattr(row, name)
        return [owner.slug] if owner else []

    return slugs


def own(row):
    return [row.slug]


class Products(RowKind):
    code, label, model = "product", _("Product"), Product
    watches = {
        Product: own,
        Claim: of("product"),
        Concentration: of("product"),
        ProductFact: of("product"),
        UsageStep: of("product"),
        Precaution: lambda row: row.products.values_list("slug", flat=True) if row.pk else [],
        Ingredient: lambda row: Product.objects.filter(formula__ingredient=row.pk).values_list("slug", flat=True),
    }

    def parts_of(self, product):
        url = product.get_absolute_url()
        yield Part(
            product.summary,
            title=product.name,
            url=url,
            names=(product.name, *product.alias_list),
            access=product.access,
            status=product.status,
        )
        for code, text, access, anchor, title in self.said(product):
            yield Part(
                text,
                title=f"{product.name}: {title}",
                url=f"{url}#{anchor}",
                code=code,
                context=product.aliases,
                access=narrowest(product.access, access),
                status=product.status,
            )

    def said(self, product):
        """(code, text, access, anchor, heading) of everything on the page."""
        lines = [formula_line(line) for line in product.formula.select_related("ingredient")]
        if lines:
            yield "formula", "; ".join(lines) + ".", product.access, "formula", _("what is in it")
        for fact in product.facts.all():
            yield f"fact:{fact.code}", fact.text, fact.access, FACT_ANCHORS.get(fact.topic, ""), fact.get_topic_display()
        for step in product.steps.all():
            yield f"step:{step.setting}:{step.code}", step.text, step.access, "how-to-use", _("how to use it")
        for claim in product.claims.exclude(evidence__in=["specification", "instruction"]):
            text = f"{claim.text} {claim.caveat}"
            yield f"claim:{claim.code}", text, claim.access, "claims", _("what is claimed")
        for one in product.precautions.all():
            text = f"{one.title}. {one.reason} {one.action}"
            yield f"precaution:{one.code}", text, one.access, "before-you-start", _("before you start")


def formula_line(line):
    """An ingredient with its stated share; what is not stated is not repeated line by line."""
    stated = line.as_stated if line.percent is not None else ""
    return " ".join(filter(None, [line.label, stated, line.note.rstrip(".")]))


FACT_ANCHORS = {
    "what_it_is": "what-it-is",
    "suits": "before-you-start",
    "not_for": "before-you-start",
    "after_procedure": "after-procedure",
    "results": "results",
    "not_stated": "not-stated",
    "layering": "order",
    "appearance": "look-and-feel",
    "colour_change": "look-and-feel",
    "smell": "look-and-feel",
    "ph": "look-and-feel",
    "sensation": "look-and-feel",
}


class Ingredients(RowKind):
    code, label, model = "ingredient", _("Ingredient"), Ingredient
    watches = {Ingredient: own, IngredientFunction: of("ingredient")}

    def parts_of(self, ingredient):
        shown = {"url": ingredient.get_absolute_url(), "access": ingredient.access, "status": ingredient.status}
        names = (ingredient.name, ingredient.inci, *ingredient.alias_list)
        yield Part(f"{ingredient.summary} {ingredient.group}", title=ingredient.name, names=names, **shown)
        said = [function.text for function in ingredient.functions.all()] + [ingredient.note, ingredient.origin]
        for place, text in enumerate(filter(None, said)):
            yield Part(text, title=ingredient.name, code=f"said:{place}", context=ingredient.aliases, **shown)


class Questions(RowKind):
    code, label, model = "question", _("Question"), Question
    watches = {Question: own}

    def parts_of(self, row):
        answer = plain_text(row.answer)
        yield Part(answer, title=row.question, url=row.get_absolute_url(), names=(row.question,), access=row.access, status=row.status)


class Articles(RowKind):
    code, label, model = "article", _("Article"), Article
    watches = {Article: own, ArticleSection: of("article")}

    def parts_of(self, article):
        url = article.get_absolute_url()
        text = " ".join([article.summary, *article.key_point_list])
        yield Part(text, title=article.title, url=url, names=(article.title,), access=article.access, status=article.status)
        for section in article.sections.all():
            yield Part(
                plain_text(section.body),
                title=f"{article.title}: {section.heading}",
                url=f"{url}#{section.code}",
                code=section.code,
                access=narrowest(article.access, section.access),
                status=article.status,
            )


class Comparators(RowKind):
    code, label, model = "comparator", _("Product of another brand"), Comparator
    watches = {Comparator: own, ComparatorFact: of("comparator")}

    def parts_of(self, row):
        shown = {"title": str(row), "url": row.get_absolute_url(), "access": row.access, "status": row.status}
        yield Part(row.summary, names=(str(row), row.name, *row.alias_list), **shown)
        for fact in row.facts.all():
            yield Part(fact.text, code=fact.code, **shown)


class Claims(RowKind):
    """The claims of the ledger that belong to no house product; the others are found with their product."""

    code, label = "claim", _("Claim")
    watches = {Claim: lambda row: [row.code], Comparator: lambda row: row.claims.values_list("code", flat=True) if row.pk else []}

    def slugs(self):
        return Claim.objects.filter(product=None).order_by("pk").values_list("code", flat=True)

    def parts(self, slug):
        for row in Claim.objects.filter(product=None, code=slug).select_related("comparator"):
            access, status = row.access, Status.PUBLISHED.value
            if row.comparator:
                access, status = narrowest(row.access, row.comparator.access), row.comparator.status
            figure = " ".join(filter(None, [row.qualifier, row.value, row.unit]))
            url = f"{reverse('evidence')}?{urlencode({'search': row.text[:80]})}"
            yield Part(f"{row.text} {row.caveat}", title=about(row), url=url, context=figure, access=access, status=status)


class Terms(RowKind):
    code, label, model = "term", _("Word explained"), GlossaryTerm
    watches = {GlossaryTerm: own}

    def parts_of(self, row):
        yield Part(row.meaning, title=row.term, url=row.get_absolute_url(), names=tuple(row.forms))


class Disagreements(RowKind):
    code, label, model = "disagreement", _("Disagreement"), Discrepancy
    watches = {Discrepancy: own, Position: of("discrepancy")}

    def parts_of(self, row):
        shown = {"title": row.title, "url": row.get_absolute_url()}
        yield Part(f"{row.presentation} {row.ruling} {row.ruling_reason}", names=(row.title,), access=row.access, **shown)
        for one in row.positions.all():
            yield Part(one.text, code=f"position:{one.pk}", access=narrowest(row.access, one.access), **shown)


def slugs_beside(instance, keys):
    """Both sides of the relation between precautions and products."""
    if isinstance(instance, Product):
        return [instance.slug]
    touched = set(instance.products.values_list("slug", flat=True))
    return touched | set(Product.objects.filter(pk__in=keys or ()).values_list("slug", flat=True))


def register_all():
    for kind in (Products(), Ingredients(), Questions(), Articles(), Comparators(), Claims(), Terms(), Disagreements(), pages.Pages()):
        register(kind)
        if kind.code == "product":
            follow_links(kind, Product.precautions.through, slugs_beside)
