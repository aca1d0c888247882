"""The supplies planner, for verified practitioners: a week of treatments as one GET form, whose result has an address. Nothing is stored."""

import re

from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.access import practitioners_only

from .. import pages, supply_pages
from ..supply_csv import csv_response
from ..supply_plan import courses_for, supply_plan
from .shared import shown_or_404


@require_safe
@practitioners_only
def supplies(request):
    """The empty form, the form with a row more or less, or the result."""
    shown, offered = shown_or_404(request), courses_for(request.viewer)
    asked = supply_pages.read_address(request.GET, offered)
    changes_rows = {"add", "remove"} & set(request.GET)
    if not request.GET or (changes_rows and not asked.not_known and len(asked.rows) <= supply_pages.MOST_ROWS):
        change_rows(asked, request.GET)
        return render(request, "protocols/supplies.html", supply_pages.form_context(shown, asked, offered))
    return result(request, shown, asked, offered)


def change_rows(asked, given):
    """A row more, or one less; what was typed in the others stays."""
    if not given:
        asked.rows = [QueryDict(mutable=True) for _row in range(supply_pages.ROWS_AT_FIRST)]
    place = given.get("remove", "")
    if re.fullmatch(r"[0-9]{1,2}", place, re.ASCII) and int(place) < len(asked.rows):
        del asked.rows[int(place)]
    if ("add" in given and len(asked.rows) < supply_pages.MOST_ROWS) or not asked.rows:
        asked.rows.append(QueryDict(mutable=True))


def result(request, shown, asked, offered):
    asked.rows = asked.filled
    forms = supply_pages.PlanForms(asked, shown=shown, offered=offered)
    wanted = request.GET.getlist("format")
    if wanted not in ([], ["csv"]):
        forms.general.append(_("There is no such file. Leave the format out, or write csv."))
    if not forms.are_valid:
        asked.rows = asked.rows or [QueryDict(mutable=True)]
        context = supply_pages.form_context(shown, asked, offered, forms)
        return render(request, "protocols/supplies.html", {**context, "problems": forms.problems()}, status=400)
    plan = supply_plan(shown, **forms.planned)
    if wanted:
        return csv_response(plan, pages.protocol_summary(shown))
    context = {**supply_pages.form_context(shown, asked, offered, forms, plan["lines"]), **supply_pages.result_context(plan, asked)}
    return render(request, "protocols/supplies.html", context)
