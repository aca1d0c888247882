import pytest

from catalogue.models import SearchPart
from catalogue.search import spelling
from catalogue.search.results import marked, passage, search, shown
from catalogue.visibility import Access, Status
from tests import factories
from tests.factories import CONSUMER, PRACTITIONER, STAFF

pytestmark = pytest.mark.django_db


def found(query, viewer=CONSUMER):
    return {(one.kind, one.slug) for one in search(query, viewer).found}


ODD = [
    "",
    " ",
    "\0",
    "\udcff",
    "'",
    '"',
    "''; DROP TABLE catalogue_searchpart; --",
    "' OR 1=1",
    "NEAR( * ^ : ( ) AND",
    "names : serum",
    "serum*",
    "!serum & (cream | )",
    "%",
    "_",
    "\\",
    "%s %(x)s {}",
    "<script>alert(1)</script>",
    "serum" * 400,
    "a b c d e f g h i j k l m n o p",
    " ".join(["serum"] * 900),
    "細胞美人",
    "سيروم",
    "🙂🙂",
    "ﬁ",
    "1e309",
    "0x00",
    "-1",
    "null",
    "\u202eserum",
    "\n\t\r",
    "ẞßſ",
    "א" * 300,
]


@pytest.mark.parametrize("query", ODD)
def test_any_text_is_a_query(client, query):
    assert client.get("/search/", {"q": query.encode("utf-8", "ignore").decode()}).status_code == 200
    assert search(query, CONSUMER).found is not None


def test_every_word_has_to_be_there():
    factories.product(slug="both", summary="Zorblax with quibbage.")
    factories.product(slug="one", summary="Zorblax alone.")
    assert found("zorblax quibbage") == {("product", "both")}


def test_the_words_of_one_part_and_the_name_of_its_thing_are_found_together():
    cream = factories.product(slug="zorblax", name="Zorblax")
    factories.fact(cream, text="It holds quibbage.")
    assert found("zorblax quibbage") == {("product", "zorblax")}


def test_the_last_word_may_be_a_beginning_and_the_first_may_not():
    factories.product(slug="zorblax", summary="Zorblax with quibbage.")
    assert found("zorblax quib") == {("product", "zorblax")}
    assert search("zorb quibbage", CONSUMER).complete is False


def test_where_nothing_holds_all_words_what_holds_most_is_shown_and_said():
    factories.product(slug="two", summary="Zorblax with quibbage.")
    factories.product(slug="one", summary="Zorblax alone.")
    answer = search("zorblax quibbage frummet", CONSUMER)
    assert [one.slug for one in answer.found] == ["two"]
    assert not answer.complete


def test_a_name_comes_before_a_mention():
    factories.product(slug="mentions", name="Other", summary="Better than zorblax zorblax zorblax.")
    factories.product(slug="is-it", name="Zorblax", summary="A cream.")
    assert [one.slug for one in search("zorblax", CONSUMER).found] == ["is-it", "mentions"]


def test_each_thing_stands_once():
    cream = factories.product(slug="zorblax", name="Zorblax")
    for _ in range(3):
        factories.fact(cream, text="Zorblax again.")
    assert [one.slug for one in search("zorblax", CONSUMER).found] == ["zorblax"]


@pytest.mark.parametrize(
    ("change", "seen_by"),
    [
        ({}, {"consumer", "practitioner", "staff"}),
        ({"access": Access.PRACTITIONERS}, {"practitioner", "staff"}),
        ({"access": ""}, {"staff"}),
        ({"status": Status.DRAFT}, {"staff"}),
        ({"status": Status.RETIRED, "retired_reason": "Gone."}, set()),
    ],
)
def test_who_finds_a_thing(change, seen_by):
    factories.product(slug="zorblax", name="Zorblax", **change)
    viewers = {"consumer": CONSUMER, "practitioner": PRACTITIONER, "staff": STAFF}
    assert {name for name, viewer in viewers.items() if found("zorblax", viewer)} == seen_by


