"""What the page of a course shows besides its dict: the weeks as strips, the words of a rhythm, and the addresses that lead on."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .course_dates import MOST_TREATMENTS, REPEAT_WEEKS, WEEK
from .course_form import WEEKDAY_LABELS
from .courses import SHORTER_REPEAT, most_treatments
from .models.courses import Track

TRACK_NAMES = {Track.CLINIC: lambda: _("Clinic course"), Track.HOME: lambda: _("Home programme")}


def track_of(programme, given):
    """The track on this screen: the one asked for, else the clinic's where the visitor may read it."""
    asked = given.get("track")
    if asked in programme.tracks:
        return asked
    return Track.CLINIC.value if Track.CLINIC in programme.tracks else programme.tracks[0]


def frame(programme, track):
    """What the page has whatever was asked, right or wrong."""
    product = programme.course.product
    return {
        "heading": programme.course.name,
        "summary": programme.course.summary,
        "product": {"name": product.name, "url": product.get_absolute_url()} if programme.viewer.may_open(product) else None,
        "checked_on": product.checked_on,
        "track": track,
        "track_name": TRACK_NAMES[Track(track)](),
        "switch": switch(programme, track),
        "address": programme.course.get_absolute_url(),
    }


def switch(programme, track):
    """The other track, as a link. Two are never on one screen."""
    address = programme.course.get_absolute_url()
    others = [one for one in programme.tracks if one != track]
    return [{"label": TRACK_NAMES[Track(one)](), "url": f"{address}?{urlencode({'track': one})}"} for one in others]


def form_context(form, programme, track, given, *, may_repeat):
    """The form as plain values, what was typed still in it, and what is wrong with it."""
    fields = {"hidden": ({"track": track} if len(programme.tracks) > 1 else {}) | continuing(given)}
    # A browser's own field for days shows no day that the calendar does not have, and what was typed would be lost.
    fields["day_type"] = "text" if form.errors.get("starts_on") else "date"
    if track == Track.CLINIC and programme.may_lengthen(track):
        fields |= clinic_fields(form, programme, given)
        fields["repeat"] = repeat_field(form, given) if may_repeat else None
    shown = {"starts_on", *(("treatments", "repeat", "closed") if "clinic" in fields else ())}
    return {"form": form, "fields": fields, "problems": problems(form, shown)}


def repeat_field(form, given):
    whole = {"value": "", "label": _("The whole course"), "chosen": given.get("repeat", "") not in map(str, REPEAT_WEEKS)}
    repeats = [
        {"value": weeks, "label": repeat_label(weeks), "hint": _("The unit is inferred."), "chosen": given.get("repeat") == str(weeks)}
        for weeks in REPEAT_WEEKS
    ]
    return {"name": "repeat", "label": _("What is planned?"), "error": first_error(form, "repeat"), "options": [whole, *repeats]}


def clinic_fields(form, programme, given):
    days = [{"value": name, "label": label, "chosen": name in given.getlist("closed")} for name, label in WEEKDAY_LABELS.items()]
    return {
        "clinic": True,
        "least": programme.least_treatments(Track.CLINIC),
        "most": MOST_TREATMENTS,
        "closed": {
            "name": "closed",
            "label": _("Days on which the clinic is closed (optional)"),
            "hint": _("A visit that falls on one of them moves to the next open day."),
            "error": first_error(form, "closed"),
            "several": True,
            "options": days,
        },
    }


def repeat_label(weeks):
    return ngettext("A repeat after a check-up, %(count)s week", "A repeat after a check-up, %(count)s weeks", weeks) % {"count": weeks}


def first_error(form, name):
    return next(iter(form.errors.get(name, [])), "")


def problems(form, shown):
    """For the error summary: each sentence with its field; what has no field on this screen is named, and leads to the first day."""
    return [
        {"text": sentence, "target": f"id_{name if name in shown else 'starts_on'}"}
        if name in shown or name not in form.fields
        else {"text": f"{form.fields[name].label or name}: {sentence}", "target": "id_starts_on"}
        for name, found in form.errors.items()
        for sentence in found
    ]


