"""What a clinic may plan: treatments by the look-up's own fields, and courses. The page and the API check each line here."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from .answers import look_up
from .dosing import CHEMICAL_PEEL, NotOffered, settle
from .forms import AddressForm, DosingForm
from .supplies import MOST_TREATMENTS
from .supply_plan import PlannedCourse, PlannedTreatments

MOST_LINES = 100
WHOLE_NUMBER = re.compile(r"[0-9]{1,3}", re.ASCII)
HOW_MANY = _("Say how many: a whole number from 1 to %(most)s.")


class HowManyField(forms.CharField):
    """A whole number of treatments, from 1 to 999 in plain digits. Never assumed: a blank is not 1."""

    def __init__(self, **kwargs):
        super().__init__(strip=False, required=False, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if not WHOLE_NUMBER.fullmatch(text) or not 1 <= int(text) <= MOST_TREATMENTS:
            raise forms.ValidationError(HOW_MANY % {"most": MOST_TREATMENTS})
        return int(text)


class TreatmentForm(DosingForm):
    """One line: a dosing question, how many treatments it stands for, and the class that was chosen after a conflict.

    Needs the version that will answer. A planned peel counts as neutralised unless the opposite is said.
    """

    downtime_class = forms.CharField(label=_("Downtime class, your choice"), required=False, strip=False)
    count = HowManyField(label=_("Treatments"))
    not_known_named = _("The address holds something that the planner does not know: %(name)s.")

    def __init__(self, data=None, *, shown, **kwargs):
        self.shown, self.counts_as_neutralised = shown, False
        super().__init__(data, rules=shown.rules, **kwargs)

    def clean_peel_neutralised(self):
        answer = super().clean_peel_neutralised()
        self.counts_as_neutralised = answer is None and self.cleaned_data.get("procedure") == CHEMICAL_PEEL
        return True if self.counts_as_neutralised else answer

    def clean(self):
        cleaned = super().clean()
        if not set(self.errors) - {"count"} and cleaned["downtime_class"] and not self.shown.withheld_because:
            try:
                settle(look_up(self.shown, self.question()), cleaned["downtime_class"])
            except NotOffered:
                self.add_error("downtime_class", _("The answer does not offer this class."))
        return cleaned

    def planned(self) -> PlannedTreatments:
        values = self.cleaned_data
        return PlannedTreatments(self.question(), values["count"], values["downtime_class"], self.counts_as_neutralised)


class CourseForm(AddressForm):
    """One course and how many treatments of it are planned in the clinic. `offered` are the courses by slug."""

    course = forms.CharField(label=_("Course"), required=False, strip=False)
    treatments = HowManyField(label=_("Treatments"))

    def __init__(self, data=None, *, offered, **kwargs):
        self.offered = offered
        super().__init__(data, **kwargs)

    def clean_course(self):
        slug = self.cleaned_data["course"]
        if slug not in self.offered:
            raise forms.ValidationError(_("There is no course of that name with treatments in the clinic."))
        return slug

    def clean(self):
        self.check_parameters()
        return super().clean()

    def planned(self) -> PlannedCourse:
        return PlannedCourse(self.offered[self.cleaned_data["course"]], self.cleaned_data["treatments"])