def test_a_word_of_a_part_for_practitioners_finds_nothing_for_others():
    cream = factories.product(slug="open")
    factories.fact(cream, text="Give zorblax.", access=Access.PRACTITIONERS)
    assert found("zorblax") == set()
    assert found("zorblax", PRACTITIONER) == {("product", "open")}


def test_a_part_that_anyone_may_read_of_a_thing_for_practitioners_stays_theirs():
    cream = factories.product(slug="closed", access=Access.PRACTITIONERS)
    factories.fact(cream, text="Give zorblax.")
    assert found("zorblax") == set()


def test_a_correction_never_names_a_word_the_viewer_may_not_see():
    factories.product(slug="open", name="Zorblax", access=Access.PRACTITIONERS)
    assert search("zorblxa", CONSUMER).did_you_mean is None
    assert search("zorblxa", PRACTITIONER).did_you_mean == "zorblax"


def test_a_correction_forgets_a_word_with_the_last_part_that_held_it():
    first, second = factories.product(name="Zorblax"), factories.product(name="Zorblax two")
    first.delete()
    assert search("zorblxa", CONSUMER).did_you_mean == "zorblax"
    second.status = Status.DRAFT
    second.save()
    assert search("zorblxa", CONSUMER).did_you_mean is None


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("zorblxa", "zorblax"),  # two letters swapped
        ("zorblx", "zorblax"),  # one missing, in a word of six letters
        ("zoblx", None),  # two missing in a short word
        ("zrblx", None),
        ("zorblax", None),  # known
        ("zorblaxs", None),  # its plural is known
        ("zor", None),  # too short, and a beginning
        ("z0rblax", None),  # holds a digit
    ],
)
def test_what_was_meant(query, meant):
    factories.product(name="Zorblax")
    assert search(query, CONSUMER).did_you_mean == meant


def test_a_corrected_question_keeps_every_word():
    """The ninth word of this one is the one that matters."""
    factories.product(name="Zorblax peel", summary="What to put on.")
    assert search("what do i put on with zorblxa after a peel", CONSUMER).did_you_mean == "what do i put on with zorblax after a peel"


def test_spelling_help_is_asked_only_where_nothing_was_found(monkeypatch):
    factories.product(name="Zorblax")
    monkeypatch.setattr(spelling, "corrected", lambda *args: pytest.fail("asked"))
    monkeypatch.setattr("catalogue.search.results.corrected", lambda *args: pytest.fail("asked"))
    assert found("zorblax")


def test_matches_are_marked_and_nothing_else_passes_as_html():
    assert marked("A <b>cream</b> & creams", ["cream"]) == "A &lt;b&gt;<mark>cream</mark>&lt;/b&gt; &amp; <mark>creams</mark>"


def test_a_passage_is_cut_at_words_around_the_match():
    text = "one " * 100 + "zorblax " + "two " * 100
    cut = passage(text, ["zorblax"])
    assert cut.startswith("… one")
    assert cut.endswith("two …")
    assert "zorblax" in cut
    assert len(cut) < 220


def test_a_short_text_is_its_own_passage():
    assert passage("Zorblax.", ["zorblax"]) == "Zorblax."


def test_shown_things_have_their_title_and_address():
    factories.product(slug="zorblax", name="Zorblax", summary="A cream.")
    [one] = shown(search("zorblax", CONSUMER).found, ["zorblax"])
    assert (one.title, one.url, one.text) == ("Zorblax", "/products/zorblax/", "A cream.")


def test_a_search_costs_the_same_number_of_queries_whatever_it_finds(django_assert_max_num_queries):
    for number in range(30):
        factories.product(name=f"Zorblax {number}")
    with django_assert_max_num_queries(3):
        shown(search("zorblax", CONSUMER).found, ["zorblax"])
    assert SearchPart.objects.filter(slug__startswith="product-").count() == 30
