"""What the card shows: the whole of one version on one page, and every case as a piece that the script can put on top."""

from django.utils.translation import gettext as _

from catalogue.models.statements import SEVERITY_ORDER

from . import content as frozen
from . import dosing, pages, wording
from .answers import answer, dose_as_dict, safeguard_as_dict
from .card import Cases, shared_hours
from .forms import SENTENCES


def context(shown):
    """Without figures in force there is the stop, and no dose in any case."""
    cases = Cases(shown)
    in_force = not shown.withheld_because
    return {
        "protocol": pages.protocol_summary(shown),
        "banner": pages.banner(shown.version, [shown.version]),
        "classes": pages.class_rows(shown),
        "cases": cases.answers,
        "data": cases.as_data(SENTENCES),
        "choices": [{"slug": row.slug, "name": row.name} for row in shown.rules.procedures],
        "safeguards": safeguards(shown),
        "stops": stops(shown),
        "withheld": None if in_force else answer(shown, dosing.Question()),
        "doses": [dose_as_dict(dosing.FittingDose(dose, ()), shown.rules) for dose in shown.rules.doses] if in_force else [],
        "procedures": [procedure_row(shown, row) for row in shown.content["procedures"]] if in_force else [],
        "shared_hours": shared_hours(shown.rules) if in_force else [],
        "citations": shown.content["protocol"]["citations"],
    }


def safeguards(shown):
    """All that travel with some answer, in the order in which an answer has them, each with what it is limited to."""
    rows = sorted(shown.content["safeguards"], key=lambda row: SEVERITY_ORDER[row["severity"]])
    return [{**safeguard_as_dict(row), "scope": scope(shown, row)} for row in rows]


def scope(shown, row):
    """`Only with: Chemical peel. Only with moderate and high doses.`; empty for what travels with every answer."""
    names, classes = {one["slug"]: one["name"] for one in shown.content["procedures"]}, pages.class_names(shown)
    limits = []
    if row["procedures"]:
        listed = [names.get(slug, slug) for slug in row["procedures"]]
        if row["also_without_procedure"]:
            listed.append(_("a downtime without a procedure"))
        limits.append(_("Only with: %(procedures)s.") % {"procedures": ", ".join(listed)})
    if row["downtime_classes"]:
        listed = _(" and ").join(classes[code].lower() for code in row["downtime_classes"])
        limits.append(_("Only with doses of: %(classes)s.") % {"classes": listed})
    return " ".join(limits)


def stops(shown):
    """The questions that have no dose whatever the setting or the downtime, with the reason."""
    found = []
    for row in shown.rules.procedures:
        question = dosing.Question(procedure=row.slug, peel_neutralised=False if row.slug == dosing.CHEMICAL_PEEL else None)
        if dosing.stop_for(question):
            label = _("%(name)s, not neutralised") % {"name": row.name} if question.peel_neutralised is False else row.name
            found.append({"label": label, "reasons": answer(shown, question)["reasons"]})
    return found


def procedure_row(shown, row):
    """One procedure with every class that its settings or its name stand for, and what holds for anything else."""
    setting = pages.setting_of(row)
    return {
        "name": row["name"],
        "cautions": row["cautions"],
        "stopped": bool(dosing.stop_for(dosing.Question(procedure=row["slug"], peel_neutralised=True))),
        "setting": setting.value if setting else "",
        "rules": [
            {**pages.dose_row(shown, example["downtime_class"]), "setting_text": wording.bounds_text(frozen.bounds_of(example), setting)}
            for example in row["examples"]
        ],
    }
