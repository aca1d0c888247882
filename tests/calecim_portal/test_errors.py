"""An error says what happened and offers a way on; the API says it in JSON."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template import loader
from django.test import Client, RequestFactory
from django.urls import path

from calecim_portal import urls, views
from tests import factories
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db


def broken(request):
    raise RuntimeError("secret detail")


def refused(request):
    raise PermissionDenied("secret detail")


def suspicious(request):
    raise SuspiciousOperation("secret detail")


class Addresses:
    """The portal's addresses and three that fail."""

    urlpatterns = [
        path(f"{start}{name}/", view)
        for start in ("", "api/v1/")
        for name, view in [("broken", broken), ("no", refused), ("odd", suspicious)]
    ] + urls.urlpatterns
    handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def failing(settings):
    """A browser that meets errors as visitors do."""
    settings.ROOT_URLCONF = Addresses
    return Client(raise_request_exception=False)


ERRORS = [("/nothing-there/", 404), ("/no/", 403), ("/odd/", 400), ("/broken/", 500)]


@pytest.mark.parametrize(("address", "status"), ERRORS)
def test_an_error_page_says_what_happened_and_leads_on(failing, address, status):
    page = failing.get(address)
    assert page.status_code == status
    assert page.headers["Content-Type"].startswith("text/html")
    assert len([heading for heading in read(page).headings if heading]) >= 1
    assert any(link in {"/", "/products/", "/account/"} for link in read(page).links)
    assert "secret detail" not in text_of(page)
    assert "Traceback" not in text_of(page)


@pytest.mark.parametrize(("address", "status"), ERRORS)
def test_the_api_says_it_in_one_sentence(failing, address, status):
    answer = failing.get(f"/api/v1{address}")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json().keys() == {"non_field_errors" if status == 400 else "detail"}
    assert b"secret detail" not in answer.content


@pytest.mark.parametrize(
    "address",
    ["/nothing/", "/products/nothing/", "/ingredients/nothing/", "/products/calecim-serum/extra/", "/%00/", "/products/%2e%2e/", "/é/"],
)
def test_a_page_that_is_not_there_offers_a_search_and_the_lists(client, address):
    page = client.get(address)
    reader = read(page)
    assert page.status_code == 404
    assert "There is no page here" in reader.headings
    main = page.content.decode().partition("<main")[2]
    assert 'action="/search/"' in main
    assert 'name="q"' in main
    assert {"/products/", "/ingredients/"} <= set(reader.links)


def test_the_address_asked_for_is_not_repeated_as_markup(client):
    assert b"<script>alert" not in client.get("/<script>alert(1)</script>/").content


def test_a_missing_page_is_one_for_signed_in_visitors_too(clinic):
    assert clinic.get("/nothing/").status_code == 404


def test_the_page_of_a_broken_server_needs_no_context():
    html = loader.get_template("500.html").render()
    assert "Something went wrong" in html
    assert "Do not guess a dose" in html


def test_a_broken_server_touches_neither_session_nor_database(django_assert_num_queries):
    request = RequestFactory().get("/")  # no session, no user, no viewer
    with django_assert_num_queries(0):
        assert views.server_error(request).status_code == 500


@pytest.mark.parametrize("view", [views.bad_request, views.permission_denied, views.page_not_found])
def test_an_error_page_stands_without_a_session(view):
    """An error can come before the middleware has set who is looking."""
    assert view(RequestFactory().get("/")).status_code in {400, 403, 404}


def test_what_is_not_open_says_for_whom_it_is_and_what_to_do(client):
    client.force_login(factories.user())
    page = client.get("/dosing/")
    assert page.status_code == 403
    assert "practitioner" in text_of(page)
    assert "/account/" in read(page).links


def test_what_needs_an_account_sends_to_sign_in_and_back(client):
    answer = client.get("/dosing/?procedure=microneedling")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/login/?next=/dosing/%3Fprocedure%3Dmicroneedling"


@pytest.mark.parametrize(("signed_in", "status"), [(False, 401), (True, 403)])
def test_the_api_tells_who_are_you_from_not_for_you(client, signed_in, status):
    if signed_in:
        client.force_login(factories.user())
    answer = client.get("/api/v1/dosing/", {"procedure": "microneedling"})
    assert answer.status_code == status
    assert answer.json().keys() == {"detail"}


def test_a_form_without_its_token_says_what_to_do():
    page = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a@example.org", "password": "x"})
    assert page.status_code == 403
    assert "reload the page and send it again" in text_of(page)


def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/", headers={"host": "evil.example.org"}).status_code == 400
