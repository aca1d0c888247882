"""The order list, and sending it. Whoever reads may ask; what only professionals may ask for is refused on every way in."""

from dataclasses import replace
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.addresses import client_address, network_of
from accounts.limits import seconds_to_wait
from accounts.standing import verification_of
from catalogue.access import never_stored

from . import actions
from .contents import LONGEST_NOTE, MOST_PACKS, after_sending, empty, is_slug, with_line, without
from .forms import Addition, Changes, SenderForm
from .keeping import SENT, change, contents_of, count
from .models import Distributor, OrderRequest
from .shown import fingerprint, packs_in_words, shown

UNREADABLE = "?"  # stands for every line that cannot be read; no product has this name
MOST_LISTED = 100  # of one's own requests


def never_kept(view):
    """What somebody means to buy is nobody else's at the same tablet."""

    @wraps(view)
    def kept_nowhere(request, *args, **kwargs):
        return never_stored(view(request, *args, **kwargs))

    return kept_nowhere


@require_http_methods(["GET", "HEAD", "POST"])
@never_kept
def order(request):
    """The list. A line is changed, taken out, or the whole is emptied; then the way goes on to sending it."""
    contents = contents_of(request)
    if request.method != "POST":
        return order_page(request, contents)
    changes = Changes(request.POST, contents=contents)
    contents = change(request, lambda kept: changed(kept, changes, empties="empty" in request.POST))
    if not changes.is_right and not contents.is_empty:
        return order_page(request, contents, changes=changes, status=400)
    return redirect("order-send" if "send" in request.POST else "order")


def changed(contents, changes, *, empties):
    """With what was right among the changes; what was not stays as it is, and the page says why."""
    if empties:
        return empty()
    contents = without(contents, changes.removed) if changes.removed else contents
    contents = replace(contents, unreadable=0) if changes.removed == UNREADABLE else contents
    for line in contents.lines:
        if line.key in changes.quantities:
            contents = with_line(contents, replace(line, quantity=changes.quantities[line.key]))
    return contents if changes.note_error else replace(contents, note=changes.note)


def order_page(request, contents, *, changes=None, problems=(), status=200):
    seen = shown(contents, request.viewer)
    count(request, contents)
    typed, errors = (changes.typed, changes.errors) if changes else ({}, {})
    rows = [
        {"line": line, "quantity": typed.get(line.key, line.quantity), "error": errors.get(line.key, ""), "id": f"id_quantity_{place}"}
        for place, line in enumerate(seen.lines)
    ]
    note_error = changes.note_error if changes else ""
    summary = [{"text": f"{row['line'].name}: {row['error']}", "target": row["id"]} for row in rows if row["error"]]
    summary += [{"text": note_error, "target": "id_note"}] if note_error else []
    context = {
        "rows": rows,
        "note": {"value": changes.note if changes else contents.note, "error": note_error, "most": LONGEST_NOTE},
        "unreadable": contents.unreadable,
        "unreadable_key": UNREADABLE,
        "refused": any(line.problem for line in seen.lines),
        "blocked": () if contents.is_empty else seen.problems,
        "errors": [*problems, *summary],
        "most_packs": MOST_PACKS,
    }
    return render(request, "orders/order.html", context, status=status)


@require_POST
@never_kept
def add(request):
    """From a product's page, and several at once from the supplies planner. Back to where it came from, or says what is wrong."""
    addition = Addition(request.POST, viewer=request.viewer)
    if addition.is_right:
        change(request, addition.added_to)
    if not addition.is_right:
        context = {"addition": addition, "next": addition.next if is_ours(addition.next) else "", "most_packs": MOST_PACKS}
        return render(request, "orders/add.html", context, status=400)
    link = format_html('<a href="{}">{}</a>', reverse("order"), _("View order"))
    messages.success(request, format_html("{} {} {}", _("Added to your order:"), addition.in_words, link))
    return redirect(addition.next if is_ours(addition.next) else "order")


