"""A protocol version in FHIR R5: valid, with the figures of the look-up, and no figure of what is not in force."""

import copy
import json
import re
from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from fhir.resources.bundle import Bundle

from protocols import actions, fhir
from protocols.current import Shown
from protocols.models import ProtocolVersion
from tests import factories

pytestmark = pytest.mark.django_db

CURRENT, FIRST = "/api/v1/protocols/serum-after-procedure/fhir/", "/api/v1/protocols/serum-after-procedure/versions/1/fhir/"
SECOND = FIRST.replace("versions/1/", "versions/2/")
HOURS = {"minimal": "12", "moderate": "48", "high": "100"}
# fhir.resources checks the shape and no code: these are the codes of FHIR R5 and UCUM that may stand in a bundle of ours.
CODES = {
    "status": {"draft", "active", "retired", "generated"},
    "when": {"MORN", "EVE"},
    "code": {"mL", "d"},
    "system": {"http://unitsofmeasure.org", "urn:ietf:rfc:3986"},
    "relationship": {"after"},
    "groupingBehavior": {"logical-group"},
    "selectionBehavior": {"exactly-one", "all"},
    "kind": {"Task"},
    "intent": {"proposal"},
    "type": {"collection", "citation"},
}


def loaded(answer):
    assert answer.status_code == 200
    return json.loads(answer.content, parse_float=Decimal, parse_int=Decimal)


def resources(bundle, kind):
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def the_plan(bundle):
    (plan,) = resources(bundle, "PlanDefinition")
    return plan


