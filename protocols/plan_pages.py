"""What the page of a plan shows besides the plan itself, as plain values."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

LOCAL_MOMENT = len("2026-11-25T17:30")  # what a browser's own field shows of a moment: it knows no seconds and no offset


def fields(form, found):
    """The fields of the visit for the component `form-fields`; the class only where more than one fits."""
    late = _("Needed for a visit after %(time)s only. The maker says nothing on late visits, so you decide.")
    starts = [("evening", _("This evening")), ("next_morning", _("The next morning"))]
    rows = [
        field(form, "performed_at", type="datetime-local", hint=_("By the clock of your clinic.")),
        field(form, "time_zone", hint=_("Such as Europe/London or Asia/Singapore.")),
        choice(form, "first_application", starts, hint=late % {"time": form.evening_from.strftime("%H:%M")}),
        field(form, "night_complex_on", type="date", hint=_("Optional: the day you set. Without it, 1 or 2 days after.")),
        field(form, "creams_on", type="date", hint=_("Optional: the day you set. Without it, once the skin is back to normal.")),
    ]
    rows[0]["value"] = moment_to_edit(form)
    if len(found["doses"]) > 1:
        classes = [(dose["downtime_class"], class_label(dose)) for dose in found["doses"]]
        rows.insert(
            0, choice(form, "downtime_class", classes, hint=_("More than one fits: you choose."), label=_("Which class is this plan for?"))
        )
    return rows


def moment_to_edit(form):
    """By the clock of the clinic, as the time zone beside it says, even where an address gave the moment with another offset."""
    if form.is_bound and getattr(form.cleaned_data.get("performed_at"), "tzinfo", None):
        return form.cleaned_data["performed_at"].isoformat()[:LOCAL_MOMENT]
    return str(form["performed_at"].value() or "")[:LOCAL_MOMENT]


def class_label(dose):
    words = {"name": dose["name"], "hours": dose["hours"]}
    return (_("%(name)s: %(hours)s. This one governs.") if dose["governs"] else _("%(name)s: %(hours)s")) % words


def field(form, name, **more):
    bound = form[name]
    value = bound.value()
    shown = {"kind": "input", "name": name, "label": bound.label, "value": "" if value is None else value, "error": " ".join(bound.errors)}
    return shown | {"autocomplete": "off"} | more


def choice(form, name, choices, **more):
    chosen = form[name].value()
    options = [{"value": code, "label": label, "chosen": code == chosen} for code, label in choices]
    return field(form, name, kind="radio", options=options, **more)


def planned(plan, form, given):
    """What is only there once the plan is: the dose it is for, its treatment, and the addresses that carry it on."""
    performed_at = form.cleaned_data["performed_at"]
    address = f"{reverse('api-schedule')}?{urlencode(given)}"
    return {
        "dose": next(dose for dose in plan["doses"] if dose["downtime_class"] == plan["downtime_class"]),
        "treatment": {"on": performed_at.date(), "at": performed_at.strftime("%H:%M"), "zone": plan["time_zone"] or performed_at.tzname()},
        "api_url": address,
        "calendar_url": f"{address}&format=ics",
        "carried_on": given.dict(),
    }
