"""Accounts in the admin: log-in by e-mail, and no way from managing accounts to having more rights."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts import actions
from accounts.models import ApiToken, User, Verification, VerificationEvent
from tests import factories
from tests.admin_forms import address, errors_of, queries, typed
from tests.client import PortalClient

pytestmark = pytest.mark.django_db

PASSWORD = "three words and more"
CHOSEN = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}


@pytest.fixture
def everything(client):
    """A browser in which a superuser is signed in."""
    client.force_login(factories.superuser())
    return client


@pytest.fixture
def manager():
    """Staff who manage accounts and are no superusers."""
    person = factories.user(is_staff=True)
    codes = ["add_user", "change_user", "delete_user", "view_user"]
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts", codename__in=codes))
    return person


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


@pytest.mark.parametrize("model", [User, Verification, UserSession])
def test_a_list_costs_the_same_with_few_rows_and_with_many(everything, model):
    factories.practitioner()
    before = queries(everything, address(model, "changelist"))
    for _number in range(120):
        factories.practitioner()
    assert queries(everything, address(model, "changelist")) == before
    assert before <= 8


def test_every_page_opens(everything):
    person = factories.practitioner()
    pages = [address(User, "changelist") + "?q=person", address(User, "add"), address(User, "change", person.pk)]
    pages += [address(Verification, "changelist"), address(VerificationEvent, "changelist"), address(ApiToken, "changelist")]
    pages += [address(Authenticator, "changelist"), address(UserSession, "changelist")]
    pages += [
        address(Verification, "change", person.verification.pk),
        reverse("admin:auth_user_password_change", args=[person.pk]),
    ]
    assert [everything.get(page).status_code for page in pages] == [200] * 10


def test_a_new_account_signs_in_with_its_e_mail_address(everything, client):
    new = {**typed(everything.get(address(User, "add"))), **CHOSEN, "email": "new@example.org"}
    assert everything.post(address(User, "add"), new).status_code == 302
    assert client.login(username="NEW@example.org", password=PASSWORD)
    made = User.objects.get(email="new@example.org")
    assert (made.is_staff, made.is_superuser) == (False, False)


def test_an_address_that_is_taken_in_another_case_is_refused_at_its_field(everything):
    factories.user(email="taken@example.org")
    new = {**typed(everything.get(address(User, "add"))), **CHOSEN, "email": "Taken@example.org"}
    assert errors_of(everything.post(address(User, "add"), new)) == {"email": ["An account with this e-mail address exists."]}


def test_a_short_password_is_refused_at_its_field(everything):
    new = {
        **typed(everything.get(address(User, "add"))),
        **CHOSEN,
        "email": "new@example.org",
        "password1": "short",
        "password2": "short",
    }
    assert list(errors_of(everything.post(address(User, "add"), new))) == ["password2"]


def test_a_superuser_gives_rights(everything):
    person = factories.user()
    page = address(User, "change", person.pk)
    assert everything.post(page, {**typed(everything.get(page)), "is_staff": "on"}).status_code == 302
    person.refresh_from_db()
    assert person.is_staff


# No way up


@pytest.mark.parametrize("staff", [factories.editor, factories.reviewer])
def test_editors_and_reviewers_do_not_make_themselves_superusers(client, staff):
    person = staff()
    client.force_login(person)
    page = address(User, "change", person.pk)
    assert client.post(page, {"email": person.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"}).status_code == 403
    person.refresh_from_db()
    assert not person.is_superuser


def test_an_editor_does_not_read_accounts(client):
    client.force_login(factories.editor())
    assert client.get(address(User, "changelist")).status_code == 403
    assert client.get(address(Verification, "changelist")).status_code == 403


def test_a_reviewer_reads_accounts_without_their_passwords(client):
    client.force_login(factories.reviewer())
    page = client.get(address(User, "change", factories.practitioner().pk))
    assert page.status_code == 200
    assert "assword" not in page.content.decode().split('id="content"')[1]


def test_who_manages_accounts_gives_no_rights(desk):
    person = factories.user()
    page = address(User, "change", person.pk)
    rights = {"is_staff": "on", "is_superuser": "on", "groups": ["1"], "user_permissions": ["1"]}
    assert desk.post(page, {**typed(desk.get(page)), **rights, "name": "Changed"}).status_code == 302
    person.refresh_from_db()
    assert person.name == "Changed"
    assert (person.is_staff, person.is_superuser) == (False, False)
    assert not person.groups.exists()
    assert not person.user_permissions.exists()


def test_who_manages_accounts_makes_no_account_with_rights(desk):
    new = {**typed(desk.get(address(User, "add"))), **CHOSEN, "email": "new@example.org", "is_staff": "on", "is_superuser": "on"}
    assert desk.post(address(User, "add"), new).status_code == 302
    made = User.objects.get(email="new@example.org")
    assert (made.is_staff, made.is_superuser) == (False, False)


@pytest.mark.parametrize("staff", [factories.superuser, factories.editor])
def test_who_manages_accounts_does_not_touch_one_with_rights(desk, staff):
    """A new address or password for it would be a way to its rights."""
    person = staff()
    before = User.objects.filter(pk=person.pk).values().get()
    changed = {"email": "mine@example.org", "is_active": "on"}
    assert desk.post(address(User, "change", person.pk), changed).status_code == 403
    assert desk.post(reverse("admin:auth_user_password_change", args=[person.pk]), CHOSEN).status_code == 403
    desk.post(address(User, "delete", person.pk), {"post": "yes"})
    desk.post(address(User, "changelist"), {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"})
    assert User.objects.filter(pk=person.pk).values().get() == before


def test_who_manages_accounts_does_not_give_rights_to_the_own_account(desk, manager):
    assert desk.post(address(User, "change", manager.pk), {"email": manager.email, "is_superuser": "on"}).status_code == 403
    manager.refresh_from_db()
    assert not manager.is_superuser


# Addresses, closing, deleting


def test_an_address_that_staff_typed_is_confirmed_by_its_owner(desk, client):
    person = factories.user(email="old@example.org")
    page = address(User, "change", person.pk)
    desk.post(page, {**typed(desk.get(page)), "email": "New@example.org"})
    assert list(EmailAddress.objects.filter(user=person).values_list("email", "verified", "primary")) == [("new@example.org", False, True)]


def test_an_account_that_staff_made_confirms_its_address_first(desk):
    desk.post(address(User, "add"), {**typed(desk.get(address(User, "add"))), **CHOSEN, "email": "new@example.org"})
    assert EmailAddress.objects.get(email="new@example.org").verified is False


def test_unticking_active_ends_sessions_and_tokens(desk):
    person = factories.practitioner()
    other = PortalClient()
    other.force_login(person)
    actions.make_token(by=person, name="Software")
    page = address(User, "change", person.pk)
    changed = typed(desk.get(page))
    changed.pop("is_active")
    assert desk.post(page, changed).status_code == 302
    assert not ApiToken.objects.filter(user=person).exists()
    assert not UserSession.objects.filter(user=person).exists()


def test_changing_an_account_asks_for_the_second_factor_again(client, manager):
    client.force_login(manager)
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 1000
    session.save()
    page = address(User, "change", factories.user().pk)
    assert "reauthenticate" in client.get(page)["Location"]
    assert "reauthenticate" in client.post(page, {"email": "x@example.org"})["Location"]


def test_deleting_an_account_keeps_what_was_decided(everything):
    person = factories.practitioner(name="Ada Lovelace")
    actions.revoke(verification=person.verification, by=factories.reviewer(), reason="Asked for.")
    everything.post(address(User, "delete", person.pk), {"post": "yes"})
    assert not User.objects.filter(pk=person.pk).exists()
    assert VerificationEvent.objects.get().name == "Ada Lovelace"


def test_nobody_deletes_the_own_account_in_the_admin(client):
    person = factories.superuser()
    client.force_login(person)
    assert client.post(address(User, "delete", person.pk), {"post": "yes"}).status_code == 403


def test_the_keys_of_a_second_factor_are_not_shown(everything):
    person = factories.editor()
    TOTP.activate(person, "E5AEQIIMIG45ZWVVR34ZTKTWARFXCQCJ")
    row = Authenticator.objects.get(user=person)
    page = everything.get(address(Authenticator, "change", row.pk)).content.decode()
    assert person.email in page
    assert "E5AEQIIMIG45" not in page


def test_a_lost_second_factor_is_taken_away(everything):
    person = factories.editor()
    TOTP.activate(person, "E5AEQIIMIG45ZWVVR34ZTKTWARFXCQCJ")
    everything.post(address(Authenticator, "delete", Authenticator.objects.get(user=person).pk), {"post": "yes"})
    assert not Authenticator.objects.filter(user=person).exists()


def test_a_session_that_is_deleted_here_is_ended(everything):
    other = PortalClient()
    other.force_login(factories.practitioner())
    row = UserSession.objects.get(session_key=other.session.session_key)
    everything.post(address(UserSession, "delete", row.pk), {"post": "yes"})
    assert other.get("/account/").status_code == 302


@pytest.mark.parametrize("right", ["is_superuser", "is_staff", "is_active"])
def test_the_only_admin_stays_one(client, right):
    person = factories.superuser()
    client.force_login(person)
    page = address(User, "change", person.pk)
    changed = typed(client.get(page))
    changed.pop(right)
    assert errors_of(client.post(page, changed)) == {right: ["This is the only admin. Make another account an admin first."]}
    person.refresh_from_db()
    assert getattr(person, right)


def test_one_of_two_admins_may_be_less(everything):
    other = factories.superuser()
    page = address(User, "change", other.pk)
    changed = typed(everything.get(page))
    changed.pop("is_superuser")
    assert everything.post(page, changed).status_code == 302


def test_nobody_takes_the_own_second_factor_away_here(client):
    person = factories.superuser()
    TOTP.activate(person, "E5AEQIIMIG45ZWVVR34ZTKTWARFXCQCJ")
    client.force_login(person)
    assert client.post(address(Authenticator, "delete", Authenticator.objects.get().pk), {"post": "yes"}).status_code == 403
    assert Authenticator.objects.exists()


ODD = [
    "/admin/accounts/user/?q=%00",
    "/admin/accounts/verification/?status__exact=%00",
    "/admin/accounts/verificationevent/?happened_at__year=99999999999",
    "/admin/accounts/verificationevent/?happened_at__gte=nothing",
    "/admin/autocomplete/?app_label=catalogue&model_name=usagestep&field_name=product&term=%00",
    "/admin/accounts/user/%00/change/",
    "/admin/accounts/user/99999999999999999999999/change/",
    "/admin/accounts/apitoken/%00/change/",
]


@pytest.mark.parametrize("page", ODD)
def test_what_no_page_of_the_admin_sends_is_no_fault_of_ours(everything, page):
    everything.raise_request_exception = False
    assert everything.get(page).status_code in {200, 302, 400, 404}


@pytest.mark.parametrize("rows", ["\x00", "x", "99999999999999999999999", ""])
@pytest.mark.parametrize(
    ("page", "action"),
    [
        ("/admin/accounts/user/", "delete_selected"),
        ("/admin/accounts/apitoken/", "delete_selected"),
        ("/admin/django_tasks_database/dbtaskresult/", "try_again"),
    ],
)
def test_a_row_that_cannot_be_is_no_fault_of_ours(everything, page, action, rows):
    everything.raise_request_exception = False
    answer = everything.post(page, {"action": action, "_selected_action": rows, "post": "yes"})
    assert answer.status_code in {200, 302, 400}
