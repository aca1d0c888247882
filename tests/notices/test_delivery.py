"""Who gets a letter: each follower once, and only those who may read the thing at that moment."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import Verification
from catalogue.visibility import Access, Audience
from notices import actions
from notices.models import Follow, NoticeSent
from protocols.models import ProtocolVersion
from tests import factories
from tests.protocols.versions import signed_version, withdrawn

from .notices import disagreement_on, follower, protocol, tell_all

pytestmark = pytest.mark.django_db


def to(letters):
    return sorted(address for letter in letters for address in letter.to)


def test_a_follower_gets_one_letter_however_often_the_job_runs(letters):
    person = follower(protocol())
    signed_version()
    letters.clear()
    tell_all()
    tell_all()
    assert to(letters) == [person.email]
    assert NoticeSent.objects.count() == 1


def test_the_letter_says_what_changed_and_how_to_unfollow_and_no_figure(letters):
    follower(protocol(), name="Ada Lovelace")
    signed_version()
    letters.clear()
    tell_all()
    (letter,) = letters
    assert letter.subject == f"New version: {protocol().name}"
    assert "Hello Ada Lovelace," in letter.body
    assert "Version 2 replaced version 1." in letter.body
    assert "/protocols/serum-after-procedure/v2/" in letter.body
    assert "/account/notices/" in letter.body
    assert "ml" not in letter.body.replace("html", "")


def test_a_withdrawal_says_stop_and_keeps_the_reason_for_the_page(letters):
    follower(protocol())
    withdrawn(ProtocolVersion.objects.get(number=1), reason="It said 9.75 ml.")
    letters.clear()
    tell_all()
    (letter,) = letters
    assert letter.subject.startswith("Withdrawn, stop using it: ")
    assert "Version 1 was withdrawn. Stop using it." in letter.body
    assert "9.75" not in letter.body


def test_a_line_break_in_a_name_begins_no_header(letters):
    cream = factories.product(name="Cream\r\nBcc: eve@example.org")
    follower(cream)
    disagreement_on(cream)
    tell_all()
    (letter,) = letters
    assert letter.subject == "New disagreement between the documents: Cream Bcc: eve@example.org"


def revoked(person):
    Verification.objects.filter(user=person).update(status="revoked")


def past_its_day(person):
    Verification.objects.filter(user=person).update(verified_until=timezone.localdate() - timedelta(days=1))


def closed(person):
    person.is_active = False
    person.save()


def unconfirmed(person):
    EmailAddress.objects.filter(user=person).update(verified=False)


def unfollowed(person):
    Follow.objects.filter(user=person).delete()


def became_a_salon(person):
    Verification.objects.filter(user=person).update(profession=Audience.SALON)


@pytest.mark.parametrize("between", [revoked, past_its_day, closed, unconfirmed, unfollowed, became_a_salon])
def test_what_happens_between_the_event_and_the_letter_counts(letters, between):
    person = follower(protocol())
    signed_version()
    letters.clear()
    between(person)
    tell_all()
    assert letters == []


def test_a_salon_professional_hears_of_products_and_never_of_protocols(letters):
    cream = factories.product()
    salon = follower(cream, Audience.SALON)
    Follow.objects.create(user=salon, protocol=protocol())  # as if a check had been missing
    signed_version()
    disagreement_on(cream)
    letters.clear()
    tell_all()
    assert [letter.subject for letter in letters] == [f"New disagreement between the documents: {cream.name}"]


@pytest.mark.parametrize(
    ("profession", "access", "told"),
    [
        (Audience.SALON, Access.EVERYONE, 1),
        (Audience.SALON, Access.PROFESSIONALS, 1),
        (Audience.SALON, Access.PRACTITIONERS, 0),
        (Audience.PRACTITIONER, Access.PRACTITIONERS, 1),
    ],
)
def test_a_disagreement_is_told_to_those_who_may_read_it(letters, profession, access, told):
    cream = factories.product()
    follower(cream, profession)
    disagreement_on(cream, access=access)
    tell_all()
    assert len(letters) == told


def test_the_title_of_a_disagreement_stays_on_the_page(letters):
    cream = factories.product()
    follower(cream)
    disagreement_on(cream, title="Either 9.75 or 8 drops")
    tell_all()
    assert "9.75" not in letters[0].body + letters[0].subject


def test_who_does_not_follow_hears_nothing(letters):
    factories.practitioner()
    follower(factories.product())
    disagreement_on(factories.product())
    tell_all()
    assert letters == []


def test_following_twice_is_once():
    cream, person = factories.product(), factories.practitioner()
    actions.follow(by=person, subject=cream)
    actions.follow(by=person, subject=cream)
    assert Follow.objects.get(user=person).subject == cream
