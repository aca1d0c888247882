"""What waits for the editors of the catalogue: each check finds what it is about, and nothing else."""

from datetime import UTC, datetime

import pytest

from catalogue.models import Citation, GlossaryTerm, Ingredient, OrderRule, Pack, Product, ProposedChange, RoutineNote
from tests import factories
from tests.work import count_of, found

pytestmark = pytest.mark.django_db

MOMENT = datetime(2027, 3, 1, 8, 30, 59, tzinfo=UTC)


def names(section):
    return [name for name, _why in found(section)]


# Without a source

UNCITED = {
    "product": lambda: factories.product(name="Bare"),
    "pack": lambda: Pack.objects.create(product=cited(factories.product()), code="x", name="Bare"),
    "formula line": lambda: factories.formula_line(cited(factories.product()), name="Bare", ingredient=cited(factories.ingredient())),
    "fact": lambda: factories.fact(cited(factories.product()), text="Bare"),
    "step": lambda: factories.step(cited(factories.product()), text="Bare"),
    "claim": lambda: factories.claim(cited(factories.product()), text="Bare"),
    "ingredient": lambda: factories.ingredient(name="Bare"),
    "question": lambda: factories.question(question="Bare", sourced=False),
    "section": lambda: factories.section(factories.article(), heading="Bare", sourced=False),
    "position": lambda: factories.position(factories.disagreement(), text="Bare"),
    "comparator": lambda: factories.comparator(brand="Bare", name="Serum"),
    "rule of the order": lambda: OrderRule.objects.create(code="bare", first="retinoid", then="eye-cream", reason="Bare"),
    "note on the routine": lambda: RoutineNote.objects.create(code="bare", topic="starting", text="Bare"),
    "glossary term": lambda: GlossaryTerm.objects.create(slug="bare", term="Bare", meaning="Without."),
}
NOT_PUBLISHED = {
    "draft product": lambda: factories.product(name="Bare", status="draft"),
    "fact of a draft": lambda: factories.fact(factories.product(status="draft", name="Draft"), text="Bare"),
    "fact for nobody yet": lambda: factories.fact(cited(factories.product()), text="Bare", access=""),
    "draft question": lambda: factories.question(question="Bare", sourced=False, status="draft"),
    "section of a draft": lambda: factories.section(factories.article(status="draft"), heading="Bare", sourced=False),
    "position of a disagreement for nobody yet": lambda: factories.position(factories.disagreement(access=""), text="Bare"),
    "retired product": lambda: factories.product(name="Bare", status="retired", retired_reason="Gone."),
    "cited": lambda: cited(factories.product(name="Bare")),
}


def cited(row):
    row.citations.add(Citation.objects.first())
    return row


@pytest.mark.parametrize("kind", UNCITED)
def test_what_readers_see_without_a_source_is_listed(kind):
    before = names("uncited")
    UNCITED[kind]()
    (new,) = [name for name in names("uncited") if name not in before]
    assert new.startswith("Bare")


@pytest.mark.parametrize("kind", NOT_PUBLISHED)
def test_what_readers_do_not_see_or_what_is_sourced_is_not(kind):
    NOT_PUBLISHED[kind]()
    assert "Bare" not in names("uncited")


def test_the_kind_of_what_has_no_source_is_named():
    UNCITED["fact"]()
    assert ("Bare", "No source is named for this: fact.") in found("uncited")


# Disagreements, figures, ingredients


def test_a_disagreement_waits_until_somebody_has_ruled():
    row = factories.disagreement(title="Twice or once")
    assert "Twice or once" in names("unruled")
    type(row).objects.filter(pk=row.pk).update(ruling="Once.", ruling_reason="It is printed.", ruled_by_name="Dr Ada", ruled_on=MOMENT)
    assert "Twice or once" not in names("unruled")


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        ({"qualifier": "not_stated"}, True),
        ({"qualifier": "remainder"}, False),
        ({"qualifier": "exact", "percent": 0}, False),  # 0 is a figure
    ],
)
def test_a_share_that_no_document_states_is_told_from_a_figure(line, listed):
    factories.formula_line(factories.product(name="Cream"), name="Line", **line)
    assert (("Cream: Line", "No document states its share of the formula.") in found("missing-figures")) is listed


