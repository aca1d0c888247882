"""The dated plan as a page, for verified practitioners."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.access import practitioners_only

from .. import dosing, pages, plan_pages, plans
from ..answers import answer
from ..forms import DosingForm
from ..plan_form import PlanForm
from .shared import shown_or_404, without_blanks

OF_THE_QUESTION = list(DosingForm.base_fields)
OPENING = {*OF_THE_QUESTION, "downtime_class", "replaces"}  # what a link to the plan carries; the rest is asked on the page


@require_safe
@practitioners_only
def plan(request):
    """A dosing question with the time of the treatment, as one GET form: the address of a plan can be printed and opened again."""
    given = without_blanks(request.GET)
    return plan_page(request, shown_or_404(request), given, asked=bool(set(given) - OPENING))


def plan_page(request, shown, given, *, asked=True, status=None):
    """The page of a plan, of the questions that are left (all of them, unless they were `asked`), or of the reason why there is none."""
    of_the_question = {name: value for name, value in given.items() if name in OF_THE_QUESTION}
    question = DosingForm(of_the_question, rules=shown.rules)
    if not question.is_valid():
        return redirect(f"{reverse('dosing')}?{urlencode(of_the_question, errors='replace')}")
    found = answer(shown, question.question())
    form = PlanForm(given if asked else None, rules=shown.rules, evening_from=settings.LATE_VISIT_AFTER, initial=starting(given))
    planned = made(shown, form, request.viewer) if found["doses"] else None
    context = {
        **pages.look_up_context(shown, shown.procedure(question.cleaned_data["procedure"])),
        "answer": planned or found,
        "question": pages.question_rows(question, of_the_question),
        "hidden": of_the_question | {name: given[name] for name in ("replaces",) if name in given},
        "form": form,
        "fields": plan_pages.fields(form, found),
        "outcome_label": pages.outcome_label(found),
    }
    if planned and planned["applications"]:
        context |= plan_pages.planned(planned, form, given)
    return render(request, "protocols/plan.html", context, status=status or (400 if form.is_bound and form.errors else 200))


def starting(given):
    return {"time_zone": settings.CLINIC_TIME_ZONE, **given.dict()}


def made(shown, form, viewer):
    """The plan of a valid form, else None with the reasons at the fields."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        found = plans.plan(shown, form.question(), form.visit(), viewer)
    except dosing.NotOffered:
        form.add_error("downtime_class", _("The answer does not offer this class."))
        return None
    if not found["applications"]:
        form.add_error("downtime_class", _("More than one class fits: choose the one this plan is for."))
        return None
    return found
