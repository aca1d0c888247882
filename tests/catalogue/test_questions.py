"""Questions: the list with its filters, one answer with what it rests on, and who may read it; the page and the API alike."""

import pytest

from catalogue.models import GlossaryTerm, Question
from catalogue.questions import questions_for
from catalogue.visibility import ANYONE, Access, Audience, Status, Viewer
from tests import factories
from tests.links import addresses_of, filter_links, words_of
from tests.reading import read

pytestmark = pytest.mark.django_db

HARMFUL = [
    "<script>alert(1)</script>",
    '<iframe src="https://example.org/"></iframe>',
    "[a link](javascript:alert(1))",
    '<a href="javascript:alert(1)">a link</a>',
    '<p onclick="alert(1)">A sentence.</p>',
    '<img src="x" onerror="alert(1)">',
    "<style>main { display: none }</style>",
    '<p style="position: fixed">A sentence.</p>',
    '<form action="https://example.org/"><input name="password"></form>',
]
STRIPPED = ["alert(1)</script", "<iframe", 'href="javascript:', "onclick", "onerror", "display: none", "position: fixed", 'name="password"']

VISITORS = {
    "anyone": lambda: None,
    "consumer": factories.user,
    "salon": lambda: factories.professional(Audience.SALON),
    "practitioner": factories.practitioner,
    "editor": factories.editor,
}


def signed_in_as(client, visitor):
    person = VISITORS[visitor]()
    if person:
        client.force_login(person)
    return client


def main_of(page):
    return page.content.decode().split("<main")[1].split("</main>")[0]


# The list


def test_questions_stand_under_their_topics_in_the_order_of_the_topics(client):
    headings = read(client.get("/questions/")).headings
    topics = [heading for heading in headings if heading in dict(Question.Topic.choices).values()]
    assert topics[:3] == ["The active and its science", "Origin, safety and rules", "What it is and what is in it"]


def test_every_question_of_the_list_leads_to_its_own_address(client):
    question = factories.question(question="Will it float?", topic="active")
    page = client.get("/questions/?search=float")
    assert question.get_absolute_url() in addresses_of(page)
    assert "1 question" in words_of(page)


def test_an_answer_in_the_list_stands_with_its_evidence(client):
    factories.question(question="Will it float?", answer="In a test it [floats](/x/).\n\nNobody knows why.", evidence="in_vitro")
    words = words_of(client.get("/questions/?search=float"))
    assert "In a test it floats. Nobody knows why." in words
    assert "Laboratory study, not on people" in words


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("floating", True),  # a word of the question, in another form
        ("STONES", True),  # a word of the answer, in capitals
        ("float stone", True),  # a word of each
        ("float wood", False),  # only one of them
        ("address", False),  # the address of a link is no word of the answer
    ],
)
def test_search_matches_the_words_of_question_and_answer(client, search, found):
    question = factories.question(question="Will it float?", answer="Like a [stone](/address/).")
    assert (question.get_absolute_url() in addresses_of(client.get("/questions/", {"search": search}))) is found


def test_every_filter_link_leads_to_as_many_as_it_says(client):
    links = filter_links(client.get("/questions/"))
    assert len(links) > 10
    for address, _label, promised in links:
        assert f"{promised} question{'' if promised == 1 else 's'}" in words_of(client.get(address)), address


def test_filters_work_together(client):
    product = factories.product()
    right = factories.question(topic="use", for_salon=True)
    wrong = [
        factories.question(topic="results", for_salon=True),
        factories.question(topic="use", for_salon=False),
        factories.question(topic="use", for_salon=True),
    ]
    for question in [right, *wrong[:2]]:
        question.products.add(product)
    page = client.get("/questions/", {"topic": "use", "product": product.slug, "audience": "salon"})
    assert [address for address in addresses_of(page) if address.startswith("/questions/question-")] == [right.get_absolute_url()]


