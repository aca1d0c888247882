"""Giving a signature on the review page and over the API: the second factor for each, and nothing typed is lost."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import actions as account_actions
from accounts.models import Verification
from protocols import actions
from protocols.models import ProtocolVersion, SignOff
from tests import admin_forms, factories
from tests.accounts.test_second_factor import code, enrolled
from tests.client import PortalClient
from tests.protocols.versions import draft_version, signature_for, signing_reviewer, smaller_dose, submitted_version
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return submitted_version(change=smaller_dose)


@pytest.fixture
def signer():
    return signing_reviewer()


@pytest.fixture
def desk(client, signer):
    """A browser in which a reviewer is signed in and has entered the second factor again a moment ago."""
    client.force_login(signer)
    return client


def page_of(version):
    return f"/admin/protocols/protocolversion/{version.pk}/sign/"


def api_of(version):
    return f"/api/v1/protocols/{version.protocol.slug}/versions/{version.number}/sign-off/"


def typed(version, **given):
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in signature_for(version, **given).items()}


def by_page(client, version, **given):
    return client.post(page_of(version), typed(version, **given))


def by_api(client, version, **given):
    return client.post(api_of(version), typed(version, **given), content_type="application/json")


def is_signed(version):
    version.refresh_from_db()
    return version.status == "active" and SignOff.objects.filter(version=version).exists()


DOORS = [by_page, by_api]


def test_a_signature_on_the_page_leads_to_what_clinics_read_now(desk, version):
    answer = by_page(desk, version)
    assert (answer.status_code, answer["Location"]) == (302, "/protocols/serum-after-procedure/v2/")
    assert is_signed(version)


def test_a_signature_over_the_api_answers_what_was_kept(desk, signer, version):
    answer = by_api(desk, version)
    assert answer.status_code == 201, answer.content
    assert is_signed(version)
    kept = answer.json()
    assert (kept["version"], kept["status"], kept["name"]) == (2, "active", "Rita Reviewer")
    assert kept["content_sha256"] == version.content_sha256
    assert kept["figures_checked"] == version.sign_off.figures_checked


def test_the_api_says_what_is_to_be_signed(desk, version):
    answer = desk.get(api_of(version)).json()
    assert (answer["content_sha256"], answer["status"]) == (version.content_sha256, "in_review")
    changed = {row["key"]: (row["before"], row["after"]) for row in answer["figures"]}
    assert changed["doses.moderate.in_clinic_ml"] == ("5\u00a0ml", "2.5\u00a0ml")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"role": ""}, "role", "Give your role"),
        ({"registration": ""}, "registration", "Give your register and number"),
        ({"next_review_on": "31.3.2027"}, "next_review_on", "Write the day as 2027-03-31"),
        ({"next_review_on": ""}, "next_review_on", "Give the day of the next review."),
        ({"figures_checked": []}, "figures_checked", "Still to check"),
        ({"figures_checked": ["nothing"]}, "figures_checked", "does not change in this version"),
        ({"content_sha256": "0" * 64}, "non_field_errors", "Read it again before you sign"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_signed(desk, version, door, given, field, sentence):
    answer = door(desk, version, **given)
    assert answer.status_code == 400
    if door is by_api:
        assert list(answer.json()) == [field]
    assert sentence in (text_of(answer) if door is by_page else " ".join(answer.json()[field]))
    assert not is_signed(version)


def test_what_was_typed_stands_in_its_fields_again(desk, version):
    form = by_page(desk, version, role="").context["sign_form"]
    assert form["registration"].value() == "GMC 1234567"
    assert form["next_review_on"].value() == typed(version)["next_review_on"]
    assert form["figures_checked"].value() == typed(version)["figures_checked"]


@pytest.mark.parametrize("sent", [[], "text", {"role": 5}, {"figures_checked": "all"}, {"status": "active"}])
def test_what_is_no_signature_is_refused_by_the_api(desk, version, sent):
    answer = desk.post(api_of(version), sent, content_type="application/json")
    assert answer.status_code == 400
    assert not is_signed(version)


# Who


def as_signer(person):
    person.name = "Edda Editor"
    person.save()
    person.groups.set(factories.reviewer().groups.all())
    return person


@pytest.mark.parametrize("door", DOORS)
def test_an_author_who_is_a_reviewer_too_does_not_sign(client, version, door):
    client.force_login(as_signer(version.created_by))
    answer = door(client, version)
    assert answer.status_code == 400
    assert "You have written in this version. Another reviewer must sign it." in answer.content.decode()
    assert not is_signed(version)


def test_who_edits_a_draft_in_the_admin_does_not_sign_it(client, signer):
    draft = draft_version()
    signer.groups.add(factories.editor().groups.get())
    client.force_login(signer)
    change_note_in_admin(client, draft, "Mended.")
    client.post(f"/admin/protocols/protocolversion/{draft.pk}/submit/")
    draft.refresh_from_db()
    assert draft.status == "in_review"
    answer = by_page(client, draft)
    assert "You have written in this version" in text_of(answer)
    assert not is_signed(draft)


def change_note_in_admin(client, draft, note):
    page = admin_forms.address(ProtocolVersion, "change", draft.pk)
    answer = client.post(page, {**admin_forms.typed(client.get(page)), "change_note": note})
    assert answer.status_code == 302, answer.context["errors"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("person", [factories.editor, factories.practitioner, factories.user])
def test_others_do_not_sign(client, version, door, person):
    client.force_login(person())
    assert door(client, version).status_code == 403
    assert not is_signed(version)


def test_a_token_signs_nothing(version):
    reviewer = signing_reviewer()
    until = timezone.localdate() + timedelta(days=30)
    Verification.objects.create(user=reviewer, profession="practitioner", status="verified", verified_until=until)
    _row, token = account_actions.make_token(by=reviewer, name="Software")
    client = PortalClient(headers={"authorization": f"Bearer {token}"})
    assert client.get("/api/v1/me/").status_code == 200
    answer = by_api(client, version)
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "Only a clinical reviewer signs a version, signed in on the site. A token signs nothing.",
    )
    assert not is_signed(version)


# The second factor, for each signature


def aged(client, seconds):
    """The codes of this session were entered so long ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - seconds
    session.save()


