import secrets
import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from catalogue.models import Product

# Neither vowels, which make words, nor what looks like something else when it is read out.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
OWN_PATH = RegexValidator(r"^/(?![/\\])[^\s\\\x00-\x1f\x7f]*\Z", _("Give the address of a page of this portal."))
LONGEST_PATH = 500


def new_reference():
    """A number that can be read out on the phone, and from which no other can be guessed."""
    return "R-" + "".join(secrets.choice(LETTERS) for _place in range(6))


class ReportQuerySet(models.QuerySet):
    def queued(self):
        """What is still open first, and of that the oldest."""
        closed = Case(When(status=Report.Status.CLOSED, then=Value(1)), default=Value(0))
        return self.order_by(closed, "written_at", "pk")


class Report(models.Model):
    """What somebody wrote to us: a question, or something that went wrong. Nothing about a patient belongs in it.

    `support.actions` changes the status; nothing else does.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        UNWANTED_EFFECT = "unwanted_effect", _("Unwanted effect")
        SPOILED_PRODUCT = "spoiled_product", _("Spoiled product")
        WRONG_FIGURE = "wrong_figure", _("Wrong figure")

    class Status(models.TextChoices):
        NEW = "new", _("New")
        IN_WORK = "in_work", _("In work")
        CLOSED = "closed", _("Closed")

    reference = models.CharField(_("reference"), max_length=8, unique=True, default=new_reference, editable=False)
    form_key = models.UUIDField(
        _("form key"), unique=True, default=uuid.uuid4, editable=False, help_text=_("The form it came from: sent twice, it is one report.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, db_index=True)
    product = models.ForeignKey(
        Product,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product"),
        help_text=_("Blank if the writer was not sure, or meant no product."),
    )
    lot_number = models.CharField(_("lot number"), max_length=60, blank=True, help_text=_("As the writer read it on the pack."))
    lot_unreadable = models.BooleanField(
        _("lot number not readable"), default=False, help_text=_("The writer looked for a lot number and could read none.")
    )
    page = models.CharField(
        _("page"), max_length=LONGEST_PATH, blank=True, validators=[OWN_PATH], help_text=_("The page of this portal that it is about.")
    )
    text = models.TextField(_("text"), max_length=4000)
    country = CountryField(_("country"), blank=True, help_text=_("Where the writer is: it decides which representative can help."))
    reply_to = models.EmailField(_("e-mail address for the answer"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("written by"),
        help_text=_("The account it was sent from. Blank if nobody was signed in, or if the account is gone."),
    )
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.NEW, db_index=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    handled_by_name = models.CharField(
        _("handled by"), max_length=254, blank=True, help_text=_("Kept as words, so that it outlives an account.")
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True, help_text=_("When it was last taken up or closed."))
    outcome = models.TextField(_("outcome"), max_length=2000, blank=True, help_text=_("What was found and done. For the team."))

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        constraints = [
            models.CheckConstraint(
                name="spoiled_product_names_its_lot",
                condition=~Q(kind="spoiled_product") | ~Q(lot_number="") | Q(lot_unreadable=True),
                violation_error_message=_("Give the lot number, or say that none can be read."),
            ),
            models.CheckConstraint(
                name="lot_number_or_unreadable",
                condition=Q(lot_number="") | Q(lot_unreadable=False),
                violation_error_message=_("Either there is a lot number, or none can be read."),
            ),
            models.CheckConstraint(
                name="report_page_is_ours",
                condition=Q(page="") | (Q(page__startswith="/") & ~Q(page__startswith="//")),
                violation_error_message=_("Give the address of a page of this portal."),
            ),
            models.CheckConstraint(
                name="handled_report_says_who_and_when",
                condition=Q(status="new", handled_at=None, handled_by_name="")
                | (Q(status__in=["in_work", "closed"], handled_at__isnull=False) & ~Q(handled_by_name="")),
                violation_error_message=_("A report that was taken up says by whom and when."),
            ),
            models.CheckConstraint(
                name="closed_report_has_an_outcome",
                condition=(Q(status="closed") & ~Q(outcome="")) | (~Q(status="closed") & Q(outcome="")),
                violation_error_message=_("A closed report says what came of it, and no other does."),
            ),
        ]

    def __str__(self):
        return f"{self.reference} ({self.get_kind_display()})"
