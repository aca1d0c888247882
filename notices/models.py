import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Discrepancy, Product
from catalogue.visibility import READABLE, Access, Status
from protocols.models import Protocol, ProtocolVersion


class Follow(models.Model):
    """An account that wants to hear of one product or one protocol."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows", verbose_name=_("account"))
    product = models.ForeignKey(Product, models.CASCADE, null=True, related_name="follows", verbose_name=_("product"))
    protocol = models.ForeignKey(Protocol, models.CASCADE, null=True, related_name="follows", verbose_name=_("protocol"))
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("followed page")
        constraints = [
            models.CheckConstraint(
                name="follow_has_one_subject",
                condition=Q(product__isnull=False, protocol__isnull=True) | Q(product__isnull=True, protocol__isnull=False),
            ),
            models.UniqueConstraint(fields=["user", "product"], name="product_followed_once"),
            models.UniqueConstraint(fields=["user", "protocol"], name="protocol_followed_once"),
        ]

    def __str__(self):
        return str(self.subject)

    @property
    def subject(self):
        return self.product or self.protocol


class NoticeQuerySet(models.QuerySet):
    def readable_by(self, viewer):
        """A notice says that something is there: whoever may not read the thing does not read of it."""
        if viewer.previews:
            return self
        accesses = READABLE[viewer.audience]
        of_product = Q(product__access__in=accesses, product__status=Status.PUBLISHED, discrepancy__access__in=accesses)
        of_protocol = Q(version__status__in=ProtocolVersion.SHOWN)
        return self.filter(of_product | of_protocol if viewer.may_read(Access.PRACTITIONERS) else of_product)

    def followed_by(self, user):
        products = Follow.objects.filter(user=user, product__isnull=False).values("product")
        protocols = Follow.objects.filter(user=user, protocol__isnull=False).values("protocol")
        return self.filter(Q(product__in=products) | Q(protocol__in=protocols))

    def with_subjects(self):
        return self.select_related("product", "protocol", "version", "discrepancy")


class Notice(models.Model):
    """One thing that happened to a product or a protocol and that its followers hear of. Holds facts and no figure."""

    class Kind(models.TextChoices):
        VERSION_ACTIVATED = "version_activated", _("Version in use")
        VERSION_WITHDRAWN = "version_withdrawn", _("Version withdrawn")
        NEW_DISAGREEMENT = "new_disagreement", _("New disagreement")

    kind = models.CharField(_("what"), max_length=20, choices=Kind.choices)
    # A product or a disagreement that editors delete leaves its notice, which nobody reads from then on.
    product = models.ForeignKey(Product, models.SET_NULL, null=True, related_name="notices", verbose_name=_("product"))
    discrepancy = models.ForeignKey(Discrepancy, models.SET_NULL, null=True, related_name="notices", verbose_name=_("disagreement"))
    protocol = models.ForeignKey(Protocol, models.CASCADE, null=True, related_name="notices", verbose_name=_("protocol"))
    version = models.ForeignKey(ProtocolVersion, models.CASCADE, null=True, related_name="notices", verbose_name=_("version"))
    replaced_number = models.PositiveSmallIntegerField(_("number of the version it replaces"), null=True)
    happened_at = models.DateTimeField(_("when"), default=timezone.now)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name = _("notice")
        constraints = [
            models.CheckConstraint(
                name="notice_has_its_subject",
                condition=Q(kind="new_disagreement", protocol__isnull=True, version__isnull=True)
                | Q(~Q(kind="new_disagreement"), protocol__isnull=False, version__isnull=False, product__isnull=True),
            ),
            models.UniqueConstraint(fields=["kind", "version"], name="one_notice_of_a_version"),
            models.UniqueConstraint(fields=["discrepancy", "product"], name="one_notice_of_a_disagreement"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.subject}"

    @property
    def subject(self):
        return self.product or self.protocol


class NoticeSent(models.Model):
    """That an account was told of a notice: one row, one letter, however often the job runs."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="sent", verbose_name=_("notice"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices_sent", verbose_name=_("account"))
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("sent notice")
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="notice_sent_once")]

    def __str__(self):
        return str(self.notice_id)


class Webhook(models.Model):
    """An address of clinic software that hears of what its owner follows.

    The secret signs what is sent, so it is kept as it is: whoever reads this table can sign as the portal for this address alone.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="webhooks", verbose_name=_("account"))
    name = models.CharField(_("name"), max_length=80)
    url = models.CharField(_("address"), max_length=500)
    secret = models.CharField(_("secret"), max_length=80, editable=False)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    failed_in_a_row = models.PositiveSmallIntegerField(_("failed attempts in a row"), default=0)
    disabled_at = models.DateTimeField(_("switched off"), null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("webhook")

    def __str__(self):
        return self.name


class WebhookDelivery(models.Model):
    """One message to one webhook, with how its attempts went. Without a notice it is a test."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        GIVEN_UP = "given_up", _("Given up")
        STOPPED = "stopped", _("Not sent")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="deliveries", verbose_name=_("notice"))
    key = models.UUIDField(_("delivery"), default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    failures = models.PositiveSmallIntegerField(_("failed since it was last put on the way"), default=0)
    status_code = models.PositiveSmallIntegerField(_("answer"), null=True)
    error = models.CharField(_("what went wrong"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    tried_at = models.DateTimeField(_("last attempt"), null=True)
    next_at = models.DateTimeField(_("next attempt"), null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        constraints = [models.UniqueConstraint(fields=["webhook", "notice"], name="notice_to_a_webhook_once")]

    def __str__(self):
        return str(self.key)

    @property
    def is_test(self):
        return self.notice_id is None

    @property
    def event(self):
        return "test" if self.is_test else self.notice.kind
