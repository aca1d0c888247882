"""Signing in and out: one answer for whatever is wrong, this site alone afterwards, nothing left behind."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.core import mail

from accounts import actions
from accounts.models import User
from tests import factories
from tests.client import PortalClient
from tests.reading import text_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
NOT_RIGHT = "The e-mail address or the password is not right."


def sign_in(client, email, password=PASSWORD, then=""):
    return client.post("/account/login/", {"login": email, "password": password, "next": then})


@pytest.mark.parametrize("typed", ["ada@example.org", "ADA@EXAMPLE.ORG", "Ada@Example.org", " ada@example.org "])
@pytest.mark.parametrize("kept", ["ada@example.org", "Ada@example.org"])
def test_the_address_is_read_in_any_case(client, kept, typed):
    factories.practitioner(email=kept)
    assert sign_in(client, typed)["Location"] == "/"
    assert client.get("/dosing/").status_code == 200


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("ada@example.org", "another password", NOT_RIGHT),  # a wrong password
        ("ada@example.org", PASSWORD.upper(), NOT_RIGHT),  # a password has its case
        ("nobody@example.org", PASSWORD, NOT_RIGHT),  # an unknown address
        ("%@example.org", PASSWORD, NOT_RIGHT),  # a wildcard is a letter like any other
        ("ada@example.org", "", "Enter your password."),  # no password
        ("", PASSWORD, "Enter an e-mail address"),  # no address
        ("ada", PASSWORD, "Enter an e-mail address, such as name@example.org."),  # no address either
        ("ada@example.org\x00", PASSWORD, "Null characters are not allowed."),  # a null byte
        ("ada@example.org", "x\x00", "Null characters are not allowed."),
        (f"{'x' * 255}@example.org", PASSWORD, NOT_RIGHT),  # longer than an address can be
        (f"{'x' * 100_000}@example.org", PASSWORD, "Enter an e-mail address, such as name@example.org."),
        ("ada@example.org", "x" * 100_000, NOT_RIGHT),
    ],
)
def test_a_wrong_sign_in_is_400_and_says_so(client, email, password, sentence):
    factories.practitioner(email="ada@example.org")
    page = sign_in(client, email, password)
    assert page.status_code == 400
    assert sentence in text_of(page)
    assert not client.is_signed_in


def test_a_lone_surrogate_is_an_odd_address_and_no_fault(client):
    page = client.post("/account/login/", b"login=%ED%A0%80@example.org&password=x", content_type="application/x-www-form-urlencoded")
    assert page.status_code == 400


def test_what_was_typed_is_not_lost_and_the_password_not_shown(client):
    page = sign_in(client, "ada@example.org", "another password").content.decode()
    assert 'value="ada@example.org"' in page
    assert "another password" not in page


# Known and unknown addresses


def hashed(monkeypatch):
    """How often a password is hashed: nearly all the time that a sign-in takes."""
    done = []
    encode = hashers.get_hasher().__class__.encode

    def counted(self, *args, **kwargs):
        done.append(1)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(hashers.get_hasher().__class__, "encode", counted)
    return done


def test_an_unknown_address_and_a_wrong_password_are_told_alike(client):
    factories.practitioner(email="ada@example.org")
    wrong, unknown = sign_in(client, "ada@example.org", "another password"), sign_in(client, "bob@example.org", "another password")
    assert wrong.status_code == unknown.status_code
    assert text_of(wrong) == text_of(unknown)


def test_an_unknown_address_takes_as_long(client, monkeypatch):
    factories.user(email="ada@example.org")
    done = hashed(monkeypatch)
    sign_in(client, "ada@example.org", "another password")
    known = len(done)
    sign_in(client, "bob@example.org", "another password")
    assert len(done) - known == known == 1


def sign_up(client, email):
    return client.post("/account/signup/", {"email": email, "password1": "three words and more"})


def test_signing_up_does_not_tell_whether_an_address_is_known(client, monkeypatch):
    factories.user(email="ada@example.org")
    done = hashed(monkeypatch)
    known = sign_up(client, "ada@example.org")
    hashes = len(done)
    client.cookies.clear()
    unknown = sign_up(client, "bob@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(done) - hashes == hashes == 1
    assert [message.to for message in mail.outbox] == [["ada@example.org"], ["bob@example.org"]]


def test_the_pages_after_signing_up_are_the_same(client):
    factories.user(email="ada@example.org")
    known = text_of(client.get(sign_up(client, "ada@example.org")["Location"]))
    client.cookies.clear()
    assert text_of(client.get(sign_up(client, "bob@example.org")["Location"])).replace("bob@", "ada@") == known


def test_asking_for_a_new_password_does_not_tell_whether_an_address_is_known(client):
    factories.user(email="ada@example.org")
    known, unknown = (client.post("/account/password/reset/", {"email": email}) for email in ("ada@example.org", "bob@example.org"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 2  # each hears of it, in other words


# Who is out


def test_a_closed_account_is_refused(client):
    factories.practitioner(email="ada@example.org", is_active=False)
    sign_in(client, "ada@example.org")
    assert not client.is_signed_in


def test_an_account_made_inactive_is_out_at_once(client):
    person = factories.practitioner()
    client.force_login(person)
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/dosing/").status_code == 302


def test_an_address_that_is_not_confirmed_does_not_sign_in(client):
    factories.practitioner(email="ada@example.org", confirmed=False)
    assert sign_in(client, "ada@example.org")["Location"] == "/account/confirm-email/"
    assert not client.is_signed_in
    assert mail.outbox[0].to == ["ada@example.org"]


@pytest.mark.parametrize(
    ("then", "location"),
    [
        ("/dosing/", "/dosing/"),  # a page of this site
        ("https://example.org/", "/"),  # another host
        ("//example.org/", "/"),  # another host, without its scheme
        ("/\\example.org/", "/"),  # a backslash that a browser reads as a slash
        ("javascript:alert(1)", "/"),  # no page at all
        ("http://testserver@example.org/", "/"),  # our name before another host
        ("///example.org", "/"),
        ("\t//example.org", "/"),
    ],
)
def test_signing_in_leads_to_this_site_alone(client, then, location):
    factories.practitioner(email="ada@example.org")
    assert sign_in(client, "ada@example.org", then=then)["Location"] == location


def test_a_session_gets_a_new_key_at_sign_in(client):
    client.get("/account/login/")
    client.session.save()
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    factories.practitioner(email="ada@example.org")
    sign_in(client, "ada@example.org")
    assert client.cookies["sessionid"].value != session.session_key
    assert not client.session.exists(session.session_key)


# Signing out


def test_signing_out_closes_the_door_and_has_the_browser_forget(client):
    client.force_login(factories.practitioner())
    answer = client.post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/dosing/").status_code == 302


def test_signing_out_is_asked_for_and_does_not_happen_by_a_link(client):
    client.force_login(factories.practitioner())
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/dosing/").status_code == 200


def test_the_admin_signs_out_by_the_same_door(client):
    client.force_login(factories.editor())
    assert "Clear-Site-Data" in client.post("/admin/logout/").headers
    assert not client.is_signed_in


def test_the_admin_has_no_sign_in_of_its_own(client):
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/account/login/?next=/admin/"
    assert client.get("/admin/password_change/")["Location"].endswith("/account/password/change/")


def test_who_is_signed_in_and_no_staff_is_told_whom_the_admin_is_for(client):
    client.force_login(factories.practitioner())
    page = client.get("/admin/", follow=True)
    assert page.status_code == 403
    assert "the people who keep this portal" in text_of(page)


# The first admin, made on the command line


def test_an_admin_made_on_the_command_line_confirms_the_address_and_sets_up_a_second_factor(client):
    User.objects.create_superuser("first@example.org", PASSWORD)
    assert sign_in(client, "first@example.org")["Location"] == "/account/confirm-email/"
    link = re.search(r"/account/confirm-email/\S+", mail.outbox[0].body).group()
    assert client.post(link).status_code == 302
    client.cookies.clear()
    assert sign_in(client, "first@example.org")["Location"] == "/account/2fa/"
    assert client.get("/admin/")["Location"] == "/account/2fa/"


# Letters and links


@pytest.mark.parametrize("host", ["localhost:6666", "127.0.0.1:1", "localhost"])
def test_letters_lead_to_the_address_of_the_portal_whatever_host_was_asked(client, settings, host):
    settings.SITE_URL = "https://portal.example"
    factories.user(email="ada@example.org")
    client.post("/account/password/reset/", {"email": "ada@example.org"}, headers={"host": host})
    client.post("/account/password/reset/", {"email": "bob@example.org"}, headers={"host": host})
    client.post("/account/signup/", {"email": "ada@example.org", "password1": "three words and more"}, headers={"host": host})
    PortalClient().post("/account/signup/", {"email": "new@example.org", "password1": "three words and more"}, headers={"host": host})
    links = [link for letter in mail.outbox for link in re.findall(r"https?://\S+", letter.body)]
    assert len(mail.outbox) == 4
    assert len(links) >= 4
    assert all(link.startswith("https://portal.example/") for link in links)


def test_an_address_that_is_not_confirmed_does_not_reset_the_password_of_an_account(client):
    person = factories.practitioner(email="ada@example.org")
    EmailAddress.objects.create(user=person, email="mistyped@example.org", verified=False, primary=False)
    client.post("/account/password/reset/", {"email": "mistyped@example.org"})
    assert "/account/password/reset/key/" not in mail.outbox[0].body
    client.post("/account/password/reset/", {"email": "ada@example.org"})
    assert "/account/password/reset/key/" in mail.outbox[1].body


def test_decisions_are_told_to_a_confirmed_address(client):
    person = factories.practitioner(email="ada@example.org")
    EmailAddress.objects.filter(user=person).update(primary=False)
    EmailAddress.objects.create(user=person, email="mistyped@example.org", verified=False, primary=True)
    actions.revoke(verification=person.verification, by=factories.reviewer(), reason="Asked for.")
    assert mail.outbox[0].to == ["ada@example.org"]


@pytest.mark.parametrize("address", ["/account/confirm-email/MQ:1-x/", "/account/password/reset/key/1-abc-def/"])
def test_a_link_that_leads_nowhere_is_a_404_in_words(client, address):
    page = client.get(address)
    assert page.status_code == 404
    assert "This link does not work" in text_of(page)


def test_signing_up_twice_at_once_gives_one_account_and_no_fault(client, monkeypatch):
    """The other request is quicker, after this one has seen that the address is free."""
    monkeypatch.setattr("allauth.account.forms.flows.manage_email.email_already_exists", lambda value: (value, False))
    factories.user(email="ada@example.org")
    answer = sign_up(client, "ada@example.org")
    assert (answer.status_code, answer["Location"]) == (302, "/account/confirm-email/")
    assert User.objects.filter(email__iexact="ada@example.org").count() == 1


@pytest.mark.parametrize("key", ['"\\000aaaaaaaaaaaa"', "a" * 5000, "A" * 32, "../../x", "short", "caf\u00e9" * 4, '""'])
@pytest.mark.parametrize("address", ["/", "/account/", "/healthz", "/api/v1/me/"])
def test_a_cookie_that_cannot_be_a_session_is_none(client, key, address):
    answer = client.get(address, headers={"cookie": f"sessionid={key}"})
    assert answer.status_code in {200, 302, 401}


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/account/password/change/", {"oldpassword": PASSWORD, "password1": "another four words here"}),
        ("/account/delete/", {"sure": "on"}),
    ],
)
def test_whatever_ends_a_session_has_the_browser_forget(client, address, data):
    client.force_login(factories.practitioner())
    assert client.post(address, data).headers["Clear-Site-Data"] == '"cache", "storage"'
