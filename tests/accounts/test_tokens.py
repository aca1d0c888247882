"""API tokens: made once, kept as hashes, refused as soon as they are revoked, and never more than their owner."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import actions
from accounts.models import ApiToken, User
from catalogue.models import Product
from tests import factories
from tests.client import PortalClient
from tests.reading import text_of

pytestmark = pytest.mark.django_db

ASKED = "/api/v1/dosing/?expected_downtime_hours=12"


def token_of(person, name="Clinic software"):
    return actions.make_token(by=person, name=name)


def ask(client, token, address="/api/v1/me/"):
    return client.get(address, headers={"authorization": f"Bearer {token}"})


# What a token reads


def test_a_token_reads_what_its_owner_may(client):
    _row, token = token_of(factories.practitioner())
    assert ask(client, token, ASKED).json()["outcome"] == "match"
    assert ask(client, token).json()["audience"] == "practitioner"


@pytest.mark.parametrize(
    "owner",
    [
        factories.user,
        lambda: factories.professional("salon"),
        lambda: factories.professional(status="pending"),
        lambda: factories.professional(status="revoked"),
        lambda: factories.practitioner(until=timezone.localdate() - timedelta(days=1)),
        factories.editor,
        factories.reviewer,
        factories.superuser,
    ],
)
def test_a_token_reads_no_more_than_its_owner_and_nothing_of_staff(client, owner):
    _row, token = token_of(owner())
    assert ask(client, token, ASKED).status_code == 403
    assert ask(client, token).json()["previews"] is False


def test_a_token_of_staff_sees_no_draft(client):
    Product.objects.filter(slug="multi-action-cream").update(status="draft")
    _row, token = token_of(factories.superuser())
    assert ask(client, token, "/api/v1/products/multi-action-cream/").status_code == 404


def test_a_token_counts_for_the_api_alone(client):
    _row, token = token_of(factories.practitioner())
    assert ask(client, token, "/dosing/").status_code == 302
    assert ask(client, token, "/account/").status_code == 302


def test_a_token_beside_a_session_decides(client):
    client.force_login(factories.superuser())
    _row, token = token_of(factories.user())
    assert ask(client, token, ASKED).status_code == 403


def test_a_wrong_token_beside_a_session_is_refused(client):
    client.force_login(factories.practitioner())
    assert ask(client, "cal_" + "0" * 64, ASKED).status_code == 401


def test_what_a_token_reads_is_stored_nowhere(client):
    _row, token = token_of(factories.practitioner())
    headers = ask(client, token, "/api/v1/products/").headers
    assert "no-store" in headers["Cache-Control"]
    assert "Authorization" in headers["Vary"]


def test_what_a_token_has_warmed_leaks_nothing(client):
    _row, token = token_of(factories.practitioner())
    told = ask(client, token, "/api/v1/products/calecim-serum/").json()
    public = PortalClient().get("/api/v1/products/calecim-serum/").json()
    assert len(public["withheld"]) > len(told["withheld"])


# When it ends

SAID = {"detail": "The token is not valid, or no longer."}


def revoked(row):
    actions.revoke_token(by=row.user, pk=row.pk)


def expired(row):
    ApiToken.objects.filter(pk=row.pk).update(expiry=timezone.now() - timedelta(seconds=1))


def closed(row):
    User.objects.filter(pk=row.user_id).update(is_active=False)


@pytest.mark.parametrize("end", [revoked, expired, closed])
def test_a_token_is_refused_from_the_next_request_on(client, end):
    row, token = token_of(factories.practitioner())
    assert ask(client, token).status_code == 200
    end(row)
    answer = ask(client, token)
    assert (answer.status_code, answer.json()) == (401, SAID)


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer a b",
        "Bearer nothing",
        "Bearer cal_" + "0" * 64,  # the right shape, and nobody's
        "Bearer cal_" + "g" * 64,
        "Bearer cal_" + "0" * 5000,
        "Bearer cal_" + "A" * 64,
        "Bearer \x00",
        "Bearer caf\u00e9",
        "Bearer \ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        "bearer cal_" + "0" * 64,
    ],
)
def test_an_odd_token_is_told_like_a_revoked_one(client, header):
    answer = client.get("/api/v1/me/", headers={"authorization": header})
    assert (answer.status_code, answer.json()) == (401, SAID)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Basic YTpi", "Token cal_" + "0" * 64, "Digest x"])
def test_another_way_to_sign_in_is_none(client, header):
    assert client.get("/api/v1/me/", headers={"authorization": header}).status_code == 401
    assert client.get("/api/v1/products/", headers={"authorization": header}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/v1/me/", "/api/v1/products/", "/api/v1/products/calecim-serum/", ASKED])
def test_a_token_changes_nothing(client, method, address):
    _row, token = token_of(factories.practitioner())
    forged = {"x-http-method-override": "GET", "authorization": f"Bearer {token}"}
    answer = getattr(client, method)(address, {"is_staff": True}, content_type="application/json", headers=forged)
    assert answer.status_code == 405


# How it is kept


def test_only_a_hash_is_kept():
    row, token = token_of(factories.practitioner())
    assert token.startswith("cal_")
    assert len(token) == 68
    kept = " ".join(str(value) for value in ApiToken.objects.filter(pk=row.pk).values_list().get())
    assert token not in kept
    assert token[len(row.token_key) :] not in kept


def test_a_token_lasts_ninety_days():
    row, _token = token_of(factories.practitioner())
    assert timedelta(days=89, hours=23) < row.expiry - timezone.now() <= timedelta(days=90)


def test_when_it_was_last_used_is_noted_to_the_minute(client):
    row, token = token_of(factories.practitioner())
    ask(client, token)
    row.refresh_from_db()
    first = row.last_used_at
    assert timezone.now() - first < timedelta(minutes=1)
    ask(client, token)
    row.refresh_from_db()
    assert row.last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    ask(client, token)
    row.refresh_from_db()
    assert row.last_used_at >= first


def test_five_are_the_most():
    person = factories.practitioner()
    for _number in range(5):
        token_of(person)
    with pytest.raises(ValidationError, match="You have 5 tokens"):
        token_of(person)
    assert token_of(factories.practitioner())  # each account has its own


def test_an_expired_one_makes_room():
    person = factories.practitioner()
    for _number in range(5):
        row, _token = token_of(person)
    expired(row)
    token_of(person)
    assert ApiToken.objects.filter(user=person).count() == 5


# The page


def test_a_token_is_shown_once(client):
    client.force_login(factories.practitioner())
    page = client.post("/account/tokens/", {"name": "Till"})
    token = page.context["made"]
    assert token in text_of(page)
    later = client.get("/account/tokens/")
    assert token not in later.content.decode()
    assert "Till" in text_of(later)
    assert token[:12] in text_of(later)


def test_making_one_asks_for_the_password_again(client):
    client.force_login(factories.practitioner(), confirmed_again=False)
    assert client.post("/account/tokens/", {"name": "Till"})["Location"].startswith("/account/reauthenticate/")
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00"])
def test_a_token_without_a_proper_name_is_refused_at_the_field(client, name):
    client.force_login(factories.practitioner())
    page = client.post("/account/tokens/", {"name": name})
    assert page.status_code == 400
    assert page.context["form"].errors["name"]
    assert not ApiToken.objects.exists()


def test_the_sixth_is_refused_in_words(client):
    person = factories.practitioner()
    for _number in range(5):
        token_of(person)
    client.force_login(person)
    page = client.post("/account/tokens/", {"name": "Sixth"})
    assert page.status_code == 400
    assert "You have 5 tokens, which is the most." in text_of(page)


def test_a_token_of_somebody_else_is_not_revoked_and_not_told_apart(client):
    row, token = token_of(factories.practitioner())
    client.force_login(factories.practitioner())
    theirs = client.post(f"/account/tokens/{row.pk}/revoke/", follow=True)
    nobodys = client.post("/account/tokens/nothing/revoke/", follow=True)
    assert text_of(theirs) == text_of(nobodys)
    assert ask(PortalClient(), token).status_code == 200


def test_revoking_on_the_page_ends_it(client):
    person = factories.practitioner()
    row, token = token_of(person)
    client.force_login(person)
    assert client.post(f"/account/tokens/{row.pk}/revoke/")["Location"] == "/account/tokens/"
    assert ask(PortalClient(), token).status_code == 401


def test_a_password_reset_by_a_letter_ends_all_tokens(client):
    person = factories.practitioner(email="ada@example.org")
    _row, token = token_of(person)
    client.post("/account/password/reset/", {"email": "ada@example.org"})
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[0].body).group()
    form = client.get(link)["Location"]
    assert client.post(form, {"password1": "another four words here"}).status_code == 302
    assert ask(PortalClient(), token).status_code == 401


def test_closing_an_account_ends_its_tokens(client):
    person = factories.practitioner()
    _row, token = token_of(person)
    actions.close(person)
    assert ask(client, token).status_code == 401
