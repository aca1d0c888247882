"""The dosing answer as a plain dict: the page, the API, the command and the admin preview all take it from here."""

from catalogue.citing import distinct
from catalogue.figures import plain
from catalogue.models.statements import SEVERITY_ORDER, Severity

from . import dosing, wording
from .dosing import NoRule, Outcome, Question, Reason


def answer(shown, question: Question, figures=None, result=None) -> dict:
    """One look-up in the shape of the API. `shown` is the current version; without figures in force the outcome is `no_rule`.

    `figures`: how the sentences write what was asked, where one answer stands for many questions (the card).
    `result`: what `look_up` said to this question, where the caller needs it too.
    """
    result = result or look_up(shown, question)
    reasons = list(result.reasons)
    if result.outcome == Outcome.CONFLICT and any(fitting.governs for fitting in result.doses):
        reasons.append(Reason("downtime_governs"))
    rules = shown.rules
    codes = [fitting.dose.downtime_class for fitting in result.doses]
    return {
        "outcome": result.outcome.value,
        "doses": [dose_as_dict(fitting, rules) for fitting in result.doses],
        "reasons": [reason_as_dict(reason, rules, question, figures) for reason in reasons],
        "safeguards": safeguards_for(shown.content, question.procedure, codes),
        "protocol": protocol_as_dict(shown.version),
        "citations": citations_for(shown.content, codes),
    }


def look_up(shown, question):
    if shown.withheld_because and not dosing.stop_for(question):
        return NoRule(reasons=(Reason(shown.withheld_because),))
    return dosing.look_up(shown.rules, question)


def share(volume_ml):
    return {"volume_ml": plain(volume_ml), "ampoules": plain(dosing.ampoules(volume_ml))}


def dose_as_dict(fitting, rules):
    dose = fitting.dose
    row = next(row for row in rules.classes if row.code == dose.downtime_class)
    return {
        "downtime_class": dose.downtime_class,
        "name": row.name,
        "hours": wording.hours_text(row.hours),
        "matched_by": [match.value for match in fitting.matched_by],
        "matched_by_text": wording.matched_by_text(fitting.matched_by),
        "governs": fitting.governs,
        "note": dose.note,
        "in_clinic": share(dose.in_clinic_ml),
        "take_home": {**share(dose.take_home_ml), "applications": [application_as_dict(one) for one in dose.applications]},
        "total": share(dose.total_ml),
    }


def application_as_dict(application):
    return {
        "sequence": application.sequence,
        "day": application.day,
        "part_of_day": application.part_of_day,
        "when": wording.when_text(application),
        "volume_ml": plain(application.volume_ml),
        "inferred": application.inferred,
    }


def reason_as_dict(reason, rules, question, figures=None):
    return {
        "code": reason.code,
        "text": wording.reason_text(reason, rules, question, figures),
        "downtime_class": reason.downtime_class,
        "nearest": [
            {
                "downtime_class": bound.downtime_class,
                "setting": bound.setting.value,
                "bound": plain(bound.bound),
                "inclusive": bound.inclusive,
            }
            for bound in reason.nearest
        ],
    }


def safeguards_for(content, procedure, codes):
    """The safeguards that travel with this answer, "never" first. A class-bound one needs a dose of that class in the answer."""
    travelling = [row for row in content["safeguards"] if covers(row, procedure, codes)]
    return [safeguard_as_dict(row) for row in sorted(travelling, key=lambda row: SEVERITY_ORDER[row["severity"]])]


def covers(row, procedure, codes):
    if row["procedures"] and procedure not in row["procedures"] and not (procedure is None and row["also_without_procedure"]):
        return False
    return not row["downtime_classes"] or any(code in row["downtime_classes"] for code in codes)


def safeguard_as_dict(row):
    shown = ("code", "severity", "text", "reason", "action", "scope_as_printed", "house", "stop", "citations")
    return {**{name: row[name] for name in shown}, "severity_label": str(Severity(row["severity"]).label)}


def protocol_as_dict(version):
    return {
        "slug": version.protocol.slug,
        "version": version.number,
        "status": version.status,
        "ground": version.ground,
        "approved_on": version.approved_on.isoformat() if version.approved_on else None,
        "signed_by": version.signed_by.get_full_name() if version.signed_by else None,
        "next_review_on": version.next_review_on.isoformat() if version.next_review_on else None,
        "url": version.get_absolute_url(),
    }


def citations_for(content, codes):
    """Where the figures come from: those of the doses in the answer, else those of the protocol."""
    rows = [row for row in content["doses"] if row["downtime_class"] in codes] or [content["protocol"]]
    return distinct(citation for row in rows for citation in row["citations"])
