from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

WHO = {"on_delete": models.SET_NULL, "null": True, "blank": True, "editable": False, "related_name": "+"}


class ProposedChange(models.Model):
    """A change to something that readers see, kept beside it until somebody publishes it: from an editor, an import or an older state.

    `before` and `after` are the thing with its lines as `catalogue.snapshots` writes them. It can be published while the thing still is
    as it was when the change was made.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        PUBLISHED = "published", _("Published")
        DISCARDED = "discarded", _("Discarded")

    class Origin(models.TextChoices):
        EDITED = "edited", _("Written in the admin")
        IMPORTED = "imported", _("From an import")
        REVERTED = "reverted", _("Back to an older state")

    model = models.CharField(_("kind"), max_length=60, editable=False)  # a label, as in catalogue.Product
    row = models.BigIntegerField(_("number of the row"), editable=False)
    title = models.CharField(_("of what"), max_length=200, editable=False)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.WAITING, editable=False, db_index=True)
    origin = models.CharField(_("where it comes from"), max_length=12, choices=Origin.choices, default=Origin.EDITED, editable=False)
    reason = models.TextField(_("why"), blank=True)
    before = models.JSONField(_("before"), editable=False)
    before_sha256 = models.CharField(_("fingerprint of what it changes"), max_length=64, editable=False)
    after = models.JSONField(_("after"), editable=False)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True, db_index=True, help_text=_("In UTC. Blank: by hand."))
    failed_because = models.TextField(_("why it could not be published"), blank=True, editable=False)
    import_run = models.ForeignKey(
        "ImportRun", models.SET_NULL, null=True, blank=True, editable=False, related_name="proposals", verbose_name=_("import")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), **WHO)
    made_by_name = models.CharField(_("by"), max_length=150, blank=True, editable=False)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("decided by"), **WHO)
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("proposed change")
        constraints = [
            models.UniqueConstraint(fields=["model", "row"], condition=Q(status="waiting"), name="one_waiting_change_of_a_thing"),
        ]

    def __str__(self):
        return self.title


class ImportRun(models.Model):
    """One file that an editor brought: what it would change, what is wrong with it, and what became of it."""

    class Kind(models.TextChoices):
        PRODUCTS = "products", _("Products")
        INGREDIENTS = "ingredients", _("Ingredients")
        CONCENTRATIONS = "concentrations", _("Concentrations")
        PROCEDURES = "procedures", _("Procedures")
        QUESTIONS = "questions", _("Questions")
        EVERYTHING = "everything", _("Everything, as YAML")

    class Status(models.TextChoices):
        CHECKING = "checking", _("Being checked")
        REFUSED = "refused", _("To be mended")
        CHECKED = "checked", _("Checked, waiting to be confirmed")
        APPLYING = "applying", _("Being applied")
        APPLIED = "applied", _("Applied")
        DISCARDED = "discarded", _("Discarded")
        FAILED = "failed", _("Failed, nothing was changed")

    kind = models.CharField(_("what"), max_length=20, choices=Kind.choices, editable=False)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.CHECKING, editable=False, db_index=True)
    file_name = models.CharField(_("file"), max_length=200, editable=False)
    rows = models.JSONField(_("rows as read"), default=list, editable=False)
    differences = models.JSONField(_("what it changes"), default=list, editable=False)
    problems = models.JSONField(_("what to mend"), default=list, editable=False)
    counts = models.JSONField(_("counts"), default=dict, editable=False)
    done = models.PositiveIntegerField(_("rows done"), default=0, editable=False)
    total = models.PositiveIntegerField(_("rows in all"), default=0, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), **WHO)
    made_by_name = models.CharField(_("by"), max_length=150, blank=True, editable=False)
    made_at = models.DateTimeField(_("brought"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("import")

    def __str__(self):
        return self.file_name
