"""The loader: all or nothing, never over an editor, and every mistake in a file said with file, line and field."""

import re
from decimal import Decimal

import pytest
from django.core.management.base import CommandError

from catalogue.models import Claim, Concentration, Concern, Ingredient, Pack, Precaution, Product, ProductFact, UsageStep
from protocols.models import Course, Dose, ProtocolVersion, Safeguard
from tests.content_folders import ContentFolders, stored

pytestmark = pytest.mark.django_db

PRODUCT = "catalogue/data/products/multi-action-cream.yaml"
SERUM = "catalogue/data/products/calecim-serum.yaml"
INGREDIENTS = "catalogue/data/ingredients/conditioned-media.yaml"
SOURCES = "catalogue/data/sources.yaml"
CONCERNS = "catalogue/data/concerns.yaml"
PRECAUTIONS = "catalogue/data/precautions.yaml"
CLASSES = "protocols/data/downtime_classes.yaml"
PROCEDURES = "protocols/data/procedures.yaml"
SAFEGUARDS = "protocols/data/safeguards.yaml"
PROTOCOL = "protocols/data/serum-after-procedure.yaml"
COURSE = "protocols/data/advanced-hair-system-course.yaml"


@pytest.fixture
def folders(tmp_path):
    return ContentFolders(tmp_path)


def refusal(folders, **options):
    """The one sentence that a load is refused with; nothing in the database has changed."""
    before = stored()
    with pytest.raises(CommandError) as refused:
        folders.load(**options)
    assert stored() == before
    said = str(refused.value)
    assert said.startswith("Nothing was loaded. ")
    assert "\n" not in said
    assert len(said) < 600
    return said


# Mistakes in a file. Each row is one: (file, what stands there, what is written instead, field, words of the sentence).

