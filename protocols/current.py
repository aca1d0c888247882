"""The version of the Serum protocol that clinics read today, and whether it may show figures."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from catalogue.visibility import Viewer

from .content import rules_of
from .models import ProtocolVersion

SERUM = "calecim-serum"


@dataclass(frozen=True)
class Shown:
    """One version as shown on one day."""

    version: ProtocolVersion
    content: dict
    withheld_because: str = ""  # reason code; empty while its figures are in force

    @cached_property
    def rules(self):
        return rules_of(self.content)

    def procedure(self, slug):
        return next((row for row in self.content["procedures"] if row["slug"] == slug), None)


def current(viewer: Viewer, *, product=SERUM, day=None) -> Shown | None:
    """The active version, else the last one that was shown (then without figures), else None. One query.

    The product is asked of the frozen content: changing the protocol's row closes no look-up.
    """
    versions = ProtocolVersion.objects.visible_to(viewer).filter(content__protocol__product=product, status__in=ProtocolVersion.SHOWN)
    rows = list(versions.select_related("protocol", "signed_by").order_by("-number"))
    active = next((row for row in rows if row.status == ProtocolVersion.Status.ACTIVE), None)
    version = active or next(iter(rows), None)
    return Shown(version, version.content, why_withheld(version, day)) if version else None


def why_withheld(version, day=None):
    """The reason code for showing no figure of this version today; empty while it is in force."""
    if version.status == ProtocolVersion.Status.WITHDRAWN:
        return "protocol_withdrawn"
    if version.status == ProtocolVersion.Status.RETIRED:
        return "no_active_version"
    return "review_overdue" if version.review_is_overdue(day or timezone.localdate()) else ""
