"""The routine builder: what somebody owns in, the morning and the evening order out, with the reasons. The answers are the address."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.models import Product
from catalogue.routine_form import RoutineForm
from catalogue.routine_page import RoutinePage


@require_safe
def routine(request):
    products = list(Product.objects.listed_for(request.viewer).with_pictures())
    form = RoutineForm(request.GET, products=products)
    valid = form.is_bound and form.is_valid()
    chosen = [product for product in products if valid and product.slug in form.cleaned_data["product"]]
    context = {
        "questions": with_kinds(form.questions(), products),
        "problems": form.problems(),
        "asked": form.is_bound,
        "answered": bool(chosen),
    }
    if chosen:
        page = RoutinePage(chosen, request.viewer, also_using=form.actives(), skin=form.said_skin())
        context |= {"answers": form.summary(), "sign_in_url": form.sign_in_url(request.viewer), **page.context()}
    return render(request, "catalogue/routine.html", context, status=400 if form.is_bound and not valid else 200)


def with_kinds(questions, products):
    """A product that nobody has drawn yet shows the drawing of its kind."""
    kinds = {product.slug: product.kind for product in products}
    for question in questions:
        for option in question["options"]:
            option["kind"] = kinds.get(option["value"], "")
    return questions
