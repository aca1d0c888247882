"""Writing to us, and what the portal says of itself."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.addresses import client_address, network_of
from accounts.limits import seconds_to_wait
from catalogue.access import never_stored
from catalogue.citing import citations_of
from catalogue.models import Contact

from . import actions
from .forms import FORMS, REPORTS, UnsortedForm
from .models import Report
from .pages import own_path

Kind = Report.Kind
SENT = "report_sent"  # in the session: reference and kind of what was sent last


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request):
    """Whom to turn to, and a question to us."""
    form = form_for(request, FORMS[Kind.QUESTION])
    rows = list(Contact.objects.all())
    cited = citations_of(rows)
    contacts = [{"contact": row, "citations": cited[row._meta.label, row.pk]} for row in rows]
    return store(request, form) or answer(request, "support/contact.html", form, contacts=contacts)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request):
    """First which kind of report, then its form. `?kind=&page=&product=` is what a link on another page knows already."""
    asked = (request.POST if request.method == "POST" else request.GET).getlist("kind")
    kind = asked[0] if len(asked) == 1 and asked[0] in REPORTS else None
    if kind is None and request.method != "POST":
        problems = [{"text": _("Choose one of these three."), "target": "kinds"}] if asked else []
        return render(request, "support/report_kinds.html", {"kinds": kinds(request), "problems": problems}, status=400 if asked else 200)
    form = form_for(request, FORMS[kind] if kind else UnsortedForm)
    return store(request, form) or answer(request, "support/report.html", form, kind=kind, start_url=f"{reverse('report')}{known(request)}")


@require_safe
def report_sent(request):
    """The number to quote, and what happens next. Only in the browser that sent the report."""
    if SENT not in request.session:
        return redirect("report")
    reference, kind = request.session[SENT]
    return never_stored(render(request, "support/report_sent.html", {"reference": reference, "kind": kind, "first_aid": first_aid()}))


@require_safe
def privacy(request):
    return render(request, "support/privacy.html", {"tokens": settings.TOKENS_PER_ACCOUNT})


@require_safe
def terms(request):
    return render(request, "support/terms.html")


@require_safe
def accessibility(request):
    return render(request, "support/accessibility.html")


def form_for(request, form_class):
    """Empty but for what the address and the account know already, or with what was typed."""
    given = {"viewer": request.viewer, "host": request.get_host()}
    if request.method == "POST":
        return form_class(request.POST, **given)
    reply_to = request.user.email if request.user.is_authenticated else ""
    return form_class(initial={**about(request), "reply_to": reply_to}, **given)


def about(request):
    """The page and the product that a link names. What is named twice, or is no page of ours, is left out."""
    named = {name: request.GET[name] for name in ("page", "product") if len(request.GET.getlist(name)) == 1}
    named["page"] = own_path(named.get("page", ""), host=request.get_host())
    return named


def known(request, **more):
    named = {name: value for name, value in about(request).items() if value}
    return f"?{urlencode({**more, **named}, errors='replace')}" if more or named else ""


def kinds(request):
    hints = {
        Kind.UNWANTED_EFFECT: _("Skin or scalp did not take a product well."),
        Kind.SPOILED_PRODUCT: _("It has another colour, is cloudy, smells, leaks or came damaged."),
        Kind.WRONG_FIGURE: _("A page of this portal says something that is not right."),
    }
    return [{"url": reverse("report") + known(request, kind=kind.value), "label": kind.label, "hint": hints[kind]} for kind in REPORTS]


def store(request, form):
    """Keeps what was sent and leads to its confirmation. None where there is nothing to keep; then the form says why."""
    if not form.is_valid():
        return None
    written = form.cleaned_data
    if not actions.already_sent(form_key=written["form_key"], kind=form.kind, text=written["text"]):
        wait = seconds_to_wait(f"report {network_of(client_address(request))}", settings.REPORT_RATE_ADDRESS)
        if wait:
            form.refuse_for(wait, too_soon(wait))
            return None
    kept = actions.send(by=request.user if request.user.is_authenticated else None, kind=form.kind, **written)
    request.session[SENT] = [kept.reference, kept.kind]
    return redirect("report-sent")


def answer(request, template, form, **context):
    status = 429 if form.wait_seconds else 400 if form.errors else 200
    response = render(request, template, {"form": form, "first_aid": first_aid(), **context}, status=status)
    if form.wait_seconds:
        response.headers["Retry-After"] = str(form.wait_seconds)
    return response


def too_soon(seconds):
    minutes = -(-seconds // 60)
    sentence = ngettext(
        "Your network has sent many reports. Nothing you wrote is lost: leave this page open and send it again in %(number)d minute.",
        "Your network has sent many reports. Nothing you wrote is lost: leave this page open and send it again in %(number)d minutes.",
        minutes,
    )
    return sentence % {"number": minutes}


def first_aid():
    """After an unwanted effect, as in the serum check: what this house has decided."""
    return [
        {"text": _("Do not put on any more."), "house": True},
        {"text": _("Rinse it off."), "house": True},
        {"text": _("Call the clinic that treated you."), "house": True},
    ]
