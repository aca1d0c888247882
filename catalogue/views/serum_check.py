"""The serum check: what the ampoule at hand looks and feels like, and what to do with it. The answers are the address."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalogue.models import Product
from catalogue.serum_check_page import SERUM, SerumCheckForm, page_of


@require_safe
def serum_check(request):
    product = get_object_or_404(Product.objects.visible_to(request.viewer), slug=SERUM)
    form = SerumCheckForm(request.GET)
    answered = form.is_bound and form.is_valid()
    context = {"product": product, "questions": form.questions(), "problems": form.problems(), "answered": answered}
    if answered:
        context |= {
            "answers": form.summary(),
            "sign_in_url": form.sign_in_url(request.viewer),
            **page_of(form.finding(), product, request.viewer),
        }
    return render(request, "catalogue/serum_check.html", context, status=400 if form.is_bound and not answered else 200)
