"""Pages of protocols and of their versions, for verified practitioners."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.access import practitioners_only

from .. import pages
from ..current import current
from ..models import Protocol, ProtocolVersion
from .shared import copy_for


@require_safe
@practitioners_only
def protocol_list(request):
    rows = []
    for protocol in Protocol.objects.select_related("product"):
        shown = current(request.viewer, product=protocol.product.slug)
        if shown:
            rows.append({**pages.protocol_summary(shown), "url": protocol.get_absolute_url()})
    return render(request, "protocols/protocol_list.html", {"protocols": rows})


@require_safe
@practitioners_only
def protocol_detail(request, slug, number=None):
    """The current version, or one fixed version under its own address, which answers for ever."""
    versions = ProtocolVersion.objects.visible_to(request.viewer).filter(protocol__slug=slug).select_related("protocol", "signed_by")
    versions = list(versions.latest_first())
    if number is None:
        version = pages.current_version(versions)
    else:
        version = next((row for row in versions if row.number == number), None)
    if version is None:
        raise Http404
    in_use = pages.current_version(versions)
    context = {**pages.protocol_context(version, versions, request.viewer), "copy": copy_for(request, in_use) if in_use else None}
    return render(request, "protocols/protocol_detail.html", context)
