import secrets
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from catalogue.models import Product
from catalogue.visibility import Audience

from .contents import LONGEST_NOTE, MOST_PACKS

# Neither vowels, which make words, nor what looks like something else when it is read out.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_reference():
    """A number that can be read out on the phone, and from which no other can be guessed."""
    return "O-" + "".join(secrets.choice(LETTERS) for _place in range(6))


class OrderList(models.Model):
    """What an account means to ask for and has not sent yet, the same on every device. `orders.keeping` reads and writes it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="order_list", verbose_name=_("account"))
    contents = models.JSONField(_("contents"), default=dict)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("order list")

    def __str__(self):
        return str(self.user)


class DistributorQuerySet(models.QuerySet):
    def for_country(self, code):
        """The distributor of a country, or None. Codes are kept as `DE,GB`: two letters between commas are one code."""
        return self.filter(countries__contains=code).first() if code else None


class Distributor(models.Model):
    """Whoever sells the line in some countries. The documents name only “the Menarini representative in your country”, without
    an address: staff write down whom they know.
    """

    name = models.CharField(_("name"), max_length=120)
    countries = CountryField(_("countries"), multiple=True, help_text=_("A country has one distributor at most."))
    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("Orders of these countries go there at once. Blank: they wait for staff to pass them on."),
    )
    how = models.TextField(
        _("how to reach it"), max_length=500, blank=True, help_text=_("Shown to who has sent an order. Blank where nothing is known.")
    )

    objects = DistributorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("distributor")

    def __str__(self):
        return self.name

    def clean(self):
        """Raises ValidationError where another distributor has one of the countries."""
        super().clean()
        mine = {country.code: country.name for country in self.countries}
        taken = {country.code for other in Distributor.objects.exclude(pk=self.pk) for country in other.countries}
        both = sorted(mine[code] for code in taken & mine.keys())
        if both:
            raise ValidationError({"countries": _("Another distributor has: %(names)s.") % {"names": ", ".join(both)}})


class OrderRequestQuerySet(models.QuerySet):
    def queued(self):
        """What nobody has passed on yet first, then what is not closed, and of each the oldest."""
        Status = OrderRequest.Status
        place = Case(When(status=Status.NEW, then=Value(0)), When(status=Status.PASSED_ON, then=Value(1)), default=Value(2))
        return self.order_by(place, "sent_at", "pk")


class OrderRequest(models.Model):
    """A list of products as somebody sent it, for the distributor of their country. What was sent is never edited.

    `orders.actions` changes the status; nothing else does.
    """

    class Status(models.TextChoices):
        NEW = "new", _("Waits to be passed on")
        PASSED_ON = "passed_on", _("Passed on")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    reference = models.CharField(_("reference"), max_length=8, unique=True, default=new_reference, editable=False)
    form_key = models.UUIDField(
        _("form key"), unique=True, default=uuid.uuid4, editable=False, help_text=_("The list it came from: sent twice, it is one request.")
    )
    country = CountryField(_("country"), db_index=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    business = models.CharField(_("clinic or business"), max_length=160, blank=True)
    reply_to = models.EmailField(_("e-mail address for the answer"), blank=True)
    note = models.TextField(_("note"), max_length=LONGEST_NOTE, blank=True)
    profession = models.CharField(
        _("verified profession"),
        max_length=16,
        choices=Audience.choices,
        blank=True,
        help_text=_("As it was verified on the day of sending. Blank: none."),
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="order_requests",
        verbose_name=_("sent by"),
        help_text=_("The account it was sent from. Blank if nobody was signed in, or if the account is gone."),
    )
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.NEW, db_index=True)
    passed_on_to = models.CharField(
        _("passed on to"), max_length=400, blank=True, help_text=_("The distributor and how: kept as words, so that it outlives a change.")
    )
    passed_on_at = models.DateTimeField(_("passed on"), null=True, blank=True)
    outcome = models.TextField(
        _("outcome"), max_length=2000, blank=True, help_text=_("What came of it, or why it was cancelled. For the team.")
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    handled_by_name = models.CharField(
        _("handled by"), max_length=254, blank=True, help_text=_("Kept as words, so that it outlives an account.")
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True, help_text=_("When the last step was taken."))

    objects = OrderRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("order request")
        constraints = [
            models.CheckConstraint(
                name="handled_order_says_who_and_when",
                condition=Q(status="new", handled_at=None, handled_by_name="")
                | (~Q(status="new") & Q(handled_at__isnull=False) & ~Q(handled_by_name="")),
                violation_error_message=_("An order that was handled says by whom and when."),
            ),
            models.CheckConstraint(
                name="passed_on_order_says_to_whom",
                condition=Q(passed_on_to="", passed_on_at=None, status__in=["new", "cancelled"])
                | (~Q(passed_on_to="") & Q(passed_on_at__isnull=False) & ~Q(status="new")),
                violation_error_message=_("An order that was passed on says to whom and when."),
            ),
            models.CheckConstraint(
                name="cancelled_order_says_why",
                condition=~Q(status="cancelled") | ~Q(outcome=""),
                violation_error_message=_("A cancelled order says why."),
            ),
        ]

    def __str__(self):
        return self.reference


class OrderedLine(models.Model):
    """One product of a request, in the words of the day it was sent: a later name or pack does not change it."""

    order = models.ForeignKey(OrderRequest, models.CASCADE, related_name="lines", verbose_name=_("order request"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    product = models.ForeignKey(Product, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("product"))
    product_name = models.CharField(_("product"), max_length=120)
    pack_name = models.CharField(_("pack"), max_length=120, blank=True, help_text=_("Blank: no document states a size."))
    quantity = models.PositiveSmallIntegerField(_("packs"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PACKS)])

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of an order")
        constraints = [
            models.CheckConstraint(
                name="ordered_packs_from_1_to_999",
                condition=Q(quantity__gte=1, quantity__lte=999),
                violation_error_message=_("A line asks for 1 to 999 packs."),
            )
        ]

    def __str__(self):
        return self.product_name
