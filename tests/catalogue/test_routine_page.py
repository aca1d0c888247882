"""The routine builder as a reader meets it: what to put on tonight, the two orders with their reasons and sources, and what is left out."""

import re

import pytest

from catalogue.models import OrderRule, Precaution, Product, RoutineNote
from catalogue.visibility import Access, Status
from tests import factories
from tests.links import links_of, words_of
from tests.reading import read
from tests.reading_grade import reading_grade

pytestmark = pytest.mark.django_db

ROUTINE = "/routine/"
SERUM, MULTI, HYDRATION = "calecim-serum", "multi-action-cream", "restorative-hydration-cream"
PIGMENT, EYE, NIGHT, HAIR = "professional-pigment-solution", "eye-contour-lifting-cream", "recovery-night-complex", "advanced-hair-system"
WELL = {"skin": "none", "procedure": "no"}
ALL = [SERUM, MULTI, HYDRATION, PIGMENT, EYE, NIGHT, HAIR]


def ask(client, *products, **answers):
    return client.get(ROUTINE, {"product": list(products), **WELL, **answers})


def names(page, moment):
    return [step["name"] for step in page.context[moment]]


def between(words, start, end):
    return words[words.index(start) + len(start) : words.index(end)]


# The real line


def test_the_whole_line_comes_out_in_the_order_of_the_documents(client):
    page = ask(client, *ALL)
    assert page.status_code == 200
    order = ["Cleanser", "Toner", "CALECIM Serum", "Professional Pigment Solution", "Multi-Action Cream"]
    order += ["Eye Contour Lifting Cream", "Restorative Hydration Cream"]
    assert names(page, "morning") == [*order, "Sunscreen"]
    assert names(page, "evening") == order
    words = words_of(page)
    morning = words[words.index("Morning") : words.index("Evening")]
    places = [morning.index(f"{step['name']} {step['reason']}") for step in page.context["morning"]]
    assert places == sorted(places)


def test_every_place_has_its_reason_and_source(client):
    page = ask(client, *ALL)
    words = words_of(page)
    for step in [*page.context["morning"], *page.context["evening"]]:
        assert step["reason"] in words
        assert step["citations"], step["name"]
        assert all(citation["section"] in words for citation in step["citations"])


def test_toner_beside_the_serum_is_said_to_be_not_stated_by_the_maker(client):
    assert "Whether it goes on before or after toner is not stated by the maker." in words_of(ask(client, SERUM, MULTI))
    assert "not stated by the maker" not in words_of(ask(client, SERUM))  # nobody tones for the Serum alone


def test_what_is_missing_is_skipped_by_name(client):
    assert "Skip: serum, eye cream, moisturiser." in words_of(ask(client, MULTI, PIGMENT))
    assert "Skip:" not in words_of(ask(client, SERUM, PIGMENT, MULTI, EYE, HYDRATION))


def test_without_the_serum_both_statements_of_the_maker_are_told(client):
    page = ask(client, MULTI, PIGMENT)
    assert names(page, "evening") == ["Cleanser", "Toner", "Professional Pigment Solution", "Multi-Action Cream"]
    note = RoutineNote.objects.get(topic="no_serum")
    assert note.text in words_of(page)
    assert note.text not in words_of(ask(client, SERUM, MULTI, PIGMENT))


def test_the_night_mask_and_the_scalp_product_stand_beside_the_order(client):
    page = ask(client, SERUM, NIGHT, HAIR)
    words = words_of(page)
    assert names(page, "evening") == ["Cleanser", "CALECIM Serum"]
    assert "For the night: Recovery Night Complex" in words
    assert "Its place next to the Serum or the creams is not stated" in words
    assert "Advanced Hair System This is for the scalp" in words


def test_pigment_solution_brings_the_renewal_of_sunscreen(client):
    assert "every 2 to 3 hours" in words_of(ask(client, PIGMENT))
    assert "every 2 to 3 hours" not in words_of(ask(client, SERUM))


# What else is used


def test_a_retinoid_goes_on_other_nights_than_the_serum(client):
    page = ask(client, SERUM, MULTI, also_using="retinoid")
    assert names(page, "evening") == ["Cleanser", "Toner", "CALECIM Serum", "Retinoid", "Multi-Action Cream"]
    assert "Retinoid" not in names(page, "morning")
    words = words_of(page)
    assert "On the nights without your retinoid." in words
    assert "On the other nights, in place of the Serum." in words
    rule = Precaution.objects.get(code="retinoid_pairing")
    assert rule.action in words
    assert "CALECIM Serum or your retinoid, one of the two" in words


