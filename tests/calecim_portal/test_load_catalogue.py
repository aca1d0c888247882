"""The loader: all or nothing, never over an editor, and a loaded version of a protocol is never touched."""

import re
from decimal import Decimal

import pytest

from catalogue.models import Claim, Concentration, Concern, Ingredient, LoadedRow, Pack, Precaution, Product, ProductFact, UsageStep
from protocols.models import Course, Dose, ProtocolVersion, Safeguard
from tests.content_folders import (
    CONCERNS,
    COURSE,
    INGREDIENTS,
    PRECAUTIONS,
    PRODUCT,
    PROTOCOL,
    SAFEGUARDS,
    SERUM,
    SOURCES,
    ContentFolders,
    refusal,
    stored,
)
from tests.guards import guards_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def folders(tmp_path):
    return ContentFolders(tmp_path)


FIGURE = 'percent: "80"'


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
    with guards_down():
        ProtocolVersion.objects.all().delete()
    LoadedRow.objects.filter(key__contains='"version"').delete()
    LoadedRow.objects.filter(model__startswith="protocols.ProtocolVersion").delete()


DOSE = 'in_clinic_ml: "2.5"'
VERSION_MISTAKES = {
    "clinic and home are no whole ampoules": (DOSE, 'in_clinic_ml: "3"', "not whole 5 ml ampoules"),
    "the applications are no sum of the home share": ('take_home_ml: "5"', 'take_home_ml: "10"', "The home applications add up to"),
    "an application of nothing": ('volume_ml: "1.25"', 'volume_ml: "0"', "An application is above 0 ml."),
    "a dose that is a word": (DOSE, 'in_clinic_ml: "half"', "is not a plain figure"),
    "a dose without quotes": (DOSE, "in_clinic_ml: 2.5", "in quotes"),
    "two applications at one time": (
        "sequence: 2, day: 1, part_of_day: morning",
        "sequence: 2, day: 0, part_of_day: evening",
        "stands twice",
    ),
    "applications out of order": (
        "sequence: 1, day: 0, part_of_day: evening",
        "sequence: 1, day: 2, part_of_day: evening",
        "order of time",
    ),
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
    folders.replace(SERUM, "as_stated: 80 %", "as_stated: 79.5 %")
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
    folders.replace(SERUM, "as_stated: 80 %", "as_stated: 79.5 %")
    assert "1 updated" in folders.load()
    assert Concentration.objects.get(product__slug="calecim-serum", ingredient__slug="clcm").percent == Decimal("79.5")


def test_a_share_moves_from_one_line_to_another(folders):
    """Halfway the formula adds up to more than 100 %, in the end it does not."""
    folders.only(SERUM)
    folders.replace(SERUM, 'percent: "20"', 'percent: "first"')
    folders.replace(SERUM, FIGURE, 'percent: "20"')
    folders.replace(SERUM, 'percent: "first"', 'percent: "80"')
    folders.replace(SERUM, "as_stated: nearly 20 %", "as_stated: 80 %")
    folders.replace(SERUM, "as_stated: 80 %", "as_stated: nearly 20 %")
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
