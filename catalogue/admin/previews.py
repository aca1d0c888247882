"""The page of a thing as an audience would get it: a draft, a proposed change, or what is typed in a form. Nothing stays of it."""

from contextlib import contextmanager
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import get_resolver, resolve
from django.utils.translation import gettext as _

from catalogue.access import never_stored
from catalogue.visibility import Audience, Status, Viewer

ENVIRONMENT = ["SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "REMOTE_ADDR"]
NO_ACCOUNT = -1  # the key of an account that does not exist: nothing is followed, kept or ordered by it


@contextmanager
def taken_back():
    """Whatever is written inside is not written: the rows, the search index, jobs and letters that wait for the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def audience_in(request):
    """`as` of an address: consumer where it is not given."""
    wanted = request.GET.get("as", Audience.CONSUMER.value)
    if wanted not in Audience.values:
        raise SuspiciousOperation("an audience that does not exist")
    return Audience(wanted)


def has_page(row):
    return hasattr(row, "get_absolute_url")


def page_as(request, row, audience):
    """What this audience gets at the address of the row, a draft as if it were published. Only inside `taken_back`."""
    model = type(row)
    if getattr(row, "status", "") == Status.DRAFT:
        model._default_manager.filter(pk=row.pk).update(status=Status.PUBLISHED)
    asked = request_of(request, row.get_absolute_url(), audience, was=getattr(row, "status", Status.PUBLISHED))
    answer = answer_to(asked)
    if 300 <= answer.status_code < 400:
        answer = render(asked, "catalogue/preview_away.html", {"audience": audience.label})
    return never_stored(HttpResponse(answer.content, content_type=answer.headers["Content-Type"]))


def request_of(request, address, audience, *, was):
    """A request as a stranger of this audience would send it: no account, no session, no cookie of the editor."""
    parts = urlsplit(address)
    asked = HttpRequest()
    asked.method = "GET"
    asked.path = asked.path_info = parts.path
    asked.GET = QueryDict(parts.query)
    asked.META = {name: request.META[name] for name in ENVIRONMENT if name in request.META}
    asked._get_scheme = lambda: request.scheme
    signed_in = audience != Audience.CONSUMER
    asked.user = get_user_model()(pk=NO_ACCOUNT) if signed_in else AnonymousUser()
    asked.session = SessionBase()
    asked.viewer = Viewer(audience=audience, lens=audience, signed_in=signed_in)
    asked.preview_banner = banner(audience, was)  # `base.html` shows it
    return asked


def banner(audience, was):
    as_whom = _("As %(audience)s.") % {"audience": audience.label.lower()}
    more = _("Not published: nobody else sees this page.") if was == Status.DRAFT else _("Nothing of it is saved.")
    return f"{as_whom} {more}"


def answer_to(asked):
    """A page, or the refusal that this audience would read."""
    asked.resolver_match = found = resolve(asked.path)
    try:
        answer = found.func(asked, *found.args, **found.kwargs)
    except Http404 as error:
        answer = get_resolver().resolve_error_handler(404)(asked, exception=error)
    except PermissionDenied as error:
        answer = get_resolver().resolve_error_handler(403)(asked, exception=error)
    return answer.render() if hasattr(answer, "render") else answer
