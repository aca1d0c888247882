"""Procedures as a table to be imported and exported, and what clinics read among everything that is exported.

The settings of a procedure belong to downtime classes and are edited in the admin alone.
"""

from catalogue.imports import exporting
from catalogue.imports.sheets import READ_ONLY, Sheet, register
from catalogue.models import ImportRun

from .models import Procedure, ProtocolVersion


def register_all():
    """Called when the app starts."""
    names = ("slug", "name", "aliases", "family", "setting", "summary", "cautions", "position", "citations", *READ_ONLY)
    register(Sheet(ImportRun.Kind.PROCEDURES, Procedure, names))
    exporting.ALSO[ProtocolVersion] = frozen_versions


def frozen_versions():
    """Every version that has left draft, as it was frozen."""
    for version in ProtocolVersion.objects.exclude(content=None).select_related("protocol").order_by("pk"):
        yield {
            "protocol": version.protocol.slug,
            "number": version.number,
            "status": version.status,
            "ground": version.ground,
            "content_sha256": version.content_sha256,
            "content": version.content,
        }
