"""Ingredients: the list, and one ingredient with what it is said to do and where it is found."""

from django.db.models import F
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue import linked_data, listing
from catalogue.access import gone_page, retired
from catalogue.citing import citations_of, cite
from catalogue.claim_cards import evidence_as_dict
from catalogue.filters import IngredientFilter
from catalogue.models import Concentration, Ingredient, Product
from catalogue.said import said_together


@require_safe
def ingredient_list(request):
    rows = Ingredient.objects.listed_for(request.viewer)
    ingredients = listing.Listing(request, path=reverse("ingredients"), filterset_class=IngredientFilter, rows=rows)
    context = ingredients.context(listing.ingredient_facets(ingredients))
    context["count_label"] = ngettext("%(number)s ingredient", "%(number)s ingredients", context["total"]) % {"number": context["total"]}
    context["ingredients"] = context["page"].object_list
    return render(request, "catalogue/ingredient_list.html", context, status=200 if ingredients.is_valid else 400)


@require_safe
def ingredient_detail(request, slug):
    ingredient = Ingredient.objects.visible_to(request.viewer).select_related("part_of").filter(slug=slug).first()
    if ingredient is None:
        gone = retired(request.viewer, Ingredient.objects, slug)
        if gone is None:
            raise Http404
        return gone_page(request, gone, back="ingredients")
    if ingredient.part_of and not Ingredient.objects.visible_to(request.viewer).filter(pk=ingredient.part_of_id).exists():
        ingredient.part_of = None
    products, functions = products_with(ingredient, request.viewer), functions_of(ingredient)
    context = {
        "ingredient": ingredient,
        "products": products,
        "published": sum(product["percent"] is not None for product in products),
        "functions": said_together(functions),
        "evidence": list({one["evidence_group"]: one for one in functions}.values()),
        "speaking_url": f"{reverse('search')}?{urlencode({'q': ingredient.name})}",
        "parts": [
            {"name": part.name, "url": part.get_absolute_url()} for part in ingredient.parts.listed_for(request.viewer).order_by("name")
        ],
        "citations": cite(ingredient),
        "linked_data": [
            linked_data.breadcrumbs(
                [(_("Ingredients"), reverse("ingredients")), (ingredient.name, ingredient.get_absolute_url())], request.build_absolute_uri
            )
        ],
    }
    return render(request, "catalogue/ingredient_detail.html", context)


def functions_of(ingredient):
    functions = list(ingredient.functions.all())
    cited = citations_of(functions)
    return [{"text": one.text, **evidence_as_dict(one.evidence), "citations": cited[one._meta.label, one.pk]} for one in functions]


def products_with(ingredient, viewer):
    """The products this viewer may see that hold the ingredient: those with a stated share first, the largest on top, and each with its source."""
    visible = Product.objects.listed_for(viewer).values("pk")
    place = [F("product__step").asc(nulls_last=True), "product__name"]
    lines = Concentration.objects.filter(ingredient=ingredient, product__in=visible).select_related("product")
    lines = list(lines.order_by(F("percent").desc(nulls_last=True), *place))
    cited = citations_of(lines)
    held = [
        {
            **named(line.product),
            "percent": line.percent,
            "qualifier": line.qualifier,
            "qualifier_label": line.get_qualifier_display(),
            "as_stated": line.as_stated,
            "printed": line.printed,
            "citations": cited[line._meta.label, line.pk],
        }
        for line in lines
    ]
    beside = [
        {
            **named(product),
            "percent": None,
            "qualifier": Concentration.Qualifier.NOT_STATED.value,
            "qualifier_label": Concentration.Qualifier.NOT_STATED.label,
            "as_stated": "",
            "printed": False,
            "citations": [],
        }
        for product in ingredient.also_in.filter(pk__in=visible)
    ]
    return held + beside


def named(product):
    return {"slug": product.slug, "name": product.name, "url": product.get_absolute_url()}