def test_vitamin_c_stands_in_the_morning_and_an_acid_nowhere(client):
    page = ask(client, SERUM, also_using=["vitamin_c", "acid"])
    assert names(page, "morning") == ["Cleanser", "CALECIM Serum", "Vitamin C", "Sunscreen"]
    assert names(page, "evening") == ["Cleanser", "CALECIM Serum"]
    words = words_of(page)
    assert Precaution.objects.get(code="aha_stagger").action in words
    assert (
        "The buying guide says both: a stem cell serum first, and vitamin C before it. Here the Serum goes first. (house decision)" in words
    )
    assert "before or after serum is not stated" not in words  # the guide's sample morning states it
    (step,) = [step for step in page.context["morning"] if step["name"] == "Vitamin C"]
    sections = {citation["section"] for citation in step["citations"]}
    assert sections == {"Practical routine examples", "How to use products in a routine"}  # where it says the one, and the other


@pytest.mark.parametrize(("active", "moment"), [("retinoid", "evening"), ("vitamin_c", "morning")])
def test_an_active_before_the_cream_without_the_serum_is_a_marked_decision(client, active, moment):
    said = "Here the guide is followed. (house decision)"
    page = ask(client, MULTI, also_using=active)
    assert said in words_of(page)
    step = next(step for step in page.context[moment] if step["product"] == MULTI)
    assert step["house"]
    sections = {citation["section"] for citation in step["citations"]}
    assert sections == {"Multi-Action Cream > How do you apply it?", "Practical routine examples"}  # the maker’s word and the guide’s
    assert said not in words_of(ask(client, MULTI, SERUM, also_using=active))


# Skin


def test_tonight_after_a_peel_is_answered_before_all_else(client):
    page = ask(client, SERUM, MULTI, EYE, procedure="today")
    words = words_of(page)
    tonight = between(words, "Tonight", "Left out, and why")
    assert "Cleanse as your clinic told you, then CALECIM Serum, as much as your clinic told you." in tonight
    assert "Leave out: Multi-Action Cream, Eye Contour Lifting Cream." in tonight
    assert "What your clinic told you comes first." in tonight
    assert words.index("Do not use on an unneutralised peel") < words.index("Tonight") < words.index("Left out") < words.index("Morning")
    assert names(page, "evening") == ["Cleanser", "CALECIM Serum"]


@pytest.mark.parametrize("procedure", ["today", "yesterday", "earlier"])
def test_no_cream_and_no_active_on_treated_skin(client, procedure):
    page = ask(client, *ALL, procedure=procedure, also_using=["retinoid", "acid", "vitamin_c"])
    assert names(page, "evening") == ["Cleanser", "CALECIM Serum"]
    assert names(page, "morning") == ["Cleanser", "CALECIM Serum", "Sunscreen"]
    words = words_of(page)
    assert RoutineNote.objects.get(topic="treated_actives").text in words
    assert "48 to 72 hours" not in words  # a patch test takes longer than tonight
    assert ("For the night: Recovery Night Complex" in words) == (procedure != "today")


def test_who_owns_nothing_for_treated_skin_puts_on_nothing(client):
    assert "Put on none of these products." in words_of(ask(client, MULTI, procedure="today"))


@pytest.mark.parametrize(
    ("owned", "answers", "said"),
    [
        ([HAIR], {}, "None of these goes on the face."),
        ([HAIR], {"procedure": "today"}, "None of these goes on the face."),
        ([HAIR, MULTI], {"procedure": "today"}, "Put on none of these products. Cleanse as your clinic told you."),
        ([NIGHT], {}, "Cleanse. For the night also Recovery Night Complex: where it goes is not stated."),
        (
            [NIGHT],
            {"procedure": "yesterday"},
            "Cleanse as your clinic told you. If your clinic agrees, Recovery Night Complex for the night.",
        ),
    ],
)
def test_tonight_speaks_of_everything_owned(client, owned, answers, said):
    assert ask(client, *owned, **answers).context["tonight"] == said


@pytest.mark.parametrize(("owned", "left"), [([HAIR], ""), ([HAIR, MULTI], "Multi-Action Cream")])
def test_a_product_for_the_scalp_is_not_among_what_waits(client, owned, left):
    assert ask(client, *owned, procedure="today").context["not_tonight"] == left


