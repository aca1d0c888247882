"""The life of a protocol version: who may do what to it, and that no way leads around the second pair of eyes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from protocols import actions, signing
from protocols.content import compose, fingerprint
from protocols.models import Contributor, DowntimeClass, ReviewComment, Safeguard, SignOff
from protocols.signals import version_activated, version_withdrawn
from tests import factories
from tests.protocols.conftest import DAY
from tests.protocols.versions import (
    SIGNATURE,
    draft_version,
    signature_for,
    signed_version,
    signing_reviewer,
    smaller_dose,
    submitted_version,
    withdrawn,
)

pytestmark = pytest.mark.django_db


def broken(version):
    version.doses.filter(downtime_class__code="minimal").delete()


@pytest.fixture
def signer():
    return signing_reviewer()


# Submitting


def test_submitting_freezes_what_the_draft_says():
    draft = draft_version(change=smaller_dose)
    version = actions.submit_for_review(version=draft, by=draft.created_by)
    assert (version.status, version.submitted_by) == ("in_review", draft.created_by)
    assert version.submitted_at is not None
    assert version.content == compose(draft)
    assert version.content_sha256 == fingerprint(version.content)


def test_a_draft_with_a_problem_is_not_submitted():
    draft = draft_version(change=broken)
    with pytest.raises(ValidationError, match="minimal: This downtime class has no dose."):
        actions.submit_for_review(version=draft, by=draft.created_by)
    draft.refresh_from_db()
    assert (draft.status, draft.content) == ("draft", None)


def test_what_is_under_review_is_not_submitted_again():
    version = submitted_version()
    with pytest.raises(ValidationError, match="Only a draft can be submitted"):
        actions.submit_for_review(version=version, by=version.created_by)


def test_author_and_submitter_are_on_record_as_writers():
    draft, other = draft_version(), factories.editor()
    actions.submit_for_review(version=draft, by=other)
    assert set(draft.contributors.values_list("user", flat=True)) == {draft.created_by_id, other.pk}


@pytest.mark.parametrize("row", ["dose", "safeguard", "downtime class"])
def test_whoever_changed_a_row_that_it_says_is_on_record_too(row):
    draft, writer = draft_version(), signing_reviewer()
    rows = {"dose": draft.doses, "safeguard": Safeguard.objects, "downtime class": DowntimeClass.objects}
    changed = rows[row].first()
    changed._history_user = writer
    changed.save()
    version = actions.submit_for_review(version=draft, by=draft.created_by)
    assert version.contributors.filter(user=writer).exists()
    with pytest.raises(ValidationError, match="You have written in this version"):
        actions.approve(version=version, by=writer, **signature_for(version))


def test_what_was_changed_before_the_version_in_use_makes_nobody_a_writer():
    writer, safeguard = signing_reviewer(), Safeguard.objects.first()
    safeguard._history_user = writer
    safeguard.save()
    signed_version()
    following = submitted_version()
    assert not following.contributors.filter(user=writer).exists()


def test_nobody_writes_in_what_is_under_review():
    with pytest.raises(ValidationError, match="no draft any more"):
        actions.record_contributor(version=submitted_version(), by=factories.editor())


# Returning


def test_what_is_returned_is_a_draft_with_its_reason():
    version, reviewer = submitted_version(), signing_reviewer()
    returned = actions.return_to_author(version=version, by=reviewer, reason=" The source is missing. ")
    assert (returned.status, returned.content, returned.content_sha256, returned.submitted_by) == ("draft", None, "", None)
    comment = ReviewComment.objects.get(version=version)
    assert (comment.text, comment.by, comment.by_name) == ("The source is missing.", reviewer, "Rita Reviewer")
    entry = version.history.first()
    assert (entry.history_change_reason, entry.history_user) == ("The source is missing.", reviewer)


def test_who_wrote_before_it_was_returned_still_does_not_sign_it(signer):
    draft = draft_version()
    actions.record_contributor(version=draft, by=signer)
    version = actions.submit_for_review(version=draft, by=draft.created_by)
    actions.return_to_author(version=version, by=factories.editor(), reason="Again.")
    version = actions.submit_for_review(version=draft, by=draft.created_by)
    with pytest.raises(ValidationError, match="You have written in this version"):
        actions.approve(version=version, by=signer, **signature_for(version))


@pytest.mark.parametrize("reason", ["", " \n", None])
def test_nothing_is_returned_or_withdrawn_without_a_reason(version, reason):
    under_review = submitted_version()
    with pytest.raises(ValidationError, match="Give the reason"):
        actions.return_to_author(version=under_review, by=factories.editor(), reason=reason)
    with pytest.raises(ValidationError, match="Give the reason"):
        actions.withdraw(version=version, by=factories.reviewer(), reason=reason)


@pytest.mark.parametrize("make", [draft_version, signed_version])
def test_only_what_is_under_review_is_returned(make):
    with pytest.raises(ValidationError, match="Only a version under review"):
        actions.return_to_author(version=make(), by=factories.editor(), reason="Why.")


# Signing


def test_a_signature_puts_the_version_in_place_of_the_one_before(version, signer):
    new = signed_version(signer=signer, change=smaller_dose)
    version.refresh_from_db()
    assert (new.status, new.ground, new.signed_by, new.approved_on) == ("active", "signed_off", signer, DAY)
    assert (version.status, version.ended_on, version.ended_at) == ("retired", DAY, new.activated_at)
    assert version.signed_by is None


def test_the_signature_keeps_who_as_what_when_what_and_under_what(signer):
    new = signed_version(signer=signer, change=smaller_dose)
    kept = SignOff.objects.get(version=new)
    assert (kept.signer, kept.name, kept.role, kept.registration) == (signer, "Rita Reviewer", *SIGNATURE.values())
    assert (kept.content_sha256, kept.signed_at, kept.meaning) == (new.content_sha256, new.activated_at, str(signing.MEANING))
    assert "doses.moderate.in_clinic_ml" in kept.figures_checked
    assert "doses.minimal.in_clinic_ml" not in kept.figures_checked


def test_without_a_version_in_use_every_figure_is_ticked(version):
    withdrawn(version)
    new = submitted_version()
    keys = [change.key for change in signing.figures_to_check(new, None)]
    assert {"doses.minimal.in_clinic_ml", "doses.high.take_home_ml"} <= set(keys)
    with pytest.raises(ValidationError, match="Still to check"):
        actions.approve(version=new, by=signing_reviewer(), **signature_for(new, figures_checked=keys[1:]))
    assert actions.approve(version=new, by=signing_reviewer(), **signature_for(new)).status == "active"


def author_of(version):
    return as_signer(version.created_by)


def submitter_of(version):
    return as_signer(version.submitted_by)


def contributor_to(version):
    person = signing_reviewer()
    Contributor.objects.create(version=version, user=person)
    return person


def as_signer(person):
    """The editor who is a reviewer as well: small teams hold two roles."""
    person.name = "Edda Editor"
    person.save()
    person.groups.set(factories.reviewer().groups.all())
    return type(person).objects.get(pk=person.pk)  # permissions are kept on the row in hand


WRITERS = [author_of, submitter_of, contributor_to]


def with_another_submitter():
    draft = draft_version()
    return actions.submit_for_review(version=draft, by=factories.editor())


@pytest.mark.parametrize("writer", WRITERS)
def test_a_writer_does_not_sign(version, writer):
    new = with_another_submitter()
    with pytest.raises(ValidationError, match="You have written in this version"):
        actions.approve(version=new, by=writer(new), **signature_for(new))
    assert_nothing_signed(version, new)


def assert_nothing_signed(before, new):
    before.refresh_from_db()
    new.refresh_from_db()
    assert (before.status, new.status, new.signed_by) == ("active", "in_review", None)
    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (lambda: factories.editor(name="Edda Editor"), "Only a clinical reviewer"),
        (lambda: factories.practitioner(name="Pia Practitioner"), "Only a clinical reviewer"),
        (lambda: signing_reviewer(is_active=False), "Only a clinical reviewer"),
        (lambda: signing_reviewer(name="  "), "Your account has no name"),
    ],
)
def test_who_else_does_not_sign(version, person, sentence):
    new = submitted_version()
    with pytest.raises(ValidationError, match=sentence):
        actions.approve(version=new, by=person(), **signature_for(new))
    assert_nothing_signed(version, new)


def test_who_is_no_staff_any_more_does_not_sign(version, signer):
    new = submitted_version()
    signer.is_staff = False
    with pytest.raises(ValidationError, match="Only a clinical reviewer"):
        actions.approve(version=new, by=signer, **signature_for(new))


IN_A_YEAR = date(2028, 3, 1)


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"role": " "}, "role", "Give your role"),
        ({"role": "x" * 121}, "role", "at most 120 characters"),
        ({"registration": ""}, "registration", "Give your register and number"),
        ({"next_review_on": None}, "next_review_on", "Give the day of the next review."),
        ({"next_review_on": DAY}, "next_review_on", "on a day to come"),
        ({"next_review_on": IN_A_YEAR + timedelta(days=1)}, "next_review_on", "at most 12 months away"),
        ({"figures_checked": []}, "figures_checked", "Still to check: Moderate: in the clinic"),
        ({"content_sha256": "0" * 64}, "__all__", "Read it again before you sign"),
        ({"content_sha256": ""}, "__all__", "Read it again before you sign"),
    ],
)
def test_what_a_signature_lacks_is_said_at_its_field(version, signer, given, field, sentence):
    new = submitted_version(change=smaller_dose)
    with pytest.raises(ValidationError) as refusal:
        actions.approve(version=new, by=signer, **signature_for(new, **given))
    assert list(refusal.value.message_dict) == [field]
    assert sentence in " ".join(refusal.value.message_dict[field])
    assert_nothing_signed(version, new)


@pytest.mark.parametrize("day", [DAY + timedelta(days=1), IN_A_YEAR])
def test_the_next_review_is_tomorrow_at_the_earliest_and_in_a_year_at_the_latest(signer, day):
    assert signed_version(signer=signer, next_review_on=day).next_review_on == day


@pytest.mark.parametrize(("day", "year_after"), [(date(2028, 2, 29), date(2029, 2, 28)), (date(2027, 3, 1), date(2028, 3, 1))])
def test_a_year_from_a_leap_day_ends_on_the_28th(day, year_after):
    assert signing.a_year_after(day) == year_after


@pytest.mark.parametrize("make", [draft_version, signed_version])
def test_only_what_is_under_review_is_signed(make, signer):
    version = make()
    with pytest.raises(ValidationError, match="Only a version under review can be signed"):
        actions.approve(version=version, by=signer, figures_checked=[], content_sha256="", next_review_on=IN_A_YEAR, **SIGNATURE)


def test_others_hear_of_it_inside_the_transaction(version):
    heard = []

    def note(sender, **what):
        heard.append((what["version"].status, what["before"], connection.in_atomic_block))

    version_activated.connect(note)
    try:
        signed_version()
    finally:
        version_activated.disconnect(note)
    assert heard == [("active", version, True)]


# Withdrawing


def test_a_reviewer_withdraws_alone_and_at_once(version):
    reviewer = factories.reviewer()
    actions.withdraw(version=version, by=reviewer, reason=" A figure was wrong. ")
    version.refresh_from_db()
    assert (version.status, version.end_reason, version.ended_on) == ("withdrawn", "A figure was wrong.", DAY)
    assert version.ended_at is not None
    assert version.history.first().history_user == reviewer


def test_nothing_takes_the_place_of_what_is_withdrawn(version):
    new = withdrawn(signed_version())
    version.refresh_from_db()
    assert (version.status, new.status) == ("retired", "withdrawn")
    assert not version.protocol.versions.active().exists()


def test_a_replaced_version_that_is_withdrawn_ended_when_it_was_replaced(version):
    new = signed_version()
    withdrawn(version)
    version.refresh_from_db()
    assert (version.status, version.ended_at) == ("withdrawn", new.activated_at)


@pytest.mark.parametrize("person", [factories.editor, factories.practitioner])
def test_who_is_no_reviewer_does_not_withdraw(version, person):
    with pytest.raises(ValidationError, match="Only a clinical reviewer"):
        actions.withdraw(version=version, by=person(), reason="Why.")


@pytest.mark.parametrize("make", [draft_version, submitted_version, lambda: withdrawn(signed_version())])
def test_only_what_clinics_read_or_have_read_is_withdrawn(make):
    with pytest.raises(ValidationError, match="Only a version that clinics read"):
        actions.withdraw(version=make(), by=factories.reviewer(), reason="Why.")


def test_others_hear_of_a_withdrawal(version):
    heard = []

    def note(sender, **what):
        heard.append(what["version"].status)

    version_withdrawn.connect(note)
    try:
        withdrawn(version)
    finally:
        version_withdrawn.disconnect(note)
    assert heard == ["withdrawn"]


# A new version from an old one


def test_a_new_version_starts_from_any_older_one(version):
    signed_version(change=smaller_dose)
    draft = draft_version(like=version)
    assert compose(draft)["doses"] == version.content["doses"]
    assert draft.change_note == "Started from version 1."


def test_a_version_of_another_protocol_is_no_start(version):
    other = type(version.protocol).objects.create(slug="other", name="Other", product=factories.product(), summary="How.")
    foreign = other.versions.create(number=1)
    with pytest.raises(ValidationError, match="of the same protocol"):
        actions.start_new_version(protocol=version.protocol, by=factories.editor(), like=foreign)


# Past the one door


def sign_by_model(version, signer):
    version.status, version.ground, version.signed_by = "active", "signed_off", signer
    version.approved_on = DAY
    version.save()


def sign_by_queryset(version, signer):
    type(version).objects.filter(pk=version.pk).update(status="active", ground="signed_off", signed_by=signer, approved_on=DAY)


def sign_by_sql(version, signer):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE protocols_protocolversion SET status = 'active', ground = 'signed_off', signed_by_id = %s, approved_on = %s WHERE id = %s",
            [signer.pk, connection.ops.adapt_datefield_value(DAY), version.pk],
        )


def sign_off_row(version, signer):
    signature = {**SIGNATURE, "name": "N", "meaning": "M", "content_sha256": version.content_sha256, "signed_at": timezone.now()}
    SignOff.objects.create(version=version, signer=signer, **signature)


PAST_THE_DOOR = [sign_by_model, sign_by_queryset, sign_by_sql, sign_off_row]


@pytest.mark.parametrize("way", PAST_THE_DOOR)
@pytest.mark.parametrize("writer", WRITERS)
def test_no_way_past_the_door_lets_a_writer_sign(version, way, writer):
    new = with_another_submitter()
    type(version).objects.filter(pk=version.pk).update(status="retired")
    person = writer(new)
    with pytest.raises(DatabaseError), transaction.atomic():
        way(new, person)
    new.refresh_from_db()
    assert (new.status, new.signed_by) == ("in_review", None)


@pytest.mark.parametrize("way", PAST_THE_DOOR[:3])
def test_no_version_is_shown_without_its_signature(version, signer, way):
    new = submitted_version()
    type(version).objects.filter(pk=version.pk).update(status="retired")
    with pytest.raises(DatabaseError), transaction.atomic():
        way(new, signer)


@pytest.mark.parametrize(
    "change",
    [
        "content = '{}'",
        "content_sha256 = 'x'",
        "signed_by_id = NULL",
        "created_by_id = NULL",
        "status = 'draft'",
        "status = 'in_review'",
        "ground = 'maker_published'",
        "number = 9",
    ],
)
def test_a_signed_version_is_not_altered_by_sql(change):
    new = signed_version()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE protocols_protocolversion SET {change} WHERE id = {new.pk}")  # noqa: S608


KEPT = ["protocols_signoff", "protocols_historicalprotocolversion", "protocols_historicaldose"]


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id"])
def test_signatures_and_history_are_not_touched_by_sql(table, statement):
    signed_version()
    statement = statement.format(table).replace("SET id = id", "SET id = id" if table == KEPT[0] else "SET history_type = history_type")
    with pytest.raises(DatabaseError, match="never altered or deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "act",
    [
        lambda rows: rows.update(role="Nurse") if hasattr(rows.model, "role") else rows.update(history_type="-"),
        lambda rows: rows.delete(),
        lambda rows: rows.first().delete(),
        lambda rows: rows.first().save(),
    ],
)
@pytest.mark.parametrize("of", ["sign-off", "history"])
def test_signatures_and_history_are_not_touched_by_the_application(act, of):
    new = signed_version()
    rows = SignOff.objects.all() if of == "sign-off" else new.history.all()
    number = rows.count()
    with pytest.raises(TypeError, match="never altered or deleted"):
        act(rows)
    assert rows.count() == number


def test_a_version_that_left_draft_is_not_deleted():
    new = submitted_version()
    with pytest.raises(DatabaseError), transaction.atomic():
        new.delete()
    assert type(new).objects.filter(pk=new.pk).exists()


@pytest.mark.parametrize(
    "fields",
    [{"activated_at": timezone.now()}, {"approved_on": date(2020, 1, 2)}, {"transcribed_on": date(2020, 1, 2)}, {"signed_by": None}],
    ids=["since when", "approved on", "transcribed on", "signed by"],
)
def test_since_when_and_by_whom_a_version_was_shown_is_never_altered(fields):
    version = signed_version()
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        type(version).objects.filter(pk=version.pk).update(**fields)


@pytest.mark.parametrize("fields", [{"ended_at": timezone.now()}, {"ended_at": None}, {"end_reason": "Another."}, {"end_reason": ""}])
def test_when_and_why_a_version_ended_is_never_altered(fields):
    version = withdrawn(signed_version())
    with pytest.raises(DatabaseError, match="When and why a version ended"), transaction.atomic():
        type(version).objects.filter(pk=version.pk).update(**fields)
