"""Proposals and previews in the admin: the form is saved, looked at or kept, and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue import actions
from catalogue.models import Product, ProposedChange, Question, SearchPart
from catalogue.snapshots import snapshot
from tests import factories
from tests.admin_forms import address, errors_of, typed

pytestmark = pytest.mark.django_db

AUDIENCES = ["consumer", "salon", "practitioner"]


@pytest.fixture
def editor(client):
    person = factories.editor()
    client.force_login(person)
    return person


@pytest.fixture
def cream():
    product = factories.product(slug="cream", name="Cream", summary="A cream.")
    factories.fact(product, code="plain", text="For everyone to read.")
    factories.step(product, code="clinic", setting="clinic", access="practitioners", text="Massage in the clinic.")
    return product


def form_of(client, row):
    return typed(client.get(address(type(row), "change", row.pk)))


def post(client, row, data, **options):
    return client.post(address(type(row), "change", row.pk), data, **options)


def test_a_form_is_kept_as_a_proposal_and_readers_see_no_change(client, editor, cream):
    before, history = snapshot(cream), Product.history.count()
    data = form_of(client, cream) | {"name": "Rich cream", "facts-0-text": "Another fact.", "_propose": "1"}
    response = post(client, cream, data, follow=True)
    proposal = ProposedChange.objects.get()
    assert response.status_code == 200
    assert "Rich cream" in response.content.decode()
    assert snapshot(cream) == before
    assert Product.history.count() == history
    assert (proposal.made_by, proposal.origin, proposal.status) == (editor, "edited", "waiting")
    assert proposal.after["fields"]["name"] == "Rich cream"
    assert proposal.after["lines"]["facts"][0]["fields"]["text"] == "Another fact."


def test_publishing_a_proposal_writes_it_and_its_history_says_so(client, editor, cream):
    post(client, cream, form_of(client, cream) | {"name": "Rich cream", "_propose": "1"})
    proposal = ProposedChange.objects.get()
    response = client.post(address(ProposedChange, "decide", proposal.pk), {"_publish": "1"}, follow=True)
    assert "Published: readers see it now." in response.content.decode()
    cream.refresh_from_db()
    proposal.refresh_from_db()
    assert (cream.name, proposal.status, proposal.decided_by) == ("Rich cream", "published", editor)
    assert cream.history.first().history_change_reason.startswith(f"Proposed change {proposal.pk}")
    assert SearchPart.objects.filter(kind="product", slug="cream", title="Rich cream").exists()


def test_a_line_on_its_own_page_is_kept_with_its_product(client, editor, cream):
    fact = cream.facts.get()
    post(client, fact, form_of(client, fact) | {"text": "Said anew.", "_propose": "1"})
    proposal = ProposedChange.objects.get()
    assert (proposal.model, proposal.row) == ("catalogue.Product", cream.pk)
    assert proposal.after["lines"]["facts"][0]["fields"]["text"] == "Said anew."
    fact.refresh_from_db()
    assert fact.text == "For everyone to read."


def test_errors_of_the_form_stand_where_they_always_do(client, editor, cream):
    errors = errors_of(post(client, cream, form_of(client, cream) | {"name": "", "_propose": "1"}))
    assert list(errors) == ["name"]
    assert not ProposedChange.objects.exists()


def test_a_second_proposal_is_refused_with_who_has_one_and_nothing_typed_is_lost(client, editor, cream):
    post(client, cream, form_of(client, cream) | {"name": "Rich cream", "_propose": "1"})
    response = post(client, cream, form_of(client, cream) | {"name": "Light cream", "_propose": "1"})
    assert editor.get_username() in str(errors_of(response)) or editor.get_full_name() in str(errors_of(response))
    assert typed(response)["name"] == "Light cream"
    assert ProposedChange.objects.count() == 1


def test_a_form_without_a_change_is_no_proposal(client, editor, cream):
    response = post(client, cream, form_of(client, cream) | {"_propose": "1"})
    assert "Nothing would change." in str(errors_of(response))


def test_the_ends_of_lines_that_a_browser_sends_are_no_change(client, editor, cream):
    Product.objects.filter(pk=cream.pk).update(aliases="One\nTwo")
    response = post(client, cream, form_of(client, cream) | {"aliases": "One\r\nTwo", "_propose": "1"})
    assert "Nothing would change." in str(errors_of(response))


def test_a_change_made_meanwhile_stops_the_proposal_and_is_named(client, editor, cream):
    post(client, cream, form_of(client, cream) | {"name": "Rich cream", "_propose": "1"})
    Product.objects.get(pk=cream.pk).facts.create(code="new", topic="suits", text="Written meanwhile.")
    response = client.post(address(ProposedChange, "decide", ProposedChange.objects.get().pk), {"_publish": "1"})
    assert response.status_code == 409
    assert "It was changed since" in response.content.decode()
    assert "Written meanwhile" in response.content.decode()
    cream.refresh_from_db()
    assert cream.name == "Cream"


def test_discarding_leaves_everything_and_makes_room(client, editor, cream):
    post(client, cream, form_of(client, cream) | {"name": "Rich cream", "_propose": "1"})
    client.post(address(ProposedChange, "decide", ProposedChange.objects.get().pk), {"_discard": "1"})
    assert ProposedChange.objects.get().status == "discarded"
    again = client.post(address(ProposedChange, "decide", ProposedChange.objects.get().pk), {"_publish": "1"})
    assert again.status_code in {403, 409}
    cream.refresh_from_db()
    assert cream.name == "Cream"


def test_deciding_is_by_post_alone(client, editor, cream):
    proposal = actions.propose(row=cream, after=renamed(cream), by=editor)
    assert client.get(address(ProposedChange, "decide", proposal.pk)).status_code == 405


def renamed(product, name="Rich cream"):
    after = snapshot(product)
    after["fields"]["name"] = name
    return after


def test_a_reviewer_reads_proposals_and_decides_none(client, cream):
    proposal = actions.propose(row=cream, after=renamed(cream), by=factories.editor())
    client.force_login(factories.reviewer())
    assert client.get(address(ProposedChange, "change", proposal.pk)).status_code == 200
    assert client.get(address(ProposedChange, "preview_as", proposal.pk)).status_code == 200
    assert client.post(address(ProposedChange, "decide", proposal.pk), {"_publish": "1"}).status_code == 403


@pytest.mark.parametrize(("minutes", "kept"), [(5, True), (-5, False)])
def test_a_moment_is_set_on_the_page_of_the_proposal(client, editor, cream, minutes, kept):
    proposal = actions.propose(row=cream, after=renamed(cream), by=editor)
    moment = timezone.now().replace(microsecond=0) + timedelta(minutes=minutes)
    data = {"publish_at_0": f"{moment:%Y-%m-%d}", "publish_at_1": f"{moment:%H:%M:%S}", "reason": "Spring"}
    response = client.post(address(ProposedChange, "change", proposal.pk), data)
    proposal.refresh_from_db()
    if kept:
        assert (proposal.publish_at, proposal.reason) == (moment, "Spring")
    else:
        assert "has passed" in str(errors_of(response)["publish_at"])
        assert proposal.publish_at is None


# Previews


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_draft_is_shown_as_its_audience_would_read_it_and_stays_a_draft(client, editor, cream, audience):
    Product.objects.filter(pk=cream.pk).update(status="draft")
    before, parts = Product.history.count(), SearchPart.objects.filter(kind="product", slug="cream").count()
    response = client.get(address(Product, "preview_as", cream.pk), {"as": audience})
    page = response.content.decode()
    assert response.status_code == 200
    assert "For everyone to read." in page
    assert ("Massage in the clinic." in page) == (audience == "practitioner")
    assert "Preview." in page
    assert "Not published" in page
    assert "no-store" in response.headers["Cache-Control"]
    assert Product.objects.get(pk=cream.pk).status == "draft"
    assert (Product.history.count(), SearchPart.objects.filter(kind="product", slug="cream").count()) == (before, parts)


def test_what_is_typed_is_shown_and_not_saved(client, editor, cream):
    data = form_of(client, cream) | {"name": "Rich cream", "facts-0-text": "Typed just now.", "_preview_consumer": "1"}
    response = post(client, cream, data)
    page = response.content.decode()
    assert "Rich cream" in page
    assert "Typed just now." in page
    assert "Massage in the clinic." not in page
    cream.refresh_from_db()
    assert cream.name == "Cream"
    assert SearchPart.objects.filter(kind="product", slug="cream", title="Cream").exists()


def test_a_new_thing_can_be_looked_at_before_it_is_there(client, editor):
    data = typed(client.get(address(Question, "add")))
    data |= {"question": "May I?", "slug": "may-i", "topic": "use", "answer": "You may.", "evidence": "instruction", "access": "everyone"}
    page = client.post(address(Question, "add"), data | {"_preview_salon": "1"}).content.decode()
    assert "You may." in page
    assert not Question.objects.filter(slug="may-i").exists()


@pytest.mark.parametrize(
    ("audience", "words"), [("consumer", "sent on to sign in"), ("salon", "practitioners"), ("practitioner", "You may.")]
)
def test_what_an_audience_may_not_read_is_shown_as_its_refusal(client, editor, audience, words):
    question = factories.question(slug="may-i", question="May I?", answer="You may.", access="practitioners")
    page = client.get(address(Question, "preview_as", question.pk), {"as": audience}).content.decode()
    assert words in page
    assert ("You may." in page) == (audience == "practitioner")


def test_a_proposal_is_shown_as_each_audience(client, editor, cream):
    proposal = actions.propose(row=cream, after=renamed(cream), by=editor)
    page = client.get(address(ProposedChange, "preview_as", proposal.pk), {"as": "salon"}).content.decode()
    assert "Rich cream" in page
    cream.refresh_from_db()
    assert cream.name == "Cream"


def test_an_audience_that_does_not_exist_is_a_bad_request(client, editor, cream):
    assert client.get(address(Product, "preview_as", cream.pk), {"as": "doctor"}).status_code == 400


# Schedules


def moment(name, days):
    when = timezone.now() + timedelta(days=days)
    return {f"{name}_0": f"{when:%Y-%m-%d}", f"{name}_1": f"{when:%H:%M:%S}"}


SCHEDULES = [
    ({"status": "draft", **moment("publish_at", -1)}, "publish_at", "has passed"),
    ({"status": "published", **moment("publish_at", 1)}, "publish_at", "Only a draft"),
    ({"status": "published", **moment("retire_at", -1), "retired_reason": "Old."}, "retire_at", "has passed"),
    ({"status": "published", **moment("retire_at", 1)}, "retired_reason", "with a reason"),
    ({"status": "retired"}, "retired_reason", "with a reason"),
    (
        {"status": "draft", **moment("publish_at", 2), **moment("retire_at", 1), "retired_reason": "Old."},
        "retire_at",
        "before it is public",
    ),
]


@pytest.mark.parametrize(("changes", "field", "sentence"), SCHEDULES)
def test_a_schedule_that_cannot_hold_is_said_at_its_field(client, editor, changes, field, sentence):
    question = factories.question(slug="may-i")
    errors = errors_of(post(client, question, form_of(client, question) | changes))
    assert sentence in str(errors[field])
    assert list(errors) == [field]


def test_a_page_does_not_replace_itself(client, editor):
    question = factories.question(slug="may-i")
    errors = errors_of(post(client, question, form_of(client, question) | {"replacement": question.pk}))
    assert errors == {"replacement": ["A page cannot replace itself."]}


def test_a_schedule_that_holds_is_kept(client, editor):
    question = factories.question(slug="may-i", status="draft")
    changes = {**moment("publish_at", 1), **moment("retire_at", 2), "retired_reason": "Old."}
    assert post(client, question, form_of(client, question) | changes).status_code == 302
    question.refresh_from_db()
    assert question.publish_at < question.retire_at
