"""What every answer tells the browser: nothing from elsewhere, no inline script, no frame."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/products/",
    "/products/calecim-serum/",
    "/ingredients/clcm/",
    "/components/",
    "/account/login/",
    "/account/signup/",
    "/account/",
    "/account/password/reset/",
    "/account/2fa/webauthn/login/",
    "/contact/",
    "/report/",
    "/privacy/",
    "/admin/login/",
    "/admin/",
    "/api/v1/products/",
    "/api/v1/docs/",
    "/api/v1/schema/",
    "/api/v1/nothing/",
    "/nothing/",
    "/products/?step=abc",
    "/dosing/",
    "/offline.js",
    "/healthz",
]


def policy_of(answer):
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";") if part.strip()]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_the_portal_itself_is_trusted(client, address):
    policy = policy_of(client.get(address))
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert {source for sources in policy.values() for source in sources} <= {"'self'", "'none'"}


def test_workers_come_from_the_portal_alone(client):
    assert policy_of(client.get("/"))["worker-src"] == ["'self'"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_other_headers_are_there(client, address):
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    policy = headers["Permissions-Policy"]
    assert "camera=()" in policy
    assert "publickey-credentials-get=(self)" in policy


@pytest.mark.parametrize(
    "address",
    ["/account/", "/account/profession/", "/account/tokens/", "/account/sessions/", "/account/2fa/", "/account/2fa/totp/activate/"]
    + ["/account/email/", "/account/password/change/", "/account/delete/", "/account/2fa/webauthn/add/", "/dosing/", "/dosing/card/"],
)
def test_a_page_of_an_account_keeps_to_the_policy_and_is_stored_nowhere(client, address):
    client.force_login(factories.practitioner())
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "data:image" not in html
    assert policy_of(answer)["script-src"] == ["'self'"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/accounts/verification/", "/admin/catalogue/product/", "/admin/catalogue/product/add/"]
)
def test_the_admin_keeps_to_the_same_policy(client, address):
    client.force_login(factories.user(is_staff=True, is_superuser=True))
    answer = client.get(address)
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert b" onclick=" not in answer.content
    assert b"<script>" not in answer.content


@pytest.mark.parametrize(
    "address", ["/", "/products/", "/products/calecim-serum/", "/ingredients/", "/components/", "/api/v1/docs/", "/nothing/"]
)
def test_a_page_holds_nothing_that_the_policy_would_stop(client, address):
    html = client.get(address).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert "javascript:" not in html
    assert 'src="http' not in html
    # Its own address is written whole, for machines; nothing is fetched from it.
    assert 'href="http' not in html.replace('<link rel="canonical" href="http://testserver/', "")


def test_a_broken_page_keeps_the_policy(monkeypatch):
    from catalogue.views import products

    monkeypatch.setattr(products, "parts_of", lambda *_: 1 / 0)
    answer = Client(raise_request_exception=False).get("/products/calecim-serum/")
    assert answer.status_code == 500
    assert policy_of(answer)["script-src"] == ["'self'"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
