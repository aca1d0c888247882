"""The planner's page: its form, its result, the file, and that all of them give the figures of the API."""

import csv
import html
import io
import json
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.spreadsheets import cell
from tests import factories
from tests.protocols.conftest import DAY
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

ROWS = [
    {"procedure": "microneedling", "needle_depth_mm": "0.5", "count": "6"},
    {"procedure": "chemical-peel", "peel_level": "3", "count": "2"},
    {"expected_downtime_hours": "72", "count": "3"},
    {"expected_downtime_hours": "72", "downtime_class": "high", "count": "1"},
    {"procedure": "microneedling", "needle_depth_mm": "0.75", "count": "4"},
    {"procedure": "oxygen-facial", "count": "1"},
]
SETTLED = [ROWS[0], ROWS[1], ROWS[3]]
COURSE = {"course-advanced-hair-system": "6"}
A_VOLUME = re.compile(r"[0-9]\s?ml\b")


def address(*rows, **more):
    given = {f"{name}-{number}": value for number, row in enumerate(rows) for name, value in row.items()}
    return f"/supplies/?{urlencode(given | more)}"


def words(page):
    return html.unescape(page.content.decode())


def of_api(clinic, rows, courses=()):
    body = {"treatments": [{**row, "count": int(row["count"])} for row in rows], "courses": list(courses)}
    return clinic.post("/api/v1/supplies/", json.dumps(body), content_type="application/json").json()


def of_csv(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


NAMES = ["in_clinic_ml", "take_home_ml", "volume_ml", "opened_in_clinic", "shared_with_home", "handed_over_unopened", "ampoules"]


def test_page_file_and_api_give_the_same_figures(clinic):
    answer = of_api(clinic, ROWS, [{"course": "advanced-hair-system", "treatments": 6}])
    figures = [[line[name] for name in NAMES] for line in answer["lines"]]
    assert figures[:2] == [["15", "15", "30", "6", "6", "0", "6"], ["10", "10", "20", "2", "0", "2", "4"]]
    table = of_csv(clinic.get(address(*ROWS, **COURSE, format="csv")))
    assert [row[3:10] for row in table[1:7]] == [[figure or "" for figure in row] for row in figures]
    total = next(row for row in table if row[0] == "Total, CALECIM Serum")
    assert total[2:10] == ["Not complete", *(answer[name] for name in NAMES)]
    rows = [row for row in read(clinic.get(address(*ROWS, **COURSE))).rows if len(row) in {8, 9}]
    on_page = [[figure.removesuffix("\u00a0ml") for figure in row[-7:]] for row in rows[1:]]
    assert on_page == [*(row for row in figures if row[0]), [answer[name] for name in NAMES]]


def test_the_file_names_its_units_and_what_is_missing(clinic):
    answer = clinic.get(address(*ROWS, **COURSE, format="csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="supplies.csv"'
    assert "no-store" in answer["Cache-Control"]
    table = of_csv(answer)
    assert table[0][3:7] == ["In clinic (ml)", "At home (ml)", "In total (ml)", "Opened in clinic (ampoules of 5 ml)"]
    assert {len(row) for row in table} == {len(table[0])}
    missing = [row[10] for row in table if row[0] == "Not in the total"]
    assert len(missing) == 3
    assert any("no protocol covers this" in sentence for sentence in missing)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("Peel = 1", "Peel = 1"),
        ("2.5", "2.5"),
        (None, ""),
    ],
)
def test_a_cell_is_no_formula(value, written):
    assert cell(value) == written


# The result


def test_a_complete_plan(clinic):
    page = text_of(clinic.get(address(*SETTLED)))
    assert "This total is not complete" not in page
    assert "Complete" in page
    assert "nothing is shared between two patients" in page


def test_an_incomplete_plan_says_so_with_the_reasons_before_any_figure(clinic):
    page = clinic.get(address(*ROWS, **COURSE))
    text = text_of(page)
    assert "This total is not complete" in [heading.removeprefix("Important: ") for heading in read(page).headings]
    first = A_VOLUME.search(text).start()
    for sentence in [
        "Expected downtime 72\u00a0hours, 3 treatments: more than one class fits. Choose one.",
        "Microneedling, needle depth 0.75\u00a0mm, 4 treatments: no protocol covers this.",
        "Advanced Hair System course, 6 treatments: the maker does not state the size of one unit, so none are counted.",
        "Do not inject Serum",
    ]:
        assert text.index(sentence) < first
    assert "unit size not stated" in text
    assert "Together they take 30\u00a0ml." in text


@pytest.mark.parametrize("row", [ROWS[2], ROWS[4], ROWS[5]], ids=["a conflict", "no rule", "contraindicated"])
def test_a_line_without_a_dose_shows_no_figure_of_its_own(clinic, row):
    (line,) = [row for row in read(clinic.get(address(row))).rows if len(row) == 3]
    assert not A_VOLUME.search(" ".join(line))


def test_a_conflict_is_settled_by_a_link(clinic):
    page = clinic.get(address(ROWS[0], ROWS[2]))
    links = [link for link in read(page).links if "downtime_class-1=" in link]
    assert [parse_qs(urlsplit(link).query)["downtime_class-1"] for link in links] == [["moderate"], ["high"]]
    settled = text_of(clinic.get(links[1]))
    assert "More than one class fits; counted as high, your choice." in settled
    assert "This total is not complete" not in settled


def test_a_line_leads_to_its_dose_and_precautions(clinic):
    links = [link for link in read(clinic.get(address(*SETTLED))).links if link.startswith("/dosing/?")]
    assert len(links) == 3
    assert [clinic.get(link).status_code for link in links] == [200] * 3
    assert "peel_neutralised=true" in links[1]


def test_a_planned_peel_says_that_it_counts_as_neutralised(clinic):
    assert "Counted as neutralised" in text_of(clinic.get(address(ROWS[1])))
    assert "Counted as neutralised" not in text_of(clinic.get(address(ROWS[0])))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"next_review_on": DAY.replace(year=DAY.year - 1)}, "The review of this protocol is overdue"),
        ({"status": "withdrawn", "end_reason": "A printing error."}, "withdrawn"),
    ],
)
def test_a_version_not_in_force_counts_nothing(clinic, version, changes, sentence):
    type(version).objects.update(**changes)
    page = clinic.get(address(*SETTLED))
    assert page.status_code == 200
    assert sentence in text_of(page)
    assert "This total is not complete" in text_of(page)
    assert "Add " not in [button for button in re.findall(r"<button[^>]*>([^<]*)", words(page)) if "order" in button]


