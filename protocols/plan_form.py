"""What a clinic adds to a dosing question to get a dated plan. The page, the API and the patient sheet check it here."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from . import schedule
from .forms import ContinuingForm, DosingForm
from .moments import FIRST_YEAR, LAST_YEAR, DayField, MomentField, ZoneField
from .plans import Visit
from .schedule import FirstApplication
from .sheets import treatment_uid

LONGEST_WAIT = timedelta(days=366)


class PlanForm(ContinuingForm, DosingForm):
    """One dosing question with the visit it belongs to. `evening_from` is the local time after which a visit is late."""

    performed_at = MomentField(label=_("Time of the treatment"))
    time_zone = ZoneField(label=_("Time zone"))
    downtime_class = forms.CharField(label=_("Downtime class"), required=False, strip=False)
    first_application = forms.CharField(label=_("First application at home"), required=False, strip=False)
    night_complex_on = DayField(label=_("Recovery Night Complex from"))
    creams_on = DayField(label=_("Creams from"))

    def __init__(self, data=None, *, rules, evening_from, **kwargs):
        self.evening_from = evening_from
        super().__init__(data, rules=rules, **kwargs)

    def clean_first_application(self):
        text = self.cleaned_data["first_application"]
        if text not in {"", *FirstApplication}:
            raise forms.ValidationError(_("Answer evening or next_morning."))
        return FirstApplication(text) if text else None

    def clean_downtime_class(self):
        code = self.cleaned_data["downtime_class"]
        if code and code not in {row.code for row in self.rules.classes}:
            raise forms.ValidationError(_("There is no downtime class of that name: minimal, moderate or high."))
        return code

    def clean(self):
        cleaned = super().clean()
        if {"performed_at", "time_zone"} & set(self.errors):
            return cleaned
        moment = cleaned.get("performed_at")
        if moment is None:
            self.add_error("performed_at", _("Give the day and the time of the treatment."))
            return cleaned
        local = self.local(moment, cleaned["time_zone"])
        if local is not None:
            cleaned["performed_at"] = local
            self.check_start(local, cleaned)
            self.check_returns(local.date(), cleaned)
        return cleaned

    def local(self, moment, zone):
        """The moment as the clock of the clinic shows it; None where there is no such moment, with the sentence at the field."""
        if moment.tzinfo is None and not zone:
            self.add_error("performed_at", _("Add the offset from UTC, as in 2026-11-25T17:30+01:00, or name the time zone."))
            return None
        if moment.tzinfo is None:
            local = moment.replace(tzinfo=ZoneInfo(zone))
        else:
            local = moment.astimezone(ZoneInfo(zone)) if zone else moment
        if moment.tzinfo is None and local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) != moment:
            self.add_error("performed_at", _("The clocks went forward then: that time of the day does not exist in this time zone."))
            return None
        if not FIRST_YEAR <= local.year <= LAST_YEAR:
            self.add_error("performed_at", _("Give a year from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR})
            return None
        return local

    def check_start(self, local, cleaned):
        """A late visit must say when the patient starts: nothing shifts in silence."""
        if "first_application" in self.errors or cleaned.get("first_application"):
            return
        if schedule.is_late(local.time(), evening_from=self.evening_from):
            sentence = _("The visit is after %(time)s: say whether the first application at home is this evening or the next morning.")
            self.add_error("first_application", sentence % {"time": self.evening_from.strftime("%H:%M")})

    def check_returns(self, performed_on, cleaned):
        for name, earliest, sentence in (
            ("night_complex_on", performed_on, _("That is before the treatment.")),
            (
                "creams_on",
                performed_on + timedelta(days=1),
                _("Creams wait until the skin is back to normal: give a day after the treatment."),
            ),
        ):
            chosen = cleaned.get(name)
            if chosen is not None and chosen < earliest:
                self.add_error(name, sentence)
            elif chosen is not None and chosen - performed_on > LONGEST_WAIT:
                self.add_error(name, _("That is more than a year after the treatment."))

    def visit(self) -> Visit:
        names = ("performed_at", "time_zone", "downtime_class", "first_application", "night_complex_on", "creams_on")
        return Visit(**{name: self.cleaned_data[name] for name in names})

    def uid(self):
        """What a plan and all that continue it have in common, for calendars; of a new plan, what follows from its treatment."""
        values = self.cleaned_data
        return values["continues"] or treatment_uid(performed_at=values["performed_at"], procedure=values["procedure"])
