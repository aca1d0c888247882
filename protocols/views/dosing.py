"""The look-up page, for verified practitioners."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalogue.access import practitioners_only

from .. import pages, supply_pages
from ..answers import answer
from ..forms import DosingForm
from .shared import copy_for, shown_or_404, without_blanks


@require_safe
@practitioners_only
def dosing(request):
    """The look-up as one GET form: the address of an answer can be shared, printed and opened again.

    While somebody types, htmx asks the same address and takes the answer out of the same page. What is still missing is then asked for
    calmly, and nothing takes the focus away from the field (`live`); figures, stops and sentences are the same.
    """
    shown = shown_or_404(request)
    # A procedure alone only opens its questions.
    asked = any(name != "procedure" or len(values) > 1 for name, values in request.GET.lists())
    given = without_blanks(request.GET)
    slug = given.get("procedure")
    procedure = shown.procedure(slug) if slug else None
    only_opens = not asked and (not slug or (procedure is not None and procedure["setting"] is not None))
    form = DosingForm(None if only_opens else given, rules=shown.rules, initial=given.dict())
    answered = form.is_bound and form.is_valid()
    context = {
        **pages.look_up_context(shown, procedure),
        "copy": copy_for(request, shown.version),
        "form": form,
        "answer": answer(shown, form.question()) if answered else None,
        "question": pages.question_rows(form, given) if answered else [],
        "api_url": f"{reverse('api-dosing')}?{urlencode(given)}" if answered else None,
        "live": request.headers.get("HX-Request") == "true",
        "announcement": pages.what_is_wrong(form),
    }
    if context["answer"]:
        context["outcome_label"] = pages.outcome_label(context["answer"])
        context["announcement"] = pages.announcement(context["answer"])
        context["plan_links"] = pages.plan_links(context["answer"], given)
        context["supplies_url"] = supply_pages.planner_address(given) if context["answer"]["doses"] else None
    if form.is_bound and not answered:
        context["missing"] = pages.only_missing(form, given)
    page = render(request, "protocols/dosing.html", context, status=400 if form.is_bound and not answered else 200)
    patch_vary_headers(page, ["HX-Request"])
    return page
