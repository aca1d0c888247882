"""The links on a list of the admin from which its things are exported as a table."""

from django.urls import reverse

from catalogue.imports.sheets import SHEETS
from catalogue.models import ImportRun


def may_view(user, models):
    names = [(one._meta.app_label, one._meta.model_name) for one in models]
    return all(user.has_perm(f"{app}.view_{name}") or user.has_perm(f"{app}.change_{name}") for app, name in names)


def export_links(user, sheet):
    """(words, address) for each format, none for who may not read what is in it."""
    if not may_view(user, sheet.models):
        return []
    label = ImportRun.Kind(sheet.kind).label
    return [
        (f"{label}, {ending.upper()}", reverse("admin:catalogue_importrun_export", args=[sheet.kind, ending])) for ending in ("csv", "xlsx")
    ]


class Exported:
    """A list whose things, and whose lines, can be taken along as a table."""

    change_list_template = "admin/catalogue/list_with_exports.html"

    def changelist_view(self, request, extra_context=None):
        sheets = [sheet for sheet in SHEETS.values() if sheet.root is self.model]
        links = [link for sheet in sheets for link in export_links(request.user, sheet)]
        return super().changelist_view(request, {"export_links": links, **(extra_context or {})})