@pytest.mark.parametrize(
    "query",
    ["topic=nothing", "product=nothing", "audience=doctor", "topic=use&topic=results", "search=" + "x" * 101, "page=two", "page=0"],
)
@pytest.mark.parametrize("path", ["/questions/", "/learn/"])
def test_what_cannot_be_understood_is_400_with_a_sentence(client, path, query):
    if path == "/learn/" and "topic" in query:
        return
    page = client.get(f"{path}?{query}")
    assert page.status_code == 400
    assert "There is a problem" in words_of(page)


@pytest.mark.parametrize("query", ["search=%00", "search=%22%27*", "search=%F0%9F%98%80", "search=the", "search="])
@pytest.mark.parametrize("path", ["/questions/", "/learn/", "/api/v1/questions/", "/api/v1/articles/"])
def test_any_text_may_be_searched_for(client, path, query):
    assert client.get(f"{path}?{query}").status_code in {200, 400}


def test_an_empty_list_offers_a_way_on(client):
    page = client.get("/questions/?search=zeppelin")
    assert "No question fits all of this" in words_of(page)
    assert "/search/?q=zeppelin" in addresses_of(page)


@pytest.mark.parametrize("lens", [None, *Audience])
def test_what_is_written_for_the_visitor_comes_first_in_its_topic(lens):
    Question.objects.all().delete()
    plain = factories.question(topic="use", position=0, for_consumer=False)
    meant = {one: factories.question(topic="use", position=1, **{"for_consumer": False, f"for_{one}": True}) for one in Audience}
    first = questions_for(Viewer(lens=lens))[0]
    assert first == (meant[lens] if lens else plain)


def test_the_list_has_pages(client):
    first, second = client.get("/questions/"), client.get("/questions/?page=2")
    assert "Page 1 of 3" in words_of(first)
    assert "Page 2 of 3" in words_of(second)
    assert client.get("/questions/?page=99").status_code == 404


# One question


def test_an_answer_shows_what_it_rests_on(client):
    question = Question.objects.get(slug="stem-cells-in-the-products")
    words = words_of(client.get(question.get_absolute_url()))
    assert "A stem cell put into a cosmetic would die at once." in words
    assert question.get_evidence_display() in words
    assert "Brand & Science > Are there Stem Cells in the products?" in words
    assert "No study on people is cited." in words


def test_a_claim_stands_with_its_figure_and_evidence(client):
    product = factories.product(name="Balm")
    question = factories.question()
    question.claims.add(factories.claim(product, text="It grows.", qualifier="up to", value="5", unit="mm", evidence="in_vitro"))
    question.products.add(product)
    page = client.get(question.get_absolute_url())
    words = words_of(page)
    after = words[words.index("It grows.") :][:120]
    assert "up to 5 mm" in after
    assert "Laboratory study, not on people" in after
    assert addresses_of(page).count(product.get_absolute_url()) == 2  # at the claim and among the products


def test_terms_of_the_glossary_are_linked_once(client):
    term = GlossaryTerm.objects.create(slug="zeppelin", term="zeppelin", meaning="A ship of the air.")
    question = factories.question(answer="A zeppelin, and a zeppelin.")
    assert addresses_of(client.get(question.get_absolute_url())).count(term.get_absolute_url()) == 1


def test_other_questions_of_the_topic_are_named(client):
    here = Question.objects.filter(topic="after-procedure").first()
    page = client.get(here.get_absolute_url())
    others = Question.objects.filter(topic="after-procedure", access=Access.EVERYONE).exclude(pk=here.pk)
    addresses = addresses_of(page)
    assert {one.get_absolute_url() for one in others} <= set(addresses)
    assert here.get_absolute_url() not in addresses


@pytest.mark.parametrize("visitor", VISITORS)
def test_only_what_the_visitor_may_read_is_linked_or_shown(client, visitor):
    question = factories.question()
    hidden = factories.product(name="Hidden product", status=Status.DRAFT)
    question.products.add(hidden)
    question.claims.add(
        factories.claim(factories.product(), text="Five ml.", access=Access.PRACTITIONERS), factories.claim(hidden, text="No.")
    )
    for access in (Access.EVERYONE, Access.PRACTITIONERS, ""):
        factories.disagreement(title=f"On {access or 'nothing'}", access=access).questions.add(question)
    page = signed_in_as(client, visitor).get(question.get_absolute_url())
    words = words_of(page)
    assert "On everyone" in words
    assert ("On practitioners" in words) is (visitor in {"practitioner", "editor"})
    assert ("Five ml." in words) is (visitor in {"practitioner", "editor"})
    assert ("What this page does not show you" in words) is (visitor not in {"practitioner", "editor"})
    assert ("On nothing" in words) is (visitor == "editor")
    assert ("Hidden product" in words) is (visitor == "editor")


