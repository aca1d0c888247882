"""Days, moments and time zones as they are typed into a form or an address."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:\d{2})?", re.ASCII)
LOST_PLUS = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+ \d{2}:\d{2}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WESTERNMOST, EASTERNMOST = timedelta(hours=-12), timedelta(hours=14)


class AsTyped(forms.CharField):
    """What may be left out, and is read to the letter: a space too many is told, not guessed away."""

    def __init__(self, **kwargs):
        super().__init__(strip=False, required=False, **kwargs)


class DayField(AsTyped):
    """A calendar day, written 2026-11-25, from 2000 to 2100."""

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        if not DAY.fullmatch(text):
            raise forms.ValidationError(_("Write the day as year, month and day: 2026-11-25."))
        return in_range(real(text, date.fromisoformat))


def real(text, read):
    """A day or a moment that the calendar has: 30 February is none, nor is 25:00."""
    try:
        return read(text)
    except ValueError:
        raise forms.ValidationError(_("There is no such day or time in the calendar.")) from None


def in_range(value):
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise forms.ValidationError(_("Give a year from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR})
    return value


class MomentField(AsTyped):
    """A moment by ISO 8601: 2026-11-25T17:30+01:00. The offset may be left out where a time zone says what it is.

    Cleans to (the moment, naive where no offset was given).
    """

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        if LOST_PLUS.fullmatch(text):
            raise forms.ValidationError(_("The + of the offset was lost on the way: in an address, write it as %2B."))
        found = MOMENT.fullmatch(text)
        if not found:
            raise forms.ValidationError(
                _("Write the moment as day and time: 2026-11-25T17:30, with the offset behind it where one is needed: +01:00.")
            )
        day, time, offset = found.groups()
        moment = in_range(real(f"{day}T{time}", datetime.fromisoformat))
        return moment.replace(tzinfo=offset_of(offset)) if offset else moment


def offset_of(text):
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)
    if minutes > 59 or not WESTERNMOST <= offset <= EASTERNMOST:
        raise forms.ValidationError(_("No place has that offset: it lies between -12:00 and +14:00."))
    return datetime.fromisoformat(f"2000-01-01T00:00{text}").tzinfo


@lru_cache(maxsize=1)
def zones():
    """The time zones by name, found in any spelling of capitals."""
    return {name.lower(): name for name in available_timezones()}


class ZoneField(AsTyped):
    """A time zone by its IANA name, such as Europe/London."""

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return ""
        if text.lower() not in zones():
            raise forms.ValidationError(_("There is no time zone of that name. Write one such as Europe/London or Asia/Singapore."))
        return zones()[text.lower()]