# Into the order


def order_form(page):
    form = re.search(r'<form method="post" action="/order/add/">.*?</form>', page.content.decode(), re.DOTALL)
    return form and html.unescape(form[0])


@pytest.mark.parametrize(
    ("rows", "button", "ampoules"),
    [(SETTLED, "Add 13 ampoules to the order", "13"), (ROWS, "Add to the order what is counted: 13 ampoules", "13")],
    ids=["complete", "not complete"],
)
def test_the_total_goes_into_the_order(clinic, rows, button, ampoules):
    form = order_form(clinic.get(address(*rows)))
    assert button in form
    fields = dict(re.findall(r'name="(product|quantity|next)" value="([^"]*)"', form))
    assert (fields["product"], fields["quantity"]) == ("calecim-serum/ampoule", ampoules)
    assert clinic.get(fields["next"]).status_code == 200
    assert clinic.post("/order/add/", fields)["Location"] == fields["next"]
    assert "CALECIM Serum" in text_of(clinic.get("/order/"))
    assert 'value="13"' in clinic.get("/order/").content.decode()


@pytest.mark.parametrize("rows", [[ROWS[2]], [ROWS[5]], []], ids=["nothing certain", "nothing needed", "a course alone"])
def test_nothing_is_ordered_where_nothing_is_counted(clinic, rows):
    page = clinic.get(address(*rows, **COURSE))
    assert page.status_code == 200
    assert order_form(page) is None


@pytest.mark.parametrize(("count", "offered"), [("999", True), ("1000", False)])
def test_an_order_takes_999_ampoules_a_line(clinic, count, offered):
    minimal = {"expected_downtime_hours": "12", "count": "999"}
    page = clinic.get(address(minimal, *([{**minimal, "count": "1"}] if count == "1000" else [])))
    assert (order_form(page) is not None) is offered
    assert ("order these in parts" in text_of(page)) is not offered


# The form