def test_active_acne_stops_the_creams_before_the_order(client):
    page = ask(client, SERUM, MULTI, HYDRATION, skin="active_acne")
    words = words_of(page)
    assert names(page, "evening") == ["Cleanser", "CALECIM Serum"]
    for code in ("mac_active_acne", "rhc_active_acne"):
        rule = Precaution.objects.get(code=code)
        assert words.index(rule.title) < words.index("Tonight") < words.index(rule.reason) < words.index("Morning")


def test_oily_skin_leaves_the_moisturiser_out_with_the_makers_reason(client):
    page = ask(client, MULTI, HYDRATION, skin="oily")
    assert names(page, "evening")[-1] == "Multi-Action Cream"
    rule = Precaution.objects.get(code="mac_oily_skin")
    assert f"You said your skin is oily. {rule.reason} {rule.action}" in words_of(page)


def test_a_question_left_open_leaves_nothing_out_and_is_said(client):
    page = client.get(ROUTINE, {"product": [MULTI]})
    words = words_of(page)
    assert "Multi-Action Cream" in names(page, "evening")
    assert ("#in-doubt", "read what holds if it applies to you") in links_of(page)
    assert words.index("You left a question open") < words.index("Morning")  # told before the order, not only after it
    after = words[words.index("If this applies to you") :]
    assert Precaution.objects.get(code="mac_active_acne").title in after
    assert Precaution.objects.get(code="mac_immediately_post").title in after
    assert "If this applies to you" not in words_of(ask(client, MULTI))


def test_the_open_question_about_a_procedure_drops_no_warning(client):
    """The answer that gave no box, no link and no word of what may not be done after a procedure."""
    page = client.get(ROUTINE, {"product": [SERUM, PIGMENT, EYE], "also_using": "acid"})
    words = words_of(page)
    for code in ("serum_unneutralised_peel", "serum_oxygen_facial"):
        assert words.index(Precaution.objects.get(code=code).title) < words.index("Tonight")
    assert words.index("You left a question open") < words.index("Morning")
    after = words[words.index("If this applies to you") :]
    assert Precaution.objects.get(code="exfoliant_on_treated_skin").title in after
    asked = "If your skin was treated in a procedure and is not back to normal:"
    assert f"Professional Pigment Solution {asked} The maker allows it after a treatment" in after
    assert f"Eye Contour Lifting Cream {asked}" in after
    assert len(re.findall(r'class="(?:never-box|stop-box)"', page.content.decode())) == 1
    answered = words_of(client.get(ROUTINE, {"product": [SERUM, PIGMENT, EYE], **WELL}))
    assert asked not in answered
    assert "unneutralised peel" not in answered


def test_what_waits_besides_the_products_is_left_out_with_the_reason(client):
    page = ask(client, SERUM, procedure="today", also_using=["retinoid", "vitamin_c"])
    words = words_of(page)
    assert "Leave out: Retinoid, Vitamin C." in words
    assert f"Retinoid, Vitamin C You said your skin was treated. {RoutineNote.objects.get(topic='treated_actives').text}" in words
    assert "Leave out:" not in words_of(ask(client, SERUM, also_using=["retinoid", "vitamin_c"]))


def test_the_night_complex_waits_by_a_marked_decision_with_the_makers_words(client):
    (out,) = ask(client, NIGHT, procedure="today").context["left_out"]
    assert out["text"].startswith("Left out on the day of the treatment itself. Ask your clinic when you may start. (house precaution)")
    assert Precaution.objects.get(code="rnc_ablative").reason in out["text"]


def test_what_the_clinic_told_has_its_sources_and_speaks_of_no_product_not_owned(client):
    page = ask(client, MULTI, procedure="today")
    notes = page.context["clinic_first"]
    assert all(note["citations"] and "Serum" not in note["text"] for note in notes)
    assert between(words_of(page), "Tonight", "Left out, and why").count("How to use products in a routine") == len(notes) == 2


