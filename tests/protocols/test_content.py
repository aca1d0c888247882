"""What was published stays as it was: the frozen content, its fingerprint, and what the database itself refuses."""

import datetime
import json
from copy import deepcopy
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from catalogue.models import Precaution
from protocols.actions import publish_maker_guideline
from protocols.content import canonical, compose, fingerprint, rules_of
from protocols.models import Application, Dose, DowntimeClass, Procedure, ProcedureSetting, Protocol, ProtocolVersion, Safeguard
from tests import factories
from tests.guards import guards_down
from tests.protocols.conftest import DAY

pytestmark = pytest.mark.django_db

QUESTIONS = [
    "/api/v1/dosing/?expected_downtime_hours=12",
    "/api/v1/dosing/?expected_downtime_hours=72",
    "/api/v1/dosing/?procedure=microneedling&needle_depth_mm=0.75",
    "/api/v1/dosing/?procedure=dermabrasion",
    "/api/v1/dosing/?procedure=oxygen-facial",
    "/api/v1/procedures/?page_size=100",
    "/api/v1/downtime-classes/",
    "/api/v1/protocols/serum-after-procedure/",
]
EDITS = [
    # what an editor changes on the desk after publication
    (Dose, {"in_clinic_ml": Decimal("99")}),
    (Dose, {"note": "Another note."}),
    (Application, {"volume_ml": Decimal("9")}),
    (Application, {"inferred": True}),
    (DowntimeClass, {"upper_hours": None}),
    (DowntimeClass, {"name": "Another"}),
    (ProcedureSetting, {"maximum": None}),
    (Procedure, {"status": "draft"}),
    (Procedure, {"setting": ""}),
    (Precaution, {"title": "Another precaution"}),
    (Precaution, {"severity": "consult"}),
    (Safeguard, {"travels_with_serum": False}),
    (Protocol, {"summary": "Another summary."}),
]


def answers(clinic):
    return [clinic.get(address).json() for address in QUESTIONS]


@pytest.mark.parametrize(("model", "changes"), EDITS, ids=[f"{model.__name__} {next(iter(changes))}" for model, changes in EDITS])
def test_an_edit_after_publication_changes_no_answer(clinic, model, changes):
    before = answers(clinic)
    assert model.objects.update(**changes)
    assert answers(clinic) == before


def test_the_edit_of_a_dose_reaches_the_next_version(version):
    Dose.objects.filter(downtime_class__code="minimal").update(in_clinic_ml=Decimal("7.5"))
    assert rules_of(compose(version)).dose("minimal").in_clinic_ml == Decimal("7.5")
    assert rules_of(version.content).dose("minimal").in_clinic_ml == Decimal("2.5")


# The content and its fingerprint


def test_what_was_published_is_what_the_rows_say(version):
    assert version.content == json.loads(canonical(compose(version)))
    assert version.content_sha256 == fingerprint(version.content)


def test_canonical_json_does_not_depend_on_the_order_of_keys():
    assert canonical({"b": "1", "a": {"d": "é", "c": None}}) == canonical({"a": {"c": None, "d": "é"}, "b": "1"})
    assert canonical({"b": "1", "a": {"d": "é", "c": None}}) == '{"a":{"c":null,"d":"é"},"b":"1"}'


def test_canonical_json_survives_the_database(version):
    assert canonical(json.loads(canonical(version.content))) == canonical(version.content)


@pytest.mark.parametrize(
    "alter",
    [
        lambda content: content["doses"][0].update(in_clinic_ml="2.6"),  # one figure
        lambda content: content["doses"][0]["applications"][0].update(inferred=True),  # one flag
        lambda content: content["downtime_classes"][0].update(upper_inclusive=True),  # one bound
        lambda content: content["doses"].reverse(),  # the order of a list
        lambda content: content["safeguards"].pop(),  # one safeguard fewer
        lambda content: content["doses"][0].update(in_clinic_ml="2.50"),  # the same figure, written otherwise
    ],
)
def test_the_fingerprint_notices_every_alteration(version, alter):
    altered = deepcopy(version.content)
    alter(altered)
    assert fingerprint(altered) != version.content_sha256


