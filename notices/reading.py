"""Who may follow and hear, asked of the account as it is now: a profession that was withdrawn ends both at once."""

from allauth.account.models import EmailAddress

from accounts.viewers import viewer_for
from catalogue.models import Product
from catalogue.visibility import Audience
from protocols.models import Protocol, ProtocolVersion

from .models import Notice


def is_practitioner(viewer):
    """By the verified profession alone: staff who only read along are none."""
    return viewer.signed_in and viewer.audience == Audience.PRACTITIONER


def followable_product(viewer, slug):
    """The product that this viewer may follow; None if there is none."""
    return Product.objects.listed_for(viewer).filter(slug=slug).first() if viewer.is_verified_professional else None


def followable_protocol(viewer, slug):
    if not is_practitioner(viewer):
        return None
    return Protocol.objects.filter(slug=slug, versions__status__in=ProtocolVersion.SHOWN).distinct().first()


def may_hear(user, notice):
    """Whether this account is told of the notice now: open, its address confirmed, verified, and let in to what the notice is about."""
    if not user.is_active or not EmailAddress.objects.filter(user=user, verified=True).exists():
        return False
    viewer = viewer_for(user)
    return viewer.is_verified_professional and Notice.objects.filter(pk=notice.pk).readable_by(viewer).exists()
