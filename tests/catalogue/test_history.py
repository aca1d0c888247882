"""History as it is kept and as it is read, and the way back: a draft at once, what readers see as a proposal."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from catalogue import history_pages, past
from catalogue.admin.history import HistoryViews
from catalogue.history import has_history, record_in_bulk
from catalogue.models import Citation, Claim, Product, ProposedChange
from catalogue.snapshots import ROOTS, fingerprint, snapshot
from tests import factories
from tests.admin_forms import address, queries, typed, with_line

KEPT = [model for model, page in admin.site._registry.items() if isinstance(page, HistoryViews) and has_history(model)]

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = factories.editor(name="Eve Editor")
    client.force_login(person)
    return person


@pytest.fixture
def cream():
    product = factories.product(slug="cream", name="Cream", status="draft", summary="A cream.")
    ingredient = factories.ingredient(slug="test-medium", name="Test medium")
    factories.formula_line(product, ingredient=ingredient, percent="35.000", qualifier="exact")
    factories.fact(product, code="plain", text="For everyone to read.")
    return product


def groups(client, row):
    return client.get(address(type(row), "history", row.pk)).context["groups"]


def newest(client, row):
    """(kind, of what, field, before, after) of the newest entry."""
    return [(change.kind, change.of, *one) for change in groups(client, row)[0].changes for one in change.fields]


def save(client, row, change=lambda data: data, **fields):
    page = address(type(row), "change", row.pk)
    response = client.post(page, change(typed(client.get(page)) | fields))
    assert response.status_code == 302, "the form was not accepted"


def moment():
    """Between what was written and what is written next."""
    return timezone.now()


def url_before(row, then):
    return f"{address(type(row), 'set_back', row.pk)}?moment={then:%Y-%m-%dT%H:%M:%S.%fZ}"


def confirm(client, url):
    return client.post(url, {"seen": client.get(url).context["seen"]})


# Read


def test_a_changed_concentration_reads_as_a_person_would_write_it(client, editor, cream):
    save(client, cream, **{"formula-0-percent": "40.5"})
    assert ("changed", "formula line “Test medium”", "share, %", "35", "40.5") in newest(client, cream)
    assert groups(client, cream)[0].who == "Eve Editor"


def test_a_line_that_is_added_and_one_that_is_deleted_show_what_stands_in_them(client, editor, cream):
    save(
        client, cream, lambda data: with_line(data, "packs", code="pump", name="Pump bottle", access="everyone") | {"facts-0-DELETE": "on"}
    )
    found = newest(client, cream)
    assert ("added", "pack “Pump bottle”", "name", "", "Pump bottle") in found
    assert ("deleted", "fact “For everyone to read.”", "text", "For everyone to read.", "") in found


def test_a_choice_is_read_by_its_label(client, editor, cream):
    save(client, cream, status="published")
    assert ("changed", "", "status", "Draft", "Published") in newest(client, cream)


def test_a_citation_is_named_when_it_comes_and_when_it_goes(client, editor, cream):
    citation, line = Citation.objects.with_document().first(), cream.facts.get()
    line._change_reason = "Sourced."
    line.citations.add(citation)
    assert newest(client, cream) == [("changed", "fact “For everyone to read.”", "citations", "", str(citation))]
    line._change_reason = "It says no such thing."
    line.citations.remove(citation)
    assert newest(client, cream) == [("changed", "fact “For everyone to read.”", "citations", str(citation), "")]


def test_a_save_that_changes_nothing_leaves_no_entry_on_the_page(client, editor, cream):
    before = [group.moment for group in groups(client, cream)]
    cream._change_reason = "Saved for nothing."
    cream.save()
    assert [group.moment for group in groups(client, cream)] == before


def test_other_ends_of_lines_are_no_change(client, editor, cream):
    cream.summary, cream._change_reason = "Two\nlines.", "One."
    cream.save()
    cream.summary, cream._change_reason = "Two\r\nlines.", "Two."
    cream.save()
    assert groups(client, cream)[0].reason == "One."


def test_what_is_written_for_another_reason_is_another_entry(client, editor, cream):
    cream.name, cream._change_reason = "Other", "One reason."
    cream.save()
    cream.name, cream._change_reason = "Third", "Another reason."
    cream.save()
    assert [group.reason for group in groups(client, cream)[:2]] == ["Another reason.", "One reason."]


def test_a_change_in_the_shell_has_no_user(client, editor, cream):
    cream.name = "By shell"
    cream.save()
    assert Product.history.filter(id=cream.pk).first().history_user_id is None
    assert groups(client, cream)[0].who == "The portal"


def test_the_loader_gives_its_reason(client, editor):
    row = Product(slug="loaded", name="Loaded")
    row.skip_history_when_saving = True
    row.save()
    record_in_bulk([row], kind="+", reason="From the content files.")
    assert [(group.who, group.reason) for group in groups(client, row)] == [("The portal", "From the content files.")]


def test_everything_real_has_the_reason_of_the_loader_and_no_user():
    assert set(Claim.history.values_list("history_change_reason", "history_user_id")) == {("From the content files.", None)}


def test_a_deleted_account_is_said_to_be_deleted(client, editor, cream):
    other = factories.editor()
    cream.name, cream._history_user = "By another", other
    cream.save()
    other.delete()
    assert groups(client, cream)[0].who == "A deleted account"


def test_what_was_before_the_first_entry_is_not_made_up(client, editor):
    row = Product(slug="old", name="Old")
    row.skip_history_when_saving = True
    row.save()
    record_in_bulk([row], kind="~", reason="Began.")
    response = client.get(address(Product, "history", row.pk))
    assert [change.kind for change in response.context["groups"][0].changes] == ["first"]
    assert "what was before is not known" in response.content.decode()


def test_the_frozen_text_of_a_version_is_told_by_its_fingerprint(client, editor):
    from protocols.models import ProtocolVersion

    version = ProtocolVersion.objects.exclude(content=None).first()
    text = client.get(address(ProtocolVersion, "history", version.pk)).content.decode()
    assert f"content frozen, fingerprint {version.content_sha256[:12]}" in text
    assert "Set back" not in text


def test_ten_entries_stand_on_a_page(client, editor, cream):
    for number in range(11):
        cream.name, cream._change_reason = f"Cream {number}", f"Reason {number}."
        cream.save()
    first = client.get(address(Product, "history", cream.pk))
    second = client.get(address(Product, "history", cream.pk), {"p": "2"})
    assert [len(page.context["groups"]) for page in (first, second)] == [10, 2]
    assert "?p=2" in first.content.decode()


def test_more_than_can_be_read_is_said(client, editor, cream, monkeypatch):
    monkeypatch.setattr(history_pages, "MOST", 2)
    for name in ("One", "Two"):
        cream.name = name
        cream.save()
    assert "the latest 2 entries" in client.get(address(Product, "history", cream.pk)).content.decode()


def test_twenty_entries_cost_as_many_queries_as_two(client, editor, cream):
    page = address(Product, "history", cream.pk)
    few = queries(client, page)
    for number in range(18):
        cream.name, cream._change_reason = f"Cream {number}", f"Reason {number}."
        cream.save()
        cream.facts.create(code=f"more-{number}", topic="suits", text=f"More {number}.")
        line = cream.formula.get()
        line.percent, line._change_reason = number, f"Reason {number}."
        line.save()
    assert queries(client, page) == few


@pytest.mark.parametrize("model", sorted(KEPT, key=str), ids=lambda model: model._meta.label)
def test_every_page_of_the_admin_has_its_history(client, editor, model):
    if (row := model._default_manager.first()) is None:
        pytest.skip("there is none yet")
    first = groups(client, row)[-1]
    assert any(change.fields for change in first.changes)


def test_a_practitioner_reads_no_history(client, cream):
    client.force_login(factories.practitioner())
    assert client.get(address(Product, "history", cream.pk)).status_code in {302, 403}


# Kept


@pytest.mark.parametrize("change", ["save", "delete"])
def test_an_entry_is_neither_altered_nor_deleted(cream, change):
    with pytest.raises(TypeError, match="never altered"):
        getattr(Product.history.filter(id=cream.pk).first(), change)()


@pytest.mark.parametrize("change", [lambda rows: rows.update(name="x"), lambda rows: rows.delete()], ids=["update", "delete"])
def test_neither_are_many(cream, change):
    with pytest.raises(TypeError, match="never altered"):
        change(Product.history.filter(id=cream.pk))


@pytest.mark.parametrize("sql", ["UPDATE {} SET name = 'x'", "DELETE FROM {}"], ids=["update", "delete"])
def test_the_database_itself_refuses(cream, sql):
    table = Product.history.model._meta.db_table
    with pytest.raises(IntegrityError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))


# Back


@pytest.mark.parametrize("label", sorted(ROOTS))
def test_the_past_of_a_moment_ago_is_what_stands_now(label):
    rows = ROOTS[label].model._default_manager.all()
    for row in list(rows.filter(product=None, comparator=None) if label == "catalogue.Claim" else rows)[:2]:
        assert past.snapshot_as_of(row, timezone.now()) == snapshot(row)


def test_a_draft_gets_its_lines_and_citations_back(client, editor, cream):
    cream.facts.get().citations.add(Citation.objects.first())
    stood, then = snapshot(cream), moment()
    save(client, cream, **{"formula-0-percent": "1", "facts-0-DELETE": "on", "name": "Other"})
    response = confirm(client, url_before(cream, then))
    assert response.url == address(Product, "change", cream.pk)
    assert snapshot(Product.objects.get(pk=cream.pk)) == stood
    entry = Product.history.filter(id=cream.pk).first()
    assert entry.history_user_id == editor.pk
    assert entry.history_change_reason == f"Back to how it was before {then:%Y-%m-%d %H:%M:%S} UTC."


def test_a_line_that_was_deleted_by_then_stays_deleted(cream):
    cream.facts.get().delete()
    assert past.snapshot_as_of(cream, moment())["lines"]["facts"] == []


def test_a_line_is_found_where_it_stood_then(cream):
    line, other, then = cream.facts.get(), factories.product(slug="other", name="Other"), moment()
    line.product = other
    line.save()
    found = [len(past.snapshot_as_of(cream, when)["lines"]["facts"]) for when in (then, moment())]
    assert found == [1, 0]


def test_the_link_of_an_entry_goes_to_before_it(client, editor, cream):
    cream.name, cream._change_reason = "Other", "A slip."
    cream.save()
    page = client.get(address(Product, "history", cream.pk))
    url = f"{page.context['set_back_url']}?moment={page.context['groups'][0].before}"
    assert client.get(url).context["differences"] == [("Name", "Other", "Cream")]


def test_looking_at_it_changes_nothing(client, editor, cream):
    then = moment()
    save(client, cream, name="Other")
    entries = Product.history.count()
    assert "Set it back" in client.get(url_before(cream, then)).content.decode()
    assert (Product.objects.get(pk=cream.pk).name, Product.history.count(), ProposedChange.objects.count()) == ("Other", entries, 0)


def test_what_readers_see_becomes_a_proposal(client, editor):
    cream = factories.product(slug="cream", name="Cream")
    then = moment()
    cream.name = "Other"
    cream.save()
    response = confirm(client, url_before(cream, then))
    proposal = ProposedChange.objects.get()
    assert response.url == address(ProposedChange, "change", proposal.pk)
    assert (proposal.origin, proposal.after["fields"]["name"]) == ("reverted", "Cream")
    assert Product.objects.get(pk=cream.pk).name == "Other"


def test_a_draft_is_not_published_by_setting_it_back(client, editor):
    cream = factories.product(slug="cream", name="Cream")
    then = moment()
    cream.status, cream.name = "draft", "Other"
    cream.save()
    confirm(client, url_before(cream, then))
    cream.refresh_from_db()
    assert (cream.name, cream.status) == ("Cream", "draft")


def test_a_change_in_between_is_not_lost(client, editor, cream):
    then = moment()
    save(client, cream, name="Other")
    url = url_before(cream, then)
    seen = client.get(url).context["seen"]
    save(client, cream, name="Third")
    response = client.post(url, {"seen": seen}, follow=True)
    assert "It was changed since you opened this page" in response.content.decode()
    assert Product.objects.get(pk=cream.pk).name == "Third"


def test_before_history_began_is_refused_with_a_sentence(client, editor, cream):
    response = client.get(url_before(cream, datetime(2020, 1, 1, tzinfo=UTC)), follow=True)
    assert "Nothing was written down of it before" in response.content.decode()


def test_a_line_without_a_beginning_is_not_taken_for_one_that_was_added(client, editor, cream):
    then = moment()
    line = cream.facts.model(product=cream, code="older", topic="suits", text="Older than its history.")
    line.skip_history_when_saving = True
    line.save()
    with pytest.raises(past.NotKnown, match="nothing was written down"):
        past.state_before(cream, then + timedelta(microseconds=1))


def test_what_it_pointed_to_and_is_gone_cannot_come_back(client, editor, cream):
    then = moment()
    save(client, cream, **{"formula-0-DELETE": "on"})
    cream.formula.model.objects.filter(ingredient__slug="test-medium").delete()
    factories.Ingredient.objects.get(slug="test-medium").delete()
    response = client.get(url_before(cream, then), follow=True)
    assert "has been deleted since" in response.content.decode()


@pytest.mark.parametrize("moment", ["", "yesterday", "2026-01-01", "0001-01-01T00:00:00Z"])
def test_a_moment_that_is_none_is_not_found(client, editor, cream, moment):
    assert client.get(address(Product, "set_back", cream.pk), {"moment": moment}).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [(factories.practitioner, {302, 403}), (factories.reviewer, {403}), (factories.editor, {302})]
)
def test_who_may_set_back(client, cream, person, status):
    then = moment()
    cream.name = "Other"
    cream.save()
    client.force_login(person())
    response = client.post(url_before(cream, then), {"seen": fingerprint(snapshot(cream))})
    assert response.status_code in status
    assert Product.objects.get(pk=cream.pk).name == ("Cream" if person is factories.editor else "Other")
