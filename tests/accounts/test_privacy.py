"""Taking one's data along, and leaving."""

import json
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.exceptions import ValidationError

from accounts import actions
from accounts.models import ApiToken, User, Verification, VerificationEvent
from accounts.privacy import delete_account, everything_about
from protocols.models import ProtocolVersion
from support.actions import send
from tests import factories
from tests.protocols.versions import signed_version, signing_reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    """A practitioner with something of everything."""
    made = factories.practitioner(email="ada@example.org", name="Ada Lovelace")
    Verification.objects.filter(user=made).update(register_number="GMC 123", clinic="Clinic, Bath", country="GB", note="Rang them up.")
    verification = Verification.objects.get(user=made)
    actions.ask_for_more(verification=verification, by=factories.reviewer(name="Rita Reviewer"), reason="Which register?")
    actions.make_token(by=made, name="Clinic software")
    return made


def test_the_export_holds_everything(client, person):
    client.force_login(person)
    answer = client.post("/account/export/")
    told = json.loads(answer.content)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert told["account"]["email"] == "ada@example.org"
    assert told["verification"][0]["register_number"] == "GMC 123"
    assert told["verification"][0]["note"] == "Rang them up."
    assert told["verification_history"][0]["reason"] == "Which register?"
    assert told["api_tokens"][0]["name"] == "Clinic software"
    assert told["sessions"]
    assert told["addresses"] == [{"email": "ada@example.org", "verified": True, "primary": True}]


@pytest.fixture
def report(person):
    words = {"form_key": uuid4(), "kind": "question", "text": "What is it?", "reply_to": "ada@example.org"}
    return send(by=person, **words)


def test_the_export_holds_what_was_written_to_us(person, report):
    (told,) = everything_about(person)["reports"]
    assert (told["text"], told["reply_to"], told["reference"]) == ("What is it?", "ada@example.org", report.reference)


def test_a_report_stays_without_the_way_back_to_a_deleted_account(person, report):
    delete_account(user=person)
    report.refresh_from_db()
    assert (report.text, report.reply_to, report.written_by) == ("What is it?", "", None)


def test_the_export_holds_no_secret(client, person):
    client.force_login(person)
    kept = client.post("/account/export/").content.decode()
    assert person.password not in kept
    assert ApiToken.objects.get(user=person).digest not in kept


def test_every_table_that_names_an_account_is_in_the_export_or_left_out_for_a_reason():
    """A new table with personal data has to be thought of here."""
    told = {"account.EmailAddress", "accounts.Verification", "accounts.VerificationEvent", "accounts.ApiToken", "admin.LogEntry"}
    told |= {"mfa.Authenticator", "usersessions.UserSession", "support.Report", "orders.OrderList", "orders.OrderRequest"}
    told |= {"notices.Follow", "notices.NoticeSent", "notices.Webhook"}
    roles_not_data = {"catalogue.Discrepancy", "protocols.ProtocolVersion", "accounts.User_groups", "accounts.User_user_permissions"}
    # What staff write, sign and bring in is the portal's own record; their changes are told from the log of the admin.
    roles_not_data |= {"catalogue.HistoricalDiscrepancy", "protocols.HistoricalProtocolVersion"}
    roles_not_data |= {"catalogue.ImportRun", "catalogue.ProposedChange"}
    roles_not_data |= {"protocols.Contributor", "protocols.SignOff", "protocols.ReviewComment"}
    found = {
        relation.related_model._meta.label
        for relation in User._meta.get_fields(include_hidden=True)
        if relation.auto_created and relation.related_model
    }
    assert found - told - roles_not_data == set()


def test_the_data_of_others_is_not_in_it(client, person):
    factories.practitioner(email="bob@example.org", name="Bob")
    kept = json.dumps(everything_about(person), default=str)
    assert "bob@example.org" not in kept


@pytest.mark.parametrize("address", ["/account/export/", "/account/delete/"])
def test_both_ask_for_the_password_again(client, person, address):
    client.force_login(person, confirmed_again=False)
    assert client.post(address, {"sure": "on"})["Location"].startswith("/account/reauthenticate/")
    assert User.objects.filter(pk=person.pk).exists()


