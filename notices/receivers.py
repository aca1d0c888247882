"""Makes the notices, inside the transaction of what they tell of: one that is rolled back is told to nobody."""

from django.db.models.signals import m2m_changed, post_save, pre_save
from django.dispatch import receiver

from catalogue.models import Discrepancy, Product
from catalogue.visibility import Status
from protocols.signals import version_activated, version_withdrawn

from .jobs import deliver
from .models import Notice

Kind = Notice.Kind


def announce(kind, *, facts=None, **subject):
    """One notice of one event, and one job that tells of it."""
    notice, is_new = Notice.objects.get_or_create(kind=kind, **subject, defaults=facts or {})
    if is_new:
        deliver.enqueue(notice.pk)
    return notice


@receiver(version_activated)
def tell_of_activation(version, before, **rest):
    facts = {"protocol": version.protocol, "replaced_number": before.number if before else None}
    announce(Kind.VERSION_ACTIVATED, version=version, facts=facts)


@receiver(version_withdrawn)
def tell_of_withdrawal(version, **rest):
    announce(Kind.VERSION_WITHDRAWN, version=version, facts={"protocol": version.protocol})


# A disagreement is new to the readers of a product when it can first be read there: it is given readers, or is linked to the product.


@receiver(pre_save, sender=Discrepancy)
def note_readers_before(instance, **rest):
    kept = None if instance._state.adding else Discrepancy.objects.filter(pk=instance.pk).values_list("access", flat=True).first()
    instance.was_hidden = kept == ""


@receiver(post_save, sender=Discrepancy)
def tell_of_disagreement(instance, created, raw=False, **rest):
    if not (created or raw) and instance.was_hidden and instance.access:
        tell_readers_of(instance.products.all(), instance)


@receiver(m2m_changed, sender=Discrepancy.products.through)
def tell_of_linked_disagreement(instance, action, reverse, pk_set, **rest):
    if action != "post_add":
        return
    if reverse:
        for discrepancy in Discrepancy.objects.filter(pk__in=pk_set).exclude(access=""):
            tell_readers_of(Product.objects.filter(pk=instance.pk), discrepancy)
    elif instance.access:
        tell_readers_of(Product.objects.filter(pk__in=pk_set), instance)


def tell_readers_of(products, discrepancy):
    """A product that no one could read before, as at the first loading, comes with its disagreements: they are no news."""
    for product in products.filter(status=Status.PUBLISHED).exclude(access=""):
        if product.history.filter(status=Status.PUBLISHED).exists():
            announce(Kind.NEW_DISAGREEMENT, product=product, discrepancy=discrepancy)