@pytest.mark.parametrize(("volume_ml", "listed"), [(None, True), (5, False)])
def test_a_pack_without_a_volume_was_left_blank(volume_ml, listed):
    Pack.objects.create(product=factories.product(name="Cream"), code="jar", name="Jar", volume_ml=volume_ml)
    assert (("Cream: Jar", "Left blank: the volume of this pack.") in found("missing-figures")) is listed


USES = {
    "in a formula": lambda row: factories.formula_line(factories.product(), ingredient=row),
    "beside a formula": lambda row: row.also_in.add(factories.product()),
    "part of another": lambda row: Ingredient.objects.filter(pk=row.pk).update(part_of=Ingredient.objects.exclude(pk=row.pk).first()),
    "made of others": lambda row: factories.ingredient(part_of=row),
    "linked from an answer": lambda row: factories.question(answer=f"See [it](/ingredients/{row.slug}/)."),
    "linked from an article": lambda row: factories.section(factories.article(), body=f"See [it](/ingredients/{row.slug}/)."),
    "left out by role": lambda row: Ingredient.objects.filter(pk=row.pk).update(role="named_as_absent"),
    "retired": lambda row: Ingredient.objects.filter(pk=row.pk).update(status="retired"),
}


@pytest.mark.parametrize("use", USES)
def test_an_ingredient_is_unused_until_something_uses_it(use):
    row = factories.ingredient(name="Lonely", slug="lonely")
    assert "Lonely" in names("unused-ingredients")
    USES[use](row)
    assert "Lonely" not in names("unused-ingredients")


def test_a_link_to_another_ingredient_with_a_longer_name_is_no_use():
    factories.ingredient(name="Lonely", slug="lonely")
    factories.question(answer="See [it](/ingredients/lonely-hearts/).")
    assert "Lonely" in names("unused-ingredients")


# Links and images


def linking(markdown):
    """Why the links of one answer are listed."""
    factories.question(question="Where?", answer=markdown)
    return [why for name, why in found("broken-links") if name == "Where?"]


@pytest.mark.parametrize(
    ("markdown", "why"),
    [
        ("[x](/nowhere/)", "No page has the address /nowhere/."),
        ("[x](/products/nothing/)", "There is nothing at /products/nothing/."),
        ("[x](/products/nothing/#safety)", "There is nothing at /products/nothing/."),
        ("[x](/products/nothing/?a=b)", "There is nothing at /products/nothing/."),
        ('[x](/products/nothing/ "title")', "There is nothing at /products/nothing/."),
        ("[x](</products/nothing/>)", "There is nothing at /products/nothing/."),
        ("[x][1]\n\n[1]: /products/nothing/", "There is nothing at /products/nothing/."),
        ('<a href="/products/nothing/">x</a>', "There is nothing at /products/nothing/."),
        ("[x](http://localhost/products/nothing/)", "There is nothing at /products/nothing/."),  # this portal by its full address
        ("[x](/ingredients/nothing/)", "There is nothing at /ingredients/nothing/."),
        ("[x](/questions/nothing/)", "There is nothing at /questions/nothing/."),
        ("[x](/learn/nothing/)", "There is nothing at /learn/nothing/."),
        ("[x](/sources/s99/)", "There is nothing at /sources/s99/."),
        ("[x](/procedures/nothing/)", "There is nothing at /procedures/nothing/."),
        ("[x](/protocols/nothing/)", "There is nothing at /protocols/nothing/."),
        ("[x](/courses/nothing/)", "There is nothing at /courses/nothing/."),
        ("[x](http://[broken)", "No page has the address http://[broken."),
        ("[x](products/calecim-serum/)", "No page has the address products/calecim-serum/."),  # counted from the page it stands on
    ],
)
def test_a_link_that_leads_nowhere_is_listed(settings, markdown, why):
    settings.SITE_URL = "http://localhost"
    assert linking(markdown) == [why]


@pytest.mark.parametrize(
    "markdown",
    [
        "[x](/products/calecim-serum/)",
        "[x](/products/calecim-serum)",  # the slash is added on the way
        "[x](/products/?concern=ageing)",
        "[x](/evidence/disagreements/#pregnancy)",
        "[x](/protocols/serum-after-procedure/v1/)",
        "[x](#below)",
        "[x](https://example.org/products/nothing/)",
        "[x](//example.org/nothing/)",
        "[x](mailto:nobody@example.org)",
        "/products/nothing/ is no link",
    ],
)
def test_a_link_that_leads_somewhere_or_elsewhere_is_not(markdown):
    assert linking(markdown) == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": "draft"}, ["/products/there/ is a draft that readers cannot open."]),
        ({"status": "retired", "retired_reason": "Gone."}, ["/products/there/ was retired."]),
        ({"access": ""}, ["Nobody has been named who may read /products/there/."]),
        ({"access": "practitioners"}, []),
    ],
)
def test_a_link_to_what_readers_cannot_open_is_listed(fields, why):
    factories.product(slug="there", **fields)
    assert linking("[x](/products/there/)") == why


