"""What reports have to do with the data of an account: they are told in its copy, and lose the way back to it when it goes."""

from .models import Report

TOLD = ["reference", "kind", "written_at", "product", "lot_number", "page", "text", "country", "reply_to", "status", "outcome"]


def tell(user):
    rows = Report.objects.filter(written_by=user).select_related("product")
    return [{field: in_words(getattr(row, field)) for field in TOLD} for row in rows]


def in_words(value):
    return value if value is None or hasattr(value, "isoformat") else str(value)


def forget(user):
    """The report stays: others may be harmed by the same thing. The address for an answer goes."""
    Report.objects.filter(written_by=user).update(reply_to="", written_by=None)
