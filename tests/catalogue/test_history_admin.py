"""The page behind "History" in the admin: who, when, before and after, of a thing and its lines."""

import pytest

from catalogue.models import Citation, Product, SourceDocument
from tests import factories
from tests.admin_forms import address, queries, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = factories.editor()
    client.force_login(person)
    return person


@pytest.fixture
def cream():
    product = factories.product(slug="cream", name="Cream", summary="A cream.")
    factories.fact(product, code="plain", text="For everyone to read.")
    return product


def page_of(client, row):
    return client.get(address(type(row), "history", row.pk))


def fields_of(response):
    return [
        (group.who, change.of, change.kind, *one)
        for group in response.context["groups"]
        for change in group.changes
        for one in change.fields
    ]


def save(client, row, **changes):
    change = address(type(row), "change", row.pk)
    response = client.post(change, typed(client.get(change)) | changes)
    assert response.status_code == 302


def test_one_save_of_a_thing_and_its_line_is_one_entry_with_before_and_after(client, editor, cream):
    save(client, cream, **{"name": "Rich cream", "facts-0-text": "Another text."})
    response = page_of(client, cream)
    changed = fields_of(response)
    assert (str(editor), "", "changed", "name", "Cream", "Rich cream") in changed
    assert [one[3:] for one in changed if one[4] == "For everyone to read."] == [("text", "For everyone to read.", "Another text.")]
    assert [group.who for group in response.context["groups"]].count(str(editor)) == 1
    assert "<ins>Rich cream</ins>" in response.content.decode()


def test_a_deleted_line_is_named_with_what_stood_in_it(client, editor, cream):
    save(client, cream, **{"facts-0-DELETE": "on"})
    newest = page_of(client, cream).context["groups"][0]
    assert [change.kind for change in newest.changes if "For everyone" in change.of] == ["deleted"]


def test_a_citation_that_is_added_is_named(client, editor, cream):
    citation = Citation.objects.create(
        document=SourceDocument.objects.create(code="leaflet", title="Leaflet", kind="A leaflet.", stance="It sells."), section="Uses"
    )
    cream.citations.add(citation)
    added = [one[5] for one in fields_of(page_of(client, cream)) if one[3] == "citations" and one[5]]
    assert any(str(citation) in one for one in added)


def test_a_change_by_nobody_is_the_portal_s(client, editor, cream):
    cream.summary = "Written in the shell."
    cream.save()
    assert any(one[0] == "The portal" and one[5] == "Written in the shell." for one in fields_of(page_of(client, cream)))


def test_an_account_that_is_gone_is_said_to_be_gone(client, editor, cream):
    other = factories.editor()
    cream.name = "By another"
    cream._history_user = other
    cream.save()
    other.delete()
    assert page_of(client, cream).context["groups"][0].who == "A deleted account"


def test_a_deleted_thing_keeps_its_history(client, editor, cream):
    where = address(Product, "history", cream.pk)
    cream.delete()
    response = client.get(where)
    assert response.status_code == 200
    assert "It was deleted." in response.content.decode()


@pytest.mark.parametrize("number", ["999999", "abc"])
def test_what_never_was_has_no_history(client, editor, number):
    assert client.get(address(Product, "history", number)).status_code == 404


def test_history_is_only_read(client, editor, cream):
    assert client.post(address(Product, "history", cream.pk)).status_code == 405


def test_a_visitor_without_the_right_reads_no_history(client, cream):
    client.force_login(factories.user())
    assert page_of(client, cream).status_code in {302, 403}


def test_more_entries_cost_no_more_queries(client, editor, cream):
    where = address(Product, "history", cream.pk)
    client.get(where)
    few = queries(client, where)
    for number in range(20):
        cream.facts.create(code=f"f{number}", text=f"Fact {number}.", topic=cream.facts.first().topic, access=cream.facts.first().access)
    assert queries(client, where) == few
