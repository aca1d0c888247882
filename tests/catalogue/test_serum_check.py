"""The serum check: a table of every answer that somebody can sign, and the page that says it in words."""

from itertools import product as every

import pytest
from django.urls import reverse

from catalogue.models import Contact, Product, ProductFact
from catalogue.serum_check import Clarity, Colour, Feeling, Outcome, Reason, check
from catalogue.visibility import Access, Status
from tests import factories
from tests.links import links_of, words_of
from tests.reading import read

CHECK = "/serum-check/"
FEELINGS = ["not_applied", "nothing", "slight", "strong", "unsure"]
# What it looks like, then the outcome for each feeling in the order above. `return!`: also rinse it off and call the clinic.
TABLE = {
    ("pink", "clear"): "use use expected rinse! ask",
    ("pink", "cloudy"): "return return return return! return",  # cloudy alone is a sign of contamination
    ("pink", "unsure"): "ask ask ask ask! ask",
    ("yellow", "clear"): "return return return return! return",  # the colour alone is one too
    ("yellow", "cloudy"): "return return return return! return",
    ("yellow", "unsure"): "return return return return! return",
    ("orange", "clear"): "return return return return! return",
    ("orange", "cloudy"): "return return return return! return",
    ("orange", "unsure"): "return return return return! return",
    ("another", "clear"): "ask ask ask ask! ask",  # the maker names no third sign, and no other right colour
    ("another", "cloudy"): "return return return return! return",
    ("another", "unsure"): "ask ask ask ask! ask",
    ("unsure", "clear"): "ask ask ask ask! ask",
    ("unsure", "cloudy"): "return return return return! return",
    ("unsure", "unsure"): "ask ask ask ask! ask",
}
CASES = [
    (colour, clarity, feeling, outcome.rstrip("!"), outcome.endswith("!"))
    for (colour, clarity), row in TABLE.items()
    for feeling, outcome in zip(FEELINGS, row.split(), strict=True)
]
TITLES = {
    "use": "This Serum is fit to use",
    "expected": "This Serum is fit to use, and what you felt is expected",
    "return": "Do not use this Serum: send it back",
    "ask": "Do not use this Serum until you have asked",
    "rinse!": "Important: Rinse it off and call your clinic",
    "return!": "Do not use this Serum: rinse it off and call your clinic",
    "ask!": "Do not use this Serum: rinse it off and call your clinic",
}


def test_the_table_holds_every_combination_once():
    assert {case[:3] for case in CASES} == set(every(map(str, Colour), map(str, Clarity), map(str, Feeling)))
    assert len(CASES) == 5 * 3 * 5


@pytest.mark.parametrize(("colour", "clarity", "feeling", "outcome", "rinse"), CASES)
def test_every_answer_has_one_outcome_and_a_reason(colour, clarity, feeling, outcome, rinse):
    finding = check(Colour(colour), Clarity(clarity), Feeling(feeling))
    assert (finding.outcome, finding.rinse_off_and_call) == (outcome, rinse)
    assert finding.reasons
    assert finding.is_fit is (outcome in {"use", "expected"})
    assert finding.house is (outcome in {"ask", "rinse"})


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        (("yellow", "cloudy", "strong"), [Reason.YELLOW, Reason.CLOUDY, Reason.STRONG_REACTION]),  # all three are said
        (("orange", "unsure", "nothing"), [Reason.ORANGE]),  # doubt adds nothing to a sign
        (("another", "unsure", "slight"), [Reason.ANOTHER_COLOUR, Reason.CLARITY_UNSURE]),
        (("unsure", "clear", "unsure"), [Reason.COLOUR_UNSURE]),
        (("pink", "clear", "unsure"), [Reason.FEELING_UNSURE]),
        (("pink", "clear", "slight"), [Reason.PINK_AND_CLEAR, Reason.SLIGHT_FEELING]),
    ],
)
def test_the_reasons_name_what_decided(answers, reasons):
    colour, clarity, feeling = answers
    assert list(check(Colour(colour), Clarity(clarity), Feeling(feeling)).reasons) == reasons


@pytest.mark.parametrize(
    ("colour", "feeling", "told"),
    [
        ("yellow", "not_applied", False),
        ("yellow", "slight", True),  # the feeling is not called expected, and what to do is said to be unknown
        ("another", "nothing", True),
        ("pink", "nothing", False),
    ],
)
def test_spoiled_serum_on_the_skin_is_spoken_of(colour, feeling, told):
    assert check(Colour(colour), Clarity.CLEAR, Feeling(feeling)).on_the_skin is told


# The page

pytestmark = pytest.mark.django_db


def ask(client, colour="pink", clarity="clear", feeling="nothing"):
    return client.get(CHECK, {"colour": colour, "clarity": clarity, "feeling": feeling})


def verdict(page):
    return read(page).headings[0]


@pytest.mark.parametrize(("colour", "clarity", "feeling", "outcome", "rinse"), CASES)
def test_every_answer_is_said_on_the_page(client, colour, clarity, feeling, outcome, rinse):
    page = ask(client, colour, clarity, feeling)
    assert page.status_code == 200
    title = TITLES[outcome + "!" * rinse]
    assert verdict(page).removeprefix("Important: ") == title.removeprefix("Important: ")
    assert ("Rinse it off your skin." in words_of(page)) is rinse
    assert ("Send it back to Calecim Cosmeceuticals." in words_of(page)) is (outcome == "return")
    assert "Change" in words_of(page)


