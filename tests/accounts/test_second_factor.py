"""Staff and their second factor: no way into the admin, to drafts or to changes over the API without it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import path, reverse
from rest_framework.response import Response
from rest_framework.views import APIView

from calecim_portal import urls
from catalogue.models import Product
from tests import factories
from tests.reading import text_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
SECRET = "E5AEQIIMIG45ZWVVR34ZTKTWARFXCQCJ"
STAFF = [factories.editor, factories.reviewer, factories.superuser]
ADMIN = [
    "/admin/",
    "/admin/catalogue/product/",
    "/admin/catalogue/product/add/",
    "/admin/jsi18n/",
    "/admin/autocomplete/",
    "/admin/nothing/",
]


def code(secret=SECRET, steps=0):
    """The code of now; in the last second of its time the next one is waited for."""
    if time.time() % 30 > 29:
        time.sleep(1.1)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def enrolled(person):
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def give_password(client, person):
    return client.post("/account/login/", {"login": person.email, "password": PASSWORD})


def give_code(client, given):
    return client.post("/account/2fa/authenticate/", {"code": given})


# The way in


@pytest.mark.parametrize("staff", STAFF)
def test_staff_give_password_and_code(client, staff):
    person = enrolled(staff())
    assert give_password(client, person)["Location"].startswith("/account/2fa/authenticate/")
    assert not client.is_signed_in
    assert give_code(client, code()).status_code == 302
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("given", ["000000", "", "12345", "abcdef", "1" * 1000, code(steps=-3), code(steps=2), "\x00"])
def test_a_wrong_code_opens_nothing(client, given):
    person = enrolled(factories.editor())
    give_password(client, person)
    assert give_code(client, given).status_code == 400
    assert not client.is_signed_in


def test_a_code_opens_once(client):
    person, used = enrolled(factories.editor()), code()
    give_password(client, person)
    give_code(client, used)
    client.post("/account/logout/")
    give_password(client, person)
    assert give_code(client, used).status_code == 400
    assert not client.is_signed_in


def test_a_recovery_code_opens_once(client):
    person = enrolled(factories.editor())
    one = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]
    give_password(client, person)
    give_code(client, one)
    assert client.get("/admin/").status_code == 200
    client.post("/account/logout/")
    give_password(client, person)
    assert give_code(client, one).status_code == 400


def test_the_code_of_another_account_opens_nothing(client):
    person, other = enrolled(factories.editor()), factories.editor()
    TOTP.activate(other, "4Z2Z33D4CQDS5QIT4AXXYUNNF2CDFUUS")
    give_password(client, other)
    assert give_code(client, code()).status_code == 400
    assert person.pk != other.pk


def test_codes_are_not_guessed(client):
    person = enrolled(factories.editor())
    give_password(client, person)
    for _attempt in range(5):
        give_code(client, "000000")
    page = give_code(client, code())
    assert page.status_code in {400, 429}
    assert not client.is_signed_in


# Without it


@pytest.mark.parametrize("staff", STAFF)
@pytest.mark.parametrize("address", ADMIN)
@pytest.mark.parametrize("method", ["get", "post", "head", "options"])
def test_no_page_of_the_admin_opens_to_a_password_alone(client, staff, address, method):
    client.force_login(staff(), second_factor=False)
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/")


def test_who_has_one_but_did_not_show_it_is_asked_for_it(client):
    client.force_login(enrolled(factories.editor()), second_factor=False)
    assert (
        client.get("/admin/catalogue/product/?q=a")["Location"]
        == "/account/2fa/reauthenticate/?next=%2Fadmin%2Fcatalogue%2Fproduct%2F%3Fq%3Da"
    )


def test_the_code_shown_later_opens_the_admin(client):
    client.force_login(enrolled(factories.editor()), second_factor=False)
    answer = client.post("/account/2fa/reauthenticate/?next=/admin/", {"code": code()})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_signing_in_without_one_leads_staff_to_set_it_up(client):
    assert give_password(client, factories.editor())["Location"] == "/account/2fa/"


def test_the_mark_of_one_account_does_not_serve_another(client):
    client.force_login(factories.superuser(), second_factor=True)
    records = client.session["account_authentication_methods"]
    client.force_login(factories.editor(), second_factor=False)
    session = client.session
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = "0"
    session.save()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("staff", STAFF)
def test_a_password_alone_previews_nothing(client, staff):
    Product.objects.filter(slug="multi-action-cream").update(status="draft")
    client.force_login(staff(), second_factor=False)
    assert client.get("/products/multi-action-cream/").status_code == 404
    assert client.get("/dosing/").status_code == 403
    assert client.get("/api/v1/me/").json()["previews"] is False
    assert "Editing" not in text_of(client.get("/"))


class Writing(APIView):
    """Stands for whatever the API may one day change."""

    permission_classes = []

    def post(self, request):
        return Response({"changed": True})

    put = patch = delete = post


class Addresses:
    urlpatterns = [path("api/v1/written/", Writing.as_view()), *urls.urlpatterns]
    handler403 = urls.handler403


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(("second_factor", "status"), [(False, 403), (True, 200)])
def test_staff_change_nothing_over_the_api_without_it(client, settings, method, second_factor, status):
    settings.ROOT_URLCONF = Addresses
    client.force_login(factories.editor(), second_factor=second_factor)
    answer = getattr(client, method)("/api/v1/written/")
    assert answer.status_code == status
    assert ("detail" in answer.json()) == (status == 403)


def test_others_need_none_for_the_api(client, settings):
    settings.ROOT_URLCONF = Addresses
    client.force_login(factories.practitioner())
    assert client.post("/api/v1/written/").status_code == 200


# Keeping it


def test_the_last_second_factor_of_staff_stays(client):
    person = enrolled(factories.editor())
    client.force_login(person)
    assert client.post("/account/2fa/totp/deactivate/").status_code == 400
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def passkey_of(person):
    return Authenticator.objects.create(user=person, type="webauthn", data={"name": "Passkey 1", "credential": {}})


@pytest.mark.parametrize(("staff", "left"), [(factories.editor, 1), (factories.practitioner, 0)])
def test_the_last_passkey_of_staff_stays_too(client, staff, left):
    person = staff()
    key = passkey_of(person)
    client.force_login(person)
    client.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/")
    assert Authenticator.objects.filter(user=person).count() == left


def test_staff_may_change_from_one_kind_to_the_other(client):
    person = enrolled(factories.editor())
    key = passkey_of(person)
    client.force_login(person)
    client.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(user=person, type="webauthn").exists()
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_others_may_take_theirs_away(client):
    person = enrolled(factories.practitioner())
    client.force_login(person)
    assert client.post("/account/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn", "account-tokens", "account-delete"]
)
def test_what_opens_an_account_is_changed_only_after_being_asked_again(client, name):
    person = enrolled(factories.practitioner()) if "recovery" in name else factories.practitioner()
    client.force_login(person, confirmed_again=False)
    assert client.get(reverse(name)).status_code == 302
    client.force_login(person, confirmed_again=True)
    assert client.get(reverse(name)).status_code == 200


# What is no passkey

NO_PASSKEYS = ["0", "false", "1", "[]", "{}", '""', "null", '{"a": 1}', "[1]", '"text"', "{", ""]
NO_PASSKEYS += ['{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"YQ","attestationObject":"YQ"}}']
NO_PASSKEYS += ['{"id":"!","rawId":"!","type":"public-key","response":{"clientDataJSON":"!","attestationObject":"!"}}']
NO_PASSKEYS += [
    '{"id":1,"rawId":[],"type":{},"response":0}',
    '{"response":{"clientDataJSON":"e30","attestationObject":"oA"},"id":"YQ","rawId":"YQ"}',
]


@pytest.mark.parametrize("credential", NO_PASSKEYS)
@pytest.mark.parametrize("opened", [True, False], ids=["page opened", "page never opened"])
def test_what_is_no_passkey_is_not_kept_as_one(client, credential, opened):
    person = factories.editor()
    client.force_login(person)
    if opened:
        client.get("/account/2fa/webauthn/add/")
    assert client.post("/account/2fa/webauthn/add/", {"name": "x", "credential": credential}).status_code == 400
    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/account/2fa/webauthn/add/").status_code == 200


@pytest.mark.parametrize("credential", NO_PASSKEYS)
@pytest.mark.parametrize("address", ["/account/2fa/webauthn/login/", "/account/2fa/authenticate/", "/account/2fa/webauthn/reauthenticate/"])
def test_what_is_no_passkey_opens_nothing(client, credential, address):
    person = enrolled(factories.editor())
    if "reauthenticate" in address:
        client.force_login(person, second_factor=False)
    elif "authenticate" in address:
        give_password(client, person)
    answer = client.post(address, {"credential": credential})
    assert answer.status_code < 500
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (299, 200), (301, 302)])
def test_rights_of_others_ask_for_the_second_factor_again(client, seconds, status):
    person = factories.superuser()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= seconds
    session.save()
    assert client.get(f"/admin/accounts/user/{factories.user().pk}/change/").status_code == status


def test_the_password_is_not_enough_for_that(client):
    person = enrolled(factories.superuser())
    client.force_login(person, second_factor=True)
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 1000
    session.save()
    page = f"/admin/accounts/user/{factories.user().pk}/change/"
    client.post(f"/account/reauthenticate/?next={page}", {"password": PASSWORD})
    assert client.get(page)["Location"].startswith("/account/2fa/reauthenticate/")
