"""Patient sheets. A practitioner makes one; whoever holds its address reads it, for as long as it is valid."""

import hashlib
import logging
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.access import never_stored, practitioners_only
from catalogue.visibility import Audience

from .. import sheet_pages, sheet_pdf, sheets
from ..calendars import calendar_response
from ..plan_form import PlanForm
from . import plans as plan_views
from .shared import shown_or_404, without_blanks

logger = logging.getLogger("portal.sheets")
MADE = "sheet_made"  # in the session of who made it: which sheet, and the plan it came from
PAPERS = ("a4", "letter")


@require_http_methods(["GET", "HEAD", "POST"])
@practitioners_only
def make(request):
    """Turns a plan into the address of its sheet. Nothing is stored but, in the maker's own session, the way back to the plan."""
    if request.viewer.audience != Audience.PRACTITIONER:
        raise PermissionDenied  # staff preview plans; a sheet that a patient acts on is a clinic's
    if request.method != "POST":
        return redirect("dosing")
    shown = shown_or_404(request)
    given = without_blanks(request.POST)
    given.pop("csrfmiddlewaretoken", None)
    form = PlanForm(given, rules=shown.rules, evening_from=settings.LATE_VISIT_AFTER)
    plan = plan_views.made(shown, form, request.viewer)
    if plan is None:
        status = 400 if set(form.errors) - {"downtime_class"} else 409
        return plan_views.plan_page(request, shown, given, status=status)
    sheet = sheet_pages.sheet_for(plan, form, shown=shown, now=timezone.now())
    if sheet.has_expired():
        form.add_error("performed_at", _("This plan is over: a sheet ends 14 days after its last application. Check the day."))
        return plan_views.plan_page(request, shown, given, form=form, status=400)
    token = sheets.write(sheet)
    given["continues"], given["replaces"] = sheet.uid, str(max(len(sheet.applications), sheet.replaces))
    request.session[MADE] = {"sheet": digest(token), "plan": urlencode(given)}
    return redirect("sheet", token=token)


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


def for_holders(view):
    """Reads the address, or says plainly why there is nothing to show. What passes is stored nowhere and found by no search engine."""

    @wraps(view)
    def guarded(request, token):
        sheet, version, why = opened(token)
        if why:
            response = render(request, "protocols/sheet_gone.html", {"why": why, "sheet": sheet}, status=410 if why == "expired" else 404)
        else:
            response = view(request, token, sheet, version)
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["Referrer-Policy"] = "no-referrer"
        return never_stored(response)

    return require_safe(guarded)


def opened(token):
    """(sheet, version, why it is not shown)."""
    try:
        sheet = sheets.read(token)
    except sheets.Unreadable:
        return None, None, "unreadable"
    if sheet.has_expired():
        return sheet, None, "expired"
    version = sheets.version_of(sheet)
    return (sheet, version, "") if version else (sheet, None, "unreadable")


@for_holders
def screen(request, token, sheet, version):
    """The sheet on a phone."""
    made = request.session.get(MADE) if request.viewer.reads_protocols else None
    own = made if isinstance(made, dict) and made.get("sheet") == digest(token) else None
    context = {
        **sheet_pages.context(sheet, version, absolute=request.build_absolute_uri),
        "sheet_qr": sheet_pages.qr(request.build_absolute_uri(request.path)),
        "token": token,
        "change_url": own and f"{reverse('plan')}?{own['plan']}",
    }
    return render(request, "protocols/sheet.html", context)


@for_holders
def paper(request, token, sheet, version):
    """The sheet on one page of A4 or Letter, for the printer of a browser."""
    return render(request, "protocols/sheet_print.html", {**on_paper(request, sheet, version), "token": token})


def on_paper(request, sheet, version):
    paper = request.GET.get("paper", "")
    return {
        **sheet_pages.context(sheet, version, absolute=request.build_absolute_uri),
        "paper": paper if paper in PAPERS else PAPERS[0],
        "large": request.GET.get("print") == "large",
        "printed_on": timezone.localdate(),
    }


@for_holders
def pdf(request, token, sheet, version):
    """The same page as a PDF. Where the server lacks the libraries for it, a plain message and the way to the page."""
    choices = on_paper(request, sheet, version)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    html = render_to_string("protocols/sheet_print.html", {**choices, "as_pdf": True})
    try:
        content = sheet_pdf.render(html)
    except sheet_pdf.CannotRender as problem:
        logger.warning("No PDF: %s", problem)
        return render(request, "protocols/sheet_no_pdf.html", {**choices, "token": token}, status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="skin-care-sheet.pdf"'
    return response


@for_holders
def calendar(request, token, sheet, version):
    """The entries for a calendar, the same ones however often they are fetched."""
    return calendar_response(sheet_pages.calendar_of(sheet, version, now=timezone.now()), filename="skin-care-plan.ics")


@require_safe
def verify_entry(request):
    """For whoever holds a sheet and no camera: the code is typed, and leads to its page."""
    code = request.GET.get("code", "").strip()
    if code:
        version = sheets.version_by_code(code)
        if version:
            return redirect("verify", code=sheets.verify_code(version))
    return verify_page(request, None, code, status=404 if code else 200)


@require_safe
def verify(request, code):
    """Whether the protocol version behind a printed sheet still holds. Public; names nothing clinical."""
    version = sheets.version_by_code(code)
    return verify_page(request, version, code, status=200 if version else 404)


def verify_page(request, version, code, *, status):
    wrong = [{"text": _("There is no sheet with that code. Compare it letter by letter with the paper."), "target": "id_code"}]
    context = {
        "version": sheet_pages.verify_context(version) if version else None,
        "code": code[:40],
        "problems": wrong if status == 404 else [],
    }
    response = render(request, "protocols/verify.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return never_stored(response)
