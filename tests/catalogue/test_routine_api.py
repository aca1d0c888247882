"""The routine as JSON: the shape of the contract, what is refused, and the same answer as the page."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import make_token
from calecim_portal.rates import Rate
from catalogue.models import Precaution, Product
from catalogue.visibility import Access, Status
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/routines/"
HYDRATION = "restorative-hydration-cream"
SERUM, MULTI, EYE, HAIR = "calecim-serum", "multi-action-cream", "eye-contour-lifting-cream", "advanced-hair-system"


def send(client, body, **headers):
    return client.post(ADDRESS, body if isinstance(body, str | bytes) else json.dumps(body), content_type="application/json", **headers)


def order(client, *products, **more):
    answer = send(client, {"products": products, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_shape(client):
    answer = order(client, EYE, SERUM, HAIR, MULTI, also_using=["retinoid"])
    assert answer.keys() == {"am", "pm", "advisories"}
    for steps in (answer["am"], answer["pm"]):
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert all(step.keys() == {"position", "product", "name", "reason", "citations"} for step in steps)
        assert all(step["reason"] and step["citations"] for step in steps)
        assert all(citation.keys() == {"source", "title", "section"} for step in steps for citation in step["citations"])
    assert [step["product"] for step in answer["am"]] == [None, None, SERUM, MULTI, EYE, None]
    assert [step["name"] for step in answer["am"] if step["product"] is None] == ["Cleanser", "Toner", "Sunscreen"]
    assert [step["name"] for step in answer["pm"]][3] == "Retinoid"
    assert all(one.keys() == {"code", "severity", "text", "products", "citations"} for one in answer["advisories"])


def test_what_has_no_place_and_what_depends_on_the_skin_is_advised(client):
    found = {one["code"]: one for one in order(client, SERUM, MULTI, HAIR, also_using=["retinoid", "acid"])["advisories"]}
    assert (found["left_out_scalp"]["products"], found["left_out_scalp"]["severity"]) == ([HAIR], "info")
    assert (found["mac_active_acne"]["severity"], found["mac_active_acne"]["products"]) == ("never", [MULTI])
    assert found["mac_immediately_post"]["severity"] == "delay"
    assert {"retinoid_pairing", "aha_stagger", "patch-where", "sunscreen-last"} <= found.keys()
    assert all(one["citations"] for one in found.values())


def test_every_warning_about_a_procedure_is_advised(client):
    """The API asks nothing of the skin, so all that hangs on it is said."""
    found = {one["code"]: one for one in order(client, SERUM, "professional-pigment-solution", EYE, MULTI, HYDRATION)["advisories"]}
    severities = {
        code: found[code]["severity"] for code in ("serum_unneutralised_peel", "serum_oxygen_facial", "exfoliant_on_treated_skin")
    }
    assert severities == {"serum_unneutralised_peel": "never", "serum_oxygen_facial": "never", "exfoliant_on_treated_skin": "delay"}
    assert {"serum_sting", "mac_oily_skin", "mac_immediately_post", "rhc_active_acne"} <= found.keys()
    for code, slug in (("if_treated_ask_when", "professional-pigment-solution"), ("if_treated_ask_if", EYE)):
        assert found[code]["products"] == [slug]
        assert found[code]["text"].startswith("If your skin was treated in a procedure")


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("clinician-first", "(house decision)"),
        ("patch-maker", "(inferred)"),
        ("sunscreen-last", "(inferred)"),
        ("acid-has-no-place", "(inferred)"),
    ],
)
def test_advisories_carry_the_marks_of_the_page(client, code, mark):
    found = {one["code"]: one["text"] for one in order(client, SERUM, also_using=["acid"])["advisories"]}
    assert found[code].endswith(mark)
    assert "(" not in found["patch-where"]  # what a document says has none


def test_a_house_precaution_is_marked(client):
    Precaution.objects.filter(code="aha_stagger").update(house=True)
    found = {one["code"]: one["text"] for one in order(client, SERUM, also_using=["acid", "retinoid"])["advisories"]}
    assert "(house precaution)" in found["aha_stagger"]
    assert "(house precaution)" not in found["retinoid_pairing"]


@pytest.mark.parametrize(("names", "fields"), [(20, 20), (21, 1)])
def test_many_unknown_names_get_one_sentence(client, names, fields):
    answer = send(client, {"products": [SERUM], **{f"x{number}": 1 for number in range(names)}})
    assert answer.status_code == 400
    assert len(answer.json()) == fields
    assert ("non_field_errors" in answer.json()) == (fields == 1)


def test_also_using_may_be_left_out_and_may_be_empty(client):
    assert order(client, SERUM) == order(client, SERUM, also_using=[])


def test_the_order_of_the_request_changes_nothing(client):
    assert order(client, SERUM, MULTI, EYE) == order(client, EYE, SERUM, MULTI)


def test_the_page_gives_the_same_steps(client):
    page = client.get("/routine/", {"product": [SERUM, MULTI, EYE], "also_using": ["vitamin_c", "retinoid"]}).context
    answer = order(client, SERUM, MULTI, EYE, also_using=["vitamin_c", "retinoid"])
    for moment, key in (("morning", "am"), ("evening", "pm")):
        marks = {"house": " (house decision)", "inferred": " (inferred)"}
        shown = [(one["name"], one["reason"] + "".join(words for mark, words in marks.items() if one[mark])) for one in page[moment]]
        assert [(step["name"], step["reason"]) for step in answer[key]] == shown


TWENTY_ONE = [SERUM, *(f"x{number}" for number in range(20))]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ([], {"non_field_errors"}),
        ("{", {"non_field_errors"}),
        (b"\xff", {"non_field_errors"}),
        ("null", {"non_field_errors"}),
        ('{"products": ["a"], "products": ["b"]}', {"non_field_errors"}),  # one of the two would be lost
        ({}, {"products"}),
        ({"products": []}, {"products"}),
        ({"products": TWENTY_ONE}, {"products"}),
        ({"products": SERUM}, {"products"}),
        ({"products": {"0": SERUM}}, {"products"}),
        ({"products": [1]}, {"products"}),
        ({"products": [None]}, {"products"}),
        ({"products": [[SERUM]]}, {"products"}),
        ({"products": ["nothing"]}, {"products"}),
        ({"products": ["\x00"]}, {"products"}),
        ({"products": ["\ud800"]}, {"products"}),  # half of a character
        ({"products": [SERUM, SERUM]}, {"products"}),
        ({"products": [SERUM], "also_using": None}, {"also_using"}),
        ({"products": [SERUM], "also_using": "acid"}, {"also_using"}),
        ({"products": [SERUM], "also_using": ["peptides"]}, {"also_using"}),
        ({"products": [SERUM], "also_using": ["acid", "acid"]}, {"also_using"}),
        ({"products": [SERUM], "skin": "oily"}, {"skin"}),
        ({"products": ["nothing"], "also_using": ["nothing"]}, {"products", "also_using"}),
    ],
)
def test_what_is_refused_and_where(client, body, fields):
    answer = send(client, body)
    assert answer.status_code == 400
    assert answer.json().keys() == fields
    assert all(isinstance(found, list) and len(found) == 1 and found[0].endswith(".") for found in answer.json().values())


def test_a_form_is_no_json_and_nothing_else_is_answered(client):
    assert client.post(ADDRESS, {"products": SERUM}).status_code == 415
    assert client.get(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    "state", [{"status": Status.DRAFT}, {"access": Access.PRACTITIONERS}, {"status": Status.RETIRED, "retired_reason": "x"}]
)
def test_a_hidden_product_is_refused_as_one_that_is_not_there(client, state):
    Product.objects.filter(slug=EYE).update(**state)
    refused, missing = send(client, {"products": [EYE]}), send(client, {"products": ["nothing"]})
    assert refused.status_code == missing.status_code == 400
    assert refused.json()["products"][0].replace(EYE, "nothing") == missing.json()["products"][0]


def test_a_token_opens_what_its_account_may_read(client):
    Product.objects.filter(slug=EYE).update(access=Access.PRACTITIONERS)
    _row, token = make_token(by=factories.practitioner(), name="Software")
    assert send(client, {"products": [EYE]}, headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert send(client, {"products": [EYE]}, headers={"authorization": "Bearer nothing"}).status_code == 401


def test_with_the_session_cookie_the_csrf_token_is_asked_for():
    browser = Client(enforce_csrf_checks=True)
    assert send(browser, {"products": [SERUM]}).status_code == 200  # nobody is signed in: nothing to protect
    browser.force_login(factories.user())
    assert send(browser, {"products": [SERUM]}).status_code == 403


def test_too_many_requests_are_told_to_wait(client, settings):
    settings.API_RATE_ADDRESS = Rate(2, 60)
    answers = [send(client, {"products": [SERUM]}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].json().keys() == {"detail"}


def test_it_costs_the_same_for_one_product_and_for_all(client):
    def queries(*products):
        with CaptureQueriesContext(connection) as seen:
            order(client, *products, also_using=["acid"])
        return len(seen)

    queries(SERUM)
    few, many = queries(SERUM), queries(*Product.objects.values_list("slug", flat=True))
    assert many <= few + 1  # one more where something is left out
    assert many <= 12