def test_the_questions_stand_on_one_page_with_nothing_chosen(client):
    page = client.get(CHECK)
    assert page.status_code == 200
    assert [label for label in ("Pink", "Yellow", "Orange", "Another colour", "Not sure") if label not in words_of(page)] == []
    assert b"checked" not in page.content
    assert "There is a problem" not in words_of(page)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("colour=mauve&clarity=clear&feeling=nothing", "What colour is the Serum? This is not one of the answers."),
        ("colour=pink&clarity=muddy&feeling=nothing", "Is it clear or cloudy? This is not one of the answers."),
        ("colour=pink&clarity=clear&feeling=%00", "How does it feel on the skin?"),
        ("colour=pink&clarity=clear", "How does it feel on the skin? Choose an answer."),
        ("colour=&clarity=clear&feeling=nothing", "What colour is the Serum? Choose an answer."),
        ("colour=pink&colour=yellow&clarity=clear&feeling=nothing", "What colour is the Serum? Give one answer to this question."),
    ],
)
def test_what_is_no_answer_is_refused_at_its_question_and_the_rest_is_kept(client, query, sentence):
    page = client.get(f"{CHECK}?{query}")
    assert page.status_code == 400
    assert sentence in words_of(page)
    assert page.content.decode().count("checked") == 2
    assert "fit to use" not in words_of(page)


def test_an_address_with_other_things_in_it_is_read_all_the_same(client):
    page = client.get(f"{CHECK}?colour=pink&clarity=clear&feeling=nothing&utm_source=leaflet")
    assert page.status_code == 200
    assert client.get(f"{CHECK}?utm_source=leaflet").status_code == 200


def test_every_answer_can_be_changed(client):
    page = ask(client, "orange")
    changes = [address for address, words in links_of(page) if words.startswith("Change")]
    assert changes == ["#id_colour", "#id_clarity", "#id_feeling"]
    for change in changes:
        assert f'id="{change[1:]}"' in page.content.decode()
    assert page.content.decode().count("checked") == 3


@pytest.mark.parametrize(("outcome", "answers"), [("return", ("yellow", "clear")), ("ask", ("another", "clear"))])
def test_who_may_not_use_it_is_told_whom_to_turn_to(client, outcome, answers):
    words = words_of(ask(client, *answers))
    for contact in Contact.objects.all():
        assert contact.name in words
        assert " ".join(contact.how.split()) in words
    assert "address, phone and e-mail are not stated" in words


def test_a_house_decision_is_marked_and_what_the_maker_says_is_not(client):
    assert "(house decision)" in words_of(ask(client, feeling="strong"))
    assert "(house decision)" in words_of(ask(client, colour="another"))
    assert "(house decision)" not in words_of(ask(client, colour="yellow", feeling="not_applied"))


@pytest.mark.parametrize(
    ("answers", "topics", "others"),
    [
        ({"colour": "yellow"}, {"appearance", "colour_change"}, {"sensation", "ph"}),
        ({"feeling": "slight"}, {"appearance", "sensation", "ph"}, {"colour_change"}),
        ({"feeling": "strong"}, {"sensation", "ph"}, {"colour_change"}),
        ({"colour": "orange", "feeling": "strong"}, {"appearance", "colour_change", "sensation", "ph"}, set()),
    ],
)
def test_what_it_rests_on_is_shown_with_its_sources(client, answers, topics, others):
    words = words_of(ask(client, **answers))
    facts = ProductFact.objects.filter(product__slug="calecim-serum", access="everyone")
    for fact in facts.filter(topic__in=topics):
        assert fact.text in words
        after = words[words.index(fact.text) :][:700]  # a list that rests on one passage says so once, at its end
        assert fact.citations.first().section in after
    assert [fact.text for fact in facts.filter(topic__in=others) if fact.text in words] == []


def test_a_fact_that_is_not_for_the_reader_is_withheld_and_said_to_be(client):
    serum = Product.objects.get(slug="calecim-serum")
    factories.fact(serum, topic="sensation", text="Only for clinics.", access=Access.PRACTITIONERS)
    factories.fact(serum, topic="sensation", text="Nobody has decided.", access="")
    words = words_of(ask(client, feeling="slight"))
    assert "Only for clinics." not in words
    assert "Nobody has decided." not in words
    assert "What this page does not show you" in words
    client.force_login(factories.practitioner())
    words = words_of(ask(client, feeling="slight"))
    assert "Only for clinics." in words
    assert "What this page does not show you" not in words


@pytest.mark.parametrize("fields", [{"status": Status.DRAFT}, {"access": ""}, {"access": Access.PRACTITIONERS}])
def test_a_serum_that_is_not_for_the_reader_has_no_check(client, fields):
    Product.objects.filter(slug="calecim-serum").update(**fields)
    assert client.get(CHECK).status_code == 404
    client.force_login(factories.user(is_staff=True))
    assert client.get(CHECK).status_code == 200


def test_a_check_changes_nothing_and_only_reads(client):
    assert client.post(CHECK, {"colour": "pink"}).status_code == 405


def test_the_outcomes_are_those_of_the_table():
    assert {outcome for *_, outcome, _rinse in CASES} == {one.value for one in Outcome}
    assert reverse("serum-check") == CHECK
