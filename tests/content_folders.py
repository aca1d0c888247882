"""Copies of the content folders that a test may change before it loads them."""

import hashlib
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = "catalogue/data/products/multi-action-cream.yaml"
SERUM = "catalogue/data/products/calecim-serum.yaml"
INGREDIENTS = "catalogue/data/ingredients/conditioned-media.yaml"
SOURCES = "catalogue/data/sources.yaml"
CONCERNS = "catalogue/data/concerns.yaml"
PRECAUTIONS = "catalogue/data/precautions.yaml"
ORDER_RULES = "catalogue/data/order_rules.yaml"
CLASSES = "protocols/data/downtime_classes.yaml"
PROCEDURES = "protocols/data/procedures.yaml"
SAFEGUARDS = "protocols/data/safeguards.yaml"
PROTOCOL = "protocols/data/serum-after-procedure.yaml"
COURSE = "protocols/data/advanced-hair-system-course.yaml"
# Files that must be there; products, ingredients, protocols and courses are whatever files there are.
LISTS = {"sources.yaml", "concerns.yaml", "precautions.yaml", "downtime_classes.yaml", "procedures.yaml", "safeguards.yaml"}
LISTS |= {"glossary.yaml", "maker.yaml", "contacts.yaml", "stem_cell_kinds.yaml", "comparators.yaml", "criteria.yaml", "claims.yaml"}
LISTS |= {"disagreements.yaml", "order_rules.yaml", "routine_notes.yaml"}
NO_COLUMNS = "columns: []\nrows: []\n"


class ContentFolders:
    """`catalogue/data` and `protocols/data` under a folder of the test's own."""

    def __init__(self, folder):
        self.folder = folder
        for app in ("catalogue", "protocols"):
            shutil.copytree(ROOT / app / "data", folder / app / "data")

    def only(self, *names):
        """Leaves these files and empties the others: what they hold is in the database already, and reading it again takes time."""
        for path in self.folder.rglob("*.yaml"):
            if path.relative_to(self.folder).as_posix() in names:
                continue
            if path.name in LISTS:
                path.write_text("[]\n", encoding="utf-8")
            elif path.name == "stem_cell_sources.yaml":
                path.write_text(NO_COLUMNS, encoding="utf-8")
            else:
                path.unlink()
        return self

    def file(self, name):
        return self.folder / name

    def replace(self, name, old, new):
        """Changes the first place; returns the line on which it stands. A text that is not there is a fault of the test."""
        text = self.file(name).read_text(encoding="utf-8")
        before, found, after = text.partition(old)
        assert found, f"{name} does not hold {old!r}"
        self.file(name).write_text(before + new + after, encoding="utf-8")
        return before.count("\n") + 1

    def append(self, name, text):
        self.file(name).write_text(self.file(name).read_text(encoding="utf-8") + text, encoding="utf-8")

    def load(self, **options):
        """What the command says."""
        said = StringIO()
        folders = {f"{name}_data": self.file(f"{app}/data") for name, app in (("catalogue", "catalogue"), ("protocol", "protocols"))}
        call_command("load_catalogue", stdout=said, **{"verbosity": 1, **folders, **options})
        return said.getvalue()


def stored():
    """Every row of the content, link tables too, as (table, number of rows, fingerprint)."""
    tables = []
    for app in ("catalogue", "protocols"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            rows = list(model.objects.order_by("pk").values_list())
            tables.append((model._meta.label, len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()))
    return tables


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