def everything(node):
    """Every name with its value, however deep."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield name, value
            yield from everything(value)
    if isinstance(node, list):
        for one in node:
            yield from everything(one)


def figures(bundle):
    """Of each class: the volume in the clinic, and (sequence, days after, part of day, volume, inferred) of each application."""
    by_canonical = {f"{row['url']}|{row['version']}": row for row in resources(bundle, "ActivityDefinition")}
    (doses,) = (one for one in the_plan(bundle)["action"] if one["id"] == "doses")
    found = {}
    for action in doses["action"]:
        steps = [(step, by_canonical[step["definitionCanonical"]]["dosage"][0]) for step in action["action"]]
        (_first, clinic), *home = steps
        found[action["id"]] = (volume(clinic), [application(step, dosage) for step, dosage in home])
    return found


def application(step, dosage):
    (related,) = step["relatedAction"]
    (when,) = dosage["timing"]["repeat"]["when"]
    return dosage["sequence"], related["offsetDuration"]["value"], when, volume(dosage), "additionalInstruction" in dosage


def read(resource):
    """The narrative, which is well-formed XHTML."""
    return ElementTree.fromstring(resource["text"]["div"])  # noqa: S314 - our own


def volume(dosage):
    (rate,) = dosage["doseAndRate"]
    quantity = rate["doseQuantity"]
    assert (quantity["system"], quantity["code"]) == ("http://unitsofmeasure.org", "mL")
    return quantity["value"]


def of_look_up(dose):
    """The same, as the dosing look-up gives it."""
    parts = {"morning": "MORN", "evening": "EVE"}
    rows = [
        (row["sequence"], row["day"], parts[row["part_of_day"]], Decimal(row["volume_ml"]), row["inferred"])
        for row in dose["take_home"]["applications"]
    ]
    return Decimal(dose["in_clinic"]["volume_ml"]), rows


def next_version(version):
    """Version 2, under review, with the content of version 1."""
    content = {**copy.deepcopy(version.content), "version": 2}
    draft = actions.start_new_version(protocol=version.protocol, by=factories.editor())
    ProtocolVersion.objects.filter(pk=draft.pk).update(status="in_review", content=content, content_sha256="x" * 64)
    return draft


# Its shape


@pytest.mark.parametrize("address", [CURRENT, FIRST])
def test_it_is_valid_fhir(clinic, address):
    answer = clinic.get(address)
    assert answer["Content-Type"] == "application/fhir+json"
    Bundle.model_validate_json(answer.content)


def test_every_code_is_one_of_fhir(clinic):
    for name, value in everything(loaded(clinic.get(CURRENT))):
        if name in CODES and not isinstance(value, dict):
            assert set(value if isinstance(value, list) else [value]) <= CODES[name], (name, value)
        assert name not in {"coding", "jurisdiction"}, "no code of a terminology is made up"


def test_every_reference_leads_somewhere(clinic):
    bundle = loaded(clinic.get(CURRENT))
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(urls)) == len(urls) == 1 + 3 + 2 + 4 + 8  # the plan; in the clinic by class; at home
    for entry in bundle["entry"]:
        assert entry["resource"]["url"] == entry["fullUrl"]
        assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", entry["resource"]["id"])
        assert re.fullmatch(r"[A-Z]([A-Za-z0-9_]){0,254}", entry["resource"]["name"])
    named = [value for name, value in everything(the_plan(bundle)["action"]) if name == "id"]
    assert len(set(named)) == len(named)
    said = {"definitionCanonical": set(), "targetId": set()}
    for name, value in everything(bundle):
        if name in said:
            said[name].add(value)
    assert said["definitionCanonical"] == {f"{url}|1" for url in urls[1:]}
    assert said["targetId"] == {"minimal-in-clinic", "moderate-in-clinic", "high-in-clinic"} <= set(named)


def test_it_is_the_same_at_both_addresses_and_each_time(clinic):
    assert clinic.get(CURRENT).content == clinic.get(FIRST).content == clinic.get(CURRENT).content


def test_identifiers_are_addresses_of_this_portal(clinic, settings):
    settings.SITE_URL = "https://portal.example.org"
    bundle = loaded(clinic.get(CURRENT))
    address = "https://portal.example.org/protocols/serum-after-procedure/v1/"
    assert bundle["identifier"] == {"system": "urn:ietf:rfc:3986", "value": address}
    assert the_plan(bundle)["identifier"][0]["value"] == f"{address}serum-after-procedure"


# Its figures


def test_the_figures_are_those_of_the_look_up(clinic):
    found = figures(loaded(clinic.get(CURRENT)))
    assert list(found) == list(HOURS)
    for code, hours in HOURS.items():
        (dose,) = clinic.get(f"/api/v1/dosing/?expected_downtime_hours={hours}").json()["doses"]
        assert found[code] == of_look_up(dose)


@pytest.mark.parametrize(
    ("volume_ml", "written"), [("1.25", "1.25"), ("5", "5"), ("5.000", "5"), ("0.1", "0.1"), ("0.005", "0.005"), ("1234.567", "1234.567")]
)
def test_a_figure_is_written_as_it_is(volume_ml, written):
    assert json.dumps(fhir.number(Decimal(volume_ml))) == written


@pytest.mark.parametrize("kind", ["PlanDefinition", "ActivityDefinition"])
def test_each_resource_says_in_words_what_it_is(clinic, kind):
    for resource in resources(loaded(clinic.get(CURRENT)), kind):
        words = " ".join(read(resource).itertext())
        for said in (words, resource["description"]):
            assert "not a medicine" in said
            assert "no clinic reviewer has signed it yet" in said
        assert "not a medicine" in resource["usage"]
        assert (resource["version"], resource["status"], resource["date"]) == ("1", "active", "2026-11-22")
        assert resource["effectivePeriod"] == {"start": "2026-11-22", "end": "2027-11-22"}
        assert "approvalDate" not in resource, "nobody has signed it"


def test_words_stand_beside_every_dose(clinic):
    bundle = loaded(clinic.get(CURRENT))
    last = next(one for one in resources(bundle, "ActivityDefinition") if one["id"] == "moderate-home-4")
    assert last["dosage"][0]["text"] == "At home: Morning of day 2, 1.25\u00a0ml. Inferred: the maker does not print it."
    assert last["dosage"][0]["route"]["text"] == "On the skin; never injected."
    assert "24 to 72 hours, both included" in last["description"]
    first = next(one for one in resources(bundle, "ActivityDefinition") if one["id"] == "moderate-home-1")
    assert "nferred" not in json.dumps(first["dosage"], default=str)


def test_every_safeguard_and_every_source_travels_with_it(clinic, version):
    plan = the_plan(loaded(clinic.get(CURRENT)))
    (safeguards,) = (one for one in plan["action"] if one["id"] == "safeguards")
    assert plan["action"][0] == safeguards, "they are read first"
    assert {one["title"] for one in safeguards["action"]} == {row["text"] for row in version.content["safeguards"]}
    assert safeguards["action"][0]["description"].startswith("Do not: ")
    cited = {one["citation"] for one in plan["relatedArtifact"]}
    assert any("How much Serum with each treatment?" in one for one in cited)
    for row in version.content["unknowns"]:
        assert row["text"] in plan["description"]


def test_text_is_escaped_in_the_narrative(shown):
    content = copy.deepcopy(shown.content)
    content["protocol"]["name"] = content["doses"][0]["note"] = "<script>5 & 6</script>"
    made = fhir.bundle(Shown(shown.version, content), site="https://portal.example.org")
    for entry in made["entry"]:
        div = read(entry["resource"])
        assert not list(div.iter("{http://www.w3.org/1999/xhtml}script"))
        assert "<script>5 & 6</script>" in " ".join(div.itertext())
    Bundle.model_validate_json(json.dumps(made))


# What is in force


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (0, 200),  # the day of the review is its last
        (-1, 409),
    ],
)
@pytest.mark.parametrize("address", [CURRENT, FIRST])
def test_an_overdue_version_gives_out_nothing(clinic, version, days, status, address):
    ProtocolVersion.objects.filter(pk=version.pk).update(next_review_on=timezone.localdate() + timedelta(days=days))
    answer = clinic.get(address)
    assert answer.status_code == status
    if status == 409:
        assert answer["Content-Type"] == "application/json"
        assert answer.json() == {"detail": "The review of this protocol is overdue. Its figures are not given out."}


@pytest.mark.parametrize("address", [CURRENT, FIRST])
def test_a_withdrawn_version_says_why_and_gives_out_nothing(clinic, version, address):
    ProtocolVersion.objects.filter(pk=version.pk).update(status="withdrawn", end_reason="A figure was wrong.")
    answer = clinic.get(address)
    assert (answer.status_code, answer.json()) == (410, {"detail": "This version was withdrawn: A figure was wrong."})


def test_a_replaced_version_is_exported_as_retired_at_its_own_address_alone(clinic, version):
    ProtocolVersion.objects.filter(pk=version.pk).update(status="retired", ended_on=timezone.localdate())
    assert clinic.get(CURRENT).json() == {"detail": "No version of this protocol is active."}
    for resource in (entry["resource"] for entry in loaded(clinic.get(FIRST))["entry"]):
        assert resource["status"] == "retired"
        assert "Do not use it for new treatments." in resource["text"]["div"]
        assert "Do not use it for new treatments." in resource["description"]


@pytest.mark.parametrize(("person", "status"), [(factories.practitioner, 404), (factories.reviewer, 200)])
def test_a_version_under_review_is_a_draft_for_staff_alone(client, version, person, status):
    next_version(version)
    client.force_login(person())
    answer = client.get(SECOND)
    assert answer.status_code == status
    if status == 200:
        assert {entry["resource"]["status"] for entry in loaded(answer)["entry"]} == {"draft"}
    assert the_plan(loaded(client.get(CURRENT)))["version"] == "1"


def test_a_draft_has_nothing_to_export(client, version):
    actions.start_new_version(protocol=version.protocol, by=factories.editor())
    client.force_login(factories.editor())
    answer = client.get(SECOND)
    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "A draft has no frozen content yet: it can be exported once it is under review.",
    )


@pytest.mark.parametrize("address", ["/api/v1/protocols/nothing/fhir/", "/api/v1/protocols/serum-after-procedure/versions/9/fhir/"])
def test_what_is_not_there_is_404(clinic, address):
    assert clinic.get(address).status_code == 404


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("application/fhir+json", "application/fhir+json"),
        ("application/json", "application/json"),
        ("*/*", "application/fhir+json"),
        ("text/html,*/*;q=0.8", "application/fhir+json"),
    ],
)
def test_software_gets_the_type_it_asks_for(clinic, accept, given):
    assert clinic.get(CURRENT, headers={"accept": accept})["Content-Type"] == given


@pytest.mark.parametrize("address", [CURRENT, FIRST])
def test_it_costs_the_same_with_one_version_and_with_two(clinic, version, address):
    before = asked(clinic, address)
    next_version(version)
    assert asked(clinic, address) == before


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)
