"""Pages of procedures, for verified practitioners."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.access import practitioners_only, refuse, retired
from catalogue.visibility import Status

from .. import pages
from ..answers import safeguards_for
from ..dosing import CHEMICAL_PEEL
from ..models import Procedure
from .shared import copy_for, shown_or_404


@require_safe
@practitioners_only
def procedure_list(request):
    shown = shown_or_404(request)
    context = {"groups": without_retired(pages.procedure_groups(shown)), "copy": copy_for(request, shown.version)}
    return render(request, "protocols/procedure_list.html", context)


def without_retired(groups):
    """The version in force still names what was retired since; the list of pages does not."""
    gone = set(Procedure.objects.filter(status=Status.RETIRED).values_list("slug", flat=True))
    kept = [{**group, "procedures": [row for row in group["procedures"] if row["slug"] not in gone]} for group in groups]
    return [group for group in kept if group["procedures"]]


@require_safe
@practitioners_only
def procedure_detail(request, slug):
    if retired(request.viewer, Procedure.objects, slug):
        return refuse(request, Procedure.objects, slug, back="procedures")
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
