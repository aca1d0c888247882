"""A course as a plain dict, for one visitor and one question: the page, the API and the calendar file all take it from here."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from catalogue.citing import citations_of, distinct
from catalogue.product_page import for_whom, how_to_get_in, readable
from catalogue.visibility import Viewer

from . import course_dates
from .calendars import Event, calendar_file, sequence_at
from .content import figure
from .models import Aftercare, CheckUp, Course, CourseNote, CourseStep, Phase
from .models.courses import Track

SHORTER_REPEAT = "shorter"  # code of the note that says how long a repeat may be
DOMAIN = "course.calecim-professional"  # of the identifiers in calendar files; no address


@dataclass(frozen=True)
class Asked:
    """What a visitor wants planned. Without `starts_on` there are weeks and no dates; `closed` holds weekdays, 0 Monday."""

    tracks: tuple[str, ...]
    starts_on: date | None = None
    treatments: int | None = None
    repeat_weeks: int | None = None
    closed: frozenset[int] = frozenset()


class Programme:
    """A course with the phases that one visitor may read. One query; the rest is read with `course_as_dict`."""

    def __init__(self, phases, viewer: Viewer):
        self.course, self.viewer = phases[0].course, viewer
        self.every_phase = phases
        self.phases, _hidden = readable(phases, viewer)

    @cached_property
    def tracks(self):
        """The tracks of which this visitor may read anything, in the order of the course."""
        return tuple(dict.fromkeys(phase.track for phase in self.phases))

    def readers_of(self, track):
        """Who may read a track that this visitor may not; empty where nobody has been named, or there is no such track."""
        return next((phase.access for phase in self.every_phase if phase.track == track and phase.access), "")

    def in_weeks(self, track):
        """The phase of a track that runs for a number of weeks: the one a visitor may lengthen."""
        return next((phase for phase in self.phases if phase.track == track and phase.weeks_minimum), None)

    def may_lengthen(self, track):
        phase = self.in_weeks(track)
        return phase is not None and not phase.weeks_exact

    @cached_property
    def may_repeat(self):
        """Whether this visitor may read how long a repeat is. A query, asked only of who wants one."""
        return CourseNote.objects.visible_to(self.viewer).filter(course=self.course, code=SHORTER_REPEAT).exists()

    def least_treatments(self, track):
        phase = self.in_weeks(track)
        return phase.weeks_minimum * phase.treatments_per_week


def programme_of(slug, viewer) -> Programme | None:
    """The published course at this address; None where there is none for this visitor, or nothing in it yet."""
    phases = list(Phase.objects.filter(course__slug=slug).select_related("course__product"))
    return Programme(phases, viewer) if phases and viewer.may_open(phases[0].course) else None


def listed(viewer):
    """Every course with the tracks that this visitor may read. Two queries."""
    rows = Course.objects.listed_for(viewer).select_related("product").prefetch_related("phases")
    return [course_head(Programme(list(row.phases.all()), viewer)) for row in rows if row.phases.all()]


def course_head(programme):
    course = programme.course
    return {
        "slug": course.slug,
        "name": course.name,
        "product": course.product.slug,
        "summary": course.summary,
        "tracks": list(programme.tracks),
        "url": course.get_absolute_url(),
    }


def course_as_dict(programme, asked: Asked) -> dict:
    """Everything the visitor may read of the tracks asked for, with dates where a start is given. Five queries.

    What belongs to no track stands with every one. Raises course_dates.NoOpenDay.
    """
    course, viewer = programme.course, programme.viewer
    phases = [phase for phase in programme.phases if phase.track in asked.tracks]
    steps = list(CourseStep.objects.filter(phase__in=phases))
    check_ups, hidden_check_ups = of_tracks(CheckUp, course, asked, viewer)
    aftercare, hidden_aftercare = of_tracks(Aftercare, course, asked, viewer)
    notes, hidden_notes = of_tracks(CourseNote, course, asked, viewer)
    cited = citations_of([course], phases, steps, check_ups, aftercare, notes)

    def said(row, **values):
        return {"code": row.code, **values, "inferred": row.inferred, "citations": cited[row._meta.label, row.pk]}

    planned = plan_phases(phases, asked)
    last_visits = {one["phase"].track: one["days"][-1].on for one in planned if one["days"] and one["phase"].weeks_minimum}
    return {
        **course_head(programme),
        "starts_on": iso(asked.starts_on),
        "repeat_weeks": asked.repeat_weeks,
        "closed": [course_dates.WEEKDAYS[day] for day in sorted(asked.closed)],
        "phases": [phase_as_dict(one, [step for step in steps if step.phase_id == one["phase"].pk], said) for one in planned],
        "treatments": [row for one in planned for row in treatment_rows(one, steps)],
        "check_ups": [check_up_as_dict(row, last_visits, asked, said) for row in check_ups],
        "aftercare": [said(row, track=row.track or None, text=row.text, **hours_of(row)) for row in aftercare],
        "repeat": [said(row, track=row.track or None, text=row.text) for row in notes if row.kind == CourseNote.Kind.REPEAT],
        "not_stated": [said(row, track=row.track or None, text=row.text) for row in notes if row.kind == CourseNote.Kind.GAP],
        "withheld": withheld(programme, hidden_check_ups + hidden_aftercare + hidden_notes),
        "citations": distinct([*cited[course._meta.label, course.pk], *(one for row in phases for one in cited[row._meta.label, row.pk])]),
    }


def of_tracks(model, course, asked, viewer):
    """The rows of the tracks asked for that this visitor may read, and the readers of the others."""
    rows = model.objects.filter(course=course, track__in=["", *asked.tracks])
    return readable(rows, viewer)


def plan_phases(phases, asked):
    """Each phase with its treatments: one phase of a track begins when the weeks of the one before are over."""
    planned, starts = [], {}
    for phase in phases:
        start = starts.get(phase.track, asked.starts_on)
        one = plan_weeks(phase, start, asked) if phase.weeks_minimum else plan_months(phase, start, asked)
        planned.append(one)
        if one["ends_on"]:
            starts[phase.track] = one["ends_on"] + timedelta(days=1)
    return planned


def plan_weeks(phase, start, asked):
    """A phase of weeks: so many treatments, with or without dates. In the clinic closed days are kept free."""
    per_week, in_clinic = phase.treatments_per_week, phase.track == Track.CLINIC
    count = phase.weeks_minimum * per_week
    if not phase.weeks_exact:
        count = asked.repeat_weeks * per_week if asked.repeat_weeks else asked.treatments or count
    days = course_dates.days_of_week(per_week=per_week, days=phase.days)
    slots = course_dates.slots(count=count, days=days)
    weeks = course_dates.weeks_needed(count=count, per_week=per_week)
    closed = asked.closed if in_clinic else ()
    return {
        "phase": phase,
        "weeks": weeks,
        "slots": slots,
        "days": course_dates.appointments(start, slots, closed=closed) if start else (),
        "starts_on": start,
        "ends_on": start + timedelta(days=course_dates.WEEK * weeks - 1) if start else None,
        "inferred": phase.inferred or (per_week > 1 and phase.days_inferred),
    }


def plan_months(phase, start, asked):
    """A phase of months: the stretch, and a treatment a week in it. After a repeat the maker names none."""
    undated = {"phase": phase, "weeks": None, "slots": (), "days": (), "starts_on": None, "ends_on": None, "inferred": True}
    if start is None or (asked.repeat_weeks and phase.track == Track.CLINIC):
        return undated
    stretch = course_dates.stretch_of_months(start, phase.months)
    days = course_dates.days_of_week(per_week=phase.treatments_per_week, days=phase.days)
    slots = course_dates.slots_within(stretch, days=days)
    appointments = course_dates.appointments(start, slots)
    return {**undated, "slots": slots, "days": appointments, "starts_on": stretch.first, "ends_on": stretch.last}


def phase_as_dict(one, steps, said):
    phase = one["phase"]
    return said(
        phase,
        track=phase.track,
        name=phase.name,
        note=phase.note,
        treatments_per_week=phase.treatments_per_week,
        weeks=one["weeks"],
        weeks_exact=phase.weeks_exact,
        months=phase.months,
        days=list(phase.days),
        days_inferred=phase.days_inferred,
        needle_min_mm=figure(phase.needle_min_mm),
        needle_max_mm=figure(phase.needle_max_mm),
        starts_on=iso(one["starts_on"]),
        ends_on=iso(one["ends_on"]),
        dates_inferred=one["inferred"],
        volume_ml=volume_of(steps),
        steps=[said(step, place=step.place, text=step.text, volume_ml=figure(step.volume_ml)) for step in steps],
    )


def treatment_rows(one, steps):
    phase = one["phase"]
    volume_ml = volume_of([step for step in steps if step.phase_id == phase.pk])
    for place, slot in enumerate(one["slots"]):
        day = one["days"][place] if one["days"] else None
        yield {
            "track": phase.track,
            "phase": phase.code,
            "number": slot.number,
            "week": slot.week,
            "day": slot.day,
            "date": iso(day.on) if day else None,
            "planned_on": iso(day.planned_on) if day else None,
            "moved": bool(day and day.moved),
            "inferred": one["inferred"],
            "volume_ml": volume_ml,
            "ampoules": None,
            "ampoules_reason": _("unit size not stated"),
        }


def volume_of(steps):
    return figure(course_dates.treatment_volume_ml(step.volume_ml for step in steps))


def check_up_as_dict(row, last_visits, asked, said):
    """A check-up so many months after the last treatment has a day; one every so many months has none."""
    last = last_visits.get(row.track)
    day = course_dates.check_up(last, months_after=row.months_after, closed=asked.closed) if last and row.months_after else None
    return said(
        row,
        track=row.track or None,
        text=row.text,
        months_after=row.months_after,
        every_months_min=row.every_months_min,
        every_months_max=row.every_months_max,
        date=iso(day.on) if day else None,
        planned_on=iso(day.planned_on) if day else None,
        moved=bool(day and day.moved),
    )


def hours_of(row):
    return {"hours_minimum": row.hours_minimum, "hours_best": row.hours_best, "during_course": row.during_course}


def iso(day):
    return day.isoformat() if day else None


WITHHELD_TRACKS = {Track.CLINIC: lambda: _("In-clinic needling course"), Track.HOME: lambda: _("Home programme")}


def withheld(programme, hidden_parts):
    """What exists that this visitor may not read, without values: the part, for whom it is, how to get in."""
    named = []
    for track in Track:
        accesses = [row.access for row in programme.every_phase if row.track == track and not programme.viewer.may_read(row.access)]
        named.append((WITHHELD_TRACKS[track](), [access for access in accesses if access]))
    named.append((_("Clinic details on repeating a course and on what is not stated"), hidden_parts))
    how = how_to_get_in(programme.viewer)
    return [{"part": part, "for": for_whom(accesses), "how": how} for part, accesses in named if accesses]


# -- The calendar of a course


def calendar_of(course, *, track, stamp, continues="", replaces=0) -> bytes:
    """The dated course of one track as a calendar file. No volume stands in it: it goes home with the patient."""
    found = events(course, track=track, stamp=stamp, known=continues or course_uid(course, track), replaces=replaces)
    return calendar_file(found, name=_("Hair care"), stamp=stamp)


def course_uid(course, track):
    """Of a course that nobody gave a name: the same track and first day have the same."""
    return hashlib.sha256(f"{course['slug']}|{track}|{course['starts_on']}".encode()).hexdigest()[:16]


def most_treatments(course, track):
    """Of the longest phase of a track, as it is dated."""
    counts = Counter(row["phase"] for row in course["treatments"] if row["track"] == track and row["date"])
    return max(counts.values(), default=0)


def events(course, *, track, stamp, known, replaces=0):
    """All-day entries with neutral titles. Under the same name each keeps its identifier, so that a new file replaces it; treatments of
    a longer course before, `replaces` in a phase, are taken back.
    """
    sequence = sequence_at(stamp)

    def event(name, row, title, text):
        return Event(f"{known}-{name}@{DOMAIN}", date.fromisoformat(row["date"]), title, text, sequence=sequence)

    phases = {phase["code"]: phase for phase in course["phases"]}
    found = []
    for row in course["treatments"]:
        if row["track"] == track and row["date"]:
            phase = phases[row["phase"]]
            visit = track == Track.CLINIC and phase["weeks"]
            title = _("Clinic appointment") if visit else _("Hair care")
            found.append(event(f"{row['phase']}-{row['number']}", row, title, treatment_text(course, phase, row, visit)))
    found += [
        event(row["code"], row, _("Clinic appointment"), check_up_text(row))
        for row in course["check_ups"]
        if row["date"] and row["track"] == track
    ]
    return found + [taken_back(name, known, found[0].day, sequence) for name in left_over(course, track, replaces)]


def left_over(course, track, replaces):
    """The treatments that a course before had beyond these, by the names of their entries."""
    counts = Counter(row["phase"] for row in course["treatments"] if row["track"] == track and row["date"])
    phases = [phase["code"] for phase in course["phases"] if phase["track"] == track]
    return [f"{code}-{number}" for code in phases for number in range(counts[code] + 1, replaces + 1)]


def taken_back(name, known, day, sequence):
    return Event(f"{known}-{name}@{DOMAIN}", day, _("Taken off the plan"), sequence=sequence, cancelled=True)


def treatment_text(course, phase, row, visit):
    """What to do on the day: at home the steps, in the clinic which visit it is; and what to leave alone meanwhile."""
    count = sum(other["phase"] == row["phase"] for other in course["treatments"])
    words = [f"{phase['name']}, {row['number']}/{count}." if phase["weeks"] else f"{phase['name']}."]
    words += [step["text"] for step in phase["steps"] if step["place"] == "home" and not visit]
    words += [care["text"] for care in course["aftercare"] if phase["weeks"] and care["track"] in {None, row["track"]}]
    return " ".join([*words, *moved_words(row), *inferred_words(row)])


def check_up_text(row):
    return " ".join([row["text"], *moved_words(row)])


def moved_words(row):
    return [_("Counted for %(day)s, when the clinic is closed.") % {"day": row["planned_on"]}] if row["moved"] else []


def inferred_words(row):
    return [_("The day is inferred, not printed by the maker.")] if row["inferred"] else []