def test_deleting_needs_the_tick(client, person):
    client.force_login(person)
    page = client.post("/account/delete/", {})
    assert page.status_code == 400
    assert User.objects.filter(pk=person.pk).exists()


def test_a_deleted_account_is_gone_with_all_that_is_its_own(client, person):
    client.force_login(person)
    assert client.post("/account/delete/", {"sure": "on"})["Location"] == "/account/deleted/"
    assert not User.objects.filter(email="ada@example.org").exists()
    assert not EmailAddress.objects.filter(email="ada@example.org").exists()
    assert not Verification.objects.exists()
    assert not ApiToken.objects.exists()
    assert not client.is_signed_in


def test_the_address_hears_that_the_account_is_gone(person):
    mail.outbox.clear()
    delete_account(user=person)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["ada@example.org"], "Your account was deleted")


def test_who_is_asked_for_the_password_first_comes_back_to_the_account_page(client, person):
    client.force_login(person, confirmed_again=False)
    asked = client.post("/account/export/")["Location"]
    assert asked == "/account/reauthenticate/?next=%2Faccount%2F"
    assert client.post(asked, {"password": "a long enough password"})["Location"] == "/account/"
    assert client.post("/account/export/").status_code == 200


def test_decisions_on_the_profession_keep_name_and_number(person):
    delete_account(user=person)
    event = VerificationEvent.objects.get()
    assert (event.user, event.name, event.register_number, event.by_name) == (None, "Ada Lovelace", "GMC 123", "Rita Reviewer")


def test_a_reviewer_who_leaves_stays_named_where_they_decided(person):
    delete_account(user=User.objects.get(name="Rita Reviewer"))
    event = VerificationEvent.objects.get()
    assert (event.by, event.by_name) == (None, "Rita Reviewer")


def emptied(user):
    user.refresh_from_db()
    return user.email.endswith("@deleted.invalid") and not (
        user.is_active or user.is_staff or user.is_superuser or user.has_usable_password()
    )


def test_who_signed_a_version_stays_named_and_is_closed():
    signer = signing_reviewer(email="rita@example.org")
    version = signed_version(signer=signer)
    delete_account(user=signer)
    assert emptied(signer)
    assert signer.name == "Rita Reviewer"
    assert not signer.groups.exists()
    assert ProtocolVersion.objects.get(pk=version.pk).signed_by == signer


def test_who_edited_in_the_admin_stays_named_and_is_closed():
    editor = factories.editor(name="Edda Editor")
    LogEntry.objects.create(user=editor, action_flag=2, object_repr="A cream", change_message="Changed.")
    delete_account(user=editor)
    assert emptied(editor)
    assert LogEntry.objects.get().user == editor


def test_an_emptied_account_does_not_open(client):
    editor = factories.editor(email="edda@example.org")
    LogEntry.objects.create(user=editor, action_flag=2, object_repr="A cream")
    client.force_login(editor)
    delete_account(user=editor)
    assert client.get("/admin/").status_code == 302
    client.post("/account/login/", {"login": "edda@example.org", "password": "a long enough password"})
    assert not client.is_signed_in


def test_the_last_admin_stays():
    with pytest.raises(ValidationError, match="only admin"):
        delete_account(user=factories.superuser())
    assert User.objects.filter(is_superuser=True).exists()


def test_the_last_admin_is_told_so_on_the_page(client):
    client.force_login(factories.superuser())
    page = client.post("/account/delete/", {"sure": "on"})
    assert page.status_code == 400
    assert "You are the only admin." in page.context["form"].non_field_errors()[0]


def test_an_account_that_is_gone_already_is_no_fault():
    person = factories.user()
    User.objects.filter(pk=person.pk).delete()
    delete_account(user=person)


def test_one_of_two_admins_may_leave():
    factories.superuser()
    leaving = factories.superuser()
    delete_account(user=leaving)
    assert not User.objects.filter(pk=leaving.pk).exists()
