"""A notice in words for pages, letters and the API, and as facts for webhooks. One home for each sentence."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Notice

Kind = Notice.Kind


def sentence(notice):
    """What happened, without the name of the subject and without any figure of its content."""
    if notice.kind == Kind.NEW_DISAGREEMENT:
        return _("The documents disagree on a point about it. Both sides are shown, the cautious one first.")
    numbers = {"number": notice.version.number, "before": notice.replaced_number}
    if notice.kind == Kind.VERSION_WITHDRAWN:
        return _("Version %(number)s was withdrawn. Stop using it.") % numbers
    if notice.replaced_number:
        return _("Version %(number)s replaced version %(before)s.") % numbers
    return _("Version %(number)s is in use.") % numbers


def address(notice):
    if notice.kind == Kind.NEW_DISAGREEMENT:
        return notice.discrepancy.get_absolute_url() if notice.discrepancy else reverse("disagreements")
    return notice.version.get_absolute_url()


def as_shown(notice):
    return {
        "kind": notice.kind,
        "label": notice.get_kind_display(),
        "name": str(notice.subject),
        "subject_url": notice.subject.get_absolute_url(),
        "text": sentence(notice),
        "url": address(notice),
        "happened_at": notice.happened_at,
        "withdrawn": notice.kind == Kind.VERSION_WITHDRAWN,
    }


def facts_of(notice):
    """What leaves the portal: which protocol or product, which versions, their status, the address. No figure of the content."""
    version = notice.version
    return {
        "happened_at": notice.happened_at,
        "product": notice.product.slug if notice.product else None,
        "protocol": notice.protocol.slug if notice.protocol else None,
        "version": version.number if version else None,
        "replaces": notice.replaced_number,
        "status": version.status if version else None,
        "url": settings.SITE_URL + address(notice),
    }