def test_the_empty_form_has_three_rows_and_every_procedure(clinic, shown):
    page = clinic.get("/supplies/")
    assert page.status_code == 200
    fields = read(page).fields
    assert {"procedure-0", "needle_depth_mm-1", "peel_level-2", "count-2", "course-advanced-hair-system"} <= set(fields)
    assert "count-3" not in fields
    for row in shown.content["procedures"]:
        assert row["name"] in text_of(page)
    assert not A_VOLUME.search(text_of(page))


def test_a_row_more_keeps_what_was_typed(clinic):
    fields = read(clinic.get(address({"count": "x", "needle_depth_mm": "0,5"}, {}, {"count": "7"}, add="1"))).fields
    assert (fields["count-0"], fields["needle_depth_mm-0"], fields["count-1"], fields["count-2"]) == ("x", "0,5", "7", "")


@pytest.mark.parametrize(
    ("place", "left"),
    [("0", ["2", "3"]), ("1", ["1", "3"]), ("2", ["1", "2"]), ("3", ["1", "2", "3"]), ("x", ["1", "2", "3"]), ("-1", ["1", "2", "3"])],
)
def test_a_row_less(clinic, place, left):
    fields = read(clinic.get(address({"count": "1"}, {"count": "2"}, {"count": "3"}, remove=place))).fields
    assert [fields[f"count-{number}"] for number in range(len(left))] == left
    assert f"count-{len(left)}" not in fields


def test_the_last_row_taken_away_leaves_an_empty_one(clinic):
    assert read(clinic.get(address({"count": "1"}, remove="0"))).fields["count-0"] == ""


def test_blank_rows_are_left_out(clinic):
    blank = {"procedure": "", "needle_depth_mm": "", "peel_level": "", "expected_downtime_hours": "", "count": ""}
    page = clinic.get(address(blank, {**blank, **ROWS[0]}, blank))
    assert page.status_code == 200
    fields = read(page).fields
    assert (fields["count-0"], "count-1" in fields) == ("6", False)


def test_the_form_without_the_extra_buttons_gives_the_result(clinic):
    """As a browser sends it: every field of the form, filled or blank."""
    sent = {name: value for name, value in read(clinic.get("/supplies/")).fields.items() if "-" in name}
    page = clinic.get("/supplies/", {**sent, "procedure-1": "dermabrasion", "count-1": "2"})
    assert page.status_code == 200
    assert "Add 6 ampoules to the order" in text_of(page)


def test_twenty_full_rows_fit_into_an_address(clinic):
    row = {"procedure": "microneedling", "needle_depth_mm": "0.501", "expected_downtime_hours": "72.001", "downtime_class": "high"}
    full = address(*[{**row, "peel_level": "", "count": "999"}] * 20, **COURSE)
    assert len(full) < 4094
    page = clinic.get(full)
    assert page.status_code == 200
    assert "add" not in re.findall(r'<button[^>]* name="(\w+)"', page.content.decode())


