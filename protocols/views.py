"""Clinic pages: the look-up, procedures and protocols. All of it is for verified practitioners."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.access import practitioners_only

from . import pages
from .answers import answer, safeguards_for
from .current import current
from .dosing import CHEMICAL_PEEL
from .forms import DosingForm
from .models import Protocol, ProtocolVersion


def shown_or_404(request):
    shown = current(request.viewer)
    if shown is None:
        raise Http404
    return shown


@require_safe
@practitioners_only
def dosing(request):
    """The look-up as one GET form: the address of an answer can be shared, printed and opened again."""
    shown = shown_or_404(request)
    given = request.GET.copy()
    asked = any(name != "procedure" or len(values) > 1 for name, values in given.lists())  # a procedure alone only opens its questions
    for name in [name for name, value in given.items() if value == "" and len(given.getlist(name)) == 1]:
        del given[name]
    slug = given.get("procedure")
    procedure = shown.procedure(slug) if slug else None
    only_opens = not asked and (not slug or (procedure is not None and procedure["setting"] is not None))
    form = DosingForm(None if only_opens else given, rules=shown.rules, initial=given.dict())
    answered = form.is_bound and form.is_valid()
    context = {
        **pages.look_up_context(shown, procedure),
        "form": form,
        "answer": answer(shown, form.question()) if answered else None,
        "question": pages.question_rows(form, given) if answered else [],
        "api_url": f"{reverse('api-dosing')}?{urlencode(given)}" if answered else None,
    }
    if context["answer"]:
        context["outcome_label"] = pages.outcome_label(context["answer"])
    return render(request, "protocols/dosing.html", context, status=400 if form.is_bound and not answered else 200)


@require_safe
@practitioners_only
def procedure_list(request):
    shown = shown_or_404(request)
    return render(request, "protocols/procedure_list.html", {"groups": pages.procedure_groups(shown)})


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
        "safeguards": [] if shown.withheld_because else safeguards_for(shown.content, slug, codes),
        "dosing_url": f"{reverse('dosing')}?{urlencode({'procedure': slug})}",
        "needs_neutralising": slug == CHEMICAL_PEEL,
    }
    return render(request, "protocols/procedure_detail.html", context)


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
    return render(request, "protocols/protocol_detail.html", pages.protocol_context(version, versions, request.viewer))
