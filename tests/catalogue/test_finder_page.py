"""The product finder as a reader meets it: the questions, the products with their reasons, what was left out and the way on."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.finder import ON_TREATED_SKIN
from catalogue.finder_page import goals
from catalogue.models import Citation, Concern, Condition, Precaution, Product
from catalogue.visibility import Access, Status
from tests import factories
from tests.links import addresses_of, links_of, words_of
from tests.many_rows import link
from tests.reading import read

pytestmark = pytest.mark.django_db

FINDER = "/finder/"
NO = {"treated_skin": "no", "active_acne": "no", "health": "none", "time": "unsure"}


def ask(client, **answers):
    return client.get(FINDER, {**NO, **answers})


def shown(page):
    return [one["name"] for one in page.context["suggestions"]]


def left_out(page):
    return [one["name"] for one in page.context["exclusions"]]


def precaution(*products, **fields):
    row = Precaution.objects.create(**{"code": "made_up", "title": "Made up.", "access": Access.EVERYONE, **fields})
    row.products.set(products)
    return row


# The real line


@pytest.mark.parametrize(
    ("answers", "names", "others"),
    [
        ({"goal": "ageing"}, ["Multi-Action Cream", "Eye Contour Lifting Cream"], []),
        ({"goal": "hair-loss"}, ["Advanced Hair System"], []),
        ({"goal": "pigmentation"}, ["Professional Pigment Solution"], []),
        ({"goal": "eye-area"}, ["Eye Contour Lifting Cream"], []),
        ({"goal": "hydration"}, ["Restorative Hydration Cream", "Recovery Night Complex"], []),
        ({"goal": "after-procedure"}, ["CALECIM Serum", "Recovery Night Complex"], []),
        ({"goal": "after-procedure", "treated_skin": "yes"}, ["CALECIM Serum"], ["Recovery Night Complex"]),
        ({"goal": "ageing", "active_acne": "yes"}, ["Eye Contour Lifting Cream"], ["Multi-Action Cream"]),
        ({"goal": "hydration", "active_acne": "yes"}, ["Recovery Night Complex"], ["Restorative Hydration Cream"]),
        ({"goal": "hydration", "time": "morning"}, ["Restorative Hydration Cream"], ["Recovery Night Complex"]),
        ({"goal": "eye-area", "treated_skin": "yes"}, [], ["Eye Contour Lifting Cream"]),
        ({"goal": "hydration", "active_acne": "yes", "time": "morning"}, [], ["Restorative Hydration Cream", "Recovery Night Complex"]),
        ({"goal": "unsure"}, ["CALECIM Serum", "Professional Pigment Solution", "Multi-Action Cream"], []),
    ],
)
def test_what_the_line_offers(client, answers, names, others):
    page = ask(client, **answers)
    assert page.status_code == 200
    assert (shown(page), left_out(page)) == (names, others)
    words = words_of(page)
    assert [name for name in (*names, *others) if name not in words] == []


def test_every_wish_has_a_product_with_its_reason_and_what_it_is_not_for(client):
    for concern in Concern.objects.all():
        page = ask(client, goal=concern.slug)
        words = words_of(page)
        assert shown(page), concern
        assert words.count(f"Because you said “{concern.name}”: this is one of the things it is for.") == len(shown(page))
        assert words.count("What it is not for") == len(shown(page))
        assert words.count("No study on people is cited.") == len(shown(page))
        for name in shown(page):
            product = Product.objects.get(name=name)
            assert product.citations.first().section in words
            for fact in product.facts.filter(topic="not_for"):
                assert " ".join(fact.text.split()) in words


def test_what_leaves_a_product_out_is_said_with_its_source(client):
    words = words_of(ask(client, goal="ageing", active_acne="yes"))
    rule = Precaution.objects.get(code="mac_active_acne")
    after = words[words.index("Left out, and why") :]
    assert "Because you said “Active acne: Yes”." in after
    for said in (rule.title, rule.reason, rule.action, rule.citations.get().section):
        assert said in after


def test_a_clinician_is_asked_before_the_products(client):
    words = words_of(ask(client, goal="pigmentation", health="pregnancy"))
    for code in ("pregnancy", "pps_pregnancy_maker"):
        rule = Precaution.objects.get(code=code)
        assert words.index(rule.title) < words.index("1 product fits")
        assert rule.reason in words
        assert all(citation.section in words for citation in rule.citations.all())
    assert "Ask a practitioner" in words


def test_a_caution_goes_with_the_products(client):
    words = words_of(ask(client, goal="hydration", health="sensitive_skin"))
    scent = Precaution.objects.get(code="rhc_scent").title
    assert words.index("2 products fit") < words.index(scent)
    assert re.search(re.escape(scent) + r".*?About: Restorative Hydration Cream", words)
    assert "Recovery Night Complex" in shown(ask(client, goal="hydration", health="sensitive_skin"))


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"goal": "ageing", "active_acne": "unsure"}, {"mac_active_acne"}),
        ({"goal": "ageing", "treated_skin": "unsure"}, {"mac_immediately_post"}),
        ({"goal": "eye-area", "health": "unsure"}, set()),
    ],
)
def test_doubt_shows_what_matters_and_leaves_nothing_out(client, answers, codes):
    page = ask(client, **answers)
    words = words_of(page)
    assert left_out(page) == []
    after = words[words.index("If this applies to you") :]
    for code in codes:
        assert Precaution.objects.get(code=code).title in after
    if "health" in answers:
        rules = Precaution.objects.filter(
            condition__in=["pregnancy", "health", "sensitive_skin"], products__slug="eye-contour-lifting-cream"
        )
        assert rules.count() == 7
        assert [rule.title for rule in rules if rule.title not in after] == []


def test_the_whole_of_no_shows_no_precaution(client):
    words = words_of(ask(client, goal="ageing"))
    assert "If this applies to you" not in words
    assert "Ask a clinician first" not in words
    assert "Ask a practitioner" not in words


def test_on_treated_skin_the_page_says_what_is_stated_and_defers_to_the_clinic(client):
    words = words_of(ask(client, goal="after-procedure", treated_skin="yes"))
    assert "as your clinic told you" in words
    assert "Straight after a procedure. Start when your clinic told you to." in words
    assert "The maker says to put it on at once after a procedure, in the clinic." in words
    assert "1.25 ml" not in words
    assert "Straight after a procedure" not in words_of(ask(client, goal="after-procedure"))


def test_the_moments_of_the_rule_are_those_of_the_products():
    assert set(Product.AfterProcedure.values) >= ON_TREATED_SKIN


# Nothing fits


def taking_back(page):
    return {words: address for address, words in links_of(page) if words.startswith("Take back")}


def test_what_emptied_it_is_named_and_taken_back_in_one_click(client):
    page = ask(client, goal="eye-area", treated_skin="yes")
    words = words_of(page)
    assert "No product fits all of your answers" in words
    assert "Ask a practitioner" in words
    ((label, address),) = taking_back(page).items()
    assert label == "Take back “Skin treated in a procedure and not yet back to normal: Yes”"
    after = client.get(address)
    assert shown(after) == ["Eye Contour Lifting Cream"]
    assert after.context["answers"][0]["value"] == "Eye area"


def test_an_answer_among_several_is_taken_back_alone(client):
    only = factories.product(name="Only one")
    concern = Concern.objects.create(slug="rare", name="Rare")
    only.concerns.add(concern)
    precaution(only, severity="never", condition="pregnancy")
    page = client.get(FINDER, {**NO, "goal": "rare", "health": ["pregnancy", "sensitive_skin"]})
    ((label, address),) = taking_back(page).items()
    assert label == "Take back “Pregnancy or breastfeeding”"
    assert shown(client.get(address)) == ["Only one"]
    assert "health=sensitive_skin" in address


def test_several_causes_are_all_named(client):
    page = ask(client, goal="hydration", treated_skin="yes", active_acne="yes", time="morning")
    assert "More than one of these stands in the way" in words_of(page)
    assert len(taking_back(page)) == 3


# The questions


def test_the_questions_stand_on_one_page_with_nothing_chosen(client):
    page = client.get(FINDER)
    words = words_of(page)
    assert page.status_code == 200
    assert b"checked" not in page.content
    assert len(page.context["questions"]) == 5
    assert page.content.decode().count('value="unsure"') == 5
    for concern in Concern.objects.all():
        assert concern.name in words


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("goal=beauty", "What do you want help with? This is not one of the answers."),
        ("goal=ageing&treated_skin=perhaps", "not settled yet? This is not one of the answers."),
        ("goal=ageing&active_acne=1", "Do you have active acne? This is not one of the answers."),
        ("goal=ageing&health=vanity", "Does any of this apply to you? This is not one of the answers."),
        ("goal=ageing&health=none&health=pregnancy", "“None of these” and another answer do not go together."),
        ("goal=ageing&time=noon", "When would you use it? This is not one of the answers."),
        ("goal=ageing&time=morning&time=evening", "When would you use it? Give one answer to this question."),
        ("goal=ageing&goal=hydration", "What do you want help with? Give one answer to this question."),
    ],
)
def test_what_is_no_answer_is_refused_at_its_question(client, query, sentence):
    page = client.get(f"{FINDER}?{query}")
    assert page.status_code == 400
    assert sentence in words_of(page)
    assert "fits" not in words_of(page).replace("Show what fits", "")
    if query.startswith("goal=ageing&") and "goal=hydration" not in query:
        assert re.search(r'value="ageing"\s+checked', page.content.decode())


@pytest.mark.parametrize("name", ["goal", "treated_skin", "active_acne", "health", "time"])
def test_a_question_left_out_counts_as_not_sure(client, name):
    answers = {"goal": "ageing", **NO}
    doubt = client.get(FINDER, {**answers, name: "unsure"})
    del answers[name]
    assert shown(client.get(FINDER, answers)) == shown(doubt)


def test_every_answer_can_be_changed(client):
    page = ask(client, goal="ageing")
    changes = [address for address, words in links_of(page) if words.startswith("Change")]
    assert changes == ["#id_goal", "#id_treated_skin", "#id_active_acne", "#id_health", "#id_time"]
    assert [change for change in changes if f'id="{change[1:]}"' not in page.content.decode()] == []
    assert page.content.decode().count("checked") == 5


def test_one_form_reads_only(client):
    assert client.post(FINDER, {"goal": "ageing"}).status_code == 405
    assert reverse("finder") == FINDER


# Who sees what


@pytest.mark.parametrize("fields", [{"status": Status.DRAFT}, {"access": ""}, {"access": Access.PRACTITIONERS}, {"status": Status.RETIRED}])
def test_a_product_that_is_not_for_the_reader_shows_nowhere(client, fields):
    hidden = factories.product(name="Hidden thing", slug="hidden-thing", step=1, **({"retired_reason": "Stopped."} | fields))
    wish = Concern.objects.create(slug="secret", name="Secret wish")
    hidden.concerns.add(wish, Concern.objects.get(slug="ageing"))
    for answers in ({"goal": "ageing"}, {"goal": "ageing", "treated_skin": "yes"}, {"goal": "unsure"}):
        page = ask(client, **answers)
        assert "Hidden thing" not in words_of(page)
        assert hidden.get_absolute_url() not in addresses_of(page)
    assert "Secret wish" not in words_of(client.get(FINDER))
    assert ask(client, goal="secret").status_code == 400


def test_staff_preview_a_draft(client):
    draft = factories.product(name="Draft thing", status=Status.DRAFT)
    draft.concerns.add(Concern.objects.get(slug="hair-loss"))
    client.force_login(factories.user(is_staff=True))
    assert shown(ask(client, goal="hair-loss")) == ["Advanced Hair System", "Draft thing"]


@pytest.mark.parametrize(
    ("access", "anyone", "practitioner"), [("everyone", False, False), ("practitioners", True, False), ("", True, True)]
)
def test_a_precaution_counts_for_whoever_may_read_it(client, access, anyone, practitioner):
    one = Product.objects.get(slug="advanced-hair-system")
    precaution(one, severity="never", condition="active_acne", title="Secret words.", access=access)
    for person, fits in ((None, anyone), (factories.practitioner(), practitioner)):
        if person:
            client.force_login(person)
        page = ask(client, goal="hair-loss", active_acne="yes")
        assert bool(shown(page)) is fits
        assert ("Secret words." in words_of(page)) is not fits


def test_what_is_withheld_is_said(client):
    one = Product.objects.get(slug="advanced-hair-system")
    precaution(one, severity="caution", condition="active_acne", title="Secret words.", access=Access.PRACTITIONERS)
    page = ask(client, goal="hair-loss")
    assert "What this page does not show you" in words_of(page)
    sign_in = next(address for address, words in links_of(page) if words == "Sign in" and "next" in address)
    assert "next=%2Ffinder%2F%3Ftreated_skin%3Dno%26" in sign_in
    assert "What this page does not show you" not in words_of(ask(client, goal="eye-area"))


def test_a_claim_that_is_not_for_the_reader_lends_no_evidence(client):
    one = Product.objects.get(slug="advanced-hair-system")
    factories.claim(one, evidence="anecdote", access=Access.PRACTITIONERS)
    assert "One person’s experience" not in words_of(ask(client, goal="hair-loss"))
    factories.claim(one, evidence="anecdote")
    assert "One person’s experience" in words_of(ask(client, goal="hair-loss"))


# What it costs


def test_it_costs_the_same_with_few_and_with_many_precautions(client):
    product = Product.objects.get(slug="eye-contour-lifting-cream")

    def queries():
        with CaptureQueriesContext(connection) as counted:
            assert ask(client, goal="eye-area", health="unsure", treated_skin="unsure").status_code == 200
        return len(counted)

    few = queries()
    rows = [
        Precaution(code=f"many_{number}", severity="caution", condition=Condition.HEALTH, title="One of many.", access=Access.EVERYONE)
        for number in range(50)
    ]
    made = Precaution.objects.bulk_create(rows)
    link(Precaution.products, made, product)
    link(Precaution.citations, made, Citation.objects.first())
    for number in range(20):
        factories.fact(product, topic="not_for", text=f"Not for {number}.")
    assert queries() == few <= 12


def test_goals_are_the_concerns_with_products():
    empty = Concern.objects.create(slug="empty", name="Empty")
    assert empty not in goals(factories.CONSUMER)
    assert len(goals(factories.CONSUMER)) == 6


def test_headings_stand_in_order(client):
    assert read(ask(client, goal="ageing")).headings[0] == "Product finder"