@pytest.mark.parametrize("topic", ["night_mask", "scalp", "cleansing", "after_procedure", "sunscreen", "treated_actives"])
@pytest.mark.parametrize(("mark", "words"), [("house", "(house decision)"), ("inferred", "(inferred)")])
def test_marks_stand_wherever_a_note_is_shown(client, topic, mark, words):
    RoutineNote.objects.exclude(topic=topic).update(house=False, inferred=False)
    RoutineNote.objects.filter(topic=topic).update(**{"house": False, "inferred": False, mark: True, "text": "A marked note."})
    treated = "no" if topic == "sunscreen" else "yesterday"
    page = ask(client, SERUM, NIGHT, HAIR, procedure=treated, also_using="retinoid")
    assert re.search(rf"(A marked note\. )+{re.escape(words)}", words_of(page))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (RoutineNote.objects.filter(code="start-slowly"), "only if your skin tolerates it and the brand agrees"),
        (
            RoutineNote.objects.filter(code="actives-wait"),
            "an antioxidant serum only if advised",
        ),  # the guide does not name vitamin C there
    ],
)
def test_no_condition_of_the_buying_guide_is_dropped(said, words):
    assert words in said.get().text


def test_sunscreen_over_pigment_solution_is_inferred_from_two_passages():
    rule = OrderRule.objects.get(code="pigment-solution-sunscreen")
    assert rule.inferred
    assert rule.citations.count() == 2


def close_a_circle():
    """Past the model, which refuses it."""
    OrderRule.objects.filter(code="cleanser-serum").update(first="sunscreen", then="cleanser")


def test_a_circle_in_the_rules_answers_in_the_numbered_order_and_is_logged(client, caplog):
    close_a_circle()
    page = ask(client, SERUM, MULTI, HYDRATION)
    assert page.status_code == 200
    assert [step["product"] for step in page.context["evening"] if step["product"]] == [SERUM, MULTI, HYDRATION]
    words = words_of(page)
    assert "The rules of the order contradict each other now." in words
    assert "The maker puts" not in " ".join(step["reason"] for step in page.context["evening"])  # no reason is made up
    assert "go in a circle" in caplog.text


def test_a_circle_in_the_rules_leaves_the_picture_off_the_product_page(client, caplog):
    assert "Its place among the layers" in words_of(client.get(f"/products/{SERUM}/"))
    close_a_circle()
    page = client.get(f"/products/{SERUM}/")
    assert (page.status_code, page.context["layers"]) == (200, [])
    assert "Its place among the layers" not in words_of(page)
    assert "go in a circle" in caplog.text


def test_at_most_two_warning_boxes(client):
    page = ask(client, *ALL, procedure="today", skin=["oily", "active_acne"], also_using=["retinoid", "acid", "vitamin_c"])
    assert len(re.findall(r'class="(?:never-box|stop-box)"', page.content.decode())) == 1


# What the form takes


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("", 200, "Your morning and your evening will stand here."),
        ("?procedure=today", 200, "Tick at least one product"),  # no fault yet
        ("?product=nothing", 400, "This is not one of the answers."),
        ("?product=calecim-serum&product=nothing", 400, "This is not one of the answers."),
        ("?product=calecim-serum&procedure=now", 400, "This is not one of the answers."),
        ("?product=calecim-serum&procedure=today&procedure=no", 400, "Give one answer to this question."),
        ("?product=calecim-serum&skin=none&skin=oily", 400, "do not go together"),
        ("?product=calecim-serum&also_using=none&also_using=acid", 400, "do not go together"),
        ("?product=%00", 400, "This is not one of the answers."),
        ("?product=%ED%A0%80", 400, "This is not one of the answers."),  # half of a character
        ("?product=" + "x" * 3000, 400, "This is not one of the answers."),
        ("?product=none", 400, "This is not one of the answers."),
        ("?product=calecim-serum&product=calecim-serum", 200, "Tonight"),  # the same one twice
        ("?product=calecim-serum&utm_source=post", 200, "Tonight"),  # what else stands in the address is none of ours
        ("?utm_source=post", 200, "Your morning and your evening will stand here."),
    ],
)
def test_what_the_address_may_hold(client, query, status, sentence):
    page = client.get(ROUTINE + query)
    assert page.status_code == status
    assert sentence in words_of(page)
    assert ("There is a problem" in words_of(page)) == (status == 400)


def test_nothing_is_lost_when_an_answer_is_refused(client):
    page = client.get(ROUTINE + f"?product={SERUM}&product={MULTI}&skin=none&skin=oily&procedure=today")
    ticked = re.findall(r'value="([^"]+)" checked', page.content.decode())
    assert ticked == [SERUM, MULTI, "today", "oily", "none"]


def test_the_answers_stand_in_the_form_again(client):
    page = ask(client, SERUM, EYE, procedure="yesterday", also_using="acid")
    assert re.findall(r'value="([^"]+)" checked', page.content.decode()) == [SERUM, EYE, "yesterday", "none", "acid"]
    assert client.post(ROUTINE).status_code == 405