def forgotten(client):
    aged(client, 301)


def only_at_sign_in(client):
    session = client.session
    for record in session["account_authentication_methods"]:
        record.pop("reauthenticated", None)
    session.save()


def spent(client):
    session = client.session
    session["second_factor_spent_at"] = time.time()
    session.save()


@pytest.mark.parametrize("fault", [forgotten, only_at_sign_in, spent])
def test_each_signature_asks_for_the_second_factor(desk, version, fault):
    fault(desk)
    assert (
        by_page(desk, version)["Location"]
        == f"/account/2fa/reauthenticate/?next=%2Fadmin%2Fprotocols%2Fprotocolversion%2F{version.pk}%2Fsign%2F"
    )
    answer = by_api(desk, version)
    assert answer.status_code == 403
    assert "Enter your second factor again" in answer.json()["detail"]
    assert not is_signed(version)


def test_a_code_entered_five_minutes_ago_still_opens_it(desk, version):
    aged(desk, 290)
    by_page(desk, version)
    assert is_signed(version)


@pytest.mark.parametrize("door", DOORS)
def test_a_code_opens_one_signature_alone(desk, signer, door):
    first = submitted_version()
    door(desk, first)
    assert is_signed(first)
    second = submitted_version(change=smaller_dose)
    answer = door(desk, second)
    assert answer.status_code in {302, 403}
    assert not is_signed(second)


@pytest.mark.parametrize("door", DOORS)
def test_a_refused_signature_does_not_use_up_the_code(desk, version, door):
    assert door(desk, version, role="").status_code == 400
    door(desk, version)
    assert is_signed(version)


def test_what_was_typed_waits_while_the_second_factor_is_entered(desk, signer, version):
    enrolled(signer)
    forgotten(desk)
    way = by_page(desk, version)["Location"]
    assert not is_signed(version)
    answer = desk.post(way, {"code": code()})
    assert answer["Location"] == "/protocols/serum-after-procedure/v2/"
    assert is_signed(version)
    assert version.sign_off.registration == "GMC 1234567"


def test_a_password_alone_signs_nothing(client, signer, version):
    client.force_login(signer, second_factor=False)
    assert by_page(client, version).status_code == 403
    assert by_api(client, version).status_code == 403
    assert not is_signed(version)


def test_a_version_signed_by_another_meanwhile_says_so(desk, version):
    ready = typed(version)
    signed_version_of(version)
    answer = desk.post(page_of(version), ready)
    assert answer.status_code == 400
    assert SignOff.objects.filter(version=version).count() == 1


def signed_version_of(version):
    actions.approve(version=version, by=signing_reviewer(name="Olga Other"), **signature_for(version))


def test_no_version_no_signature(desk):
    assert desk.post("/admin/protocols/protocolversion/0/sign/").status_code == 404
    assert (
        desk.post("/api/v1/protocols/serum-after-procedure/versions/99/sign-off/", {}, content_type="application/json").status_code == 404
    )


def test_the_address_alone_leads_to_the_review(desk, version):
    assert desk.get(page_of(version))["Location"] == f"/admin/protocols/protocolversion/{version.pk}/review/"
