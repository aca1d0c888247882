"""Who may read what: the one rule that every page, list, filter, count and API answer asks.

Two things are kept apart. `access` on a row says who may read it. `Viewer.lens` is only the profession a visitor has chosen: it
directs what is shown first and opens nothing.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    CONSUMER = "consumer", _("Consumer")
    SALON = "salon", _("Hair salon professional")
    PRACTITIONER = "practitioner", _("Medical aesthetic practitioner")


class Access(models.TextChoices):
    """Blank means that nobody has decided yet: then editors and reviewers alone read it."""

    EVERYONE = "everyone", _("Everyone")
    PROFESSIONALS = "professionals", _("Verified salon professionals and practitioners")
    PRACTITIONERS = "practitioners", _("Verified practitioners")


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


READABLE = {
    Audience.CONSUMER: frozenset({Access.EVERYONE}),
    Audience.SALON: frozenset({Access.EVERYONE, Access.PROFESSIONALS}),
    Audience.PRACTITIONER: frozenset({Access.EVERYONE, Access.PROFESSIONALS, Access.PRACTITIONERS}),
}


@dataclass(frozen=True)
class Viewer:
    """Who is looking. `audience` is the verified profession of the account, else consumer; `previews` is true for staff."""

    audience: Audience = Audience.CONSUMER
    lens: Audience | None = None  # None: nobody has chosen yet, and the gate asks
    previews: bool = False
    signed_in: bool = False

    def may_read(self, access: str) -> bool:
        return self.previews or access in READABLE[self.audience]

    def may_open(self, thing) -> bool:
        """Whether a row with its own address is there for this viewer, as `visible_to` has it."""
        return self.previews or (thing.status == Status.PUBLISHED and self.may_read(thing.access))

    @property
    def is_verified_professional(self) -> bool:
        """By the verified profession of the account alone. Staff read what professionals read, and are none for that."""
        return Access.PROFESSIONALS in READABLE[self.audience]

    def may_request(self, product) -> bool:
        """Whether this viewer may ask for a product. What is only previewed cannot be asked for."""
        offered = product.status == Status.PUBLISHED and product.access in READABLE[self.audience]
        return offered and (self.is_verified_professional or not product.professional_only)

    @property
    def reads_protocols(self) -> bool:
        """Procedures, protocols and dosing are practitioner content as a whole."""
        return self.may_read(Access.PRACTITIONERS)


ANYONE = Viewer()


class ReadableQuerySet(models.QuerySet):
    """Rows that carry `access`, and `status` where they can be drafts."""

    def visible_to(self, viewer: Viewer):
        if viewer.previews:
            return self
        rows = self.filter(access__in=READABLE[viewer.audience])
        return rows.filter(status=Status.PUBLISHED) if hasattr(self.model, "status") else rows

    def listed_for(self, viewer: Viewer):
        """What lists, counts and links name. Staff read what is retired at its own address."""
        return self.visible_to(viewer).exclude(status=Status.RETIRED)

    def known_to(self, viewer: Viewer):
        """Also what is retired: its address answers 410 with the reason to whoever could read it before."""
        if viewer.previews:
            return self
        return self.filter(access__in=READABLE[viewer.audience], status__in=[Status.PUBLISHED, Status.RETIRED])


class Readable(models.Model):
    """A row with its own readers. What has none is for editors only."""

    access = models.CharField(
        _("who may read it"),
        max_length=16,
        choices=Access.choices,
        blank=True,
        db_index=True,
        help_text=_(
            "Treatment volumes, home application counts, clinic needling depths and in-clinic steps are for verified "
            "practitioners. Left blank, only editors see it."
        ),
    )

    objects = ReadableQuerySet.as_manager()

    class Meta:
        abstract = True


class Publishable(Readable):
    """A thing with its own address: a draft answers the same 404 as nothing there."""

    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFT, db_index=True)

    class Meta:
        abstract = True


class Scheduled(Publishable):
    """One whose editors can set the moments at which it becomes public and at which it is retired, and say what takes its place."""

    publish_at = models.DateTimeField(
        _("publish at"), null=True, blank=True, db_index=True, help_text=_("A draft becomes public at this moment, in UTC.")
    )
    retire_at = models.DateTimeField(
        _("retire at"), null=True, blank=True, db_index=True, help_text=_("A published page is retired at this moment, in UTC.")
    )
    retired_reason = models.TextField(_("reason for retiring"), blank=True, help_text=_("Visitors read it in place of the page."))
    replacement = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name=_("replacement"))

    class Meta:
        abstract = True
