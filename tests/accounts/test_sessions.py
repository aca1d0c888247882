"""How long a session lasts, and what ends them all."""

import pytest
from django.contrib.sessions.models import Session

from accounts import actions
from accounts.models import User
from accounts.session_store import SessionStore
from tests import factories
from tests.client import PortalClient
from tests.reading import text_of

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
PASSWORD = "a long enough password"


@pytest.mark.parametrize(
    ("started", "seen", "status"),
    [
        (12 * HOUR - MINUTE, 0, 200),  # just before half a day
        (12 * HOUR, 0, 302),  # half a day
        (HOUR, 30 * MINUTE - 5, 200),  # just before half an hour of rest
        (HOUR, 30 * MINUTE, 302),  # half an hour of rest
    ],
)
def test_staff_are_signed_out_after_half_an_hour_of_rest_or_half_a_day(client, started, seen, status):
    client.force_login(factories.editor())
    client.turn_clock_back(session_started=started, session_seen=seen)
    assert client.get("/admin/").status_code == status


@pytest.mark.parametrize(
    ("started", "seen", "status"),
    [
        (14 * DAY - HOUR, 13 * DAY, 200),  # just before two weeks, and long at rest
        (14 * DAY, 0, 302),  # two weeks, however busy
    ],
)
def test_others_are_signed_out_after_two_weeks(client, started, seen, status):
    client.force_login(factories.practitioner())
    client.turn_clock_back(session_started=started, session_seen=seen)
    assert client.get("/dosing/").status_code == status


def test_work_keeps_a_session_of_staff_going(client):
    client.force_login(factories.editor())
    client.turn_clock_back(session_started=HOUR, session_seen=20 * MINUTE)
    client.get("/admin/")
    client.turn_clock_back(session_started=HOUR + 20 * MINUTE)
    assert client.session["session_seen"] > client.session["session_started"]
    assert client.get("/admin/").status_code == 200


def test_who_is_signed_out_is_told_why(client):
    client.force_login(factories.editor())
    client.turn_clock_back(session_started=HOUR, session_seen=HOUR)
    page = client.get("/admin/", follow=True)
    assert "your session had ended" in text_of(page)


def test_a_session_from_before_this_rule_starts_its_clock_now(client):
    client.force_login(factories.practitioner())
    session = client.session
    del session["session_started"]
    session.save()
    assert client.get("/dosing/").status_code == 200
    assert client.session["session_started"]


def two_devices(person):
    first, second = PortalClient(), PortalClient()
    for device in (first, second):
        device.force_login(person)
        assert device.get("/account/").status_code == 200
    return first, second


def test_a_new_password_ends_all_sessions():
    first, second = two_devices(factories.practitioner())
    new = "another four words here"
    assert first.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}).status_code == 302
    assert [device.get("/account/").status_code for device in (first, second)] == [302, 302]


def test_a_password_changed_by_staff_ends_all_sessions():
    person = factories.practitioner()
    first, _second = two_devices(person)
    person.set_password("another four words here")
    person.save()
    assert first.get("/account/").status_code == 302


def test_closing_an_account_ends_its_sessions_for_good(client):
    person = factories.practitioner()
    first, second = two_devices(person)
    actions.close(person)
    User.objects.filter(pk=person.pk).update(is_active=True)  # opened again: the old sessions stay ended
    assert [device.get("/account/").status_code for device in (first, second)] == [302, 302]
    assert not Session.objects.filter(session_key__in=[first.session.session_key]).exists()


def test_other_sessions_can_be_ended(client):
    first, second = two_devices(factories.practitioner())
    assert first.post("/account/sessions/").status_code == 302
    assert (first.get("/account/").status_code, second.get("/account/").status_code) == (200, 302)


def test_a_session_of_somebody_else_is_not_touched():
    mine, other = factories.practitioner(), factories.practitioner()
    (first, _second), (theirs, _more) = two_devices(mine), two_devices(other)
    first.post("/account/sessions/")
    assert theirs.get("/account/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/account/", "/dosing/", "/account/tokens/", "/api/v1/me/", "/api/v1/dosing/?expected_downtime_hours=12", "/"]
)
def test_what_was_made_for_an_account_is_stored_nowhere(client, address):
    client.force_login(factories.practitioner())
    headers = client.get(address).headers
    assert "no-store" in headers["Cache-Control"]
    assert "private" in headers["Cache-Control"]
    assert "Cookie" in headers["Vary"]


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("a" * 32, True),
        ("abcdefg8", True),
        ("abcdef7", False),
        ("a" * 41, False),
        ("A" * 32, False),
        ("\x00" + "a" * 12, False),
        ("", False),
    ],
)
def test_only_what_can_be_a_key_of_ours_is_asked_for(key, kept):
    """PostgreSQL breaks on a null character in one."""
    assert (SessionStore(key).session_key == key) is kept


# The offline copy of the dosing card lies in the browser's storage


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (factories.user, "/dosing/"),  # 403
        (factories.user, "/api/v1/procedures/"),  # 403 of the API
        (factories.user, "/admin/login/"),  # no way in there
        (None, "/api/v1/procedures/"),  # 401
        (None, "/dosing/"),  # to sign in
        (None, "/account/"),
    ],
)
def test_a_refusal_has_the_browser_forget_what_it_stored(client, make, address):
    if make:
        client.force_login(make())
    answer = client.get(address)
    assert answer.status_code in {302, 401, 403}
    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_a_sign_in_has_the_browser_forget_what_was_stored_for_the_one_before(client):
    factories.practitioner(email="ada@example.org")
    answer = client.post("/account/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.headers["Clear-Site-Data"] == '"storage"'


@pytest.mark.parametrize(
    "address", ["/", "/dosing/", "/dosing/card/", "/api/v1/procedures/", "/nothing/", "/dosing/?expected_downtime_hours=x"]
)
def test_what_is_answered_leaves_the_storage_alone(client, address):
    client.force_login(factories.practitioner())
    assert "Clear-Site-Data" not in client.get(address).headers
