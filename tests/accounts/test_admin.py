"""Accounts in the admin: log-in by e-mail, and no way from managing accounts to having more rights."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from accounts.models import User, Verification
from tests import factories
from tests.admin_forms import address, errors_of, queries, typed

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


@pytest.mark.parametrize("model", [User, Verification])
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
    pages += [address(Verification, "changelist"), address(Verification, "add")]
    pages += [
        address(Verification, "change", person.verification.pk),
        reverse("admin:auth_user_password_change", args=[person.pk]),
    ]
    assert [everything.get(page).status_code for page in pages] == [200] * 7


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


# Verification


@pytest.fixture
def checking(client):
    client.force_login(factories.reviewer())
    return client


def save(client, verification, **changes):
    page = address(Verification, "change", verification.pk)
    return client.post(page, {**typed(client.get(page)), **changes})


def test_a_reviewer_verifies_a_profession(checking):
    waiting = factories.professional(status="pending").verification
    day = timezone.localdate() + timedelta(days=300)
    assert save(checking, waiting, status="verified", verified_until=day.isoformat()).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.status, waiting.verified_until) == ("verified", day)


def test_a_verification_without_an_end_is_refused_at_the_day(checking):
    response = save(checking, factories.practitioner().verification, verified_until="")
    assert errors_of(response) == {"verified_until": ["A verified profession needs the day until which it holds."]}


@pytest.mark.parametrize(("days", "status_code"), [(366, 302), (367, 200)])
def test_a_verification_holds_for_twelve_months_at_most(checking, days, status_code):
    day = timezone.localdate() + timedelta(days=days)
    response = save(checking, factories.practitioner().verification, verified_until=day.isoformat())
    assert response.status_code == status_code
    if status_code == 200:
        assert errors_of(response) == {"verified_until": ["A verification holds for 12 months at most."]}


def test_a_verification_stays_with_its_account(checking):
    mine, other = factories.practitioner(), factories.user()
    assert save(checking, mine.verification, user=other.pk).status_code == 302
    assert Verification.objects.get().user == mine


def test_a_verification_past_its_day_is_shown_as_expired(checking):
    factories.professional(until=timezone.localdate() - timedelta(days=1))
    shown = checking.get(address(Verification, "changelist")).content.decode()
    assert '<span class="status-tag status-tag--stop">Expired</span>' in shown