CLAIM = "evidence: manufacturer_claim_with_unlisted_refs"
FIGURE = 'percent: "80"'
MISTAKES = {
    "an unknown field": (PRODUCT, "kind: cream", "knid: cream", "knid", "this field is not known here"),
    "a missing field": (PRODUCT, "kind: cream\n", "", "kind", "a value is missing"),
    "a blank where a value is needed": (PRODUCT, "kind: cream", "kind:", "kind", "a value is missing"),
    "a list for a text": (PRODUCT, "kind: cream", "kind: [cream]", "kind", "must be text; put it in quotes"),
    "a number for a text": (PRODUCT, "name: Multi-Action Cream", "name: 7", "name", "must be text; put it in quotes"),
    "a text for a list": (PRODUCT, "concerns: [ageing]", "concerns: ageing", "concerns", "must be a list of texts"),
    "a text for a whole number": (PRODUCT, "step: 3", 'step: "3"', "step", "must be a whole number"),
    "a fraction for a whole number": (PRODUCT, "step: 3", "step: 3.5", "step", "must be a whole number"),
    "a truth for a whole number": (PRODUCT, "step: 3", "step: true", "step", "must be a whole number"),
    "a step that is no place": (PRODUCT, "step: 3", "step: 10", "step", "less than or equal to 9"),
    "yes for true": (PRODUCT, "morning: true", "morning: yes", "morning", "must be true or false"),
    "a kind there is not": (PRODUCT, "kind: cream", "kind: lotion", "kind", "'lotion' is not a valid choice"),
    "a concern there is not": (PRODUCT, "concerns: [ageing]", "concerns: [aging]", "concerns", "there is no concern 'aging'"),
    "an audience there is not": (PRODUCT, "[consumer, practitioner]", "[consumer, doctor]", "audiences", "'doctor'"),
    "a moment there is not": (
        PRODUCT,
        "after_procedure: when_skin_has_normalised",
        "after_procedure: later",
        "after_procedure",
        "'later' is not a valid choice",
    ),
    "a summary that is too long": (PRODUCT, "kind: cream\nsummary: ", "kind: cream\nsummary: " + "x" * 161, "summary", "at most 160 characters"),
    "a day that is none": (SERUM, 'checked_on: "2026-11-22"', 'checked_on: "22.11.2026"', "checked_on", "is not a day such as"),
    "a slug with a space": (PRODUCT, "slug: multi-action-cream", "slug: multi action", "slug", "valid “slug”"),
    "an ingredient there is not": (PRODUCT, "ingredient: clcm", "ingredient: clmc", "ingredient", "there is no ingredient 'clmc'"),
    "a list for an ingredient": (PRODUCT, "ingredient: clcm", "ingredient: [clcm]", "ingredient", "must be text"),
    "a section there is not": (SERUM, '"Professional Serum > What is CALECIM Serum?"', '"What?"', "cite", "no document 's1' with a section 'What?'"),
    "a document there is not": (SERUM, "cite: [[s1,", "cite: [[s9,", "cite", "no document 's9'"),
    "a citation that is no pair": (SERUM, "cite: [[s1,", "cite: [[s1, s1,", "cite", "each citation is [document, section]"),
    "a citation of lists": (SERUM, "cite: [[s1,", "cite: [[[s1],", "cite", "each citation is [document, section]"),
    "a citation that is a text": (PRODUCT, 'cite: [[s1, "Multi-Action Cream > What is it?"]]', "cite: s1", "cite", "each citation is [document, section]"),
    "a citation that is a number": (PRODUCT, 'cite: [[s1, "Multi-Action Cream > What is it?"]]', "cite: 5", "cite", "each citation is [document, section]"),
    "a share that is a word": (SERUM, FIGURE, 'percent: "abc"', "percent", "'abc' is not a plain figure"),
    "a share over 100": (SERUM, FIGURE, 'percent: "101"', "percent", "less than or equal to 100"),
    "a share below 0": (SERUM, FIGURE, 'percent: "-1"', "percent", "'-1' is not a plain figure"),
    "a share with an exponent": (SERUM, FIGURE, 'percent: "1e1"', "percent", "is not a plain figure"),
    "an unquoted exponent": (SERUM, FIGURE, "percent: 1e1", "percent", "is not a plain figure"),
    "a share that is not a number": (SERUM, FIGURE, 'percent: "nan"', "percent", "is not a plain figure"),
    "a share without end": (SERUM, FIGURE, 'percent: "Infinity"', "percent", "is not a plain figure"),
    "a share with a comma": (SERUM, FIGURE, 'percent: "80,5"', "percent", "is not a plain figure"),
    "a share in other digits": (SERUM, FIGURE, 'percent: "８０"', "percent", "is not a plain figure"),
    "a share with an underline": (SERUM, FIGURE, 'percent: "8_0"', "percent", "is not a plain figure"),
    "a share with a space": (SERUM, FIGURE, 'percent: " 80"', "percent", "is not a plain figure"),
    "a share with a sign": (SERUM, FIGURE, 'percent: "80 %"', "percent", "is not a plain figure"),
    "a share without its zero": (SERUM, FIGURE, 'percent: ".5"', "percent", "is not a plain figure"),
    "a share without quotes": (SERUM, FIGURE, "percent: 80", "percent", "in quotes"),
    "a fraction without quotes": (SERUM, FIGURE, "percent: 79.5", "percent", "in quotes"),
    "a share with four decimals": (SERUM, FIGURE, 'percent: "79.0001"', "percent", "no more than 3 decimal places"),
    "a truth for a share": (SERUM, FIGURE, "percent: true", "percent", "in quotes"),
    "an exact share without a figure": (SERUM, FIGURE, "percent: null", None, "“Exact” and “about” need a share"),
    "a rest with a figure": (SERUM, "qualifier: about", "qualifier: remainder", None, "“the rest” and “not stated” have none"),
    "a qualifier there is not": (SERUM, "qualifier: about", "qualifier: nearly", "qualifier", "'nearly' is not a valid choice"),
    "a formula over 100": (SERUM, 'percent: "20"', 'percent: "20.001"', "formula", "add up to more than 100 %"),
    "an ingredient twice": (SERUM, "ingredient: hyaluronic-acid", "ingredient: clcm", None, "stands twice"),
    "a line without a name": (SERUM, "ingredient: hexanediol", "ingredient: null", None, "the line needs an ingredient or a name"),
    "evidence there is not": (SERUM, CLAIM, "evidence: clinical_trial", "evidence", "'clinical_trial' is not a valid choice"),
    "a claim code twice": (SERUM, "code: shorter-downtime", "code: better-result", None, "stands twice"),
    "a fact code twice": (SERUM, "code: base-layer", "code: leave-on-serum", None, "stands twice"),
    "a topic there is not": (SERUM, "topic: what_it_is", "topic: what", "topic", "'what' is not a valid choice"),
    "readers there are not": (SERUM, "access: everyone", "access: all", "access", "must be one of everyone, professionals, practitioners"),
    "no readers": (SERUM, "access: everyone", "access: null", "access", "must be one of"),
    "steps in a place there is not": (SERUM, "  home:\n", "  house:\n", "house", "this field is not known here"),
    "a public step in the clinic": (SERUM, 'has ended.", access: practitioners', 'has ended.", access: everyone', None, "In-clinic steps are for verified practitioners"),
    "a role there is not": (INGREDIENTS, "role: ingredient", "role: main", "role", "'main' is not a valid choice"),
    "a whole there is not": (INGREDIENTS, "part_of: null", "part_of: everything", "part_of", "there is no ingredient 'everything'"),
    "a product there is not": (INGREDIENTS, "also_in: []", "also_in: [night-cream]", "also_in", "there is no product 'night-cream'"),
    "a function without evidence": (INGREDIENTS, ", evidence: manufacturer_claim", "", "evidence", "a value is missing"),
    "a heading twice": (SOURCES, "heading: Opening paragraphs", "heading: 'Q: women and men'", None, "stands twice"),
    "a concern twice": (CONCERNS, "slug: pigmentation", "slug: ageing", None, "stands twice"),
    "a severity there is not": (PRECAUTIONS, "severity: never", "severity: danger", "severity", "'danger' is not a valid choice"),
    "a precaution twice": (PRECAUTIONS, "code: topical_only", "code: serum_oxygen_facial", None, "stands twice"),
    "a precaution for a product there is not": (PRECAUTIONS, "products: [calecim-serum]", "products: [serum]", "products", "there is no product 'serum'"),
    "a bound that is a word": (CLASSES, 'upper_hours: "24"', 'upper_hours: "a day"', "upper_hours", "is not a plain figure"),
    "a setting there is not": (PROCEDURES, "setting: needle_depth_mm", "setting: depth", "setting", "'depth' is not a valid choice"),
    "a class there is not": (PROCEDURES, "downtime_class: minimal", "downtime_class: low", "downtime_class", "there is no downtime class 'low'"),
    "a safeguard for nothing": (SAFEGUARDS, "precaution: topical_only", "precaution: topical", "precaution", "there is no precaution 'topical'"),
    "a number of weeks in words": (COURSE, "weeks_minimum: ", "weeks_minimum: six #", "weeks_minimum", "must be a whole number"),
    "days that are words": (COURSE, "days: [", "days: [monday, ", "days", "must be a list of whole numbers"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_file_line_and_field(folders, mistake):
    name, old, new, field, words = MISTAKES[mistake]
    folders.only(name).replace(name, old, new)
    said = refusal(folders)
    assert words in said
    place = rf"Nothing was loaded\. {re.escape(name)}, line \d+{f', {field}' if field else ''}: "
    assert re.match(place, said), said


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SERUM, FIGURE, 'percent: "abc"'),  # a value is on the line of its field
        (PRODUCT, "kind: cream", "knid: cream"),
        (PRECAUTIONS, "severity: delay", "severity: later"),
        (CLASSES, 'upper_hours: "24"', 'upper_hours: "x"'),
    ],
)
def test_the_line_is_the_one_where_the_mistake_stands(folders, name, old, new):
    line = folders.only(name).replace(name, old, new)
    assert f"{name}, line {line}, " in refusal(folders)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must hold one entry with its fields"),
        (b"- slug: x\n", "must hold one entry with its fields"),
        (b"slug: multi-action-cream\n  name: Cream\n", "line 2"),
        (b"slug: multi-action-cream\n\tname: Cream\n", "line 2"),
        (b"slug: a\nslug: b\n", "line 2, slug: this field stands twice"),
        (b"slug: caf\xe9\n", "cannot be read"),
        (b"slug: a\x00\n", "a character that YAML does not allow"),
        (b"slug: [", "line 1"),
        (b"[" * 5_000, "nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(folders, content, words):
    folders.only(PRODUCT).file(PRODUCT).write_bytes(content)
    said = refusal(folders)
    assert said.startswith(f"Nothing was loaded. {PRODUCT}")
    assert words in said


def test_a_bomb_of_aliases_is_refused_in_a_short_sentence(folders):
    levels = ["  - &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    folders.only(PRODUCT).replace(PRODUCT, "aliases: []", "aliases:\n" + "\n".join(levels))
    assert f"{PRODUCT}, line" in refusal(folders)


def test_a_missing_file_is_named(folders):
    folders.only().file(PRECAUTIONS).unlink()
    assert refusal(folders) == f"Nothing was loaded. {PRECAUTIONS}: cannot be read (FileNotFoundError)"


def test_a_mistake_in_the_last_file_takes_the_first_ones_back(folders):
    folders.only(CONCERNS, PROTOCOL)
    folders.replace(CONCERNS, "name: Signs of ageing", "name: Ageing")
    folders.replace(PROTOCOL, "product: calecim-serum", "product: serum")
    assert "there is no product 'serum'" in refusal(folders)


def test_a_dry_run_names_mistakes_too(folders):
    folders.only(SERUM).replace(SERUM, FIGURE, 'percent: "101"')
    assert "less than or equal to 100" in refusal(folders, dry_run=True)


# Mistakes in a new version of the protocol: the first is there and is never looked at again.


@pytest.fixture
def without_protocol(db):
    """As on a fresh machine, where the protocol's version is still to come."""
    ProtocolVersion.objects.all().delete()
    from catalogue.models import LoadedRow

    LoadedRow.objects.filter(key__contains='"version"').delete()
    LoadedRow.objects.filter(model__startswith="protocols.ProtocolVersion").delete()


DOSE = 'in_clinic_ml: "2.5"'
VERSION_MISTAKES = {
    "clinic and home are no whole ampoules": (DOSE, 'in_clinic_ml: "3"', "not whole 5 ml ampoules"),
    "the applications are no sum of the home share": ('take_home_ml: "5"', 'take_home_ml: "10"', "The home applications add up to"),
    "an application of nothing": ('volume_ml: "1.25"', 'volume_ml: "0"', "An application is above 0 ml."),
    "a dose that is a word": (DOSE, 'in_clinic_ml: "half"', "is not a plain figure"),
    "a dose without quotes": (DOSE, "in_clinic_ml: 2.5", "in quotes"),
    "two applications at one time": ("sequence: 2, day: 1, part_of_day: morning", "sequence: 2, day: 0, part_of_day: evening", "stands twice"),
    "applications out of order": ("sequence: 1, day: 0, part_of_day: evening", "sequence: 1, day: 2, part_of_day: evening", "order of time"),
    "a signature from a file": ("ground: maker_published", "ground: signed_off", "only maker_published can be loaded"),
    "a class without a dose": ("downtime_class: high", "downtime_class: low", "there is no downtime class 'low'"),
    "technique in a place there is not": ("      home:\n", "      house:\n", "house: this field is not known here"),
    "no day of transcription": ('transcribed_on: "2026-11-22"', "transcribed_on:", "a value is missing"),
}


@pytest.mark.usefixtures("without_protocol")
@pytest.mark.parametrize("mistake", VERSION_MISTAKES)
def test_a_version_that_does_not_reconcile_is_never_loaded(folders, mistake):
    old, new, words = VERSION_MISTAKES[mistake]
    folders.only(PROTOCOL).replace(PROTOCOL, old, new)
    said = refusal(folders)
    assert words in said
    assert re.match(rf"Nothing was loaded\. {re.escape(PROTOCOL)}, line \d+", said)
    assert not ProtocolVersion.objects.exists()


@pytest.mark.usefixtures("without_protocol")
def test_a_version_that_reconciles_is_loaded_as_the_makers_guideline(folders):
    folders.only(PROTOCOL).load()
    version = ProtocolVersion.objects.get()
    assert (version.status, version.ground, version.signed_by, version.number) == ("active", "maker_published", None, 1)
    assert version.doses.count() == 3


def test_a_loaded_version_is_never_touched(folders):
    before = ProtocolVersion.objects.values().get(), list(Dose.objects.values())
    folders.only(PROTOCOL)
    folders.replace(PROTOCOL, 'in_clinic_ml: "2.5"', 'in_clinic_ml: "5"')
    folders.replace(PROTOCOL, "change_note: First", "change_note: Second")
    folders.load()
    assert (ProtocolVersion.objects.values().get(), list(Dose.objects.values())) == before


def test_a_second_version_needs_a_signature(folders):
    folders.only(PROTOCOL).replace(PROTOCOL, "number: 1", "number: 2")
    assert "already has an active version" in refusal(folders)


# Runs one after another


def test_a_run_over_unchanged_files_changes_nothing(folders):
    before = stored()
    said = folders.load(force=True)
    assert re.fullmatch(r"Loaded: \d+ unchanged\.\n", said)
    assert [table for table in stored() if "LoadedRow" not in table[0]] == [table for table in before if "LoadedRow" not in table[0]]


def test_files_of_the_last_run_are_not_read_again(folders):
    folders.only(CONCERNS).load()
    assert folders.load() == "The content files are those of the last run: nothing to load.\n"


def test_changed_files_are_read_without_being_told_to(folders):
    folders.only(CONCERNS).load()
    folders.replace(CONCERNS, "name: Hair loss", "name: Thinning hair")
    assert "1 updated" in folders.load()


def test_a_dry_run_shows_the_differences_and_writes_nothing(folders):
    folders.only(SERUM, CONCERNS)
    folders.replace(SERUM, FIGURE, 'percent: "79.5"')
    folders.append(CONCERNS, "- slug: new-concern\n  name: New\n  summary: New.\n")
    before = stored()
    said = folders.load(dry_run=True)
    assert stored() == before
    assert "updated: formula line calecim-serum clcm\n    percent: 80 → 79.5\n" in said
    assert "added: concern new-concern\n" in said
    assert re.search(r"Dry run, nothing is written: 1 added, 1 updated, \d+ unchanged\.\n$", said)


def test_a_dry_run_does_not_count_as_the_last_run(folders):
    folders.only(CONCERNS).load(dry_run=True)
    assert "nothing to load" not in folders.load()


# What the files say now


def test_an_untouched_row_is_updated(folders):
    folders.only(SERUM).replace(SERUM, FIGURE, 'percent: "79.5"')
    assert "1 updated" in folders.load()
    assert Concentration.objects.get(product__slug="calecim-serum", ingredient__slug="clcm").percent == Decimal("79.5")


def test_a_share_moves_from_one_line_to_another(folders):
    """Halfway the formula adds up to more than 100 %, in the end it does not."""
    folders.only(SERUM)
    folders.replace(SERUM, 'percent: "20"', 'percent: "first"')
    folders.replace(SERUM, FIGURE, 'percent: "20"')
    folders.replace(SERUM, 'percent: "first"', 'percent: "80"')
    folders.load()
    shares = dict(Concentration.objects.filter(product__slug="calecim-serum").values_list("ingredient__slug", "percent"))
    assert (shares["clcm"], shares["hyaluronic-acid"]) == (20, 80)


def test_untouched_links_are_updated(folders):
    folders.only(PRODUCT).replace(PRODUCT, "concerns: [ageing]", "concerns: [ageing, hydration]")
    folders.load()
    assert set(Product.objects.get(slug="multi-action-cream").concerns.values_list("slug", flat=True)) == {"ageing", "hydration"}


def test_a_row_can_be_updated_again(folders):
    folders.only(CONCERNS)
    for old, new in [("Hair loss", "Thinning hair"), ("Thinning hair", "Hair")]:
        folders.replace(CONCERNS, f"name: {old}", f"name: {new}")
        folders.load()
    assert Concern.objects.get(slug="hair-loss").name == "Hair"


def test_a_new_row_is_added(folders):
    folders.only(CONCERNS).append(CONCERNS, "- slug: sun\n  name: Sun\n  summary: Skin in the sun.\n")
    assert "1 added" in folders.load()
    assert Concern.objects.get(slug="sun").summary == "Skin in the sun."


def test_a_row_that_left_the_file_stays(folders):
    folders.only(CONCERNS).file(CONCERNS).write_text("[]\n")
    folders.load()
    assert Concern.objects.filter(slug="ageing").exists()


# What an editor has done


def test_an_editors_value_survives_a_changed_file_and_is_reported(folders):
    Concern.objects.filter(slug="ageing").update(summary="An editor's words.")
    folders.only(CONCERNS).replace(CONCERNS, "summary: Lines, folds", "summary: Creases, folds")
    said = folders.load()
    assert Concern.objects.get(slug="ageing").summary == "An editor's words."
    assert "kept as an editor left it: concern ageing\n    summary: An editor's words. → Creases" in said
    assert "1 kept as an editor left it" in said


def test_an_editors_value_survives_an_unchanged_file(folders):
    Concern.objects.filter(slug="ageing").update(summary="An editor's words.")
    folders.only(CONCERNS).load(force=True)
    assert Concern.objects.get(slug="ageing").summary == "An editor's words."


def test_an_editors_value_survives_a_second_changed_file(folders):
    Concern.objects.filter(slug="ageing").update(summary="An editor's words.")
    folders.only(CONCERNS)
    for name in ("Older skin", "Lines"):
        folders.replace(CONCERNS, "- slug: ageing\n  name: ", f"- slug: ageing\n  name: {name} ")
        folders.load()
    assert Concern.objects.get(slug="ageing").summary == "An editor's words."


def test_an_editors_figure_survives(folders):
    Concentration.objects.filter(product__slug="calecim-serum", ingredient__slug="clcm").update(percent=Decimal("70"))
    folders.only(SERUM).replace(SERUM, "note: The maker prints nearly", "note: The document prints nearly")
    folders.load()
    assert Concentration.objects.get(product__slug="calecim-serum", ingredient__slug="clcm").percent == 70


@pytest.mark.parametrize(
    ("editors", "kept"),
    [
        (["hydration"], {"hydration"}),  # replaced
        ([], set()),  # emptied
        (["ageing", "hydration"], {"ageing", "hydration"}),  # one more
    ],
)
def test_an_editors_links_survive(folders, editors, kept):
    product = Product.objects.get(slug="multi-action-cream")
    product.concerns.set(Concern.objects.filter(slug__in=editors))
    folders.only(PRODUCT).replace(PRODUCT, "concerns: [ageing]", "concerns: [ageing, eye-area]")
    assert "kept as an editor left it: product multi-action-cream" in folders.load()
    assert set(product.concerns.values_list("slug", flat=True)) == kept


def test_an_editors_citations_survive(folders):
    claim = Claim.objects.get(product__slug="calecim-serum", code="better-result")
    claim.citations.clear()
    folders.only(SERUM).replace(SERUM, "The maker says treatments look better", "The maker says that treatments look better")
    folders.load()
    assert not claim.citations.exists()


def test_what_an_editor_takes_off_the_site_stays_off(folders):
    Product.objects.filter(slug="multi-action-cream").update(status="draft")
    folders.only(PRODUCT).replace(PRODUCT, "step: 3", "step: 4")
    folders.load()
    assert Product.objects.get(slug="multi-action-cream").status == "draft"


def test_an_editors_own_row_with_the_same_key_stays_as_it_is(folders):
    Concern.objects.create(slug="sun", name="An editor's sun", summary="Theirs.", position=9)
    folders.only(CONCERNS).append(CONCERNS, "- slug: sun\n  name: Sun\n  summary: Skin in the sun.\n")
    assert "kept as an editor left it: concern sun" in folders.load()
    assert Concern.objects.get(slug="sun").name == "An editor's sun"


DELETED = [
    # (what an editor deletes, the files that name it)
    (Claim, {"product__slug": "calecim-serum", "code": "better-result"}, [SERUM]),
    (ProductFact, {"product__slug": "calecim-serum", "code": "base-layer"}, [SERUM]),
    (UsageStep, {"product__slug": "calecim-serum", "code": "straight-away", "setting": "clinic"}, [SERUM]),
    (Pack, {"product__slug": "calecim-serum", "code": "ampoule"}, [SERUM]),
    (Precaution, {"code": "vitamin_c"}, [PRECAUTIONS, SAFEGUARDS]),
    (Safeguard, {"precaution__code": "topical_only"}, [SAFEGUARDS]),
    (Concern, {"slug": "ageing"}, [CONCERNS, PRODUCT]),
    (Ingredient, {"slug": "growth-factors"}, [INGREDIENTS, "catalogue/data/ingredients/proteins-and-signals.yaml"]),
    (Course, {"slug": "advanced-hair-system"}, [COURSE]),
]


@pytest.mark.parametrize(("model", "key", "files"), DELETED, ids=[row[0].__name__ for row in DELETED])
def test_what_an_editor_deleted_stays_gone_and_is_reported(folders, model, key, files):
    deleted = model.objects.filter(**key)
    assert deleted.exists()
    deleted.delete()
    said = folders.only(*files).load(force=True)
    assert not model.objects.filter(**key).exists()
    assert f"left out, an editor deleted it: {model._meta.verbose_name}" in said


def test_a_deleted_passage_does_not_stop_the_files_that_cite_it(folders):
    """The other citations of a row stay; a row that has none left keeps what it says."""
    claim = Claim.objects.get(product__slug="calecim-serum", code="better-result")
    claim.citations.get().delete()
    folders.only(SERUM, SOURCES)
    folders.replace(SERUM, "treatments look better", "a treatment looks better")
    assert "left out, an editor deleted it: citation" in folders.load()
