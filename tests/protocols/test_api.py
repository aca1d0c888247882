"""The contract of the clinic's addresses: shapes, refusals, and decimals as plain strings."""

import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/api/v1/dosing/?expected_downtime_hours=12",
    "/api/v1/procedures/",
    "/api/v1/procedures/dermabrasion/",
    "/api/v1/downtime-classes/",
    "/api/v1/protocols/",
    "/api/v1/protocols/serum-after-procedure/",
    "/api/v1/protocols/serum-after-procedure/versions/",
]
LISTS = [address for address in ADDRESSES if address.split("/")[-2] in {"procedures", "downtime-classes", "protocols", "versions"}]
FIGURE_NAMES = {"volume_ml", "ampoules", "bound", "minimum", "maximum", "lower_hours", "upper_hours"}
PLAIN = re.compile(r"0|[1-9][0-9]*|(0|[1-9][0-9]*)\.[0-9]*[1-9]")  # no sign, no exponent, no trailing zeros


def everything(value, name=None):
    """Every value of a JSON answer with its own name."""
    yield name, value
    if isinstance(value, dict):
        for key, part in value.items():
            yield from everything(part, key)
    if isinstance(value, list):
        for part in value:
            yield from everything(part, name)


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_an_account_it_is_401(client, address):
    answer = client.get(address)
    assert answer.status_code == 401
    assert list(answer.json()) == ["detail"]
    assert answer["WWW-Authenticate"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_verified_profession_it_is_403_and_says_how(client, address):
    client.force_login(factories.user())
    answer = client.get(address)
    assert answer.status_code == 403
    assert answer.json() == {"detail": "This is for verified medical aesthetic practitioners. Your account page says how to be verified."}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(clinic, address, method):
    answer = getattr(clinic, method)(address)
    assert (answer.status_code, list(answer.json())) == (405, ["detail"])


@pytest.mark.parametrize("address", ["/api/v1/procedures/nothing/", "/api/v1/protocols/nothing/", "/api/v1/protocols/nothing/versions/"])
def test_what_is_not_there_is_404(clinic, address):
    answer = clinic.get(address)
    assert (answer.status_code, list(answer.json())) == (404, ["detail"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_answer_is_stored_on_the_way(clinic, address):
    answer = clinic.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/dosing/?expected_downtime_hours=72", "/api/v1/dosing/?procedure=other"])
def test_figures_are_plain_strings_and_nothing_is_a_binary_fraction(clinic, address):
    found = list(everything(clinic.get(address).json()))
    assert not [name for name, value in found if isinstance(value, float)]
    figures = [(name, value) for name, value in found if name in FIGURE_NAMES and value is not None]
    assert not [row for row in figures if not (isinstance(row[1], str) and PLAIN.fullmatch(row[1]))]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_counts_and_pages(clinic, address):
    answer = clinic.get(address).json()
    assert list(answer) == ["count", "next", "previous", "results"]
    assert answer["count"] == len(answer["results"]) > 0


@pytest.mark.parametrize(
    ("query", "field"),
    [("page_size=0", "page_size"), ("page_size=101", "page_size"), ("page_size=x", "page_size"), ("page=x", "page")],
)
def test_a_page_that_cannot_be(clinic, query, field):
    answer = clinic.get(f"/api/v1/procedures/?{query}")
    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_a_list_in_pages_holds_every_row_once(clinic):
    first = clinic.get("/api/v1/procedures/?page_size=7").json()
    second = clinic.get(first["next"]).json()
    slugs = [row["slug"] for row in first["results"] + second["results"]]
    assert (len(first["results"]), len(slugs), len(set(slugs)), first["count"], second["next"]) == (7, 10, 10, 10, None)


def test_a_page_beyond_the_last_is_404(clinic):
    assert clinic.get("/api/v1/procedures/?page=99").status_code == 404


DOSE = {"downtime_class", "name", "hours", "matched_by", "governs", "note", "in_clinic", "take_home", "total"}
REASON = {"code", "text", "downtime_class", "nearest"}
SAFEGUARD = {"code", "severity", "text", "reason", "action", "scope_as_printed", "house", "citations"}
PROTOCOL = {"slug", "version", "status", "ground", "approved_on", "signed_by", "next_review_on", "url"}


def test_the_shape_of_a_match(clinic):
    answer = clinic.get("/api/v1/dosing/?procedure=microneedling&needle_depth_mm=1.5").json()
    assert list(answer) == ["outcome", "doses", "reasons", "safeguards", "protocol", "citations"]
    (dose,) = answer["doses"]
    assert set(dose) == DOSE
    assert (dose["downtime_class"], dose["matched_by"], dose["governs"]) == ("moderate", ["needle_depth_mm"], False)
    assert dose["in_clinic"] == {"volume_ml": "5", "ampoules": "1"}
    assert dose["total"] == {"volume_ml": "10", "ampoules": "2"}
    first = dose["take_home"]["applications"][0]
    assert first == {
        "sequence": 1,
        "day": 0,
        "part_of_day": "evening",
        "when": "That evening",
        "volume_ml": "1.25",
        "inferred": False,
    }
    assert all(set(reason) == REASON for reason in answer["reasons"])
    assert all(set(safeguard) == SAFEGUARD for safeguard in answer["safeguards"])
    assert all(safeguard["citations"] for safeguard in answer["safeguards"])


def test_the_protocol_says_that_nobody_has_signed_it(clinic):
    protocol = clinic.get("/api/v1/dosing/?expected_downtime_hours=12").json()["protocol"]
    assert set(protocol) == PROTOCOL
    assert protocol == {
        "slug": "serum-after-procedure",
        "version": 1,
        "status": "active",
        "ground": "maker_published",
        "approved_on": None,
        "signed_by": None,
        "next_review_on": "2027-11-22",
        "url": "/protocols/serum-after-procedure/v1/",
    }


def test_no_rule_names_the_nearest_bounds(clinic):
    answer = clinic.get("/api/v1/dosing/?procedure=microneedling&needle_depth_mm=0.75").json()
    assert (answer["outcome"], answer["doses"]) == ("no_rule", [])
    assert answer["reasons"][0]["nearest"] == [
        {"downtime_class": "minimal", "setting": "needle_depth_mm", "bound": "0.5", "inclusive": True},
        {"downtime_class": "moderate", "setting": "needle_depth_mm", "bound": "1", "inclusive": True},
    ]


def test_a_conflict_has_every_dose_and_the_one_that_governs(clinic):
    answer = clinic.get("/api/v1/dosing/?procedure=dermabrasion&expected_downtime_hours=48").json()
    assert answer["outcome"] == "conflict"
    assert [(dose["downtime_class"], dose["governs"]) for dose in answer["doses"]] == [("moderate", True), ("high", False)]


def test_a_stop_has_no_figure(clinic):
    answer = clinic.get("/api/v1/dosing/?procedure=oxygen-facial&expected_downtime_hours=12").json()
    assert (answer["outcome"], answer["doses"]) == ("contraindicated", [])
    assert not [value for name, value in everything(answer) if name == "volume_ml"]


def test_the_downtime_classes_carry_their_flags(clinic):
    rows = clinic.get("/api/v1/downtime-classes/").json()["results"]
    bounds = [(row["code"], row["lower_hours"], row["lower_inclusive"], row["upper_hours"], row["upper_inclusive"]) for row in rows]
    assert bounds == [("minimal", "0", True, "24", False), ("moderate", "24", True, "72", True), ("high", "72", True, None, None)]


def test_a_procedure_carries_the_lines_of_the_table(clinic):
    rows = clinic.get("/api/v1/procedures/microneedling/").json()["examples"]
    bounds = [(row["downtime_class"], row["minimum"], row["minimum_inclusive"], row["maximum"], row["as_printed"]) for row in rows]
    assert bounds == [
        ("minimal", "0.5", True, "0.5", "0.5mm Microneedling"),
        ("moderate", "1", True, "2", "1mm - 2mm Microneedling"),
        ("high", "2", False, None, "2mm< Microneedling"),
    ]


@pytest.mark.parametrize("address", ["/api/v1/protocols/serum-after-procedure/", "/api/v1/protocols/serum-after-procedure/versions/"])
def test_a_withdrawn_version_is_named_and_its_figures_are_not(clinic, version, address):
    type(version).objects.update(status="withdrawn", end_reason="A printing error.")
    answer = clinic.get(address)
    assert answer.status_code == 200
    assert not [value for name, value in everything(answer.json()) if name == "volume_ml"]
    assert "1.25" not in answer.content.decode()
