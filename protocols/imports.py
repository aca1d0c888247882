"""Procedures as a table to be imported and exported. Their settings belong to downtime classes and are edited in the admin alone."""

from catalogue.imports.sheets import READ_ONLY, Sheet, register
from catalogue.models import ImportRun

from .models import Procedure


def register_all():
    """Called when the app starts."""
    names = ("slug", "name", "aliases", "family", "setting", "summary", "cautions", "position", "citations", *READ_ONLY)
    register(Sheet(ImportRun.Kind.PROCEDURES, Procedure, names))
