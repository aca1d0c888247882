"""What cites a document: every row that a viewer may see and that points to one of its sections, in one query."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import models
from .evidence import claim_address, claims_for

CARE_ANCHORS = {"delay": "before-you-start", "caution": "take-care", "consult": "take-care"}


@dataclass(frozen=True)
class Kind:
    """What readers find under one name: a product, with all its facts and steps; a claim; a section of an article."""

    label: str
    address: Callable[[str, str], str]  # from a slug and the part of that page


def on(route):
    """The page of a slug."""
    return lambda slug, _part: reverse(route, args=[slug])


def among(route):
    """A place on the one page of all."""
    return lambda slug, _part: reverse(route) + (f"#{slug}" if slug else "")


def precaution_address(slug, severity):
    """On the page of the first product it is about; one about a procedure alone stands on no page of the catalogue."""
    if not slug:
        return ""
    return reverse("product", args=[slug]) + (f"#{CARE_ANCHORS[severity]}" if severity in CARE_ANCHORS else "")


KINDS = {
    "product": Kind(_("Products"), on("product")),
    "claim": Kind(_("Claims"), lambda slug, code: claim_address(code, slug)),
    "precaution": Kind(_("Precautions"), precaution_address),
    "ingredient": Kind(_("Ingredients"), on("ingredient")),
    "question": Kind(_("Questions"), on("question")),
    "article": Kind(_("Sections of articles"), lambda slug, code: f"{reverse('article', args=[slug])}#{code}"),
    "disagreement": Kind(_("Disagreements"), among("disagreements")),
    "comparator": Kind(_("Products of other brands"), among("comparators")),
    "criterion": Kind(_("What to look at when choosing"), among("comparators")),
    "stem-cell": Kind(_("Kinds and sources of stem cells"), among("stem-cell-sources")),
    "term": Kind(_("Words explained"), among("glossary")),
    "maker": Kind(_("On the maker"), among("maker")),
    "routine": Kind(_("The daily routine"), among("routine")),
}


@dataclass(frozen=True)
class Citing:
    """The rows of one model that readers find as `kind`. `owner` is the field that leads to what they hang on, if they do."""

    kind: str
    rows: object
    names: tuple  # fields, from the row
    slug: object = ""  # a field or an expression; blank where there is one page for all
    part: str = ""


def citing(viewer):
    """Everything that can cite, as far as this viewer may see it."""
    products = models.Product.objects.listed_for(viewer).order_by()
    ingredients = models.Ingredient.objects.listed_for(viewer).order_by()
    comparators = models.Comparator.objects.listed_for(viewer).order_by()
    functions = models.IngredientFunction.objects.filter(ingredient__in=ingredients)
    facts = models.ComparatorFact.objects.filter(comparator__in=comparators)
    return [
        Citing("product", products, ("name",), "slug"),
        *(Citing("product", rows, ("product__name",), "product__slug") for rows in parts_of(products, viewer)),
        Citing("claim", claims_for(viewer), ("text",), "product__slug", "code"),
        Citing("precaution", precautions(products, viewer), ("title",), first_of(products), "severity"),
        Citing("ingredient", ingredients, ("name",), "slug"),
        Citing("ingredient", functions, ("ingredient__name",), "ingredient__slug"),
        Citing("question", models.Question.objects.listed_for(viewer), ("question",), "slug"),
        Citing("article", sections(viewer), ("article__title", "heading"), "article__slug", "code"),
        Citing("disagreement", positions(viewer), ("discrepancy__title",), "discrepancy__slug"),
        Citing("comparator", comparators, ("brand", "name"), "slug"),
        Citing("comparator", facts, ("comparator__brand", "comparator__name"), "comparator__slug"),
        Citing("criterion", models.SelectionCriterion.objects.all(), ("name",)),
        Citing("criterion", models.SerumAnswer.objects.all(), ("criterion__name",)),
        Citing("stem-cell", models.StemCellTrait.objects.all(), ("name",)),
        Citing("stem-cell", models.StemCellKind.objects.all(), ("name",)),
        Citing("term", models.GlossaryTerm.objects.all(), ("term",), "slug"),
        Citing("maker", models.MakerFact.objects.all(), ("text",)),
        Citing("maker", models.Contact.objects.all(), ("name",)),
        Citing("routine", models.OrderRule.objects.all(), ("reason",)),
        Citing("routine", models.RoutineNote.objects.all(), ("text",)),
    ]


def parts_of(products, viewer):
    for model in (models.Concentration, models.Pack):
        yield model.objects.filter(product__in=products)
    for model in (models.ProductFact, models.UsageStep):
        yield model.objects.visible_to(viewer).filter(product__in=products)


def precautions(products, viewer):
    """One about products is shown with a product the viewer may see, or not at all."""
    return models.Precaution.objects.visible_to(viewer).filter(Q(products=None) | Q(products__in=products))


def first_of(products):
    return Subquery(products.filter(precautions=OuterRef("precaution")).order_by(*models.Product._meta.ordering).values("slug")[:1])


def sections(viewer):
    articles = models.Article.objects.listed_for(viewer).order_by()
    return models.ArticleSection.objects.visible_to(viewer).filter(article__in=articles)


def positions(viewer):
    disagreements = models.Discrepancy.objects.visible_to(viewer).order_by()
    return models.Position.objects.visible_to(viewer).filter(discrepancy__in=disagreements)


def linking_rows(one, passages):
    """(citation, kind, slug, part, name) for each row of one model and each of these passages that it cites."""
    field = one.rows.model._meta.get_field("citations")
    owner = field.m2m_field_name()
    links = field.remote_field.through.objects.filter(citation__in=passages, **{f"{owner}__in": one.rows.order_by().values("pk")})
    slug = one.slug if isinstance(one.slug, Subquery) else text_of(owner, one.slug)
    return (
        links.annotate(
            kind=Value(one.kind, CharField()),
            slug=Coalesce(slug, Value(""), output_field=CharField()),
            part=text_of(owner, one.part),
            name=name_of(owner, one),
        )
        .values_list("citation_id", "kind", "slug", "part", "name")
        .order_by()
    )


def text_of(owner, path):
    return Cast(F(f"{owner}__{path}"), CharField()) if path else Value("", CharField())


def name_of(owner, one):
    first, *others = [text_of(owner, path) for path in one.names]
    between = Value(": " if one.kind == "article" else " ")
    return Concat(first, between, *others, output_field=CharField()) if others else first


def cited_by(passages, viewer):
    """`{citation: {kind: {(name, address): rows}}}`, with how many rows of a thing cite the passage."""
    first, *others = [linking_rows(one, passages) for one in citing(viewer)]
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for citation, kind, slug, part, name in first.union(*others, all=True):
        found[citation][kind][name, KINDS[kind].address(slug, part)] += 1
    return dict(found)


def numbers(cited):
    """How many things of each kind are found in these parts of `cited_by`, in the order of KINDS."""
    things = defaultdict(set)
    for kinds in cited:
        for kind, found in kinds.items():
            things[kind] |= found.keys()
    return [{"label": kind.label, "count": len(things[code])} for code, kind in KINDS.items() if things[code]]