def is_ours(path):
    """A page of this portal, to go back to: a path, and no other host however it is spelled."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_kept
def send(request):
    """Who asks, beside what is asked for. The list that is sent twice is one request, however often this is posted."""
    contents = contents_of(request)
    if request.method == "POST":
        form = SenderForm(request.POST)
        return store(request, form, contents) or answer(request, form, contents)
    if shown(contents, request.viewer).stands_in_the_way:
        return redirect("order")
    return answer(request, sender_form(request, contents), contents)


def sender_form(request, contents):
    """With what the account knows already."""
    initial = {"form_key": contents.key, "seen": fingerprint(contents)}
    if request.user.is_authenticated:
        stated = verification_of(request.user)
        initial |= {"name": request.user.name, "reply_to": request.user.email}
        initial |= {"business": stated.clinic, "country": stated.country.code}
    return SenderForm(initial=initial)


def store(request, form, contents):
    """Keeps what was sent and leads to its confirmation. None where it cannot be sent; then the form says why."""
    by = request.user if request.user.is_authenticated else None
    valid = form.is_valid()
    before = actions.already_sent(by=by, form_key=form.cleaned_data["form_key"])
    if before:
        change(request, lambda now: not_in(now, before))
        return confirmation(request, before)
    for sentence in stands_in_the_way(request, form, contents):
        form.add_error(None, sentence)
    if not valid or form.errors:
        return None
    wait = wait_for(request)
    if wait:
        form.refuse_for(wait, too_soon(wait))
        return None
    typed = {field: form.cleaned_data[field] for field in ("name", "business", "country", "reply_to")}
    try:
        sent = actions.send(by=by, viewer=request.viewer, contents=contents, **typed)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    change(request, lambda now: after_sending(now, contents))
    return confirmation(request, sent)


def not_in(now, sent):
    """A list under the key of one that was sent: what was added beside the sending stays, as a new list; nothing is asked for twice."""
    if now.key != str(sent.form_key):
        return now
    there = {(line.product.slug if line.product else "", line.quantity) for line in sent.lines.select_related("product")}
    return replace(empty(), lines=tuple(line for line in now.lines if (line.product, line.quantity) not in there))


def stands_in_the_way(request, form, contents):
    found = shown(contents, request.viewer).stands_in_the_way
    if not found and form.cleaned_data.get("seen") != fingerprint(contents):
        found = [_("Your order has changed since this page was opened. Check it below, then send it.")]
    return found


def confirmation(request, sent):
    request.session[SENT] = sent.reference
    return redirect("order-sent")


def answer(request, form, contents):
    """The form as it was typed, beside the list as it is now."""
    if form.is_bound:
        form.data["form_key"], form.data["seen"] = contents.key, fingerprint(contents)
    seen = shown(contents, request.viewer)
    lines = [{"name": line.name, "packs": packs_in_words(line.quantity, line.pack), "problem": line.problem} for line in seen.lines]
    context = {"form": form, "lines": lines, "note": contents.note, "may_send": not seen.stands_in_the_way}
    status = 429 if form.wait_seconds else 400 if form.errors else 200
    response = render(request, "orders/send.html", context, status=status)
    if form.wait_seconds:
        response.headers["Retry-After"] = str(form.wait_seconds)
    return response


def wait_for(request):
    """Seconds until this network and this account may send again; 0 now."""
    wait = seconds_to_wait(f"order {network_of(client_address(request))}", settings.ORDER_RATE_ADDRESS)
    if request.user.is_authenticated:
        wait = max(wait, seconds_to_wait(f"order of {request.user.pk}", settings.ORDER_RATE_ACCOUNT))
    return wait


def too_soon(seconds):
    minutes = -(-seconds // 60)
    sentence = ngettext(
        "Many orders came from you or from your network. Nothing is lost: leave this page open and send it again in %(number)d minute.",
        "Many orders came from you or from your network. Nothing is lost: leave this page open and send it again in %(number)d minutes.",
        minutes,
    )
    return sentence % {"number": minutes}


@require_safe
@never_kept
def sent(request):
    """The number to quote, and what happens next. Only in the browser that sent the order."""
    reference = request.session.get(SENT)
    found = OrderRequest.objects.filter(reference=reference).prefetch_related("lines").first() if is_slug(reference) else None
    if found is None:
        return redirect("order")
    context = {"order": found, "lines": lines_of(found), "distributor": Distributor.objects.for_country(found.country.code)}
    return render(request, "orders/sent.html", context)


@require_safe
@login_required
@never_kept
def requests(request):
    """What one's own account has sent, and how far each has come."""
    rows = OrderRequest.objects.filter(sent_by=request.user).prefetch_related("lines").order_by("-sent_at", "-pk")[:MOST_LISTED]
    listed = [{"order": row, "lines": lines_of(row), "tone": TONES[row.status]} for row in rows]
    return render(request, "orders/requests.html", {"orders": listed, "most": MOST_LISTED})


TONES = {
    OrderRequest.Status.NEW: "caution",
    OrderRequest.Status.PASSED_ON: "good",
    OrderRequest.Status.CLOSED: "",
    OrderRequest.Status.CANCELLED: "stop",
}


def lines_of(found):
    return [{"name": line.product_name, "packs": packs_in_words(line.quantity, line.pack_name)} for line in found.lines.all()]