def test_the_content_holds_no_binary_fraction(version):
    def refuse(text):
        raise AssertionError(f"{text} is a binary fraction")

    assert json.loads(canonical(version.content), parse_float=refuse) == version.content


def test_check_protocols_finds_the_real_content_whole():
    out = StringIO()
    call_command("check_protocols", stdout=out)
    assert "v1: every row reconciles." in out.getvalue()


def test_check_protocols_finds_an_altered_content(version):
    version.content["doses"][0]["note"] = "Altered."
    with guards_down():
        version.save()
    told = StringIO()
    with pytest.raises(CommandError, match="1 problem"):
        call_command("check_protocols", stdout=StringIO(), stderr=told)
    assert "does not match its fingerprint" in told.getvalue()


def test_check_protocols_finds_a_dose_that_does_not_reconcile(version):
    version.content["doses"][0]["in_clinic_ml"] = "2.6"
    version.content_sha256 = fingerprint(version.content)
    with guards_down():
        version.save()
    told = StringIO()
    with pytest.raises(CommandError, match="1 problem"):
        call_command("check_protocols", stdout=StringIO(), stderr=told)
    assert "minimal: Clinic and home volumes add up to 5.1 ml" in told.getvalue()


# What the database refuses


def second_version(version, **fields):
    """A version 2 that could stand beside version 1 as a retired one; each test changes one thing."""
    values = {
        "protocol": version.protocol,
        "number": 2,
        "status": "retired",
        "ground": "maker_published",
        "transcribed_on": DAY,
        "content": {"frozen": True},
        "content_sha256": "0" * 64,
    }
    with guards_down():  # here the constraints of the table are asked alone
        return ProtocolVersion.objects.create(**{**values, **fields})


def test_a_second_version_may_stand_beside_the_active_one(version):
    assert second_version(version).pk


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"status": "active"}, "one_active_version"),  # two active ones
        ({"number": 1}, "version_number_once"),  # the same number twice
        ({"content": None}, "shown_version_is_frozen"),  # shown, and not frozen
        ({"content_sha256": ""}, "shown_version_is_frozen"),  # shown, and without its fingerprint
        ({"status": "in_review", "content": None}, "shown_version_is_frozen"),  # in review is frozen already
        ({"status": "withdrawn", "end_reason": ""}, "withdrawn_version_says_why"),  # stopped without a reason
    ],
)
def test_the_database_refuses_a_version(version, fields, constraint):
    assert_refused(lambda: second_version(version, **fields), constraint)


def test_a_draft_need_not_be_frozen(version):
    assert second_version(version, status="draft", content=None, content_sha256="").pk


def test_a_withdrawn_version_with_its_reason(version):
    assert second_version(version, status="withdrawn", end_reason="A printing error.").pk


def test_the_author_does_not_sign(version):
    author = factories.user()
    assert_refused(lambda: second_version(version, created_by=author, signed_by=author), "author_does_not_sign")


@pytest.mark.parametrize(("author", "signer"), [(True, True), (False, True), (True, False)])
def test_another_may_sign(version, author, signer):
    second_version(version, created_by=factories.user() if author else None, signed_by=factories.user() if signer else None)
    assert ProtocolVersion.objects.count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"ground": ""},  # no ground
        {"ground": "maker_published", "transcribed_on": None},  # transcribed on no day
        {"ground": "signed_off", "approved_on": DAY},  # signed off by nobody
    ],
)
def test_an_active_version_has_a_ground(version, fields):
    ProtocolVersion.objects.update(status="retired")
    with guards_down():
        assert_refused(lambda: second_version(version, status="active", **fields), "active_version_has_a_ground")


def test_what_the_maker_published_is_signed_by_nobody(version):
    ProtocolVersion.objects.update(status="retired")
    signer = factories.user()
    assert_refused(lambda: second_version(version, status="active", signed_by=signer), "active_version_has_a_ground")


