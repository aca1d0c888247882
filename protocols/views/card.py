"""The card of all dosing answers, and the worker that keeps one copy of it for when there is no network."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalogue.access import practitioners_only

from .. import card as cards
from .. import card_page
from .shared import copy_for, shown_or_404


@require_safe
@practitioners_only
def card(request):
    """Every answer of the current version on one page.

    As an answer over HTTP it is `no-store` like every clinic page. The one exception is the copy that the worker keeps for a verified
    practitioner: the headers say whose it is, when it was made, until when it may be used and which addresses it stands in for.
    """
    shown = shown_or_404(request)
    made_at = timezone.now()
    copy = copy_for(request, shown.version)
    until = cards.usable_until(made_at, shown.version, request.access_ends_at() if copy else None)
    context = {**card_page.context(shown), "copy": copy, "made_at": made_at, "until": until}
    response = render(request, "protocols/card.html", context)
    for name, value in headers_of(copy, shown.version, made_at, until).items():
        response[name] = value
    return response


def headers_of(copy, version, made_at, until):
    """None where no copy is kept: without them the worker leaves the page alone."""
    if copy is None:
        return {}
    return {
        "Card-Key": copy["key"],
        "Card-Made": milliseconds(made_at),
        "Card-Until": milliseconds(until),
        "Card-Pages": " ".join(cards.pages(version)),
    }


def milliseconds(moment):
    """As JavaScript counts time; cut to the second, as the page says it."""
    return str(int(moment.timestamp()) * 1000)


@require_safe
@cache_control(no_cache=True)
def worker(request):
    """At the root, since a worker answers for nothing above its own address. It holds no content: anyone may read it."""
    return render(request, "protocols/offline.js", {"hours": cards.MOST_HOURS_OLD}, content_type="text/javascript; charset=utf-8")
