"""What the routine builder asks: the products at hand, what else is used, and how the skin is now. The answers are the address."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from .questionnaire import OneAnswer, Questionnaire, SomeAnswers
from .routine import Active, Procedure, Skin

NONE = "none"
OILY, ACNE = "oily", "active_acne"
ACTIVE_LABELS = {Active.RETINOID: _("A retinoid"), Active.ACID: _("An acid, such as glycolic acid"), Active.VITAMIN_C: _("Vitamin C")}


class RoutineForm(Questionnaire):
    path = reverse_lazy("routine")

    product = SomeAnswers(label=_("Which of these do you own?"), help_text=_("Tick all you have."), alone=NONE, required=False)
    procedure = OneAnswer(
        label=_("Did you have a peel, needling or a laser?"),
        choices=[
            (Procedure.TODAY.value, _("Yes, today")),
            (Procedure.YESTERDAY.value, _("Yes, yesterday")),
            (Procedure.EARLIER.value, _("Yes, earlier, and my skin is not back to normal")),
            (Procedure.NO.value, _("No, or my skin is back to normal")),
        ],
        required=False,
    )
    skin = SomeAnswers(
        label=_("How is your skin now?"),
        choices=[(ACNE, _("Active acne")), (OILY, _("Oily")), (NONE, _("None of these"))],
        alone=NONE,
        required=False,
    )
    also_using = SomeAnswers(
        label=_("What else do you use on your face?"),
        choices=[*((active.value, label) for active, label in ACTIVE_LABELS.items()), (NONE, _("None of these"))],
        alone=NONE,
        required=False,
    )

    def __init__(self, data, *, products):
        super().__init__(data)
        self.fields["product"].choices = [(product.slug, product.name) for product in products]
        self.fields["product"].hints = {product.slug: product.get_kind_display() for product in products}

    def said_skin(self):
        said = self.cleaned_data["skin"]
        return Skin(
            active_acne=ACNE in said if said else None,
            oily=OILY in said if said else None,
            procedure=Procedure(self.cleaned_data["procedure"] or Procedure.UNSURE),
        )

    def actives(self):
        return frozenset(Active(one) for one in self.cleaned_data["also_using"] if one != NONE)