@pytest.mark.parametrize("signed_off", [True, False])
def test_both_grounds_can_be_active(version, signed_off):
    ProtocolVersion.objects.update(status="retired")
    by_hand = (
        {"ground": "signed_off", "approved_on": DAY, "signed_by": factories.user(), "created_by": factories.user()} if signed_off else {}
    )
    with guards_down():
        assert second_version(version, status="active", **by_hand).pk


def assert_refused(write, constraint):
    """SQLite names the columns of a unique constraint, PostgreSQL its name; the write must fail on either."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    named = {
        "one_active_version": "protocolversion.protocol_id",
        "version_number_once": "protocolversion.protocol_id, protocols_protocolversion.number",
    }
    assert constraint in str(refusal.value) or str(refusal.value).endswith(named.get(constraint, constraint))


# Publishing the maker's guideline


def draft(version, **dose):
    """A draft of version 2 with the rows of version 1; `dose` is what differs for minimal downtime."""
    new = ProtocolVersion.objects.create(protocol=version.protocol, number=2)
    for row in Dose.objects.filter(version=version):
        volumes = {"in_clinic_ml": row.in_clinic_ml, "take_home_ml": row.take_home_ml}
        Dose.objects.create(version=new, downtime_class=row.downtime_class, **volumes).citations.set(row.citations.all())
    for row in Application.objects.filter(version=version):
        row.pk, row.version = None, new
        row.save()
    if dose:
        Dose.objects.filter(version=new, downtime_class__code="minimal").update(**dose)
    return new


def publish(version):
    return publish_maker_guideline(version=version, transcribed_on=DAY, next_review_on=DAY + datetime.timedelta(days=365))


def retire(version):
    ProtocolVersion.objects.filter(pk=version.pk).update(status="retired")


def forget(version):
    """As if the protocol were still to have its first version."""
    with guards_down():
        version.delete()


def test_a_later_version_is_never_the_makers_guideline(version):
    new = draft(version)
    retire(version)
    with pytest.raises(ValidationError, match="Only the first version"):
        publish(new)


def test_the_database_takes_no_later_version_as_the_makers_guideline(version):
    new = draft(version)
    retire(version)
    fields = {"status": "active", "ground": "maker_published", "transcribed_on": DAY, "content": {"a": 1}, "content_sha256": "0" * 64}
    with pytest.raises(IntegrityError, match="Only what a second person has signed"), transaction.atomic():
        ProtocolVersion.objects.filter(pk=new.pk).update(**fields)


def test_what_somebody_wrote_is_never_the_makers_guideline(version):
    new = draft(version)
    ProtocolVersion.objects.filter(pk=new.pk).update(created_by=factories.editor())
    forget(version)
    with pytest.raises(ValidationError, match="Only the first version"):
        publish(new)


def test_a_draft_is_published_frozen_and_with_its_ground(version):
    new = draft(version)
    forget(version)
    published = publish(new)
    assert (published.status, published.ground, published.transcribed_on) == ("active", "maker_published", DAY)
    assert published.content_sha256 == fingerprint(published.content)
    assert rules_of(published.content).doses[0].in_clinic_ml == Decimal("2.5")


def test_only_a_draft_is_published(version):
    with pytest.raises(ValidationError, match="Only a draft"):
        publish(version)


def test_a_second_active_version_is_refused(version):
    new = draft(version)
    with pytest.raises(ValidationError, match="already has an active version"):
        publish(new)
    new.refresh_from_db()
    assert new.status == "draft"


def test_a_draft_that_does_not_reconcile_is_refused(version):
    new = draft(version, in_clinic_ml=Decimal("2.6"))
    forget(version)
    with pytest.raises(ValidationError, match="minimal: Clinic and home volumes add up to 5.1"):
        publish(new)
    new.refresh_from_db()
    assert (new.status, new.content) == ("draft", None)


def test_a_draft_with_a_class_without_a_dose_is_refused(version):
    new = draft(version)
    Dose.objects.filter(version=new, downtime_class__code="high").delete()
    forget(version)
    with pytest.raises(ValidationError, match="high: This downtime class has no dose"):
        publish(new)
