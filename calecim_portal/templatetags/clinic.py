"""Tags of the clinic pages: the pictures, and words for what a dosing answer carries as codes. They work out no dose."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils import dateformat
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from calecim_portal.pictures import clinic as pictures
from catalogue.figures import plain, with_unit

register = template.Library()

SEVERITY_HEADINGS = (("delay", _("Wait first")), ("caution", _("Take care")), ("consult", _("Ask a clinician first")))
SETTINGS = {
    "needle_depth_mm": (_("Needle depth"), "mm"),
    "peel_level": (_("Peel level"), ""),
    "expected_downtime_hours": (_("Expected downtime"), "hours"),
}


@register.filter
def day(value) -> str:
    """26 August 2027, from a date or from the text the API gives."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return dateformat.format(value, "j F Y") if value else ""


@register.filter
def weekday(value) -> str:
    """Friday 27 August 2027, from a date or from the text the API gives."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return dateformat.format(value, "l j F Y") if value else ""


@register.filter
def short_day(value) -> str:
    """Fri 27 Aug, for a narrow column whose heading or foot names the year."""
    return dateformat.format(date.fromisoformat(value), "D j M")


@register.filter
def part_of_day(code) -> str:
    return gettext("morning") if code == "morning" else gettext("evening")


@register.filter
def ampoules(value) -> str:
    """Ampoules in words: a half is said as a half."""
    count = Decimal(value)
    if count == Decimal("0.5"):
        return gettext("half an ampoule")
    return ngettext("%(count)s ampoule", "%(count)s ampoules", 1 if count == 1 else 2) % {"count": plain(count)}


@register.filter
def times(applications) -> str:
    return ngettext("%(count)s time", "%(count)s times", len(applications)) % {"count": len(applications)}


@register.filter
def home_words(applications) -> str:
    """`1.25 ml each time, 8 times in all`, or the volumes one by one where they differ."""
    volumes = [Decimal(application["volume_ml"]) for application in applications]
    if len(set(volumes)) == 1:
        return gettext("%(volume)s each time, %(times)s in all") % {"volume": with_unit(volumes[0], "ml"), "times": times(volumes)}
    return gettext("%(volumes)s, one after another") % {"volumes": ", ".join(with_unit(volume, "ml") for volume in volumes)}


@register.filter
def any_inferred(applications) -> bool:
    return any(application["inferred"] for application in applications)


@register.filter
def of_severity(safeguards, severity):
    return [safeguard for safeguard in safeguards or () if safeguard["severity"] == severity]


@register.filter
def grouped_by_severity(safeguards):
    """What is left for the list once the never box has its own: [{heading, severity, items}], empty groups left out."""
    groups = ({"severity": code, "heading": heading, "items": of_severity(safeguards, code)} for code, heading in SEVERITY_HEADINGS)
    return [group for group in groups if group["items"]]


@register.filter
def problems(form, procedure):
    """The sentences of a failed form with the id each one leads to; a field that is not on the page leads to the procedures."""
    shown = {"expected_downtime_hours", "procedure", procedure and procedure["setting"]}
    if "peel_level" in shown:
        shown.add("peel_neutralised")
    found = [{"text": sentence, "target": "id_procedure"} for sentence in form.non_field_errors()]
    for field in form:
        target = field.auto_id if field.name in shown else "id_procedure"
        found += [{"text": sentence, "target": target} for sentence in field.errors]
    return found


CONFIRM = "confirm_downtime"  # the one reason that stands above the figure


@register.filter
def to_confirm(reasons, downtime_class):
    return [row for row in reasons or () if row["code"] == CONFIRM and row["downtime_class"] in {None, downtime_class}]


@register.filter
def why(reasons, downtime_class):
    """The reasons of one class; with None those about the answer as a whole."""
    return [row for row in reasons or () if row["code"] != CONFIRM and row["downtime_class"] == downtime_class]


@register.filter
def instead(reason, safeguards) -> str:
    """What to do instead of Serum: the reason's own words, else those of the safeguard that names this stop."""
    actions = [safeguard.get("action") for safeguard in safeguards or () if safeguard.get("stop") == reason["code"]]
    return next((words for words in (reason.get("action"), *actions) if words), "")


@register.filter
def class_name(code, classes) -> str:
    return next((row["name"] for row in classes or () if row["code"] == code), str(code).capitalize())


@register.filter
def class_codes(doses):
    return [dose["downtime_class"] for dose in doses]


@register.filter
def largest_total(doses):
    """The volume that fills the width where the timelines of several classes stand under each other."""
    return max(Decimal(dose["total"]["volume_ml"]) for dose in doses)


@register.filter
def setting_words(bound) -> str:
    """`Needle depth 0.5 mm, included` for one side of a nearest rule."""
    label, unit = SETTINGS[bound["setting"]]
    figure = with_unit(bound["bound"], unit) if unit else plain(bound["bound"])
    words = gettext("%(setting)s %(figure)s, included") if bound["inclusive"] else gettext("%(setting)s %(figure)s, not included")
    return words % {"setting": label, "figure": figure}


@register.inclusion_tag("components/dose-timeline.html")
def dose_timeline(dose, full_width_ml=None):
    applications = dose["take_home"]["applications"]
    return {
        "dose": dose,
        "picture": pictures.dose_timeline(
            in_clinic_ml=Decimal(dose["in_clinic"]["volume_ml"]),
            applications=[(Decimal(row["volume_ml"]), row["day"], row["inferred"]) for row in applications],
            full_width_ml=full_width_ml,
        ),
    }


@register.inclusion_tag("components/ampoule-count.html")
def ampoule_count(dose):
    in_clinic_ml, take_home_ml = (Decimal(dose[part]["volume_ml"]) for part in ("in_clinic", "take_home"))
    vessels = pictures.ampoule_count(in_clinic_ml=in_clinic_ml, take_home_ml=take_home_ml)
    return {"dose": dose, "vessels": vessels, "height": pictures.ampoule_height(vessels)}


@register.inclusion_tag("components/downtime-scale.html")
def downtime_scale(classes, chosen=(), mark=None):
    """`classes` shortest first, {code, name, hours}; `chosen` the codes to mark, with `mark` as the words."""
    steps = pictures.downtime_scale(codes=[row["code"] for row in classes], chosen=chosen)
    return {
        "rows": list(zip(classes, steps, strict=True)),
        "steps": steps,
        "width": pictures.STEP_WIDTH * len(steps),
        "height": pictures.STEP_RISE * len(steps) + 8,
        "mark": mark or gettext("This answer"),
    }


@register.inclusion_tag("components/week-strip.html")
def week_strip(weeks, caption):
    """`weeks`: number, days (on which treatments fall, 0 the first) and treatments (number, day_of_week, date, planned_on, moved)."""
    picture = pictures.week_strip()
    marked = [{**week, "marks": [picture["days"][day] for day in week["days"] if day < len(picture["days"])]} for week in weeks]
    return {"weeks": marked, "picture": picture, "caption": caption}
