"""What was in force on a day, said alike by page and API; the review that comes near; and where each printout is checked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from protocols import actions, as_of, sheets
from tests import factories
from tests.guards import guards_down
from tests.protocols.conftest import DAY
from tests.protocols.plans import VISIT
from tests.protocols.versions import signed_version, submitted_version, withdrawn
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

PAGE = "/protocols/serum-after-procedure/"
LIST = "/api/v1/protocols/serum-after-procedure/versions/"
SHOWN_SINCE = datetime(2027, 1, 10, 9, 30, tzinfo=UTC)
CHANGED_AT = datetime(2027, 2, 10, 14, 0, tzinfo=UTC)


@pytest.fixture
def changed(version):
    """Version 1 in force from 10 January, version 2 in its place since 10 February 2027."""
    new = signed_version()
    with guards_down():
        type(version).objects.filter(pk=version.pk).update(activated_at=SHOWN_SINCE, ended_at=CHANGED_AT, ended_on="2027-02-10")
        type(version).objects.filter(pk=new.pk).update(activated_at=CHANGED_AT)
    return new


def numbers(clinic, day):
    return [row["version"] for row in clinic.get(LIST, {"on": day}).json()["results"]]


@pytest.mark.parametrize(
    ("day", "in_force", "sentence"),
    [
        ("2027-01-09", [], "On 9 January 2027 no version was in force: the first came later."),
        ("2027-01-10", [1], "On 10 January 2027 version 1 was in force."),
        ("2027-02-09", [1], "On 9 February 2027 version 1 was in force."),
        ("2027-02-10", [1, 2], "On 10 February 2027 one version took the place of another."),
        ("2027-02-11", [2], "On 11 February 2027 version 2 was in force."),
        (DAY.isoformat(), [2], "On 1 March 2027 version 2 was in force."),
    ],
)
def test_page_and_api_say_what_was_in_force(clinic, changed, day, in_force, sentence):
    answer = clinic.get(LIST, {"on": day})
    assert ([row["version"] for row in answer.json()["results"]], answer.json()["said"]) == (in_force, sentence)
    page = clinic.get(PAGE, {"on": day})
    assert page.status_code == 200
    assert sentence in read(page).headings
    assert [row["number"] for row in page.context["as_of"]["versions"]] == in_force


def test_after_a_withdrawal_none_was_in_force(clinic, changed):
    withdrawn(changed)
    with guards_down():
        type(changed).objects.filter(pk=changed.pk).update(ended_at=CHANGED_AT + timedelta(days=5))
    assert numbers(clinic, "2027-02-15") == [2]
    answer = clinic.get(LIST, {"on": "2027-02-16"}).json()
    assert (answer["count"], answer["said"]) == (0, "On 16 February 2027 no version was in force.")


def test_the_day_of_a_change_names_the_moments(clinic, changed):
    text = text_of(clinic.get(PAGE, {"on": "2027-02-10"}))
    assert "In force from 10 January 2027, 09:30 UTC to 10 February 2027, 14:00 UTC" in text
    assert "In force since 10 February 2027, 14:00 UTC" in text
    assert "Do not use it for new treatments." in text


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ((DAY + timedelta(days=1)).isoformat(), "That day is still to come."),
        ("9.2.2027", "Write the day as 2027-03-31"),
        ("2027-02-30", "Write the day as 2027-03-31"),
        ("２０２７-02-01", "Write the day as 2027-03-31"),
        ("2027-W05-1", "Write the day as 2027-03-31"),
        ("\x00", "Write the day as 2027-03-31"),
        ("x" * 5000, "Write the day as 2027-03-31"),
        ("", "Give the day."),
    ],
)
def test_what_is_no_day_is_refused_at_the_field(clinic, day, sentence):
    answer = clinic.get(LIST, {"on": day})
    assert answer.status_code == 400
    assert sentence in answer.json()["on"][0]
    page = clinic.get(PAGE, {"on": day})
    assert page.status_code == 400
    assert sentence in text_of(page)
    assert "#id_on" in read(page).links
    assert "on" in read(page).fields


def test_a_day_is_given_once(clinic):
    assert clinic.get(LIST + "?on=2027-02-01&on=2027-02-02").json() == {"on": ["Give this parameter once."]}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_break_nothing(clinic, day):
    assert clinic.get(PAGE, {"on": day}).status_code in {200, 400}


def test_the_list_says_from_when_until_when_why_and_where_to_check(clinic, version, changed):
    new, old = clinic.get(LIST).json()["results"]
    assert (old["from_on"], old["until_on"], old["end_reason"]) == ("2027-01-10", "2027-02-10", "")
    assert (old["activated_at"], old["ended_at"]) == ("2027-01-10T09:30:00Z", "2027-02-10T14:00:00Z")
    assert (new["from_on"], new["until_on"], new["ended_at"]) == ("2027-02-10", None, None)
    assert new["verify_url"] == f"http://testserver/verify/{sheets.verify_code(changed)}/"


def test_the_list_costs_the_same_with_many_versions(clinic, version):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            clinic.get(LIST, {"on": DAY.isoformat()})
        return len(queries)

    before = cost()
    with guards_down():
        for number in range(50, 70):
            fields = {"status": "retired", "content": version.content, "content_sha256": f"{number:064x}", "activated_at": SHOWN_SINCE}
            type(version).objects.create(protocol=version.protocol, number=number, ground="maker_published", **fields)
    assert cost() == before


def test_a_draft_is_asked_about_by_nobody(clinic):
    submitted_version()
    assert numbers(clinic, DAY.isoformat()) == [1]


# The address of a version, for ever


def test_an_old_address_names_what_took_its_place(clinic, changed):
    text = text_of(clinic.get(PAGE + "v1/"))
    assert "This version has been replaced." in text
    assert "Version 2 took its place on 10 February 2027." in text


def test_a_version_without_an_heir_has_none(version):
    withdrawn(version)
    version.refresh_from_db()
    assert as_of.successor(version, version.protocol.versions.all()) is None


@pytest.mark.parametrize(("person", "offered"), [(factories.reviewer, True), (factories.editor, False), (factories.practitioner, False)])
def test_reviewers_are_two_clicks_from_stopping_it(client, version, person, offered):
    client.force_login(person())
    assert (f"/admin/protocols/protocolversion/{version.pk}/withdraw/" in read(client.get(PAGE)).links) == offered


# Every printout says where it is checked


PRINTED = [
    "/dosing/?expected_downtime_hours=12",
    "/dosing/?expected_downtime_hours=72",
    "/dosing/?procedure=microneedling&needle_depth_mm=0.75",
    "/dosing/?procedure=oxygen-facial",
    f"/plan/?expected_downtime_hours=12&{VISIT}",
    "/procedures/dermabrasion/",
    PAGE,
    PAGE + "v1/",
    "/dosing/card/",
]


@pytest.mark.parametrize("address", PRINTED)
def test_every_printout_says_where_it_is_checked(clinic, version, settings, address):
    settings.SITE_URL = "https://portal.example.org"
    page = clinic.get(address)
    assert page.status_code == 200
    assert f"portal.example.org/verify/{sheets.verify_code(version)}/" in text_of(page)


# The review


def review_on(version, day):
    type(version).objects.filter(pk=version.pk).update(next_review_on=day)


@pytest.mark.parametrize(
    ("days", "grace", "warned", "refused"),
    [
        (31, 0, False, False),  # a day before the warning begins
        (30, 0, True, False),
        (0, 0, True, False),  # the day of the review itself
        (-1, 0, False, True),
        (-1, 5, True, False),  # in the days of grace
        (-5, 5, True, False),
        (-6, 5, False, True),
    ],
)
def test_a_warning_comes_before_the_review_and_a_refusal_after_it(clinic, version, settings, days, grace, warned, refused):
    settings.REVIEW_GRACE_DAYS = grace
    review_on(version, DAY + timedelta(days=days))
    page = clinic.get("/dosing/?expected_downtime_hours=12")
    text = text_of(page)
    assert ("Its review is due on" in text or "Its review was due on" in text) == warned
    assert (page.context["answer"]["outcome"] == "no_rule") == refused
    assert ("Its review" in text_of(clinic.get(PAGE))) == warned


def test_a_warning_says_until_when_doses_are_shown(clinic, version, settings):
    settings.REVIEW_GRACE_DAYS = 5
    review_on(version, DAY - timedelta(days=1))
    sentence = "Its review was due on 28 February 2027. Until it is done, doses are shown up to 5 March 2027."
    assert sentence in text_of(clinic.get("/dosing/?expected_downtime_hours=12"))


@pytest.mark.parametrize(("days", "letters"), [(31, 0), (30, 1), (-1, 1)])
def test_editors_get_one_letter_for_a_version(version, settings, days, letters):
    settings.EMAIL_BACKEND, settings.STAFF_EMAIL = "django.core.mail.backends.locmem.EmailBackend", "staff@example.org"
    review_on(version, DAY + timedelta(days=days))
    assert actions.remind_of_reviews() == letters
    assert actions.remind_of_reviews() == 0
    assert len(mail.outbox) == letters


def test_the_letter_names_the_day_and_the_way(version, settings):
    settings.EMAIL_BACKEND, settings.STAFF_EMAIL = "django.core.mail.backends.locmem.EmailBackend", "staff@example.org"
    review_on(version, DAY + timedelta(days=10))
    actions.remind_of_reviews()
    (letter,) = mail.outbox
    assert letter.to == ["staff@example.org"]
    assert "is due on 11 March 2027" in letter.body
    assert f"/admin/protocols/protocolversion/{version.pk}/change/" in letter.body
    assert "ml" not in letter.body


def test_without_an_address_the_letter_waits(version, settings):
    settings.STAFF_EMAIL = ""
    review_on(version, DAY)
    assert actions.remind_of_reviews() == 0
    version.refresh_from_db()
    assert version.review_reminded_at is None