def test_articles_and_the_glossary_are_read_too():
    factories.section(factories.article(), heading="Part", body="[x](/nowhere/)")
    GlossaryTerm.objects.create(slug="word", term="Word", meaning="[x](/nowhere/)")
    assert [name for name, _why in found("broken-links")] == ["Part", "Word"]


@pytest.mark.parametrize("status", ["draft", "published"])
def test_drafts_are_read_before_anybody_else_reads_them(status):
    factories.question(question="Where?", answer="[x](/nowhere/)", status=status)
    assert names("broken-links") == ["Where?"]


def test_what_was_retired_is_left_alone():
    factories.question(answer="[x](/nowhere/) ![](/x.png)", status="retired")
    factories.section(factories.article(status="retired"), body="[x](/nowhere/) ![](/x.png)")
    assert (names("broken-links"), names("images")) == ([], [])


def test_no_link_of_the_content_is_broken():
    assert found("broken-links") == []


@pytest.mark.parametrize(
    ("markdown", "listed"),
    [
        ("![](/x.png)", True),
        ("![ ](/x.png)", True),
        ("![][1]", True),
        ('<img src="/x.png">', True),
        ('<img src="/x.png" alt="">', True),
        ("![An ampoule](/x.png)", False),
        ('<img alt="An ampoule" src="/x.png">', False),
        ("[x](/products/calecim-serum/)", False),
    ],
)
def test_an_image_that_nobody_can_hear_is_listed(markdown, listed):
    factories.question(question="Look", answer=markdown)
    assert ("Look" in names("images")) is listed


# Changes on their way


def proposal(**fields):
    row = Product.objects.get(slug="calecim-serum")
    made = {"model": "catalogue.Product", "row": row.pk, "title": "CALECIM Serum", "before": {}, "before_sha256": "x" * 64, "after": {}}
    return ProposedChange.objects.create(**{**made, **fields})


@pytest.mark.parametrize(
    ("fields", "section", "why"),
    [
        ({"reason": "New text."}, "proposals", "It waits to be published or discarded. New text."),
        ({}, "proposals", "It waits to be published or discarded."),
        ({"failed_because": "It has changed since."}, "proposals", "It could not be published: It has changed since."),
        ({"publish_at": MOMENT}, "scheduled", "It is published at 2027-03-01 08:30 UTC."),
        ({"publish_at": MOMENT, "failed_because": "Late."}, "proposals", "It could not be published: Late."),
    ],
)
def test_a_waiting_change_is_listed_once(fields, section, why):
    proposal(**fields)
    everywhere = [(place, why) for place in ("proposals", "scheduled") for name, why in found(place)]
    assert everywhere == [(section, why)]


@pytest.mark.parametrize("status", ["published", "discarded"])
def test_a_change_that_was_decided_on_is_not(status):
    proposal(status=status, publish_at=MOMENT)
    assert (found("proposals"), found("scheduled")) == ([], [])


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": "draft", "publish_at": MOMENT}, ["It becomes public at 2027-03-01 08:30 UTC."]),
        ({"status": "published", "retire_at": MOMENT}, ["It is retired at 2027-03-01 08:30 UTC."]),
        ({"status": "published", "publish_at": MOMENT}, []),  # it has been
        ({"status": "draft", "retire_at": MOMENT}, []),
        ({"status": "draft"}, []),
    ],
)
@pytest.mark.parametrize("make", [factories.product, factories.ingredient, factories.question, factories.article, factories.comparator])
def test_what_is_set_for_a_moment_is_listed(make, fields, why):
    make(**fields)
    assert [one for _name, one in found("scheduled")] == why


def test_the_start_page_counts_what_the_list_shows():
    factories.question(answer="[x](/nowhere/) ![](/x.png)", sourced=False)
    proposal()
    for section in ("uncited", "unruled", "missing-figures", "unused-ingredients", "broken-links", "images", "proposals", "scheduled"):
        assert count_of(section) == len(found(section)), section
