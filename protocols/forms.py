"""What a clinic may ask the look-up. The page and the API check it here, with the same sentences."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.figures import with_unit

from .current import SERUM
from .dosing import CHEMICAL_PEEL, MatchedBy, Question

PLAIN_FIGURE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,3})?", re.ASCII)
HAIR_SYSTEM = "advanced-hair-system"
MISSING_SETTING = {
    MatchedBy.NEEDLE_DEPTH_MM: _("Give the needle depth in mm, or the expected downtime."),
    MatchedBy.PEEL_LEVEL: _("Give the peel level, or the expected downtime."),
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
            raise forms.ValidationError(_("Use a point, not a comma: write 0.75 for three quarters."))
        if not PLAIN_FIGURE.fullmatch(text):
            raise forms.ValidationError(_("Enter a plain number such as 0.75: up to 4 digits, a point and up to 3 more."))
        figure = Decimal(text)
        if figure > self.at_most:
            most = with_unit(self.at_most, self.unit) if self.unit else self.at_most
            raise forms.ValidationError(_("Enter %(most)s at most.") % {"most": most})
        return figure


class DosingForm(forms.Form):
    """One dosing question. Needs the rules of the version that will answer, for the procedures and their settings."""

    procedure = forms.CharField(label=_("Procedure"), required=False, strip=False)
    needle_depth_mm = FigureField(label=_("Needle depth, mm"), at_most=10, unit="mm")
    peel_level = FigureField(label=_("Peel level"), at_most=10, unit="")
    peel_neutralised = forms.CharField(label=_("Is the peel neutralised?"), required=False, strip=False)
    expected_downtime_hours = FigureField(label=_("Expected downtime, hours"), at_most=2160, unit=_("hours"))
    product = forms.CharField(label=_("Product"), required=False, strip=False)

    def __init__(self, data=None, *, rules, extra=(), **kwargs):
        self.rules = rules
        self.parameters = [*self.base_fields, *extra]
        super().__init__(data, **kwargs)

    def clean_procedure(self):
        slug = self.cleaned_data["procedure"]
        if slug and slug not in {procedure.slug for procedure in self.rules.procedures}:
            raise forms.ValidationError(_("There is no procedure with that name. The list of procedures names them all."))
        return slug or None

    def clean_peel_neutralised(self):
        answer = self.cleaned_data["peel_neutralised"]
        if answer not in {"", "true", "false"}:
            raise forms.ValidationError(_("Answer true or false."))
        return {"true": True, "false": False}.get(answer)

    def clean_product(self):
        product = self.cleaned_data["product"]
        if product == HAIR_SYSTEM:
            raise forms.ValidationError(_("The hair system has its own course; these doses are for CALECIM Serum alone."))
        if product not in {"", SERUM}:
            raise forms.ValidationError(_("Doses exist for CALECIM Serum alone (calecim-serum)."))
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

    def check_parameters(self):
        """Every parameter is known and stands once. Only a QueryDict can repeat one."""
        for name in self.data:
            if name not in self.parameters:
                self.refuse(name, _("This parameter is not known."))
            elif hasattr(self.data, "getlist") and len(self.data.getlist(name)) > 1:
                self.refuse(name, _("Give this parameter once."))

    def refuse(self, name, sentence):
        """At the field where there is one; what has no field keeps its own name in `refused`."""
        if name in self.fields:
            self.add_error(name, sentence)
        else:
            self.refused = {**getattr(self, "refused", {}), printable(name): [sentence]}
            self.add_error(None, _("The address holds something that the look-up does not know: %(name)s.") % {"name": printable(name)})

    def check_without_procedure(self, cleaned):
        for name in ("needle_depth_mm", "peel_level", "peel_neutralised"):
            if cleaned.get(name) is not None:
                self.add_error(name, _("Name the procedure as well."))
        if not self.errors and cleaned.get("expected_downtime_hours") is None:
            self.add_error(None, _("Name a procedure or give the expected downtime."))

    def check_settings(self, procedure, cleaned):
        for setting in (MatchedBy.NEEDLE_DEPTH_MM, MatchedBy.PEEL_LEVEL):
            if cleaned.get(setting.value) is not None and procedure.setting != setting:
                self.add_error(setting.value, _("%(procedure)s does not have this setting.") % {"procedure": procedure.name})
        if cleaned.get("peel_neutralised") is not None and procedure.slug != CHEMICAL_PEEL:
            self.add_error("peel_neutralised", _("Only a chemical peel is neutralised."))
        if procedure.slug == CHEMICAL_PEEL and "peel_neutralised" not in self.errors and cleaned.get("peel_neutralised") is None:
            self.add_error("peel_neutralised", _("Say whether the peel is neutralised."))
        if cleaned.get("peel_neutralised") is False:
            return  # the stop needs no setting
        self.check_setting_given(procedure, cleaned)

    def check_setting_given(self, procedure, cleaned):
        if procedure.setting is None or procedure.setting.value in self.errors or "expected_downtime_hours" in self.errors:
            return
        if cleaned.get(procedure.setting.value) is None and cleaned.get("expected_downtime_hours") is None:
            self.add_error(procedure.setting.value, MISSING_SETTING[procedure.setting])

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
