"""Products: the list with its filters, and one product with everything its visitor may read."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue import linked_data, listing
from catalogue.access import gone_page
from catalogue.filters import ProductFilter
from catalogue.models import GlossaryTerm, Product
from catalogue.product_page import layers_for, parts_of, where_to_browse
from catalogue.related import texts_on
from catalogue.rich_text import Terms
from catalogue.visibility import Audience, Status


@require_safe
def product_list(request):
    rows = Product.objects.listed_for(request.viewer)
    products = listing.Listing(request, path=reverse("products"), filterset_class=ProductFilter, rows=rows)
    context = products.context(listing.product_facets(products))
    context["page"].object_list = list(context["page"].object_list.with_share().with_pictures())
    context["products"] = context["page"].object_list
    return render(request, "catalogue/product_list.html", context, status=200 if products.is_valid else 400)


@require_safe
def product_detail(request, slug):
    product = get_object_or_404(Product.objects.known_to(request.viewer).with_pictures().annotate(pack_number=Count("packs")), slug=slug)
    if product.status == Status.RETIRED:
        return gone_page(request, product, back="products")
    context = {
        "product": product,
        "parts": parts_of(product, request.viewer),
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
