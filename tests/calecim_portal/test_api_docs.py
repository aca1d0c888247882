"""The API's own description: valid, complete, and open to everyone, so it holds no dose."""

import io
import json
import re

import pytest
from django.core.management import call_command
from django.urls import get_resolver
from drf_spectacular.validation import validate_schema

from tests.reading import text_of

pytestmark = pytest.mark.django_db

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def schema(client):
    answer = client.get("/api/v1/schema/")
    assert answer.status_code == 200
    return json.loads(answer.content)


def operations(schema):
    return [
        (method, path, operation) for path, methods in schema["paths"].items() for method, operation in methods.items() if method in METHODS
    ]


def test_the_schema_is_valid_openapi_3_1(schema):
    assert schema["openapi"] == "3.1.0"
    validate_schema(schema)


def test_the_schema_is_made_without_a_warning(capsys):
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=io.StringIO())
    said = capsys.readouterr().err
    assert not re.search(r"(Warning|Error) \[", said), said


def test_every_address_of_the_api_is_described(schema):
    from calecim_portal.api_urls import urlpatterns

    described = {path.removeprefix("/api/v1/") for path in schema["paths"]}
    routes = set()
    for pattern in urlpatterns:
        for inner in getattr(pattern, "url_patterns", [pattern]):
            routes.add(
                re.sub(r"\(\?P<(\w+)>[^)]*\)|<\w+:(\w+)>", lambda match: "{%s}" % (match[1] or match[2]), str(inner.pattern)).strip("^$")
            )
    assert routes - described <= {"schema/", "docs/", "{rest}", ""}
    assert {"products/", "products/{slug}/", "ingredients/", "ingredients/{slug}/", "dosing/", "me/"} <= described


def test_every_operation_says_what_it_does_in_its_own_words(schema):
    summaries = [operation.get("summary") for _method, _path, operation in operations(schema)]
    assert all(summaries)
    assert len(set(summaries)) == len(summaries)


def test_the_page_lists_every_operation(client, schema):
    page = client.get("/api/v1/docs/")
    words = text_of(page)
    assert page.status_code == 200
    for method, path, operation in operations(schema):
        assert f"{method.upper()} {path}" in words
        assert operation["summary"] in words
        for parameter in operation.get("parameters", []):
            assert parameter["name"] in words


def test_the_page_is_made_anew_for_nobody(client, django_assert_max_num_queries):
    client.get("/api/v1/docs/")
    with django_assert_max_num_queries(0):
        client.get("/api/v1/docs/")


@pytest.mark.parametrize("address", ["/api/v1/schema/", "/api/v1/docs/"])
def test_the_description_is_open_and_holds_no_dose(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    words = answer.content.decode().replace("\\u00a0", " ").replace("\u00a0", " ")
    assert not re.search(r"\b(1\.25|2\.5|1\.5|10|15)\s?ml\b|(?<!Ampoules of )\b5\s?ml\b(?! ampoule)", words), (
        "the size of an ampoule is no dose"
    )
    assert not re.search(r'"(1\.25|2\.5|1\.5)"', words)
    assert not re.search(r"\b\d+ applications\b", words)


def test_decimals_are_described_as_text(schema):
    line = schema["components"]["schemas"]["FormulaLine"]["properties"]["percent"]
    assert "string" in json.dumps(line)
    assert "number" not in json.dumps(line)


def test_the_answers_have_the_keys_that_are_described(client, schema):
    for name, address in [("ProductDetail", "/api/v1/products/calecim-serum/"), ("IngredientDetail", "/api/v1/ingredients/clcm/")]:
        described = schema["components"]["schemas"][name]["properties"]
        assert client.get(address).json().keys() == described.keys()


def test_the_lists_name_their_filters(schema):
    names = {parameter["name"] for parameter in schema["paths"]["/api/v1/products/"]["get"]["parameters"]}
    assert {"audience", "concern", "ingredient", "search", "ordering", "page", "page_size", "kind", "step"} <= names


def test_the_addresses_resolve():
    assert get_resolver().resolve("/api/v1/docs/").url_name == "api-docs"
    assert get_resolver().resolve("/api/v1/schema/").url_name == "api-schema"
