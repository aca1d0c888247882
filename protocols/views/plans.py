"""The dated plan as a page, for verified practitioners."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.access import practitioners_only
from catalogue.visibility import Audience

from .. import dosing, pages, plan_pages, plans
from ..answers import answer, look_up
from ..calendars import new_uid
from ..forms import DosingForm
from ..plan_form import PlanForm
from .shared import shown_or_404, without_blanks

OF_THE_QUESTION = list(DosingForm.base_fields)
OPENING = {*OF_THE_QUESTION, "downtime_class", "continues", "replaces"}  # what a link to the plan carries; the rest is asked on the page


@require_safe
@practitioners_only
def plan(request):
    """A dosing question with the time of the treatment, as one GET form: the address of a plan can be printed and opened again."""
    given = without_blanks(request.GET)
    return plan_page(request, shown_or_404(request), given, asked=bool(set(given) - OPENING))


def plan_page(request, shown, given, *, asked=True, form=None, status=None):
    """The page of a plan, of the questions that are left (all of them, unless they were `asked`), or of the reason why there is none."""
    of_the_question = only_of_the_question(given)
    question = DosingForm(of_the_question, rules=shown.rules)
    if not question.is_valid():
        return redirect(f"{reverse('dosing')}?{urlencode(of_the_question.dict(), errors='replace')}")
    result = look_up(shown, question.question())
    found = answer(shown, question.question(), result=result)
    form = form or PlanForm(given if asked else None, rules=shown.rules, evening_from=settings.LATE_VISIT_AFTER, initial=starting(given))
    planned = made(shown, form, request.viewer, result) if found["doses"] else None
    if planned and "continues" not in given:
        given["continues"] = new_uid()  # from here on the plan has a name of its own, whatever is changed in it
    context = {
        **pages.look_up_context(shown, shown.procedure(question.cleaned_data["procedure"])),
        "answer": planned or found,
        "question": pages.question_rows(question, of_the_question),
        "hidden": of_the_question.dict() | {name: given[name] for name in ("continues", "replaces") if name in given},
        "form": form,
        "fields": plan_pages.fields(form, found),
        "outcome_label": pages.outcome_label(found),
    }
    if planned and planned["applications"]:
        context |= plan_pages.planned(planned, form, given)
        context["makes_sheets"] = request.viewer.audience == Audience.PRACTITIONER
    return render(request, "protocols/plan.html", context, status=status or (400 if form.is_bound and form.errors else 200))


def only_of_the_question(given):
    """What the look-up asks. What stands twice stays twice, so that its form can say so."""
    question = given.copy()
    for name in set(given) - set(OF_THE_QUESTION):
        del question[name]
    return question


def starting(given):
    return {"time_zone": settings.CLINIC_TIME_ZONE, **given.dict()}


def made(shown, form, viewer, result=None):
    """The plan of a valid form, else None with the reasons at the fields."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        found = plans.plan(shown, form.question(), form.visit(), viewer, result)
    except dosing.NotOffered:
        form.add_error("downtime_class", _("The answer does not offer this class."))
        return None
    if not found["applications"]:
        form.add_error("downtime_class", _("More than one class fits: choose the one this plan is for."))
        return None
    return found