@pytest.mark.parametrize("harm", HARMFUL)
def test_harmful_markup_of_an_answer_does_not_pass(client, harm):
    question = factories.question(answer=f"First.\n\n{harm}\n\nLast.", question="Is it <b>safe</b>?")
    page = main_of(client.get(question.get_absolute_url()))
    assert "First." in page
    assert "Last." in page
    html = client.get(f"/api/v1{question.get_absolute_url()}").json()["answer_html"]
    for text in (page, html):
        assert not [found for found in STRIPPED if found in text]
    assert "<b>safe" not in page


# Who may read it


@pytest.mark.parametrize(
    ("status", "access", "anyone", "consumer", "practitioner", "editor"),
    [
        (Status.PUBLISHED, Access.EVERYONE, 200, 200, 200, 200),
        (Status.PUBLISHED, Access.PRACTITIONERS, "in", 403, 200, 200),
        (Status.PUBLISHED, Access.PROFESSIONALS, "in", 403, 200, 200),
        (Status.PUBLISHED, "", 404, 404, 404, 200),  # nobody has been named for it
        (Status.DRAFT, Access.EVERYONE, 404, 404, 404, 200),
        (Status.DRAFT, Access.PRACTITIONERS, 404, 404, 404, 200),
        (Status.RETIRED, Access.EVERYONE, 410, 410, 410, 200),  # with the reason
        (Status.RETIRED, Access.PRACTITIONERS, 404, 404, 410, 200),
    ],
)
@pytest.mark.parametrize("make", [factories.question, factories.article])
def test_who_may_read_a_text(client, make, status, access, anyone, consumer, practitioner, editor):
    text = make(status=status, access=access)
    for visitor, expected in {"anyone": anyone, "consumer": consumer, "practitioner": practitioner, "editor": editor}.items():
        client.logout()
        signed_in_as(client, visitor)
        page, answer = client.get(text.get_absolute_url()), client.get(f"/api/v1{api_path(text)}")
        assert page.status_code == (302 if expected == "in" else expected)
        assert answer.status_code == (401 if expected == "in" else expected)
        if expected == "in":
            assert page["Location"] == f"/account/login/?next={text.get_absolute_url()}"
        if expected == 403:
            assert str(text) not in words_of(page)
            assert "Have your profession checked" in words_of(page)


def api_path(text):
    return f"/{'questions' if isinstance(text, Question) else 'articles'}/{text.slug}/"


@pytest.mark.parametrize("visitor", VISITORS)
def test_a_question_for_practitioners_is_listed_nowhere_for_others(client, visitor):
    product = factories.product()
    question = factories.question(topic="clinic", question="How many zeppelins?", access=Access.PRACTITIONERS)
    question.products.add(product)
    Question.objects.filter(topic="clinic").exclude(pk=question.pk).delete()
    signed_in_as(client, visitor)
    pages = ["/questions/", "/questions/?search=zeppelins", f"/questions/?product={product.slug}", product.get_absolute_url()]
    named = [question.get_absolute_url() in addresses_of(client.get(page)) for page in pages[1:]]
    reads = visitor in {"practitioner", "editor"}
    assert named == [reads] * 3
    assert (("In the clinic") in words_of(client.get("/questions/"))) is reads
    listed = client.get(f"/api/v1/questions/?product={product.slug}").json()["count"]
    assert listed == (1 if reads else 0)


def test_staff_see_that_a_question_is_a_draft(client):
    client.force_login(factories.editor())
    words = words_of(client.get(factories.question(status=Status.DRAFT).get_absolute_url()))
    assert "Draft" in words


