"""Ingredients: the list, and one ingredient with what it is said to do and where it is found."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue import linked_data, listing
from catalogue.access import gone_page, retired
from catalogue.citing import citations_of, cite
from catalogue.claim_cards import evidence_as_dict
from catalogue.filters import IngredientFilter
from catalogue.models import Concentration, Ingredient, Product


@require_safe
def ingredient_list(request):
    rows = Ingredient.objects.listed_for(request.viewer)
    ingredients = listing.Listing(request, path=reverse("ingredients"), filterset_class=IngredientFilter, rows=rows)
    context = ingredients.context(listing.ingredient_facets(ingredients))
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
    context = {
        "ingredient": ingredient,
        "products": products_with(ingredient, request.viewer),
        "functions": functions_of(ingredient),
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
    """The products this viewer may see that hold the ingredient, with its share where one is stated."""
    visible = Product.objects.listed_for(viewer).values("pk")
    lines = Concentration.objects.filter(ingredient=ingredient, product__in=visible).select_related("product").order_by("product__name")
    held = [
        {
            "slug": line.product.slug,
            "name": line.product.name,
            "url": line.product.get_absolute_url(),
            "percent": line.percent,
            "qualifier": line.qualifier,
            "qualifier_label": line.get_qualifier_display(),
            "as_stated": line.as_stated,
        }
        for line in lines
    ]
    named = [
        {
            "slug": product.slug,
            "name": product.name,
            "url": product.get_absolute_url(),
            "percent": None,
            "qualifier": Concentration.Qualifier.NOT_STATED.value,
            "qualifier_label": Concentration.Qualifier.NOT_STATED.label,
            "as_stated": "",
        }
        for product in ingredient.also_in.filter(pk__in=visible)
    ]
    return held + named
