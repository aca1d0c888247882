"""What waits for the editors of the catalogue. Each check is one function of `CHECKS`; the portal puts the checks of all apps together."""

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils.translation import gettext as _

from . import models
from .visibility import Status
from .work_entries import Check, Rows, Statement, moment_of, scheduled_of
from .work_texts import WITH_TEXT, undescribed_images

PUBLISHED = Q(status=Status.PUBLISHED)
SHOWN = ~Q(access="")


# Without a source


def shown_with(owner):
    return Q(**{f"{owner}__status": Status.PUBLISHED})


LINE_NAME = Coalesce(NullIf("name", Value("")), "ingredient__name", output_field=CharField())
BRAND_AND_NAME = Concat("brand", Value(" "), "name", output_field=CharField())
STATEMENTS = [
    Statement(models.Product, PUBLISHED, "name"),
    Statement(models.Pack, shown_with("product"), "name", models.Product, "product_id"),
    Statement(models.Concentration, shown_with("product"), LINE_NAME, models.Product, "product_id"),
    Statement(models.ProductFact, SHOWN & shown_with("product")),
    Statement(models.UsageStep, SHOWN & shown_with("product")),
    Statement(models.Claim, SHOWN),
    Statement(models.Precaution, SHOWN, "title"),
    Statement(models.Ingredient, PUBLISHED, "name"),
    Statement(models.IngredientFunction, shown_with("ingredient"), "text", models.Ingredient, "ingredient_id"),
    Statement(models.Question, PUBLISHED, "question"),
    Statement(models.ArticleSection, SHOWN & shown_with("article"), "heading", models.Article, "article_id"),
    Statement(models.Position, SHOWN & ~Q(discrepancy__access=""), "text", models.Discrepancy, "discrepancy_id"),
    Statement(models.Comparator, PUBLISHED, BRAND_AND_NAME),
    Statement(models.ComparatorFact, shown_with("comparator"), "text", models.Comparator, "comparator_id"),
    Statement(models.SelectionCriterion, name="name"),
    Statement(models.SerumAnswer, Q(), "text", models.SelectionCriterion, "criterion_id"),
    Statement(models.StemCellTrait, name="name"),
    Statement(models.StemCellKind, name="name"),
    Statement(models.GlossaryTerm, name="term"),
    Statement(models.MakerFact),
    Statement(models.OrderRule, name="reason"),
    Statement(models.RoutineNote),
    Statement(models.Contact, name="name"),
]


def uncited():
    return [one.uncited() for one in STATEMENTS]


# Disagreements, figures, ingredients


def unruled():
    why = _("The documents differ and nobody has ruled. Readers see every position.")
    return [Rows(models.Discrepancy.objects.filter(ruling=""), why, "title", models.Discrepancy)]


def missing_figures():
    """“Not stated” is an answer, a blank is not: the two are told apart."""
    line = Concat("product__name", Value(": "), LINE_NAME, output_field=CharField())
    pack = Concat("product__name", Value(": "), "name", output_field=CharField())
    not_stated = models.Concentration.objects.filter(qualifier="not_stated").exclude(product__status=Status.RETIRED)
    blank = models.Pack.objects.filter(volume_ml=None).exclude(product__status=Status.RETIRED)
    return [
        Rows(not_stated, _("No document states its share of the formula."), line, models.Product, "product_id"),
        Rows(blank, _("Left blank: the volume of this pack."), pack, models.Product, "product_id"),
    ]


def unused_ingredients():
    """In no formula, not beside one, no part of another, no kind of stem cell, and linked from no question or article.

    What a document names for another reason (as left out, as a part of the skin) is in no formula by its role.
    """
    address = Concat(Value("/ingredients/"), OuterRef("slug"), Value("/"), output_field=CharField())
    by_itself = models.Ingredient.objects.filter(role=models.Ingredient.Role.INGREDIENT).exclude(status=Status.RETIRED)
    by_itself = by_itself.filter(concentrations=None, also_in=None, part_of=None, parts=None)
    used = [
        models.StemCellKind.objects.filter(ingredient=OuterRef("pk")),
        models.Question.objects.filter(answer__contains=address),
        models.ArticleSection.objects.filter(body__contains=address),
    ]
    for rows in used:
        by_itself = by_itself.filter(~Exists(rows))
    why = _("In no formula, part of nothing, and linked from no question or article.")
    return [Rows(by_itself, why, "name", models.Ingredient)]


# Changes on their way


def proposals():
    waiting = models.ProposedChange.objects.filter(status=models.ProposedChange.Status.WAITING)
    failed = _("It could not be published: %(detail)s")
    by_hand = _("It waits to be published or discarded. %(detail)s")
    return [
        Rows(waiting.exclude(failed_because=""), failed, "title", models.ProposedChange, detail="failed_because"),
        Rows(waiting.filter(failed_because="", publish_at=None), by_hand, "title", models.ProposedChange, detail="reason"),
    ]


SCHEDULED = {
    models.Product: "name",
    models.Ingredient: "name",
    models.Question: "question",
    models.Article: "title",
    models.Comparator: BRAND_AND_NAME,
}


def scheduled():
    waiting = models.ProposedChange.objects.filter(status=models.ProposedChange.Status.WAITING, failed_because="")
    return [
        *(rows for model, name in SCHEDULED.items() for rows in scheduled_of(model, name)),
        Rows(
            waiting.exclude(publish_at=None),
            _("It is published at %(detail)s UTC."),
            "title",
            models.ProposedChange,
            detail=moment_of("publish_at"),
        ),
    ]


CHECKS = [
    Check("uncited", tuple({one.page or one.model: None for one in STATEMENTS}), rows=uncited),
    Check("unruled", (models.Discrepancy,), rows=unruled),
    Check("missing-figures", (models.Product,), rows=missing_figures),
    Check("unused-ingredients", (models.Ingredient,), rows=unused_ingredients),
    Check("images", WITH_TEXT, entries=undescribed_images),
    Check("proposals", (models.ProposedChange,), rows=proposals),
    Check("scheduled", (*SCHEDULED, models.ProposedChange), rows=scheduled),
]
