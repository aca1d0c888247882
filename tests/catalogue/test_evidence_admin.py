"""The editors' desk for claims without a product and for disagreements: who writes what, and where an error stands."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.models import Citation, Claim, Discrepancy
from tests import factories
from tests.admin_forms import address, enters, errors_of, queries, typed, with_line

pytestmark = pytest.mark.django_db

ONE_SUBJECT = ["Say what it is about: a product, a product of another brand, or a subject, and only one of them."]
ONE_CAUTIOUS = ["Mark one position, and only one, as the cautious one: readers see it first."]
RULING = {
    "ruling": "A day holds.",
    "ruling_reason": "It is the shorter time.",
    "ruled_by_name": "Dr Ada, clinical reviewer",
    "ruled_on": "2026-03-09",
}
DAY = date(2026, 3, 9)


@pytest.fixture
def desk(client):
    client.force_login(factories.editor())
    return client


@pytest.fixture
def judge():
    return factories.reviewer(email="judge@example.org")


@pytest.fixture
def bench(client, judge):
    """A browser in which a reviewer is signed in."""
    client.force_login(judge)
    return client


@pytest.fixture
def row():
    disagreement = factories.disagreement()
    factories.position(disagreement, text="It keeps a day.", cautious=True, position=0)
    factories.position(disagreement, text="It keeps a week.", position=1)
    return disagreement


def save(browser, row, **changes):
    page = address(type(row), "change", row.pk)
    return browser.post(page, {**typed(browser.get(page)), **changes})


def fields_of(browser, row):
    return set(browser.get(address(type(row), "change", row.pk)).context["adminform"].form.fields)


# Claims


def new_claim(browser, **fields):
    page = address(Claim, "add")
    blank = typed(browser.get(page))
    return browser.post(page, {**blank, "text": "It is so.", "evidence": "brand_claim", "access": "everyone", **fields})


@pytest.mark.parametrize(
    ("about", "accepted"),
    [
        (["product"], True),
        (["comparator"], True),
        (["subject"], True),
        ([], False),
        (["product", "subject"], False),
        (["product", "comparator"], False),
        (["comparator", "subject"], False),
    ],
)
def test_a_claim_is_about_one_thing(desk, about, accepted):
    things = {"product": factories.product().pk, "comparator": factories.comparator().pk, "subject": "Skin"}
    response = new_claim(desk, **{name: things[name] for name in about})
    assert Claim.objects.filter(text="It is so.").exists() is accepted
    if not accepted:
        assert errors_of(response) == {"product": ONE_SUBJECT}


def test_a_claim_keeps_its_figure_as_printed(desk):
    new_claim(desk, subject="Skin", qualifier="up to", value="4-12", unit="weeks", ledger="weeks-4-12")
    claim = Claim.objects.get(ledger="weeks-4-12")
    assert (claim.qualifier, claim.value, claim.unit, claim.code) == ("up to", "4-12", "weeks", "it-is-so")


@pytest.mark.parametrize(
    ("taken", "field", "sentence"),
    [
        ("code", "code", "Another claim that belongs to no product has that code."),
        ("ledger", "ledger", "Another claim has that entry of the ledger."),
    ],
)
def test_what_is_taken_is_said_at_its_field(desk, taken, field, sentence):
    factories.claim(subject="Hair", **{taken: "taken"})
    assert errors_of(new_claim(desk, subject="Skin", **{taken: "taken"})) == {field: [sentence]}


def test_the_code_of_a_product_is_no_hindrance_elsewhere(desk):
    factories.claim(factories.product(), code="same")
    assert new_claim(desk, subject="Skin", code="same").status_code == 302


def test_the_list_names_what_a_claim_is_about_and_its_figure(desk):
    factories.claim(
        comparator=factories.comparator(brand="Theirs", name="Serum"), text="Zebra one.", qualifier="about", value="50", unit="percent"
    )
    factories.claim(subject="Zebra skin", text="Zebra two.")
    rows = desk.get(address(Claim, "changelist"), {"q": "Zebra"}).content.decode().split("<tbody>")[1]
    assert "Theirs Serum" in rows
    assert "about 50\u00a0%" in rows
    assert "Zebra skin" in rows


@pytest.mark.parametrize("search", ["Brandish", "Zebra skin", "zebra-1"])
def test_a_claim_is_found_by_what_it_is_about(desk, search):
    factories.claim(comparator=factories.comparator(brand="Brandish"), text="First found.")
    factories.claim(subject="Zebra skin", text="Second found.", ledger="zebra-1")
    rows = desk.get(address(Claim, "changelist"), {"q": search}).content.decode()
    assert ("First found." in rows, "Second found." in rows) == (search == "Brandish", search != "Brandish")


def test_a_claim_leads_to_where_readers_find_it(desk):
    product = factories.product()
    for claim, place in [
        (factories.claim(product), product.get_absolute_url()),
        (
            factories.claim(product, code="a-figure", evidence="specification"),
            f"/evidence/?product={product.slug}&amp;code=a-figure#claim-{product.slug}-a-figure",
        ),
        (factories.claim(subject="Skin", code="a-claim"), "/evidence/?code=a-claim#claim-a-claim"),
        (factories.claim(comparator=factories.comparator(), code="b-claim"), "/evidence/?code=b-claim#claim-b-claim"),
    ]:
        page = desk.get(address(Claim, "change", claim.pk)).content.decode()
        assert f'<a href="{place}" class="viewsitelink">' in page


@pytest.mark.parametrize("about", ["product", "comparator", "subject"])
def test_an_unchanged_claim_is_saved_as_it_was(desk, about):
    claim = Claim.objects.filter(**{f"{about}__isnull": False}).exclude(**({"subject": ""} if about == "subject" else {})).first()
    before = Claim.objects.filter(pk=claim.pk).values().get()
    assert save(desk, claim).status_code == 302
    assert Claim.objects.filter(pk=claim.pk).values().get() == before


def test_the_list_of_claims_costs_the_same_with_few_and_with_many(desk):
    before = queries(desk, address(Claim, "changelist"))
    for number in range(30):
        factories.claim(comparator=factories.comparator())
        factories.claim(subject=f"Subject {number}")
    assert queries(desk, address(Claim, "changelist")) == before


# Disagreements: what editors write


def test_a_new_disagreement_gets_its_address_and_positions(desk):
    page = address(Discrepancy, "add")
    new = {
        **typed(desk.get(page)),
        "title": "A point",
        "slug": "a-point",
        "kind": "internal",
        "presentation": "Both.",
        "access": "everyone",
    }
    new = with_line(new, "positions", text="Less.", cautious="on", access="everyone")
    new = with_line(new, "positions", text="More.", access="everyone")
    assert desk.post(page, new).status_code == 302
    row = Discrepancy.objects.get(slug="a-point")
    assert [(one.text, one.cautious, one.position) for one in row.positions.all()] == [("Less.", True, 0), ("More.", False, 1)]
    assert (row.ruling, row.ruled_by, row.ruled_on) == ("", None, None)


@pytest.mark.parametrize(
    ("first", "second", "accepted"),
    [
        ("on", "", True),
        ("", "on", True),  # the cautious one may change
        ("", "", False),
        ("on", "on", False),
    ],
)
def test_one_position_is_the_cautious_one(desk, row, first, second, accepted):
    response = save(desk, row, **{"positions-0-cautious": first, "positions-1-cautious": second})
    if accepted:
        assert response.status_code == 302
        assert row.positions.filter(cautious=True).get().text == ("It keeps a day." if first else "It keeps a week.")
    else:
        assert errors_of(response) == {"positions": ONE_CAUTIOUS}
        assert row.positions.get(cautious=True).text == "It keeps a day."


def test_the_cautious_position_is_not_deleted_alone(desk, row):
    assert errors_of(save(desk, row, **{"positions-0-DELETE": "on"})) == {"positions": ONE_CAUTIOUS}


def test_a_disagreement_without_positions_is_refused(desk):
    page = address(Discrepancy, "add")
    new = {**typed(desk.get(page)), "title": "A point", "slug": "a-point", "kind": "internal", "presentation": "Both."}
    assert errors_of(desk.post(page, new)) == {"positions": ONE_CAUTIOUS}


def test_every_loaded_disagreement_is_saved_as_it_was(desk):
    for row in Discrepancy.objects.all()[:6]:
        before = (Discrepancy.objects.filter(pk=row.pk).values().get(), list(row.positions.values()))
        assert save(desk, row).status_code == 302
        assert (Discrepancy.objects.filter(pk=row.pk).values().get(), list(row.positions.values())) == before


def test_its_address_cannot_be_changed(desk, row):
    save(desk, row, slug="another", title="Another title")
    before = row.slug
    row.refresh_from_db()
    assert (row.slug, row.title) == (before, "Another title")


def test_the_list_shows_what_waits_for_a_ruling(desk, row):
    ruled = factories.disagreement(title="Settled", ruling="So.", ruling_reason="Why.", ruled_by_name="Dr Ada", ruled_on=DAY)
    waiting = desk.get(address(Discrepancy, "changelist"), {"ruled": "no"}).content.decode()
    settled = desk.get(address(Discrepancy, "changelist"), {"ruled": "yes"}).content.decode()
    assert (row.title in waiting, ruled.title in waiting) == (True, False)
    assert (row.title in settled, ruled.title in settled) == (False, True)


def test_list_and_page_cost_the_same_with_few_rows_and_with_many(desk, row):
    passage = Citation.objects.first()
    pages = [address(Discrepancy, "changelist"), address(Discrepancy, "change", row.pk)]
    row.positions.first().citations.add(passage)
    before = [queries(desk, page) for page in pages]
    for number in range(20):
        factories.disagreement()
        factories.position(row, position=number + 2).citations.add(passage)
    assert [queries(desk, page) for page in pages] == before


# Disagreements: the ruling


def ruling_of(row):
    row.refresh_from_db()
    return (row.ruling, row.ruled_by_name, row.ruled_on, row.ruled_by and row.ruled_by.email)


@pytest.mark.parametrize("person", [factories.reviewer, factories.superuser])
def test_a_reviewer_rules_and_is_on_record(client, row, person):
    by = person(email="by@example.org")
    client.force_login(by)
    assert save(client, row, **RULING).status_code == 302
    assert ruling_of(row) == ("A day holds.", "Dr Ada, clinical reviewer", DAY, "by@example.org")


def test_an_editor_reads_the_ruling_and_writes_none(desk, row):
    assert not fields_of(desk, row) & set(RULING)
    assert save(desk, row, **RULING, title="A new title").status_code == 302
    assert ruling_of(row) == ("", "", None, None)
    assert row.title == "A new title"


def test_an_editor_leaves_a_ruling_as_it_is(desk, row, judge):
    Discrepancy.objects.filter(pk=row.pk).update(
        ruling="A day.", ruling_reason="It is shorter.", ruled_by_name="Dr Ada", ruled_on=DAY, ruled_by=judge
    )
    assert "A day." in desk.get(address(Discrepancy, "change", row.pk)).content.decode()
    assert save(desk, row, ruling="", ruling_reason="", ruled_by_name="", ruled_on="", title="New").status_code == 302
    assert ruling_of(row) == ("A day.", "Dr Ada", DAY, "judge@example.org")


def test_a_reviewer_writes_the_ruling_and_nothing_else(bench, row):
    assert fields_of(bench, row) == set(RULING)
    response = save(
        bench, row, **RULING, title="Another", presentation="Another.", **{"positions-0-text": "Another.", "positions-0-cautious": ""}
    )
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.title, row.presentation) != ("Another", "Another.")
    assert row.positions.get(cautious=True).text == "It keeps a day."
    assert row.ruling == "A day holds."


def test_a_reviewer_adds_and_deletes_no_disagreement(bench, row):
    assert bench.get(address(Discrepancy, "add")).status_code == 403
    assert bench.post(address(Discrepancy, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({}, "first@example.org"),  # saved as it was
        ({"ruling": "A week holds."}, "judge@example.org"),
        ({"ruling_reason": "It is safer."}, "judge@example.org"),
        ({"ruled_on": "2026-03-10"}, "judge@example.org"),
        ({"ruled_by_name": "Dr Bea, reviewer"}, "judge@example.org"),
        ({"ruling": "", "ruling_reason": "", "ruled_by_name": "", "ruled_on": ""}, None),  # taken back
    ],
)
def test_who_last_changed_a_ruling_is_on_record(bench, row, changes, by):
    first = factories.reviewer(email="first@example.org")
    Discrepancy.objects.filter(pk=row.pk).update(
        ruling="A day.", ruling_reason="It is shorter.", ruled_by_name="Dr Ada", ruled_on=DAY, ruled_by=first
    )
    assert save(bench, row, **changes).status_code == 302
    assert ruling_of(row)[3] == by


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("ruling", "Say what holds from now on, or leave the reason, the name and the day blank too."),
        ("ruling_reason", "Readers see why: say what the ruling rests on."),
        ("ruled_by_name", "Readers see who ruled: give the name and the role."),
        ("ruled_on", "Readers see when it was ruled: give the day."),
    ],
)
def test_half_a_ruling_is_refused_at_what_is_missing(bench, row, left_out, sentence):
    assert errors_of(save(bench, row, **{**RULING, left_out: ""})) == {left_out: [sentence]}
    assert ruling_of(row) == ("", "", None, None)


@pytest.mark.parametrize(("days", "accepted"), [(0, True), (1, False)])
def test_a_ruling_is_not_dated_ahead(bench, row, days, accepted):
    day = timezone.localdate() + timedelta(days=days)
    response = save(bench, row, **{**RULING, "ruled_on": day.isoformat()})
    assert (response.status_code == 302) is accepted
    if not accepted:
        assert errors_of(response) == {"ruled_on": ["That day is still to come."]}


def test_readers_see_a_ruling_at_once(client, bench, row):
    save(bench, row, **RULING)
    client.logout()
    page = client.get("/evidence/disagreements/").content.decode()
    assert "A day holds." in page
    assert "It is the shorter time." in page
    assert "Dr Ada, clinical reviewer" in page
    assert "judge@example.org" not in page


def test_every_ruling_and_its_taking_back_stay_in_the_history(bench, row, judge):
    save(bench, row, **RULING)
    save(bench, row, **dict.fromkeys(RULING, ""))
    kept = list(row.history.order_by("history_date").values_list("ruling", "ruling_reason", "history_user_id"))
    assert kept[-2:] == [("A day holds.", "It is the shorter time.", judge.pk), ("", "", judge.pk)]


def test_the_database_refuses_a_ruling_without_its_reason(row):
    with pytest.raises(IntegrityError, match="ruling_says_why"):
        Discrepancy.objects.filter(pk=row.pk).update(ruling="A day.", ruled_by_name="Dr Ada", ruled_on=DAY)


# Disagreements: the cautious position stays

HELD = "The cautious position of a disagreement that is shown is neither deleted nor dropped, also after a ruling."


@pytest.mark.parametrize(
    "drop",
    [
        lambda row: row.positions.get(cautious=True).delete(),
        lambda row: row.positions.filter(cautious=True).delete(),
        lambda row: row.positions.all().delete(),
        lambda row: change(row.positions.get(cautious=True), cautious=False),
        lambda row: change(row.positions.get(cautious=True), access=""),
    ],
)
@pytest.mark.parametrize("ruled", [True, False])
def test_the_cautious_position_is_dropped_by_nobody(row, drop, ruled):
    if ruled:
        Discrepancy.objects.filter(pk=row.pk).update(**{**RULING, "ruled_on": DAY})
    with pytest.raises(ValidationError, match=HELD), transaction.atomic():
        drop(row)
    assert row.positions.filter(cautious=True, access="everyone").count() == 1


def change(position, **fields):
    for name, value in fields.items():
        setattr(position, name, value)
    position.save()


@pytest.mark.parametrize(
    "done",
    [
        lambda row: row.positions.get(cautious=False).delete(),
        lambda row: change(row.positions.get(cautious=True), text="It keeps one day."),
        lambda row: row.delete(),  # the whole disagreement, which stays in the history
        lambda row: Discrepancy.objects.filter(pk=row.pk).delete(),
    ],
)
def test_what_takes_nothing_cautious_away_is_done(row, done):
    done(row)


def test_of_a_disagreement_that_nobody_reads_yet_any_position_goes(row):
    change(row, access="")
    row.positions.get(cautious=True).delete()
    assert row.positions.count() == 1


def test_the_mark_moves_to_another_position_in_one_save(desk, row):
    assert save(desk, row, **{"positions-0-cautious": "", "positions-1-cautious": "on"}).status_code == 302
    assert row.positions.get(cautious=True).text == "It keeps a week."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"positions-0-DELETE": "on"}, ONE_CAUTIOUS),
        ({"positions-0-DELETE": "on", "positions-1-cautious": "on"}, [HELD]),
        ({"positions-0-access": ""}, ["Say who may read the cautious position: the disagreement is shown."]),
    ],
)
def test_an_editor_does_not_drop_the_cautious_position(desk, row, changes, sentence):
    assert errors_of(save(desk, row, **changes)) == {"positions": sentence}
    assert row.positions.get(cautious=True).text == "It keeps a day."


@pytest.mark.parametrize("who", [None, factories.user, factories.practitioner])
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_nobody_but_staff_enters(client, who, page):
    if who:
        client.force_login(who())
    assert not enters(client, address(Discrepancy, page))
