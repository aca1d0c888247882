"""Products of the line side by side: the same rows for all, in one fixed order. Nothing is scored and nothing wins.

What is missing is said in words, so that an empty cell never reads as “no”.
"""

from collections import defaultdict

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from .citing import citations_of, distinct
from .claim_cards import evidence_as_dict
from .layering import BY_STEP
from .models import Claim, Concentration, Evidence, Precaution, Product, ProductFact, RoutineLayer
from .models.products import CONDITIONED_MEDIA
from .models.statements import Severity
from .product_page import precaution_as_dict, readable, withheld

TOPICS = [ProductFact.Topic.AFTER_PROCEDURE, ProductFact.Topic.NOT_STATED]
DO_NOT = "do-not"  # the row that is never left out


class Comparison:
    """Some products for one viewer. It costs the same queries for two as for four."""

    def __init__(self, products, viewer):
        self.products = products
        precautions, hidden_precautions = readable(self.precautions_of(products), viewer)
        facts, hidden_facts = readable(ProductFact.objects.filter(product__in=products, topic__in=TOPICS), viewer)
        lines = list(Concentration.objects.filter(product__in=products, ingredient__slug=CONDITIONED_MEDIA).select_related("ingredient"))
        self.precautions = precautions
        self.lines = {line.product_id: line for line in lines}
        self.facts, self.evidence = defaultdict(list), defaultdict(dict)
        for fact in facts:
            self.facts[fact.product_id, fact.topic].append(fact)
        for owner, code in Claim.objects.visible_to(viewer).filter(product__in=products).values_list("product", "evidence"):
            self.evidence[owner][code] = evidence_as_dict(code)
        self.cited = citations_of(products, precautions, facts, lines)
        self.withheld = withheld(hidden_precautions + hidden_facts, [], viewer)

    @staticmethod
    def precautions_of(products):
        rows = Precaution.objects.filter(products__in=products).distinct()
        return rows.prefetch_related(Prefetch("products", Product.objects.only("slug")))

    def citations(self, *rows):
        """Of all these rows together, each passage once."""
        return distinct(citation for row in rows for citation in self.cited[row._meta.label, row.pk])

    def rows(self):
        """All rows in their order; `same` marks one in which the products agree."""
        made = [
            ("purpose", _("Purpose"), self.purpose),
            (DO_NOT, _("Do not use"), self.do_not_use),
            ("share", _("Share of conditioned media"), self.share),
            ("step", _("Step in the routine"), self.step),
            ("time", _("Time of day"), self.time),
            ("after-procedure", _("After a procedure"), self.after_procedure),
            ("place", _("Hair or skin"), self.hair_or_skin),
            ("evidence", _("Evidence"), self.claims),
        ]
        rows = []
        for code, label, cell in made:
            cells = [cell(product) for product in self.products]
            rows.append({"code": code, "label": label, "cells": cells, "same": agree(cells)})
        return rows

    def purpose(self, product):
        return {"text": product.summary, "citations": self.citations(product)}

    def do_not_use(self, product):
        """Every “never” and every “wait first”; what only asks for care stands on the product's page, to which the cell leads."""
        own = [row for row in self.precautions if product.pk in {one.pk for one in row.products.all()}]
        shown = {severity: [self.precaution(row) for row in own if row.severity == severity] for severity in Severity}
        return {
            "never": shown[Severity.NEVER],
            "delay": shown[Severity.DELAY],
            "more_url": f"{product.get_absolute_url()}#take-care" if shown[Severity.CAUTION] + shown[Severity.CONSULT] else "",
        }

    def precaution(self, row):
        said = precaution_as_dict(row)
        return {"title": said["title"], "house": said["house"], "scope": said["scope_as_printed"], "citations": self.citations(row)}

    def share(self, product):
        line = self.lines.get(product.pk)
        if line is None or line.percent is None:
            return {"percent": None, "citations": []}
        return {"percent": line.percent, "qualifier": line.qualifier, "name": line.label, "citations": self.citations(line)}

    def step(self, product):
        if product.step is None:
            return {"text": ""}
        if product.step not in BY_STEP:
            return {"text": _("Step %(step)s") % {"step": product.step}}
        return {"text": _("Step %(step)s: %(layer)s") % {"step": product.step, "layer": RoutineLayer(BY_STEP[product.step]).label}}

    def time(self, product):
        if product.morning and product.evening:
            return {"text": _("Morning and evening")}
        if product.morning or product.evening:
            return {"text": _("Morning") if product.morning else _("Evening")}
        return {"text": ""}

    def after_procedure(self, product):
        facts = self.facts[product.pk, ProductFact.Topic.AFTER_PROCEDURE]
        return {
            "text": product.get_after_procedure_display(),
            "facts": [{"text": fact.text, "inferred": fact.inferred} for fact in facts],
            "citations": self.citations(*facts),
        }

    def hair_or_skin(self, product):
        """By the kind of the product: the hair system is for the scalp, everything else goes on the skin."""
        return {"text": _("Hair and scalp") if product.kind == Product.Kind.HAIR_SYSTEM else _("Skin")}

    def claims(self, product):
        order = list(Evidence)
        kinds = sorted(self.evidence[product.pk].values(), key=lambda one: order.index(one["evidence"]))
        facts = self.facts[product.pk, ProductFact.Topic.NOT_STATED]
        return {
            "kinds": kinds,
            "claims_url": f"{product.get_absolute_url()}#claims",
            "not_stated": [{"text": fact.text, "inferred": fact.inferred} for fact in facts],
            "not_stated_citations": self.citations(*facts),
        }


def agree(cells):
    """Whether a reader would read the same in every cell; where it comes from and where it leads makes no difference."""
    return all(told(cell) == told(cells[0]) for cell in cells)


def told(value):
    if isinstance(value, dict):
        return {key: told(one) for key, one in value.items() if not key.endswith(("citations", "url"))}
    return [told(one) for one in value] if isinstance(value, list) else value


def shown_rows(rows, *, differences_only):
    """The rows to show and the names of those left out. What must not be done is always shown."""
    if not differences_only:
        return rows, []
    kept = [row for row in rows if row["code"] == DO_NOT or not row["same"]]
    return kept, [row["label"] for row in rows if row not in kept]
