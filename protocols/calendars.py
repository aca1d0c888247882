"""Calendar files by RFC 5545: what a plan or a course asks for, as all-day entries.

A day is a day wherever the phone is, so no time zone is written and a clock change moves nothing. Titles are neutral, since others
read a calendar over its owner's shoulder; what to do stands in the text of an entry.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse
from icalendar import Alarm, Calendar
from icalendar import Event as CalendarEvent

# Hours after midnight at which a phone reminds of an entry: a house decision, since the maker names parts of the day alone.
REMINDERS = {"morning": timedelta(hours=8), "evening": timedelta(hours=20)}


UID = re.compile(r"[0-9a-f]{16}")  # of a plan or a course; each of its entries adds a name of its own


def new_uid() -> str:
    """For a plan that is told apart from any other, even of the same minute or day."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Event:
    """One all-day entry. The same thing keeps its `uid`; a later `sequence` replaces what a calendar holds under it."""

    uid: str
    day: date
    title: str
    text: str = ""
    part_of_day: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar_file(events, *, name: str, stamp: datetime) -> bytes:
    """The entries as one file. `stamp` is the moment they were worked out; the same input gives the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//CALECIM Professional portal//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(entry(event, stamp))
    return calendar.to_ical()


def sequence_at(stamp: datetime) -> int:
    """Minutes since 2020: a calendar keeps the entry with the higher number."""
    return int((stamp - datetime(2020, 1, 1, tzinfo=UTC)).total_seconds() // 60)


def entry(event, stamp):
    component = CalendarEvent()
    component.add("uid", event.uid)
    component.add("dtstamp", stamp)
    component.add("last-modified", stamp)
    component.add("sequence", event.sequence)
    component.add("dtstart", event.day)
    component.add("dtend", event.day + timedelta(days=1))
    component.add("summary", event.title)
    if event.text:
        component.add("description", event.text)
    component.add("class", "PRIVATE")
    component.add("transp", "TRANSPARENT")
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.part_of_day and not event.cancelled:
        component.add_component(reminder(event))
    return component


def reminder(event):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.title)
    alarm.add("trigger", REMINDERS[event.part_of_day])
    return alarm


def calendar_response(content: bytes, *, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
