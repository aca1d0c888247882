"""Products: the list with its filters, and one product with everything its visitor may read."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue import linked_data, listing
from catalogue.access import gone_page
from catalogue.filters import ProductFilter, barred_by_acne
from catalogue.models import GlossaryTerm, Product
from catalogue.product_page import claims_by_group, layers_for, parts_of, phases_for, where_to_browse
from catalogue.related import texts_on
from catalogue.rich_text import Terms
from catalogue.serum_check_page import SERUM
from catalogue.visibility import Audience, Status


@require_safe
def product_list(request):
    rows = Product.objects.listed_for(request.viewer)
    products = listing.Listing(request, path=reverse("products"), filterset_class=ProductFilter, rows=rows)
    context = products.context(listing.product_facets(products))
    context["page"].object_list = list(context["page"].object_list.with_share().with_pictures())
    context["products"] = context["page"].object_list
    context["count_label"] = ngettext("%(number)s product", "%(number)s products", context["total"]) % {"number": context["total"]}
    context["left_out"] = left_out_for_acne(products)
    return render(request, "catalogue/product_list.html", context, status=200 if products.is_valid else 400)


def left_out_for_acne(products):
    """The names of what the filter on acne leaves out of this list: what must not be used is not passed over in silence."""
    if not (products.is_valid and products.filterset.form.cleaned_data["active_acne"]):
        return ""
    names = products.found(without="active_acne").filter(pk__in=barred_by_acne(products.viewer)).values_list("name", flat=True)
    return get_text_list(list(names), _("and"))


@require_safe
def product_detail(request, slug):
    product = get_object_or_404(Product.objects.known_to(request.viewer).with_pictures().annotate(pack_number=Count("packs")), slug=slug)
    if product.status == Status.RETIRED:
        return gone_page(request, product, back="products")
    parts, phases = parts_of(product, request.viewer), phases_for(product)
    context = {
        "product": product,
        "parts": parts,
        "claim_groups": claims_by_group(parts["claims"]),
        "phase_rows": [{"name": product.name, "phases": phases}] if phases else [],
        "colour_check_url": reverse("serum-check") if product.slug == SERUM else "",
        "may_request": request.viewer.may_request(product),
        "packs": product.packs.all() if product.pack_number > 1 else (),  # with one there is nothing to choose
        "texts": texts_on(product, request.viewer),
        "terms": Terms(GlossaryTerm.objects.all()),
        "layers": layers_for(product),
        "concerns": [{"name": concern.name, "url": where_to_browse(concern)} for concern in product.concerns.all()],
        "audience_labels": [Audience(code).label for code in product.audiences],
        "linked_data": [
            linked_data.product(product, request.build_absolute_uri),
            linked_data.breadcrumbs(
                [(_("Products"), reverse("products")), (product.name, product.get_absolute_url())], request.build_absolute_uri
            ),
        ],
    }
    return render(request, "catalogue/product_detail.html", context)
