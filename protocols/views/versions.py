"""Pages of protocols and of their versions, for verified practitioners."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.access import practitioners_only

from .. import pages
from ..as_of import DayForm
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
    """The current version, or one fixed version under its own address, which answers for ever. `on` asks what was in force on a day."""
    versions = ProtocolVersion.objects.visible_to(request.viewer).filter(protocol__slug=slug).select_related("protocol", "signed_by")
    versions = list(versions.latest_first())
    if number is None:
        version = pages.current_version(versions)
    else:
        version = next((row for row in versions if row.number == number), None)
    if version is None:
        raise Http404
    in_use = pages.current_version(versions)
    form = DayForm(request.GET if number is None and "on" in request.GET else None)
    context = {
        **pages.protocol_context(version, versions, request.viewer),
        "copy": copy_for(request, in_use) if in_use else None,
        "day_form": form,
        "as_of_url": version.protocol.get_absolute_url(),
        "withdraw_url": withdraw_url(request, version),
    }
    if form.is_valid():
        context["as_of"] = pages.as_of_context(versions, form, request.viewer)
    return render(request, "protocols/protocol_detail.html", context, status=400 if form.errors else 200)


def withdraw_url(request, version):
    """For reviewers, on the page of what clinics read: stopping it is two clicks away."""
    stoppable = version.status in {ProtocolVersion.Status.ACTIVE, ProtocolVersion.Status.RETIRED}
    if not (stoppable and request.viewer.previews and request.user.has_perm("protocols.withdraw_protocolversion")):
        return None
    return reverse("admin:protocols_protocolversion_withdraw", args=[version.pk])
