"""What a clinic may ask the look-up. The page and the API check it here, with the same sentences."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.figures import with_unit

from .calendars import UID
from .current import SERUM
from .dosing import CHEMICAL_PEEL, MatchedBy, Question

PLAIN_FIGURE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,3})?", re.ASCII)
HAIR_SYSTEM = "advanced-hair-system"
MOST = {"needle_depth_mm": 10, "peel_level": 10, "expected_downtime_hours": 2160}
# What a refused question is told; the card says the same without network.
SENTENCES = {
    "comma": _("Use a point, not a comma: write 0.75 for three quarters."),
    "not_plain": _("Enter a plain number such as 0.75: up to 4 digits, a point and up to 3 more."),
    "at_most": _("Enter %(most)s at most."),
    "no_such_procedure": _("There is no procedure with that name. The list of procedures names them all."),
    "not_yes_or_no": _("Answer true or false."),
    "hair_system": _("The hair system has its own course; these doses are for CALECIM Serum alone."),
    "other_product": _("Doses exist for CALECIM Serum alone (calecim-serum)."),
    "not_known": _("This parameter is not known."),
    "repeated": _("Give this parameter once."),
    "not_known_named": _("The address holds something that the look-up does not know: %(name)s."),
    "without_procedure": _("Name the procedure as well."),
    "nothing_asked": _("Name a procedure or give the expected downtime."),
    "not_its_setting": _("%(procedure)s does not have this setting."),
    "no_peel": _("Only a chemical peel is neutralised."),
    "neutralised_or_not": _("Say whether the peel is neutralised."),
    "missing_needle_depth_mm": _("Give the needle depth in mm, or the expected downtime."),
    "missing_peel_level": _("Give the peel level, or the expected downtime."),
}


class FigureField(forms.CharField):
    """A plain decimal: ASCII digits and at most one point. Nothing else is guessed at."""

    def __init__(self, *, at_most, unit, **kwargs):
        self.at_most, self.unit = Decimal(at_most), unit
        super().__init__(strip=False, required=False, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        if re.fullmatch(r"[0-9]{1,4},[0-9]{1,3}", text, re.ASCII):
            raise forms.ValidationError(SENTENCES["comma"])
        if not PLAIN_FIGURE.fullmatch(text):
            raise forms.ValidationError(SENTENCES["not_plain"])
        figure = Decimal(text)
        if figure > self.at_most:
            most = with_unit(self.at_most, self.unit) if self.unit else self.at_most
            raise forms.ValidationError(SENTENCES["at_most"] % {"most": most})
        return figure


MOST_ENTRIES = 60  # of a kind in one plan: a course of a year has 52 treatments
MOST_NAMED = 20  # unknown parameters in one answer: whoever sends more learns nothing from the rest


class AddressForm(forms.Form):
    """A question that is an address: every parameter of it is known and, `may_repeat` aside, stands once."""

    may_repeat = ()
    not_known_named = SENTENCES["not_known_named"]

    def __init__(self, data=None, *, extra=(), **kwargs):
        self.parameters = [*self.base_fields, *extra]
        super().__init__(data, **kwargs)

    def check_parameters(self):
        """Only a QueryDict can repeat a parameter."""
        for name in self.data:
            if name not in self.parameters:
                self.refuse(name, SENTENCES["not_known"])
            elif name not in self.may_repeat and hasattr(self.data, "getlist") and len(self.data.getlist(name)) > 1:
                self.refuse(name, SENTENCES["repeated"])

    def refuse(self, name, sentence):
        """At the field where there is one; what has no field keeps its own name in `refused`."""
        if name in self.fields:
            self.add_error(name, sentence)
        else:
            self.refused = getattr(self, "refused", {})
            if len(self.refused) < MOST_NAMED:
                self.refused[printable(name)] = [sentence]
                self.add_error(None, self.not_known_named % {"name": printable(name)})


class ContinuingForm(AddressForm):
    """A plan whose calendar takes the place of one before: which one, and how many entries of a kind that one had at most."""

    continues = forms.CharField(label=_("Plan that this one continues"), required=False, strip=False)
    replaces = forms.CharField(label=_("Entries of the plan before"), required=False, strip=False)

    def clean_continues(self):
        text = self.cleaned_data["continues"]
        if text and not UID.fullmatch(text):
            raise forms.ValidationError(_("Give the 16 letters and figures of the plan before, as its answer names them."))
        return text

    def clean_replaces(self):
        text = self.cleaned_data["replaces"]
        if text and not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= MOST_ENTRIES):
            raise forms.ValidationError(_("Give a whole number from 0 to %(most)s.") % {"most": MOST_ENTRIES})
        return int(text or 0)


class DosingForm(AddressForm):
    """One dosing question. Needs the rules of the version that will answer, for the procedures and their settings."""

    procedure = forms.CharField(label=_("Procedure"), required=False, strip=False)
    needle_depth_mm = FigureField(label=_("Needle depth, mm"), at_most=MOST["needle_depth_mm"], unit="mm")
    peel_level = FigureField(label=_("Peel level"), at_most=MOST["peel_level"], unit="")
    peel_neutralised = forms.CharField(label=_("Is the peel neutralised?"), required=False, strip=False)
    expected_downtime_hours = FigureField(label=_("Expected downtime, hours"), at_most=MOST["expected_downtime_hours"], unit=_("hours"))
    product = forms.CharField(label=_("Product"), required=False, strip=False)

    def __init__(self, data=None, *, rules, **kwargs):
        self.rules = rules
        super().__init__(data, **kwargs)

    def clean_procedure(self):
        slug = self.cleaned_data["procedure"]
        if slug and slug not in {procedure.slug for procedure in self.rules.procedures}:
            raise forms.ValidationError(SENTENCES["no_such_procedure"])
        return slug or None

    def clean_peel_neutralised(self):
        answer = self.cleaned_data["peel_neutralised"]
        if answer not in {"", "true", "false"}:
            raise forms.ValidationError(SENTENCES["not_yes_or_no"])
        return {"true": True, "false": False}.get(answer)

    def clean_product(self):
        product = self.cleaned_data["product"]
        if product == HAIR_SYSTEM:
            raise forms.ValidationError(SENTENCES["hair_system"])
        if product not in {"", SERUM}:
            raise forms.ValidationError(SENTENCES["other_product"])
        return product or SERUM

    def clean(self):
        cleaned = super().clean()
        self.check_parameters()
        if "procedure" in self.errors:
            return cleaned
        slug = cleaned.get("procedure")
        if slug is None:
            self.check_without_procedure(cleaned)
        else:
            self.check_settings(self.rules.procedure(slug), cleaned)
        return cleaned

    def check_without_procedure(self, cleaned):
        for name in ("needle_depth_mm", "peel_level", "peel_neutralised"):
            if cleaned.get(name) is not None:
                self.add_error(name, SENTENCES["without_procedure"])
        if not self.errors and cleaned.get("expected_downtime_hours") is None:
            self.add_error(None, SENTENCES["nothing_asked"])

    def check_settings(self, procedure, cleaned):
        for setting in (MatchedBy.NEEDLE_DEPTH_MM, MatchedBy.PEEL_LEVEL):
            if cleaned.get(setting.value) is not None and procedure.setting != setting:
                self.add_error(setting.value, SENTENCES["not_its_setting"] % {"procedure": procedure.name})
        if cleaned.get("peel_neutralised") is not None and procedure.slug != CHEMICAL_PEEL:
            self.add_error("peel_neutralised", SENTENCES["no_peel"])
        if procedure.slug == CHEMICAL_PEEL and "peel_neutralised" not in self.errors and cleaned.get("peel_neutralised") is None:
            self.add_error("peel_neutralised", SENTENCES["neutralised_or_not"])
        if cleaned.get("peel_neutralised") is False:
            return  # the stop needs no setting
        self.check_setting_given(procedure, cleaned)

    def check_setting_given(self, procedure, cleaned):
        if procedure.setting is None or procedure.setting.value in self.errors or "expected_downtime_hours" in self.errors:
            return
        if cleaned.get(procedure.setting.value) is None and cleaned.get("expected_downtime_hours") is None:
            self.add_error(procedure.setting.value, SENTENCES[f"missing_{procedure.setting.value}"])

    def question(self) -> Question:
        values = self.cleaned_data
        return Question(
            procedure=values["procedure"],
            needle_depth_mm=values["needle_depth_mm"],
            peel_level=values["peel_level"],
            peel_neutralised=values["peel_neutralised"],
            expected_downtime_hours=values["expected_downtime_hours"],
        )


def printable(name):
    """A parameter's name as it can be shown again: short and without control characters."""
    return "".join(letter for letter in name if letter.isprintable())[:40] or "?"
