"""What may be asked of a course. The page and the API check it here, with the same sentences."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from .course_dates import MOST_TREATMENTS, REPEAT_WEEKS, WEEK, WEEKDAYS
from .courses import Asked, Programme
from .forms import AddressForm, ContinuingForm
from .models.courses import Track
from .moments import DayField

WHOLE_NUMBER = re.compile(r"[0-9]{1,3}", re.ASCII)
WEEKDAY_LABELS = dict(
    zip(WEEKDAYS, (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")), strict=True)
)


class CourseForm(AddressForm):
    """One question about a course. Needs the programme that will answer it: its tracks and its least number of treatments."""

    may_repeat = ("closed",)
    not_known_named = _("The address holds something that the course does not know: %(name)s.")

    track = forms.CharField(label=_("Track"), required=False, strip=False)
    starts_on = DayField(label=_("First day"))
    treatments = forms.CharField(label=_("Number of treatments"), required=False, strip=False)
    repeat = forms.CharField(label=_("Repeat after a check-up, weeks"), required=False, strip=False)
    closed = forms.MultipleChoiceField(
        label=_("Days on which the clinic is closed"),
        choices=list(WEEKDAY_LABELS.items()),
        required=False,
        error_messages={"invalid_choice": _("Name days of the week: monday, tuesday and so on, each as its own value.")},
    )

    def __init__(self, data=None, *, programme: Programme, **kwargs):
        self.programme = programme
        super().__init__(data, **kwargs)

    def clean_track(self):
        """The tracks to plan. Whether the visitor may read the one named has been asked before."""
        track = self.cleaned_data["track"]
        if track and track not in Track.values:
            raise forms.ValidationError(_("Choose home or clinic."))
        return (track,) if track else tuple(Track.values)

    def clean_treatments(self):
        text = self.cleaned_data["treatments"]
        if not text or not self.is_for_the_clinic("treatments"):
            return None
        least = self.programme.least_treatments(Track.CLINIC)
        if not WHOLE_NUMBER.fullmatch(text) or int(text) > MOST_TREATMENTS:
            sentence = _("Enter a whole number from %(least)s to %(most)s.")
            raise forms.ValidationError(sentence % {"least": least, "most": MOST_TREATMENTS})
        if int(text) < least:
            sentence = _("The maker’s course has at least %(least)s treatments. Enter %(least)s or more; a repeat may be shorter.")
            raise forms.ValidationError(sentence % {"least": least})
        return int(text)

    def clean_repeat(self):
        text = self.cleaned_data["repeat"]
        if not text or not self.is_for_the_clinic("repeat"):
            return None
        if not self.programme.may_repeat:
            raise forms.ValidationError(_("A shorter repeat is not open to you: leave it out."))
        if text not in map(str, REPEAT_WEEKS):
            raise forms.ValidationError(_("A repeat is 1 or 2 weeks: enter 1 or 2, or leave it out."))
        return int(text)

    def clean_closed(self):
        names = self.cleaned_data["closed"]
        if not names or not self.is_for_the_clinic("closed"):
            return frozenset()
        if len(set(names)) == WEEK:
            raise forms.ValidationError(_("Leave at least one day on which the clinic is open."))
        return frozenset(WEEKDAYS.index(name) for name in names)

    def is_for_the_clinic(self, name):
        """Only a track whose length may be chosen takes this; that nobody else learns more, it is one sentence for all."""
        if "track" not in self.cleaned_data:
            return False  # what is wrong with the track is said there
        if Track.CLINIC in self.cleaned_data["track"] and self.programme.may_lengthen(Track.CLINIC):
            return True
        self.add_error(name, _("This belongs to the clinic course: leave it out."))
        return False

    def clean(self):
        cleaned = super().clean()
        self.check_parameters()
        if cleaned.get("treatments") and cleaned.get("repeat"):
            self.add_error("repeat", _("A repeat has its own number of treatments: give the one or the other."))
        return cleaned

    def asked(self) -> Asked:
        values = self.cleaned_data
        return Asked(values["track"], values["starts_on"], values["treatments"], values["repeat"], values["closed"])


class CoursePageForm(ContinuingForm, CourseForm):
    """The same on the page, which also offers a calendar file."""

    format = forms.CharField(required=False, strip=False)

    def clean_format(self):
        text = self.cleaned_data["format"]
        if text not in {"", "ics"}:
            raise forms.ValidationError(_("Only a calendar file is offered: ics."))
        return text

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("format") and cleaned.get("starts_on") is None and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Give the first day: a calendar needs dates."))
        return cleaned