# Who sees what


@pytest.mark.parametrize(
    "state",
    [{"status": Status.DRAFT}, {"access": Access.PRACTITIONERS}, {"access": ""}, {"status": Status.RETIRED, "retired_reason": "Gone."}],
)
def test_what_a_visitor_may_not_see_is_no_answer(client, state):
    Product.objects.filter(slug=EYE).update(**state)
    page = ask(client, EYE)
    assert page.status_code == 400
    assert "Eye Contour Lifting Cream" not in words_of(page)
    assert "Eye Contour Lifting Cream" not in words_of(ask(client, SERUM, MULTI))


def test_a_precaution_for_practitioners_is_withheld_and_said_to_be(client):
    rule = Precaution.objects.get(code="aha_stagger")
    Precaution.objects.filter(pk=rule.pk).update(access=Access.PRACTITIONERS)
    page = ask(client, SERUM, also_using="acid")
    assert rule.action not in words_of(page)
    assert "What this page does not show you" in words_of(page)
    client.force_login(factories.practitioner())
    assert rule.action in words_of(ask(client, SERUM, also_using="acid"))


def test_the_page_holds_no_clinic_figure(client):
    for procedure in ("today", "yesterday", "earlier", "no"):
        words = words_of(ask(client, *ALL, procedure=procedure)).replace("\xa0", " ")
        assert not re.search(r"\d ?ml\b|\d ?mm\b|\b(eight|8) (times|applications)\b", words)


# What an editor changes


def test_an_editors_rule_turns_the_order_round_everywhere(client):
    OrderRule.objects.create(code="new", first="serum", then="toner", reason="A new word of the maker.")
    page = ask(client, SERUM, MULTI)
    assert names(page, "evening") == ["Cleanser", "CALECIM Serum", "Toner", "Multi-Action Cream"]
    assert "A new word of the maker." in words_of(page)
    layers = [layer["name"] for layer in client.get(f"/products/{SERUM}/").context["layers"]]
    assert layers[:3] == ["Cleanser", "Serum", "Toner"]


def test_without_any_rule_or_note_the_page_still_answers(client):
    OrderRule.objects.all().delete()
    RoutineNote.objects.all().delete()
    page = ask(client, *ALL, procedure="today")
    assert page.status_code == 200
    assert names(page, "evening") == ["Cleanser", "CALECIM Serum"]
    assert "No document says more of its place." in words_of(ask(client, SERUM))


def test_words_typed_by_an_editor_are_text(client):
    RoutineNote.objects.filter(topic="patch_test").update(text="<b>odd</b>")
    assert "<b>odd</b>" in words_of(ask(client, SERUM))


def test_two_products_at_one_place_are_told_apart_by_name_and_said_to_be_unordered(client):
    for name in ("Beta cream", "Alpha cream"):
        factories.product(slug=name.split()[0].lower(), name=name, step=3, morning=True, evening=True)
    page = ask(client, "beta", "alpha")
    assert names(page, "evening") == ["Cleanser", "Toner", "Alpha cream", "Beta cream"]
    assert words_of(page).count("Two of your products share this place. Which goes first is not stated.") == 4


# How it reads


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"procedure": "today"},
        {"procedure": "yesterday", "also_using": ["retinoid", "acid", "vitamin_c"]},
        {"skin": ["oily", "active_acne"]},
    ],
)
def test_the_answer_reads_at_grade_8_or_lower(client, answers):
    page = ask(client, *ALL, **answers).context
    said = [step["reason"] for step in (*page["morning"], *page["evening"])]
    said += [
        item["text"] for item in (*page["left_out"], *page["night_options"], *page["sun"], *page["clinic_first"], *page["order_notes"])
    ]
    said += [note["text"] for group in page["before_starting"] for note in group["notes"]]
    assert reading_grade(" ".join(said)) <= 8


def test_it_is_found_from_every_page_from_search_and_in_the_sitemap(client):
    assert (ROUTINE, "Routine") in links_of(client.get("/"))
    assert any(address.startswith(ROUTINE) for address, _words in links_of(client.get("/search/?q=routine+builder")))
    assert "/routine/" in client.get("/sitemap.xml").content.decode()


def test_steps_lead_to_their_products(client):
    assert f"/products/{SERUM}/" in read(ask(client, SERUM)).links