def test_nothing_but_reading_is_answered(client):
    assert client.post("/questions/").status_code == 405
    assert client.post("/learn/choosing-a-serum/").status_code == 405


# A product's page


def test_a_product_links_what_speaks_of_it(client):
    product = factories.product(name="Balm")
    factories.fact(product, text="A zeppelin is not part of it.", topic="suits")
    term = GlossaryTerm.objects.create(slug="zeppelin", term="zeppelin", meaning="A ship of the air.")
    question, article, disagreement = factories.question(), factories.article(), factories.disagreement()
    for text in (question, article, disagreement):
        text.products.add(product)
    addresses = addresses_of(client.get(product.get_absolute_url()))
    for text in (question, article, disagreement, term):
        assert text.get_absolute_url() in addresses


@pytest.mark.parametrize(("number", "more"), [(8, False), (9, True)])
def test_a_product_with_many_questions_links_the_others(client, number, more):
    product = factories.product(name="Balm")
    for _ in range(number):
        factories.question().products.add(product)
    page = client.get(product.get_absolute_url())
    assert (f"/questions/?product={product.slug}" in addresses_of(page)) is more
    assert len([one for one in addresses_of(page) if one.startswith("/questions/question-")]) == 8


@pytest.mark.parametrize("make", [factories.question, factories.article, factories.disagreement])
@pytest.mark.parametrize("fields", [{"access": ""}, {"access": Access.PRACTITIONERS}])
def test_a_product_links_nothing_that_the_visitor_may_not_read(client, make, fields):
    product = factories.product()
    text = make(**fields)
    text.products.add(product)
    assert text.get_absolute_url() not in addresses_of(client.get(product.get_absolute_url()))


# The API


def test_the_api_gives_the_answer_of_the_page(client):
    question = Question.objects.get(slug="stem-cells-in-the-products")
    answer = client.get("/api/v1/questions/stem-cells-in-the-products/").json()
    assert answer["answer"] == question.answer
    assert "<li>" in answer["answer_html"]
    assert (answer["topic"], answer["evidence"], answer["evidence_group"]) == ("active", "manufacturer_claim", "statement")
    assert answer["citations"][0]["source"]
    assert answer["url"] == question.get_absolute_url()
    assert answer["disagreements"]


def test_an_entry_of_the_api_list(client):
    product = factories.product()
    question = factories.question(question="Will it float?", for_salon=True)
    question.products.add(product, factories.product(status=Status.DRAFT))
    (entry,) = client.get("/api/v1/questions/?search=float").json()["results"]
    assert entry == {
        "slug": question.slug,
        "question": "Will it float?",
        "topic": "use",
        "audiences": ["consumer", "salon"],
        "products": [product.slug],
        "url": question.get_absolute_url(),
        "summary": "It is a number.",
        "evidence": "manufacturer_claim",
        "evidence_group": "statement",
        "evidence_label": "The maker says so, no reference",
    }


def test_a_claim_of_the_api_has_its_qualifier_and_its_subject(client):
    question, product = factories.question(), factories.product()
    question.claims.add(factories.claim(product, qualifier="up to", value="50", unit="percent"))
    (claim,) = client.get(f"/api/v1{question.get_absolute_url()}").json()["claims"]
    assert (claim["qualifier"], claim["value"], claim["unit"], claim["product"]) == ("up to", "50", "percent", product.slug)


@pytest.mark.parametrize(("query", "field"), [("topic=x", "topic"), ("product=x", "product"), ("audience=x", "audience")])
def test_a_wrong_filter_of_the_api_is_400_at_its_name(client, query, field):
    answer = client.get(f"/api/v1/questions/?{query}")
    assert answer.status_code == 400
    assert list(answer.json()) == [field]


def test_pages_and_api_find_the_same(client):
    assert ANYONE.lens is None
    query = "topic=use&audience=consumer&search=skin"
    listed = [entry["url"] for entry in client.get(f"/api/v1/questions/?{query}&page_size=100").json()["results"]]
    page = addresses_of(client.get(f"/questions/?{query}"))
    assert listed
    assert [address for address in page if address in listed] == listed[:24]
