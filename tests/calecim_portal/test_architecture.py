"""Imports point one way: between the apps, and inside an app. This test reads them and keeps it true."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What each app may import besides itself.
ALLOWED = {
    "catalogue": set(),
    "accounts": {"catalogue"},
    "protocols": {"catalogue"},
    "support": {"accounts", "catalogue"},
    "orders": {"accounts", "catalogue"},
    "notices": {"accounts", "catalogue", "protocols"},
    "calecim_portal": {"accounts", "catalogue", "notices", "orders", "protocols", "support"},
}
# Inside an app: views, admin, api, commands → actions → models → rules. What is not named here is a helper.
TOP, ACTIONS, MODELS, RULES = 4, 3, 2, 1
LAYERS = {
    "views": TOP,
    "admin": TOP,
    "api": TOP,
    "urls": TOP,
    "management": TOP,
    "actions": ACTIONS,
    "models": MODELS,
    "dosing": RULES,
    "schedule": RULES,
    "course_dates": RULES,
    "supplies": RULES,
    "readiness": RULES,
    "frozen_rules": RULES,
    "review": RULES,
    "review_words": RULES,
    "golden": RULES,
    "layering": RULES,
    "routine": RULES,
    "serum_check": RULES,
    "finder": RULES,
    "contents": RULES,
    "signatures": RULES,
    "retries": RULES,
}
# Plain Python: the standard library and each other, nothing else.
RULE_MODULES = {
    "protocols.dosing",
    "protocols.schedule",
    "protocols.course_dates",
    "protocols.supplies",
    "protocols.readiness",
    "protocols.frozen_rules",
    "protocols.review",
    "protocols.review_words",
    "protocols.golden",
    "catalogue.layering",
    "catalogue.phases",
    "catalogue.routine",
    "catalogue.serum_check",
    "catalogue.finder",
    "orders.contents",
    "notices.signatures",
    "notices.retries",
}


def modules():
    """Every module of the apps by its dotted name, migrations aside: those are a record of the past."""
    found = {}
    for app in ALLOWED:
        for file in sorted((ROOT / app).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            if "migrations" not in parts:
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


MODULES = modules()


def imports(name, source, *, is_package=False):
    """The dotted names that a module imports, relative ones spelled out, wherever in the file they stand."""
    package = name.split(".") if is_package else name.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            base = [*base, *(node.module.split(".") if node.module else [])]
            # `from app import views` names a module too.
            yield from (".".join([*base, alias.name]) for alias in node.names)


def layer(name):
    parts = name.split(".")
    return LAYERS.get(parts[1]) if len(parts) > 1 else None


def complaints(name, imported):
    """What is wrong with these imports of one module, in sentences."""
    app = name.split(".")[0]
    for target in imported:
        other = target.split(".")[0]
        if name in RULE_MODULES and other not in sys.stdlib_module_names and ".".join(target.split(".")[:2]) not in RULE_MODULES:
            yield f"{name} is a rule and imports {target}: only the standard library and other rules are allowed."
        if other in ALLOWED and other != app and other not in ALLOWED[app]:
            yield f"{name} imports {target}: {app} may not import {other}."
        if other == app and points_up(name, target):
            yield f"{name} imports {target}: views, admin, api, commands → actions → models → rules."


def points_up(name, target):
    here, there = layer(name), layer(target)
    if there is None:
        return False
    # A helper may use anything but the top layer.
    return there == TOP if here is None and name.count(".") else there > (here or TOP)


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_one_way(name):
    file = MODULES[name]
    found = imports(name, file.read_text(encoding="utf-8"), is_package=file.name == "__init__.py")
    assert list(complaints(name, found)) == []


def test_the_apps_and_rules_are_found():
    assert {name.split(".")[0] for name in MODULES} == set(ALLOWED)
    assert RULE_MODULES & set(MODULES)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("catalogue.models.products", "from protocols.models import Protocol"),  # back to a higher app
        ("catalogue.models.products", "def late():\n    import accounts.models"),  # hidden in a function
        ("accounts.views", "from protocols import views"),  # sideways
        ("protocols.views", "from calecim_portal import settings"),  # back to the composition
        ("protocols.models.versions", "from ..actions import publish"),  # a model calls an action
        ("protocols.models", "from ..views import page"),  # a package, whose dots count from itself
        ("protocols.actions", "from protocols.api import serializers"),  # an action knows the API
        ("protocols.content", "from . import views"),  # a helper knows the views
        ("protocols.dosing", "from django.db import models"),  # a rule knows Django
        ("protocols.schedule", "from .models import Course"),  # a rule knows rows
        ("protocols.dosing", "import yaml"),  # a rule needs a package
    ],
)
def test_a_wrong_import_is_noticed(name, source):
    assert list(complaints(name, imports(name, source, is_package=name.endswith(".models"))))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("protocols.views", "from catalogue.models import Product"),
        ("protocols.views", "from . import actions, models"),
        ("protocols.models.versions", "from ..dosing import Rules"),
        ("protocols.schedule", "from decimal import Decimal\nfrom .dosing import Dose"),
        ("protocols.management.commands.check_protocols", "from protocols import actions"),
        ("calecim_portal.urls", "from accounts import views"),
    ],
)
def test_a_right_import_passes(name, source):
    assert list(complaints(name, imports(name, source))) == []
