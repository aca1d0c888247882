"""Pages of procedures, for verified practitioners."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.access import practitioners_only

from .. import pages
from ..answers import safeguards_for
from ..dosing import CHEMICAL_PEEL
from .shared import copy_for, shown_or_404


@require_safe
@practitioners_only
def procedure_list(request):
    shown = shown_or_404(request)
    return render(
        request, "protocols/procedure_list.html", {"groups": pages.procedure_groups(shown), "copy": copy_for(request, shown.version)}
    )


@require_safe
@practitioners_only
def procedure_detail(request, slug):
    shown = shown_or_404(request)
    procedure = shown.procedure(slug)
    if procedure is None:
        raise Http404
    codes = [example["downtime_class"] for example in procedure["examples"]]
    context = {
        **pages.procedure_context(shown, procedure),
        "copy": copy_for(request, shown.version),
        "safeguards": [] if shown.withheld_because else safeguards_for(shown.content, slug, codes),
        "dosing_url": f"{reverse('dosing')}?{urlencode({'procedure': slug})}",
        "needs_neutralising": slug == CHEMICAL_PEEL,
    }
    return render(request, "protocols/procedure_detail.html", context)
