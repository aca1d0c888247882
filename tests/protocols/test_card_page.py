"""The dosing card as a page: enough by itself, without script and on paper, and without a figure while none is in force."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.models import Product
from protocols.models import ProtocolVersion
from tests import factories
from tests.protocols.conftest import DAY
from tests.protocols.makers_table import APPLICATIONS, FIGURES, PROCEDURES
from tests.protocols.versions import signed_version, signing_reviewer
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db

CARD = "/dosing/card/"
A_VOLUME = re.compile(r"[0-9](\s|&nbsp;)?ml\b")
NOW = datetime(2027, 3, 1, 11, 24, 5, 678, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def begin_session(client, seconds_ago=0):
    """Sessions count by the clock of the machine; these tests live on another day."""
    session = client.session
    session["session_started"] = int(NOW.timestamp()) - seconds_ago
    session.save()


@pytest.fixture
def clinic(client, practitioner):
    client.force_login(practitioner)
    begin_session(client)
    return client


def test_the_page_says_what_it_is_of_which_version_and_from_when(clinic):
    text = text_of(clinic.get(CARD))
    assert "Version\u00a01" in text
    assert "Nobody has signed it yet." in text
    assert "Next review 22 November 2027." in text
    assert "made 1 March 2027, 11:24 UTC" in text
    assert "no figure after 4 March 2027, 11:24 UTC" in text


def test_without_script_there_is_no_form_and_no_word_of_a_copy(clinic):
    html = clinic.get(CARD).content.decode()
    assert 'id="card-question" hidden' in html
    assert html.count(" data-copy hidden") == 1  # what the worker takes `hidden` away from
    assert 'id="card-too-old" hidden' in html


def test_a_signed_version_names_who_signed_it(clinic):
    signed_version(signer=signing_reviewer(name="Rita Reviewer"))
    assert "Signed by Rita Reviewer on 1 March 2027." in text_of(clinic.get(CARD))


@pytest.mark.parametrize("code", FIGURES)
def test_every_class_has_its_figures_and_every_application(clinic, code):
    in_clinic, take_home, total, ampoules = FIGURES[code]
    page = clinic.get(CARD)
    part = page.content.decode().split(f'data-dose="{code}"')[1].split("</table>")[0]
    figures = [figure.replace("\u00a0ml", "") for figure in re.findall(r'<dd class="dose-panel__figure">(.*?)</dd>', part)]
    assert figures == [in_clinic, take_home, total, str(ampoules)]
    assert part.count('class="dose-table__row"') == len(APPLICATIONS[code])
    assert part.count("inferred, not printed") == sum(inferred for _day, _part, inferred in APPLICATIONS[code])


@pytest.mark.parametrize("slug", PROCEDURES)
def test_every_procedure_has_its_answers(clinic, shown, slug):
    name = shown.procedure(slug)["name"]
    rows = [row for row in read(clinic.get(CARD)).rows if row and row[0].startswith(name)]
    procedure = shown.procedure(slug)
    rest = bool(procedure["setting"]) or not procedure["examples"]  # … and what holds for anything else
    assert len(rows) == len(procedure["examples"]) + rest


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Microneedling, 1 to 2\u00a0mm", "Moderate"),
        ("Microneedling, any other depth", "No rule."),
        ("Chemical peel, any other level", "Not neutralised: do not use Serum."),
        ("High-powered oxygen facial", "Do not use Serum."),
        ("Dermabrasion", "With another downtime both doses fit"),
    ],
)
def test_a_row_says_its_answer(clinic, row, said):
    found = [cells for cells in read(clinic.get(CARD)).rows if cells and cells[0].lower().startswith(row.lower())]
    assert any(said in cell for cells in found for cell in cells[1:])


def test_stops_stand_before_the_first_figure_and_72_hours_is_explained(clinic):
    text = text_of(clinic.get(CARD))
    first = A_VOLUME.search(text).start()
    assert text.index("Do not inject Serum") < first
    assert text.index("Chemical peel, not neutralised.") < first
    assert "Exactly 72\u00a0hours is in two classes, moderate and high" in text


def test_every_precaution_stands_there_with_what_it_is_limited_to(clinic, shown):
    html = clinic.get(CARD).content.decode()
    assert {row["code"] for row in shown.content["safeguards"]} == set(re.findall(r'data-code="([^"]+)"', html))
    assert "Only with doses of: moderate and high." in html
    assert re.search(r"Only with: [^<]*Alexandrite laser", html)


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"status": "withdrawn", "end_reason": "A figure was wrong."}, "A figure was wrong."),
        ({"next_review_on": DAY - timedelta(days=1)}, "review of this protocol is overdue"),
        ({"status": "retired"}, "no active version"),
    ],
)
def test_a_version_that_is_not_in_force_shows_the_stop_and_no_figure_anywhere(clinic, change, because):
    ProtocolVersion.objects.filter(number=1).update(**change)
    page = clinic.get(CARD)
    assert page.status_code == 200
    assert because in text_of(page)
    assert not A_VOLUME.search(page.content.decode())  # nor in what only the script would bring out


# What the worker reads


def test_over_http_the_card_is_stored_nowhere_and_says_whose_copy_it_would_be(clinic):
    headers = clinic.get(CARD).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["Card-Made"] == "1803900245000"  # cut to the second
    assert int(headers["Card-Until"]) - int(headers["Card-Made"]) == 72 * 3600 * 1000
    assert headers["Card-Pages"] == "/dosing/ /dosing/card/ /protocols/serum-after-procedure/ /protocols/serum-after-procedure/v1/"
    for address in ("/dosing/", "/procedures/", "/procedures/dermabrasion/", "/protocols/serum-after-procedure/"):
        assert f'data-key="{headers["Card-Key"]}"' in clinic.get(address).content.decode()


def test_a_withdrawal_changes_the_key_on_every_page(clinic):
    before = clinic.get(CARD).headers["Card-Key"]
    ProtocolVersion.objects.filter(number=1).update(status="withdrawn", end_reason="A figure was wrong.")
    assert clinic.get(CARD).headers["Card-Key"] != before
    assert before not in clinic.get("/dosing/").content.decode()


@pytest.mark.parametrize("make", [factories.editor, factories.superuser, lambda: factories.practitioner(is_staff=True)])
def test_staff_read_the_card_and_keep_no_copy(client, make):
    client.force_login(make())
    page = client.get(CARD)
    assert page.status_code == 200
    assert "Card-Key" not in page.headers
    assert "offline.js" not in page.content.decode() + client.get("/dosing/").content.decode()


@pytest.mark.parametrize("address", ["/", "/products/", "/account/"])
def test_no_other_page_starts_the_worker(clinic, address):
    assert "offline.js" not in clinic.get(address).content.decode()


@pytest.mark.parametrize(
    ("verified_for", "hours_left"),
    [
        (30, 72),  # days
        (3, 72),
        (2, 2 * 24 + 12.6),  # to the end of its last day
        (0, 12.6),
    ],
)
def test_a_copy_ends_with_the_verification(client, verified_for, hours_left):
    client.force_login(factories.practitioner(until=DAY + timedelta(days=verified_for)))
    begin_session(client)
    headers = client.get(CARD).headers
    assert int(headers["Card-Until"]) - int(headers["Card-Made"]) == pytest.approx(hours_left * 3600 * 1000, abs=60_000)


def test_a_copy_ends_with_the_session(clinic):
    begin_session(clinic, seconds_ago=14 * 24 * 3600 - 7200)
    headers = clinic.get(CARD).headers
    assert (int(headers["Card-Until"]) - int(headers["Card-Made"])) // 1000 in {7199, 7200}


def test_the_worker_is_asked_for_anew_and_holds_no_content(client):
    answer = client.get("/offline.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer.headers["Cache-Control"]
    assert not A_VOLUME.search(answer.content.decode())
    assert "const MOST = 72 * 3600000" in answer.content.decode()


def test_the_card_costs_few_queries_however_much_there_is(clinic):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert clinic.get(CARD).status_code == 200
        return len(asked)

    before = queries()
    Product.objects.bulk_create(Product(slug=f"more-{number}", name=f"More {number}", kind="cream", summary=".") for number in range(1000))
    assert queries() == before <= 6
