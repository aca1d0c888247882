"""The clinic's pages as a practitioner reads them."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Precaution, Product
from protocols.models import Procedure
from tests.guards import guards_down
from tests.protocols.conftest import DAY
from tests.protocols.makers_table import PROCEDURES
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

A_VOLUME = re.compile(r"[0-9]\s?ml\b")  # \s takes a no-break space too
MATCH = "/dosing/?expected_downtime_hours=12"
CONFLICT = "/dosing/?expected_downtime_hours=72"
NO_RULE = "/dosing/?procedure=microneedling&needle_depth_mm=0.75"
STOP = "/dosing/?procedure=oxygen-facial"
PROTOCOL = "/protocols/serum-after-procedure/"
PAGES = ["/dosing/", MATCH, CONFLICT, NO_RULE, STOP, "/procedures/", "/procedures/dermabrasion/", "/protocols/", PROTOCOL, PROTOCOL + "v1/"]


def words(page):
    return html.unescape(page.content.decode())


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/dosing/", "Dosing look-up"),  # nothing asked yet
        (MATCH, "Serum dose"),  # one dose
        (CONFLICT, "More than one dose fits"),  # the reader chooses
        (NO_RULE, "No protocol covers this"),  # an honest refusal
        (STOP, "Do not use Serum"),  # no dose, whatever the downtime
        ("/procedures/", "Procedures"),
        ("/protocols/", "Protocols"),
        (PROTOCOL, "CALECIM Serum after a procedure"),
        (PROTOCOL + "v1/", "CALECIM Serum after a procedure"),
    ],
)
def test_a_page_opens_and_says_what_it_is(clinic, address, heading):
    page = clinic.get(address)
    assert page.status_code == 200
    assert any(one.startswith(heading) for one in read(page).headings)
    assert len(re.findall("<h1", words(page))) == 1


@pytest.mark.parametrize("slug", PROCEDURES)
def test_every_procedure_has_a_page_that_leads_to_the_look_up(clinic, shown, slug):
    page = clinic.get(f"/procedures/{slug}/")
    assert page.status_code == 200
    assert any(one.startswith(shown.procedure(slug)["name"]) for one in read(page).headings)
    assert f"/dosing/?procedure={slug}" in read(page).links


@pytest.mark.parametrize(
    "address",
    [
        "/procedures/nothing/",  # no such procedure
        "/protocols/nothing/",  # no such protocol
        "/protocols/nothing/v1/",
        PROTOCOL + "v0/",  # versions begin at 1
        PROTOCOL + "v2/",  # not there yet
        PROTOCOL + "v99999999999999999999999/",  # larger than any column
        PROTOCOL + "v1x/",  # no number
    ],
)
def test_what_is_not_there_is_404(clinic, address):
    assert clinic.get(address).status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_stored_on_the_way(clinic, address):
    page = clinic.get(address)
    assert "no-store" in page["Cache-Control"]
    assert "Cookie" in page["Vary"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_only_reads(clinic, address):
    assert clinic.post(address).status_code == 405


# The answer


@pytest.mark.parametrize("address", [MATCH, CONFLICT, PROTOCOL, "/procedures/dermabrasion/", "/procedures/microneedling/"])
def test_what_must_never_be_done_stands_before_the_first_figure(clinic, address):
    page = clinic.get(address)
    text = text_of(page)
    assert "Do not inject Serum" in text
    assert A_VOLUME.search(text).start() > text.index(Precaution.objects.get(code="serum_oxygen_facial").title)
    assert A_VOLUME.search(text).start() > text.index("Do not inject Serum")


@pytest.mark.parametrize(
    "address",
    [
        STOP,  # the device
        STOP + "&expected_downtime_hours=48",  # whatever the downtime
        "/dosing/?procedure=chemical-peel&peel_level=3&peel_neutralised=false",  # the peel
        NO_RULE,  # between two rules
        "/dosing/?procedure=chemical-peel&peel_level=5&peel_neutralised=true",  # beyond the last
        "/dosing/?procedure=other",  # not in the table
        "/dosing/",  # nothing asked
        "/dosing/?procedure=microneedling",  # half asked
        "/dosing/?expected_downtime_hours=x",  # asked wrongly
        "/procedures/oxygen-facial/",  # a procedure without a dose
        "/procedures/other/",
    ],
)
def test_a_page_without_a_dose_holds_no_volume(clinic, address):
    assert not A_VOLUME.search(words(clinic.get(address)))


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"next_review_on": DAY.replace(year=DAY.year - 1)}, MATCH),  # overdue
        ({"next_review_on": DAY.replace(year=DAY.year - 1)}, "/procedures/dermabrasion/"),
        ({"status": "withdrawn", "end_reason": "A printing error."}, MATCH),  # stopped
        ({"status": "withdrawn", "end_reason": "A printing error."}, "/procedures/dermabrasion/"),
        ({"status": "withdrawn", "end_reason": "A printing error."}, PROTOCOL),
        ({"status": "withdrawn", "end_reason": "A printing error."}, PROTOCOL + "v1/"),
    ],
)
def test_a_version_not_in_force_shows_no_volume(clinic, version, changes, address):
    type(version).objects.update(**changes)
    page = clinic.get(address)
    assert page.status_code == 200
    assert not A_VOLUME.search(words(page))


def test_an_overdue_review_is_said(clinic, version):
    type(version).objects.update(next_review_on=DAY.replace(year=DAY.year - 1))
    assert "The review of this protocol is overdue, so no dose is shown" in words(clinic.get(MATCH))
    assert "The review of this protocol is overdue" in words(clinic.get(PROTOCOL))


def test_a_withdrawn_version_keeps_its_address_and_says_why(clinic, version):
    type(version).objects.update(status="withdrawn", end_reason="A printing error.")
    page = words(clinic.get(PROTOCOL + "v1/"))
    assert "This version has been withdrawn: A printing error." in page
    assert "Straight after a facial rejuvenation procedure" not in page  # its text is for staff


def test_a_replaced_version_keeps_its_text_and_leads_to_the_next(clinic, version):
    type(version).objects.update(status="retired")
    fields = {"content": version.content, "content_sha256": version.content_sha256, "transcribed_on": DAY}
    with guards_down():
        type(version).objects.create(protocol=version.protocol, number=2, status="active", ground="maker_published", **fields)
    page = clinic.get(PROTOCOL + "v1/")
    assert "This version has been replaced" in words(page)
    assert PROTOCOL + "v2/" in read(page).links
    assert "In clinic 2.5\u00a0ml" in text_of(page)


def test_a_draft_has_no_address_for_a_practitioner(clinic, version):
    type(version).objects.create(protocol=version.protocol, number=2)
    assert clinic.get(PROTOCOL + "v2/").status_code == 404


def test_what_is_inferred_says_so(clinic):
    assert "Morning of day 2 inferred, not printed" in text_of(clinic.get("/dosing/?expected_downtime_hours=48"))
    assert "inferred, not printed" not in text_of(clinic.get(MATCH))


@pytest.mark.parametrize("address", [MATCH, CONFLICT, NO_RULE, STOP, PROTOCOL, "/protocols/", "/procedures/dermabrasion/"])
def test_every_page_says_on_what_ground_it_stands(clinic, address):
    assert "The maker’s published guideline, transcribed; no clinic reviewer has signed it yet" in text_of(clinic.get(address))


def test_a_name_alone_asks_to_confirm_the_downtime_above_the_figure(clinic):
    text = text_of(clinic.get("/dosing/?procedure=dermabrasion"))
    assert text.index("Confirm that you expect a downtime of 72 hours or more") < A_VOLUME.search(text).start()


@pytest.mark.parametrize(
    ("address", "said", "unsaid"),
    [
        (
            "/dosing/?procedure=microneedling&needle_depth_mm=0.5&expected_downtime_hours=48",
            "so the class of the downtime governs",  # the downtime settles it
            "The maker does not settle which",
        ),
        (CONFLICT, "The maker does not settle which; you choose", "so the class of the downtime governs"),  # nothing does
    ],
)
def test_a_conflict_says_whether_one_class_governs(clinic, address, said, unsaid):
    text = text_of(clinic.get(address))
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("address", "instead"),
    [
        (STOP, "Instead: Keep the two apart."),
        ("/dosing/?procedure=chemical-peel&peel_neutralised=false", "Instead: Neutralise the peel first, then apply Serum."),
    ],
)
def test_a_stop_says_what_to_do_instead(clinic, address, instead):
    assert instead in text_of(clinic.get(address))


def test_the_nearest_rules_and_the_way_on_are_named(clinic):
    text = text_of(clinic.get(NO_RULE))
    assert re.search(r"Needle depth 0\.5\u00a0mm, included ?: minimal downtime", text)
    assert re.search(r"Needle depth 1\u00a0mm, included ?: moderate downtime", text)
    assert "give the expected downtime" in text


# The question


def test_the_picker_leads_to_every_procedure(clinic):
    links = read(clinic.get("/dosing/")).links
    assert [slug for slug in PROCEDURES if f"/dosing/?procedure={slug}" not in links] == []


@pytest.mark.parametrize(("slug", "field"), [("microneedling", "needle_depth_mm"), ("chemical-peel", "peel_level")])
def test_a_procedure_alone_opens_its_questions(clinic, slug, field):
    page = clinic.get(f"/dosing/?procedure={slug}")
    assert page.status_code == 200
    assert "There is a problem" not in read(page).headings
    assert {field, "expected_downtime_hours"} <= set(read(page).fields)
    assert read(page).fields["procedure"] == slug


@pytest.mark.parametrize(
    ("query", "sentence", "target"),
    [
        (
            "procedure=microneedling&needle_depth_mm=&expected_downtime_hours=",
            "Give the needle depth in mm, or the expected downtime.",
            "id_needle_depth_mm",
        ),
        ("procedure=chemical-peel&peel_level=3", "Say whether the peel is neutralised.", "id_peel_neutralised"),
        ("expected_downtime_hours=", "Name a procedure or give the expected downtime.", "id_procedure"),
    ],
)
def test_a_form_sent_off_empty_says_what_is_missing_at_its_field(clinic, query, sentence, target):
    page = clinic.get(f"/dosing/?{query}")
    assert page.status_code == 400
    assert "There is a problem" in read(page).headings
    assert sentence in words(page)
    assert f"#{target}" in read(page).links
    assert f'id="{target}' in words(page)


def test_what_was_typed_wrongly_stands_in_its_field_again(clinic):
    page = clinic.get("/dosing/?procedure=microneedling&needle_depth_mm=0,75")
    assert read(page).fields["needle_depth_mm"] == "0,75"


def test_what_was_asked_can_be_changed(clinic):
    page = clinic.get("/dosing/?procedure=microneedling&needle_depth_mm=1.5")
    assert "Needle depth 1.5\u00a0mm" in text_of(page)
    assert read(page).fields["needle_depth_mm"] == "1.5"


def test_from_the_start_to_a_dose_in_four_taps(clinic):
    start = read(clinic.get("/"))
    assert "/dosing/" in start.links  # first tap
    picker = read(clinic.get("/dosing/"))
    assert "/dosing/?procedure=microneedling" in picker.links  # second tap
    form = read(clinic.get("/dosing/?procedure=microneedling"))
    assert "needle_depth_mm" in form.fields  # third tap, and the depth is typed
    sent = {**form.fields, "needle_depth_mm": "1.5"}
    assert "In clinic 5\u00a0ml" in text_of(clinic.get("/dosing/", sent))  # fourth tap: the form goes off as it stands


# What a page costs


def queries_of(clinic, address):
    with CaptureQueriesContext(connection) as queries:
        assert clinic.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address", [MATCH, "/dosing/", "/api/v1/dosing/?expected_downtime_hours=12", "/procedures/", "/api/v1/procedures/"]
)
def test_a_look_up_costs_few_queries_however_much_there_is(clinic, address):
    before = queries_of(clinic, address)
    Product.objects.bulk_create(Product(slug=f"more-{number}", name=f"More {number}", kind="cream", summary=".") for number in range(1000))
    Procedure.objects.bulk_create(
        Procedure(slug=f"more-{number}", name=f"More {number}", family="other", status="published", access="practitioners")
        for number in range(1000)
    )
    assert queries_of(clinic, address) == before <= 6
