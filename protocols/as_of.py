"""What was in force on a day: each version with the moments between which clinics read it."""

import re
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import ProtocolVersion
from .wording import day_text, moment_text


class DayField(forms.DateField):
    """A day as 2027-03-31. No other way of writing it is guessed at."""

    default_error_messages = {"invalid": gettext_lazy("Write the day as 2027-03-31: year, month, day.")}

    def to_python(self, value):
        if isinstance(value, str) and value and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value, re.ASCII):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DayForm(forms.Form):
    on = DayField(
        label=gettext_lazy("What was in force on"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": gettext_lazy("Give the day.")},
    )

    def clean_on(self):
        if len(self.data.getlist("on")) > 1:
            raise forms.ValidationError(_("Give this parameter once."))
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come. Give today, or a day before it."))
        return self.cleaned_data["on"]


def from_moment(version):
    """Since when clinics read it, as far as it is on record: a version older than that record counts from the start of its day."""
    if version.activated_at:
        return version.activated_at
    day = version.approved_on or version.transcribed_on
    return day and start_of(day)


def until_moment(version):
    if version.ended_at:
        return version.ended_at
    return version.ended_on and start_of(version.ended_on)


def start_of(day: date):
    return timezone.make_aware(datetime.combine(day, time.min))


def in_force_on(versions, day):
    """Those that clinics read at some moment of that day, in the order of time: one, none, or on the day of a change two and more."""
    start, end = start_of(day), start_of(day + timedelta(days=1))
    found = [row for row in ever_shown(versions) if from_moment(row) < end and (until_moment(row) is None or until_moment(row) > start)]
    return sorted(found, key=from_moment)


def ever_shown(versions):
    return [row for row in versions if row.status in ProtocolVersion.SHOWN and from_moment(row)]


def successor(version, versions):
    """The version that took its place; None while it is in force, or where none did."""
    if until_moment(version) is None:
        return None
    later = [row for row in ever_shown(versions) if row.number > version.number and from_moment(row) >= until_moment(version)]
    return min(later, key=from_moment, default=None)


def said(versions, found, day):
    """The answer in a sentence."""
    names = {"day": day_text(day), "number": found[0].number if found else None}
    if len(found) > 1:
        return _("On %(day)s one version took the place of another.") % names
    if found:
        return _("On %(day)s version %(number)s was in force.") % names
    first = min((from_moment(row) for row in ever_shown(versions)), default=None)
    if first is None or start_of(day) < first:
        return _("On %(day)s no version was in force: the first came later.") % names
    return _("On %(day)s no version was in force.") % names


def span_text(version):
    """`in force from 3 March 2027, 10:00 to 4 March 2027, 9:30`, by the clock of the portal."""
    begun, ended = from_moment(version), until_moment(version)
    words = {"begun": moment_text(begun), "ended": ended and moment_text(ended)}
    return (_("In force from %(begun)s to %(ended)s") if ended else _("In force since %(begun)s")) % words


def figures(version):
    """What a program reads of the time of a version."""
    begun, ended = (from_moment(version), until_moment(version)) if version.status in ProtocolVersion.SHOWN else (None, None)
    return {
        "from_on": begun and timezone.localtime(begun).date().isoformat(),
        "until_on": ended and timezone.localtime(ended).date().isoformat(),
        "activated_at": version.activated_at,
        "ended_at": version.ended_at,
        "end_reason": version.end_reason,
    }
