"""The sentences of a dosing answer. Figures in them come from the question and the rules, never from here."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from catalogue.figures import plain, with_unit

from .dosing import MatchedBy


def outcome_label(outcome):
    return {
        "match": _("One dose fits"),
        "conflict": _("More than one class fits: you choose"),
        "no_rule": _("No protocol covers this"),
        "contraindicated": _("Do not use Serum"),
    }[outcome]


def in_hours(figure):
    return with_unit(figure, _("hours"))


def hours_text(hours):
    """`24 to 72 hours, both included` for a class's bounds."""
    low = plain(hours.minimum)
    if hours.maximum is None:
        words = _("%(low)s hours or more") if hours.minimum_inclusive else _("over %(low)s hours")
        return words % {"low": low}
    high = plain(hours.maximum)
    if hours.minimum == 0 and hours.minimum_inclusive and not hours.maximum_inclusive:
        return _("under %(high)s hours") % {"high": high}
    if hours.minimum_inclusive and hours.maximum_inclusive:
        return _("%(low)s to %(high)s hours, both included") % {"low": low, "high": high}
    ends = {
        (True, False): _("from %(low)s to under %(high)s hours"),
        (False, True): _("over %(low)s to %(high)s hours"),
        (False, False): _("between %(low)s and %(high)s hours"),
    }
    return ends[hours.minimum_inclusive, hours.maximum_inclusive] % {"low": low, "high": high}


def bounds_text(bounds, setting):
    """`1 to 2 mm`, `level 3 or 4`, `over 2 mm`; empty for a procedure that the table names without a setting."""
    if bounds is None or setting is None:
        return ""
    if setting == MatchedBy.PEEL_LEVEL:
        if bounds.maximum is None:
            return _("level %(low)s and up") % {"low": plain(bounds.minimum)}
        if bounds.maximum == bounds.minimum:
            return _("level %(low)s") % {"low": plain(bounds.minimum)}
        joint = _("level %(low)s or %(high)s") if bounds.maximum - bounds.minimum == 1 else _("level %(low)s to %(high)s")
        return joint % {"low": plain(bounds.minimum), "high": plain(bounds.maximum)}
    low = with_unit(bounds.minimum, "mm")
    if bounds.maximum is None:
        return (_("%(low)s or more") if bounds.minimum_inclusive else _("over %(low)s")) % {"low": low}
    if bounds.maximum == bounds.minimum:
        return low
    return _("%(low)s to %(high)s") % {"low": plain(bounds.minimum), "high": with_unit(bounds.maximum, "mm")}


def matched_by_text(matched_by):
    labels = {
        MatchedBy.EXPECTED_DOWNTIME_HOURS: _("expected downtime"),
        MatchedBy.NEEDLE_DEPTH_MM: _("needle depth"),
        MatchedBy.PEEL_LEVEL: _("peel level"),
        MatchedBy.PROCEDURE: _("name of the procedure"),
    }
    return _(" and ").join(labels[match] for match in matched_by)


def when_text(application):
    """The moment in words without a date: that evening, next morning, morning of day 2."""
    day, part = application.day, application.part_of_day
    near = {
        (0, "evening"): _("That evening"),
        (0, "morning"): _("That morning"),
        (1, "morning"): _("Next morning"),
        (1, "evening"): _("Next evening"),
    }
    if (day, part) in near:
        return near[day, part]
    return (_("Morning of day %(day)s") if part == "morning" else _("Evening of day %(day)s")) % {"day": day}


def reason_text(reason, rules, question, figures=None):
    """One sentence on why the answer is what it is. `figures`: how what was asked is written, where it is not as the question has it."""
    names = {row.code: row for row in rules.classes}
    row = names.get(reason.downtime_class)
    values = {
        "class": row.name.lower() if row else "",
        "hours": hours_text(row.hours) if row else "",
        **(figures or figures_asked(rules, question)),
    }
    code = reason.code
    if question.expected_downtime_hours is not None:
        code = DESPITE_DOWNTIME.get(code, code)
    return SENTENCES[code]() % values


def figures_asked(rules, question):
    return {
        "procedure": rules.procedure(question.procedure).name if question.procedure else "",
        "depth": with_unit(question.needle_depth_mm, "mm") if question.needle_depth_mm is not None else "",
        "level": plain(question.peel_level) if question.peel_level is not None else "",
        "downtime": in_hours(question.expected_downtime_hours) if question.expected_downtime_hours is not None else "",
    }


# With a downtime given, a setting that is in no class is a remark, not a question.
DESPITE_DOWNTIME = {
    "needle_depth_in_no_class": "needle_depth_in_no_class_despite_downtime",
    "peel_level_in_no_class": "peel_level_in_no_class_despite_downtime",
}


# Looked up late, so that each sentence is in the language of the request.
SENTENCES = {
    "fits_downtime": lambda: _("An expected downtime of %(downtime)s is in the %(class)s class: %(hours)s."),
    "fits_needle_depth": lambda: _("The maker’s table lists a needle depth of %(depth)s in the %(class)s class."),
    "fits_peel_level": lambda: _("The maker’s table lists peel level %(level)s in the %(class)s class."),
    "fits_procedure_name": lambda: _("The maker’s table names %(procedure)s as an example of the %(class)s class."),
    "confirm_downtime": lambda: _(
        "The table prints no settings for %(procedure)s. Confirm that you expect a downtime of %(hours)s; if not, give the hours."
    ),
    "downtime_on_a_bound": lambda: _(
        "%(downtime)s is the end of one class and the start of the next. The maker does not settle which; you choose."
    ),
    "downtime_governs": lambda: _(
        "The maker bases use on expected downtime, so the class of the downtime governs. Check the setting and the hours before you choose."
    ),
    "needle_depth_in_no_class": lambda: _(
        "A needle depth of %(depth)s is in no class of the maker’s table. Nothing is worked out in between: give the expected downtime."
    ),
    "peel_level_in_no_class": lambda: _(
        "Peel level %(level)s is in no class of the maker’s table. Nothing is worked out in between: give the expected downtime."
    ),
    "needle_depth_in_no_class_despite_downtime": lambda: _(
        "A needle depth of %(depth)s is in no class of the maker’s table. This answer rests on the expected downtime alone."
    ),
    "peel_level_in_no_class_despite_downtime": lambda: _(
        "Peel level %(level)s is in no class of the maker’s table. This answer rests on the expected downtime alone."
    ),
    "procedure_not_listed": lambda: _("This procedure is not in the maker’s table. Give the expected downtime."),
    "oxygen_facial": lambda: _(
        "A high-powered oxygen device denatures the proteins, and the Serum stops working. The maker states nothing on other oxygen devices."
    ),
    "peel_not_neutralised": lambda: _(
        "A peel that is not neutralised denatures the proteins, and the Serum stops working. Neutralise the peel, then look up the dose."
    ),
    "review_overdue": lambda: _("The review of this protocol is overdue, so no dose is shown. Ask your CALECIM contact."),
    "protocol_withdrawn": lambda: _("This protocol has been withdrawn, so no dose is shown. Ask your CALECIM contact."),
    "no_active_version": lambda: _("This protocol has no active version, so no dose is shown. Ask your CALECIM contact."),
}


def day_text(day):
    return formats.date_format(day, "j F Y")


def moment_text(moment):
    """By the clock of the portal, with the zone: a change is looked up to the minute."""
    return formats.date_format(timezone.localtime(moment), "j F Y, H:i e")