WRONG = [
    # the address; the sentence; the field that the summary leads to; why
    (address(), "Name at least one treatment or course.", None, "nothing but blanks"),
    (address({"procedure": "", "count": ""}), "Name at least one treatment or course.", None, "a blank row"),
    (address({**ROWS[0], "count": ""}), "Treatment 1: Say how many: a whole number from 1 to 999.", "count-0", "no count"),
    (address({**ROWS[0], "count": "0"}), "Treatment 1: Say how many", "count-0", "none"),
    (address(ROWS[0], {**ROWS[0], "count": "1000"}), "Treatment 2: Say how many", "count-1", "too many"),
    (address({**ROWS[0], "needle_depth_mm": "0,5"}), "Treatment 1: Use a point", "needle_depth_mm-0", "a comma"),
    (address({**ROWS[0], "needle_depth_mm": "1\x00"}), "Treatment 1: Enter a plain number", "needle_depth_mm-0", "a null byte"),
    (address({"count": "3"}), "Treatment 1: Name a procedure or give the expected downtime.", "procedure-0", "nothing asked"),
    (address({**ROWS[0], "procedure": "x<b>"}), "There is no procedure with that name", "procedure-0", "no such procedure"),
    (address({**ROWS[0], "downtime_class": "high"}), "The answer does not offer this class.", "downtime_class-0", "not offered"),
    (address({**ROWS[0], "procedure": "dermabrasion"}), "Dermabrasion does not have this setting.", "needle_depth_mm-0", "no setting"),
    (address(ROWS[0]) + "&count-0=2", "Treatment 1: Give this parameter once.", "count-0", "a field twice"),
    (address(ROWS[0]) + "&patient=x", "does not know: patient.", None, "an unknown name"),
    (address(ROWS[0]) + "&count-1000=1", "does not know: count-1000.", None, "a row beyond any"),
    (address(ROWS[0]) + "&count-%D9%A1=1", "does not know: count-١.", None, "other digits"),
    (address(ROWS[0]) + "&course-microneedling=1", "does not know: course-microneedling.", None, "no course"),
    (address(ROWS[0]) + "&peel_neutralised-0=false", "does not know: peel_neutralised-0.", None, "asked in the look-up"),
    (address(ROWS[0]) + "&format=xml", "There is no such file.", None, "another format"),
    (address(ROWS[0]) + "&format=csv&format=csv", "There is no such file.", None, "a format twice"),
    (
        address(**{"course-advanced-hair-system": "0"}),
        "Advanced Hair System course: Say how many",
        "course-advanced-hair-system",
        "no treatments of the course",
    ),
    (address(**COURSE) + "&course-advanced-hair-system=1", "Give this parameter once.", "course-advanced-hair-system", "a course twice"),
    (address(*[ROWS[0]] * 21), "This page plans 20 rows at most.", None, "just over 20 rows"),
    (address(*[ROWS[0]] * 900), "This page plans 20 rows at most.", None, "hundreds of rows"),
    (address(*[ROWS[0]] * 900, add="1"), "This page plans 20 rows at most.", None, "and one more"),
]


@pytest.mark.parametrize("row", WRONG, ids=[row[-1] for row in WRONG])
def test_an_address_with_one_fault(clinic, row):
    given, sentence, field, _why = row
    page = clinic.get(given + ("&" if given.endswith("?") else "") + ("count-0=" if given.endswith("?") else ""))
    assert page.status_code == 400
    assert sentence in words(page)
    assert "<title>Error:" in page.content.decode()
    assert "In all" not in text_of(page)
    if field:
        assert f"#id_{field}" in read(page).links
        assert f'id="id_{field}"' in page.content.decode()


def test_nothing_typed_is_lost_with_an_error(clinic):
    page = clinic.get(address({**ROWS[0], "needle_depth_mm": "0,5"}, {"procedure": "no-such", "count": "7"}, **COURSE))
    fields = read(page).fields
    assert (fields["needle_depth_mm-0"], fields["count-0"], fields["count-1"]) == ("0,5", "6", "7")
    assert fields["course-advanced-hair-system"] == "6"
    assert '<option value="no-such" selected>' in page.content.decode()
    assert '<option value="microneedling" selected>' in page.content.decode()


# The way there, who may, and what it costs


def test_the_look_up_leads_to_the_planner_with_its_question(clinic):
    links = read(clinic.get("/dosing/?procedure=chemical-peel&peel_level=3&peel_neutralised=true")).links
    (link,) = [link for link in links if link.startswith("/supplies/?")]
    assert "Add 2 ampoules to the order" in text_of(clinic.get(link))


@pytest.mark.parametrize("query", ["procedure=oxygen-facial", "procedure=other"])
def test_without_a_dose_the_look_up_does_not_lead_there(clinic, query):
    assert not [link for link in read(clinic.get(f"/dosing/?{query}")).links if link.startswith("/supplies/?")]


def test_the_home_of_a_practitioner_leads_there(clinic):
    assert "/supplies/" in read(clinic.get("/")).links


def test_an_address_with_a_plan_asks_a_visitor_to_sign_in_and_comes_back(client):
    answer = client.get(address(ROWS[0]))
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [address(ROWS[0])]


def test_a_salon_is_told_how_to_get_in(client):
    client.force_login(factories.professional("salon"))
    assert client.get(address(ROWS[0])).status_code == 403
    assert client.get(address(ROWS[0], format="csv")).status_code == 403


@pytest.mark.parametrize("more", [{}, {"format": "csv"}])
def test_twenty_rows_cost_as_much_as_one(clinic, more):
    counts = []
    for rows in (1, 20):
        with CaptureQueriesContext(connection) as queries:
            assert clinic.get(address(*[ROWS[0]] * rows, **COURSE, **more)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
