"""What is said of a version before it is signed: one door for it, as for every change."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .models import ProtocolVersion, ReviewComment


@transaction.atomic
def write_comment(*, version, by, text, about=""):
    """Raises ValidationError without a text, or once the version has been signed: what was signed had no word after it."""
    version = ProtocolVersion.objects.select_for_update().get(pk=version.pk)
    if version.status not in {ProtocolVersion.Status.DRAFT, ProtocolVersion.Status.IN_REVIEW}:
        raise ValidationError(_("This version is no longer open to comments. Comment on the next one."))
    if not any(letter.isalnum() for letter in text or ""):
        raise ValidationError({"text": [_("Write the comment.")]})
    return ReviewComment.objects.create(version=version, about=about, text=text.strip(), by=by, by_name=by.get_full_name())
