"""Two to four products of the line side by side. The address says which, so that it can be shared and printed."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.compare_form import CompareForm
from catalogue.compare_page import Comparison, shown_rows
from catalogue.models import Product


@require_safe
def compare(request):
    listed = {product.slug: product for product in Product.objects.listed_for(request.viewer).with_pictures()}
    form = CompareForm(request.GET, listed)
    context = {
        "boxes": form.boxes(),
        "problems": form.problems,
        "product_problems": [one for one in form.problems if one["field"] == "product"],
        "differences_problems": [one for one in form.problems if one["field"] == "differences"],
        "differences_only": form.differences_only,
        "one_more": len(form.products) == 1,
    }
    if form.is_comparison:
        context |= comparison(form, request.viewer)
    return render(request, "catalogue/compare.html", context, status=400 if form.problems else 200)


def comparison(form, viewer):
    page = Comparison(form.products, viewer)
    rows, left_out = shown_rows(page.rows(), differences_only=form.differences_only)
    names = [product.name for product in form.products]
    several = len(names) > 2
    return {
        "columns": [
            {
                "name": product.name,
                "slug": product.slug,
                "kind": product.kind,
                "url": product.get_absolute_url(),
                "status_label": product.get_status_display() if viewer.previews else "",
                "remove_url": form.without(product.slug) if several else "",
            }
            for product in form.products
        ],
        "further": [{"name": one.name, "url": form.beside_the_first(one.slug)} for one in form.products[2:]],
        "names": get_text_list(names, _("and")),
        "rows": rows,
        "left_out": get_text_list(left_out, _("and")),
        "other_rows_url": form.other_rows_url(),
        "sign_in_url": None if viewer.signed_in else f"{reverse('account_login')}?{urlencode({'next': form.address(form.wanted)})}",
        "withheld": page.withheld,
    }
