"""The check of a profession: who may decide what, from where to where, and that all of it is written down and told."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import actions
from accounts.models import Verification, VerificationEvent
from calecim_portal.rates import Rate
from tests import factories
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

STATED = {
    "name": "Ada Lovelace",
    "profession": "practitioner",
    "clinic": "Clinic, Bath",
    "country": "GB",
    "register_number": "GMC 123",
    "message": "",
}
REASON = "Found in the register."
IN_A_YEAR = timedelta(days=366)


def today():
    return timezone.localdate()


def decide(verb, verification, by=None, reason=REASON, **more):
    if verb == "approve":
        more.setdefault("verified_until", today() + timedelta(days=300))
    return getattr(actions, verb)(verification=verification, by=by or factories.reviewer(), reason=reason, **more)


# What can follow on what

VERBS = ["approve", "ask_for_more", "refuse", "revoke"]
AFTER = {"approve": "verified", "ask_for_more": "more_needed", "refuse": "refused", "revoke": "revoked"}
OPEN = ["not_started", "pending", "more_needed", "refused", "expired", "revoked"]


@pytest.mark.parametrize("before", OPEN)
@pytest.mark.parametrize("verb", ["approve", "ask_for_more", "refuse"])
def test_what_does_not_hold_can_be_answered(before, verb):
    verification = factories.professional(status=before).verification
    assert decide(verb, verification).status == AFTER[verb]


@pytest.mark.parametrize("before", OPEN)
def test_what_does_not_hold_cannot_be_revoked(before):
    with pytest.raises(ValidationError, match="nothing to revoke"):
        decide("revoke", factories.professional(status=before).verification)


@pytest.mark.parametrize(("verb", "after"), [("approve", "verified"), ("ask_for_more", "verified"), ("revoke", "revoked")])
def test_what_holds_can_be_renewed_asked_about_or_revoked(verb, after):
    assert decide(verb, factories.practitioner().verification).status == after


def test_what_holds_is_revoked_and_not_refused():
    with pytest.raises(ValidationError, match="revoke it instead"):
        decide("refuse", factories.practitioner().verification)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_decision_has_a_reason(verb, reason):
    verification = factories.practitioner().verification
    with pytest.raises(ValidationError) as refused:
        decide(verb, verification, reason=reason)
    assert "reason" in refused.value.message_dict


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_decides_on_the_own_profession(verb):
    person = factories.practitioner(is_staff=True, is_superuser=True)
    with pytest.raises(ValidationError, match="Another person"):
        decide(verb, person.verification, by=person)


@pytest.mark.parametrize(
    ("until", "accepted"),
    [
        (timedelta(days=-1), False),
        (timedelta(0), True),  # today alone
        (IN_A_YEAR, True),  # twelve months, a leap day among them
        (IN_A_YEAR + timedelta(days=1), False),
        (timedelta(days=100_000), False),
    ],
)
def test_a_verification_holds_for_twelve_months_at_most(until, accepted):
    verification = factories.professional(status="pending").verification
    if accepted:
        assert decide("approve", verification, verified_until=today() + until).verified_until == today() + until
    else:
        with pytest.raises(ValidationError) as refused:
            decide("approve", verification, verified_until=today() + until)
        assert "verified_until" in refused.value.message_dict


def test_a_verification_has_an_end():
    with pytest.raises(ValidationError):
        decide("approve", factories.professional(status="pending").verification, verified_until=None)


@pytest.mark.parametrize("verb", ["refuse", "revoke"])
def test_what_is_closed_has_no_day_left(verb):
    before = "verified" if verb == "revoke" else "pending"
    assert decide(verb, factories.professional(status=before).verification).verified_until is None


# What is written down and told


@pytest.mark.parametrize(("verb", "kind"), [("approve", "approved"), ("ask_for_more", "more_needed"), ("revoke", "revoked")])
def test_a_decision_is_on_record_with_who_when_and_why(verb, kind):
    reviewer, person = factories.reviewer(name="Rita Reviewer"), factories.practitioner(name="Ada Lovelace")
    decide(verb, person.verification, by=reviewer)
    event = VerificationEvent.objects.get(user=person)
    assert (event.kind, event.by, event.by_name, event.name, event.reason) == (kind, reviewer, "Rita Reviewer", "Ada Lovelace", REASON)
    assert timezone.now() - event.happened_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("verb", "before", "subject"),
    [
        ("approve", "pending", "Your profession is verified"),
        ("ask_for_more", "pending", "We need more to check your profession"),
        ("refuse", "pending", "Your profession could not be verified"),
        ("revoke", "verified", "Your verification was withdrawn"),
    ],
)
def test_the_applicant_is_told(verb, before, subject):
    person = factories.professional(status=before)
    decide(verb, person.verification, reason="Because of <this> & that.")
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([person.email], subject)
    assert "Because of <this> & that." in letter.body
    assert "/account/" in letter.body


@pytest.mark.parametrize("verb", VERBS)
def test_a_decision_that_is_refused_leaves_nothing(verb):
    person = factories.practitioner()
    with pytest.raises(ValidationError):
        decide(verb, person.verification, reason="")
    assert not VerificationEvent.objects.exists()
    assert mail.outbox == []
    assert Verification.objects.get().status == "verified"


def test_the_record_is_neither_altered_nor_deleted():
    decide("revoke", factories.practitioner().verification)
    event = VerificationEvent.objects.get()
    event.reason = "Another reason."
    for attempt in (event.save, event.delete, VerificationEvent.objects.all().delete, lambda: VerificationEvent.objects.update(reason="x")):
        with pytest.raises(TypeError):
            attempt()
    assert VerificationEvent.objects.get().reason == REASON


# Applying


def send(client, **changes):
    return client.post("/account/profession/", {**STATED, **changes})


@pytest.fixture
def applicant(client):
    person = factories.user()
    client.force_login(person)
    client.person = person
    return client


def test_an_application_waits_for_staff(applicant):
    assert send(applicant)["Location"] == "/account/"
    verification = Verification.objects.get(user=applicant.person)
    assert (verification.status, verification.register_number, verification.country.code) == ("pending", "GMC 123", "GB")
    assert verification.waiting_since
    assert verification.user.name == "Ada Lovelace"
    assert VerificationEvent.objects.get().kind == "applied"


def test_applying_opens_nothing(applicant):
    send(applicant)
    assert applicant.get("/dosing/").status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter your name."),
        ("name", "x" * 151, "at most 150 characters"),
        ("profession", "", "Choose your profession."),
        ("profession", "admin", "Select a valid choice."),
        ("profession", "consumer", "Select a valid choice."),
        ("clinic", "", "Enter the name of your clinic or salon."),
        ("country", "", "Choose your country."),
        ("country", "XX", "Select a valid choice."),
        ("country", "United Kingdom", "Select a valid choice."),
        ("register_number", "", "Enter your register or licence number."),
        ("register_number", "   ", "Enter your register or licence number."),
        ("register_number", "1" * 61, "at most 60 characters"),
        ("register_number", "12\x00", "Null characters are not allowed."),
        ("message", "x" * 1001, "at most 1000 characters"),
    ],
)
def test_a_wrong_application_says_so_at_the_field_and_loses_nothing(applicant, field, value, sentence):
    page = send(applicant, **{field: value})
    assert page.status_code == 400
    assert sentence in page.context["form"].errors[field][0]
    assert sentence in text_of(page)
    kept = read(page).fields
    for other in {"name", "clinic", "register_number"} - {field}:
        assert kept[other] == STATED[other]
    assert not Verification.objects.exists()


def test_a_forged_status_is_not_read(applicant):
    send(applicant, status="verified", verified_until="2099-01-01", is_staff="on", is_superuser="on", user="1", waiting_since="")
    verification = Verification.objects.get()
    assert (verification.status, verification.verified_until) == ("pending", None)
    assert (verification.user.is_staff, verification.user.is_superuser) == (False, False)


def test_signing_up_reads_no_right(client):
    forged = {"is_staff": "on", "is_superuser": "on", "is_active": "on", "profession": "practitioner", "status": "verified"}
    client.post("/account/signup/", {"email": "eve@example.org", "password1": "three words and more", **forged})
    from accounts.models import User

    person = User.objects.get(email="eve@example.org")
    assert (person.is_staff, person.is_superuser) == (False, False)
    assert not Verification.objects.exists()


def test_a_change_while_waiting_keeps_the_place_in_the_queue(applicant):
    send(applicant)
    first = Verification.objects.get().waiting_since
    send(applicant, register_number="GMC 124")
    verification = Verification.objects.get()
    assert (verification.waiting_since, verification.register_number) == (first, "GMC 124")


def test_an_answer_to_a_question_goes_back_to_the_queue(applicant):
    send(applicant)
    decide("ask_for_more", Verification.objects.get(), reason="Which register?")
    assert "Which register?" in text_of(applicant.get("/account/"))
    send(applicant, message="The GMC's.")
    assert Verification.objects.get().status == "pending"


def test_the_profession_of_the_gate_is_filled_in_and_is_no_more_than_that(applicant):
    applicant.cookies["profession"] = "practitioner"
    page = applicant.get("/account/profession/")
    assert page.context["form"].initial["profession"] == "practitioner"
    assert not Verification.objects.exists()


def test_details_are_not_sent_without_end(applicant, settings):
    settings.APPLICATION_RATE_ACCOUNT = Rate(2, 3600)
    settings.STAFF_EMAIL = "staff@example.org"
    assert [send(applicant, register_number=str(number)).status_code for number in range(3)] == [302, 302, 400]
    assert len(mail.outbox) == 1  # staff hear of it once
    assert Verification.objects.get().register_number == "1"


def test_a_long_address_instead_of_a_name_fits_the_record(client):
    person = factories.professional(status="pending", email=f"{'x' * 60}@{'y' * 60}.{'z' * 60}.example.org")
    decide("refuse", person.verification)
    assert len(VerificationEvent.objects.get().name) == 150


def test_staff_hear_of_it_without_the_details(applicant, settings):
    settings.STAFF_EMAIL = "staff@example.org"
    send(applicant)
    (letter,) = mail.outbox
    assert letter.to == ["staff@example.org"]
    assert "GMC 123" not in letter.body
    assert "/admin/accounts/verification/" in letter.body


# Renewing and ending


@pytest.mark.parametrize(("days", "may"), [(29, True), (30, True), (31, False), (300, False)])
def test_a_verification_can_be_renewed_from_thirty_days_before_its_end(client, days, may):
    client.force_login(factories.practitioner(until=today() + timedelta(days=days)))
    assert send(client).status_code == (302 if may else 400)


def test_a_renewal_leaves_the_door_open_until_the_last_day(client):
    person = factories.practitioner(until=today() + timedelta(days=10))
    client.force_login(person)
    send(client)
    assert client.get("/dosing/").status_code == 200
    assert Verification.objects.get().waiting_since


def test_another_profession_is_a_new_check(client):
    person = factories.practitioner(until=today() + timedelta(days=10))
    client.force_login(person)
    send(client, profession="salon")
    assert client.get("/dosing/").status_code == 403
    assert Verification.objects.get().status == "pending"


def test_a_question_about_a_renewal_is_shown_and_leaves_the_door_open(client):
    person = factories.practitioner(until=today() + timedelta(days=10))
    client.force_login(person)
    send(client)
    decide("ask_for_more", Verification.objects.get(), reason="Which register?")
    assert client.get("/dosing/").status_code == 200
    assert "Which register?" in text_of(client.get("/account/"))


@pytest.mark.parametrize(("days", "expired"), [(-1, True), (0, False), (1, False)])
def test_what_is_past_its_last_day_is_written_down_as_expired(days, expired):
    person = factories.practitioner(until=today() + timedelta(days=days))
    assert actions.expire_due() == int(expired)
    person.verification.refresh_from_db()
    assert person.verification.status == ("expired" if expired else "verified")
    assert [event.kind for event in VerificationEvent.objects.all()] == (["expired"] if expired else [])
    assert len(mail.outbox) == int(expired)


def test_a_renewal_that_waits_goes_on_waiting(client):
    person = factories.practitioner(until=today())
    client.force_login(person)
    send(client)
    Verification.objects.update(verified_until=today() - timedelta(days=1))
    actions.expire_due()
    assert Verification.objects.get().status == "pending"
    assert "Your renewal is being checked" in mail.outbox[-1].body


@pytest.mark.parametrize(("days", "reminded"), [(31, 0), (30, 1), (1, 1), (0, 1), (-1, 0)])
def test_a_reminder_goes_out_thirty_days_ahead(days, reminded):
    factories.practitioner(until=today() + timedelta(days=days))
    assert actions.remind_before_expiry() == reminded
    assert len(mail.outbox) == reminded


def test_a_reminder_goes_out_once():
    factories.practitioner(until=today() + timedelta(days=20))
    assert [actions.remind_before_expiry(), actions.remind_before_expiry()] == [1, 0]


def test_a_renewed_verification_is_reminded_of_again():
    verification = factories.practitioner(until=today() + timedelta(days=20)).verification
    actions.remind_before_expiry()
    decide("approve", verification, verified_until=today() + timedelta(days=25))
    assert actions.remind_before_expiry() == 1


def test_who_has_asked_already_is_not_reminded(client):
    client.force_login(factories.practitioner(until=today() + timedelta(days=20)))
    send(client)
    assert actions.remind_before_expiry() == 0


# At once


@pytest.mark.parametrize("address", ["/dosing/", "/protocols/", "/api/v1/dosing/?expected_downtime_hours=12"])
def test_revoking_takes_effect_on_the_next_request(client, address):
    person = factories.practitioner()
    client.force_login(person)
    assert client.get(address).status_code == 200
    decide("revoke", person.verification)
    assert client.get(address).status_code == 403


def test_approving_takes_effect_on_the_next_request(client):
    person = factories.professional(status="pending")
    client.force_login(person)
    assert client.get("/dosing/").status_code == 403
    decide("approve", person.verification)
    assert client.get("/dosing/").status_code == 200


def test_dates_in_letters_are_written_out():
    person = factories.professional(status="pending")
    until = today() + timedelta(days=100)
    decide("approve", person.verification, verified_until=until)
    assert f"{until.day} {until:%B} {until.year}" in mail.outbox[0].body
    assert isinstance(until, date)