def course_context(course, track, given):
    query = {"track": track, **{name: given.getlist(name) for name in ("starts_on", "treatments", "repeat", "closed") if name in given}}
    dated = bool(course["starts_on"])
    return {
        "course": course,
        "phases": [phase_row(phase, course) for phase in course["phases"]],
        "dated": dated,
        "closed_days": [WEEKDAY_LABELS[name] for name in course["closed"]],
        "check_ups": [row for row in course["check_ups"] if row["track"] in {None, track}],
        "aftercare": [row for row in course["aftercare"] if row["track"] in {None, track}],
        "repeat": [row for row in course["repeat"] if row["track"] in {None, track}],
        "not_stated": [row for row in course["not_stated"] if row["track"] in {None, track}],
        "in_a_clinic": [row for row in [*course["aftercare"], *course["check_ups"]] if row["track"] not in {None, track}],
        "ways_on": ways_on(course, query, {"continues": given["continues"]}) if dated and track == Track.CLINIC else None,
        "calendar_url": address_with(course["url"], query | continuing(given), format="ics") if dated else None,
        "api_url": address_with(reverse("api-course-detail", args=[course["slug"]]), query),
    }


def address_with(address, query, **more):
    return f"{address}?{urlencode({**query, **more}, doseq=True)}"


def phase_row(phase, course):
    """A phase with its rhythm in words and its treatments week by week."""
    rows = [row for row in course["treatments"] if row["phase"] == phase["code"]]
    # Where every step rests on the passage of its phase, that passage stands once, below them.
    steps = [step if step["citations"] != phase["citations"] else {**step, "citations": []} for step in phase["steps"]]
    return {
        **phase,
        "steps": steps,
        # In a stretch of months the clinic does its part once: one box is handed over, not one a week.
        "steps_at_start": [step for step in steps if phase["months"] and step["place"] == "clinic"],
        "steps_each_time": [step for step in steps if not (phase["months"] and step["place"] == "clinic")],
        "rhythm": rhythm_text(phase),
        "weeks_of_treatments": weeks_of(rows, phase),
        "count": len(rows),
        "last": rows[-1] if rows else None,
        "volumes": [{**step, "number": number} for number, step in enumerate(phase["steps"], start=1) if step["volume_ml"]],
    }


def rhythm_text(phase):
    """`Twice a week for 6 weeks`; of a phase that may be longer, the weeks of this plan."""
    per_week = phase["treatments_per_week"]
    often = {1: _("Once a week"), 2: _("Twice a week")}.get(per_week, _("%(count)s times a week") % {"count": per_week})
    if phase["months"]:
        length = ngettext("%(count)s month", "%(count)s months", phase["months"]) % {"count": phase["months"]}
    else:
        length = ngettext("%(count)s week", "%(count)s weeks", phase["weeks"]) % {"count": phase["weeks"]}
    return _("%(often)s for %(length)s") % {"often": often, "length": length}


def weeks_of(rows, phase):
    weeks = {}
    for row in rows:
        weeks.setdefault(row["week"], []).append(row)
    return [
        {
            "number": number,
            "treatments": [{**row, "day_of_week": row["day"] + 1} for row in found],
            "days": [day_in_week(row, phase) for row in found],
        }
        for number, found in weeks.items()
    ]


def day_in_week(row, phase):
    """On which day of the programme's week a treatment falls, 0 the first; one that was moved, where it stands now."""
    if not row["moved"]:
        return row["day"]
    first = date.fromisoformat(phase["starts_on"]) + timedelta(days=WEEK * (row["week"] - 1))
    return (date.fromisoformat(row["date"]) - first).days


def continuing(given):
    return {name: given[name] for name in ("continues", "replaces") if name in given}


def longest(course, track, given):
    """What the next change of this plan must take back, if it is shorter: also what an earlier change has left."""
    before = given.get("replaces", "0")
    return max(most_treatments(course, track), int(before))


def ways_on(course, query, named):
    """After a check-up: one treatment more, or a shorter course from that day."""
    count = sum(row["track"] == Track.CLINIC and row["phase"] == first_phase(course) for row in course["treatments"])
    kept = {name: value for name, value in query.items() if name in {"track", "closed"}}
    longer = not course["repeat_weeks"] and count < MOST_TREATMENTS
    return {
        "extend_url": address_with(course["url"], query | named, treatments=count + 1) if longer else None,
        "repeats": [
            {
                "date": row["date"],
                "weeks": weeks,
                "url": address_with(course["url"], kept, starts_on=row["date"], repeat=weeks),
            }
            for row in course["check_ups"]
            if row["date"] and may_repeat(course)
            for weeks in REPEAT_WEEKS
        ],
    }


def may_repeat(course):
    """Whether the length of a repeat is among what this visitor reads."""
    return any(row["code"] == SHORTER_REPEAT for row in course["repeat"])


def first_phase(course):
    return next((phase["code"] for phase in course["phases"] if phase["weeks"]), None)
