"""Made-up data for the clinic components on the public gallery. No figure here is a dose of anything: 3 ml and 9 ml occur in no protocol."""

from django.utils.translation import gettext as _

CLASSES = [
    {"code": "example-a", "name": "Example A", "hours": "short"},
    {"code": "example-b", "name": "Example B", "hours": "longer"},
    {"code": "example-c", "name": "Example C", "hours": "longest"},
]


def _dose(code: str, name: str, *, governs: bool = False) -> dict:
    return {
        "downtime_class": code,
        "name": name,
        "hours": _("example, not a dose"),
        "matched_by": [],
        "matched_by_text": _("made-up figures"),
        "governs": governs,
        "in_clinic": {"volume_ml": "3", "ampoules": "0.6"},
        "take_home": {
            "volume_ml": "9",
            "ampoules": "1.8",
            "applications": [
                {"sequence": 1, "day": 0, "part_of_day": "evening", "when": _("Example moment 1"), "volume_ml": "3", "inferred": False},
                {"sequence": 2, "day": 1, "part_of_day": "morning", "when": _("Example moment 2"), "volume_ml": "3", "inferred": False},
                {"sequence": 3, "day": 1, "part_of_day": "evening", "when": _("Example moment 3"), "volume_ml": "3", "inferred": True},
            ],
        },
        "total": {"volume_ml": "12", "ampoules": "2.4"},
    }


def _dated(number: int, day: str, part_of_day: str, *, inferred: bool = False) -> dict:
    return {"sequence": number, "date": day, "part_of_day": part_of_day, "volume_ml": "3", "inferred": inferred}


def _supplies() -> dict:
    counted = {"in_clinic_ml": "9", "take_home_ml": "27", "volume_ml": "36", "ampoules": "9"}
    counted |= {"opened_in_clinic": "3", "shared_with_home": "3", "handed_over_unopened": "6"}
    links = {"choices": [], "dosing": "#supply-table"}
    line = {"notes": [], "shown_reasons": [], "links": links, "count": 3, "outcome_text": ""}
    without = {"ampoules": None, "outcome_text": _("No protocol covers this"), "shown_reasons": [{"text": _("Example: the reason why.")}]}
    return {
        **counted,
        "complete": False,
        "incomplete_because": [_("Example treatment B, 3 treatments: no protocol covers this.")],
        "lines": [
            {**line, **counted, "treatment": {"text": _("Example treatment A")}},
            {**line, **without, "treatment": {"text": _("Example treatment B")}},
        ],
    }


def _safeguard(code: str, severity: str, text: str, **more) -> dict:
    return {"code": code, "severity": severity, "text": text, "reason": "", "action": "", "house": False, "citations": [], **more}


def _treatment(day: str, planned_on: str = "") -> dict:
    return {"number": 1, "day_of_week": 2, "date": day, "planned_on": planned_on or day, "moved": bool(planned_on)}


def clinic() -> dict:
    """The context `clinic_examples` of templates/components/_clinic_gallery.html."""
    return {
        "dose": _dose("example-b", "Example"),
        "dated": [
            _dated(1, "2099-09-08", "evening"),
            _dated(2, "2099-09-09", "morning"),
            _dated(3, "2099-09-09", "evening", inferred=True),
        ],
        "returns": [
            {"name": _("Example gel"), "earliest_on": "2099-09-10", "condition": _("Example of a condition."), "citations": []},
            {"name": _("Example cream"), "earliest_on": None, "condition": _("Example: your clinician decides."), "citations": []},
        ],
        "classes": CLASSES,
        "chosen": ["example-b"],
        "protocol": {
            "name": _("Example protocol"),
            "version": 9,
            "url": "",
            "ground_text": _("Example ground, signed by nobody"),
            "next_review_on": "2099-09-09",
        },
        "banner": {"kind": "retired", "text": _("Example: another version took its place."), "url": ""},
        "withdrawn": {"kind": "withdrawn", "text": _("Example: stopped, with the reason."), "url": ""},
        "question": [
            {"label": _("Example question"), "value": _("Example answer"), "change_url": "#question-summary"},
            {"label": _("Another example"), "value": _("Not given"), "change_url": "#question-summary"},
        ],
        "safeguards": [
            _safeguard("example-never-1", "never", _("Do not take this for advice.")),
            _safeguard("example-never-2", "never", _("Do not use these figures."), house=True),
            _safeguard("example-delay", "delay", _("Example of a wait"), action=_("What to wait for."), reason=_("the reason stands here")),
            _safeguard("example-caution", "caution", _("Example of a caution"), action=_("What to look at."), house=True),
            _safeguard("example-consult", "consult", _("Example of a question for a clinician"), action=_("Whom to ask.")),
        ],
        "stop": [{"code": "example-stop", "text": _("Example: the reason why."), "action": _("what to do in its place.")}],
        "no_rule": [
            {
                "code": "example-no-rule",
                "text": _("Example: no rule holds for this setting."),
                "downtime_class": None,
                "nearest": [
                    {"downtime_class": "example-a", "setting": "peel_level", "bound": "77", "inclusive": True},
                    {"downtime_class": "example-b", "setting": "peel_level", "bound": "99", "inclusive": False},
                ],
            }
        ],
        "conflict_doses": [_dose("example-a", "Example A"), _dose("example-b", "Example B", governs=True)],
        "conflict_reasons": [
            {"code": "example-setting", "text": _("Example: the setting says A."), "downtime_class": "example-a"},
            {"code": "example-downtime", "text": _("Example: the downtime says B."), "downtime_class": "example-b"},
        ],
        "procedure_groups": [
            {
                "label": _("Example group"),
                "procedures": [
                    {"name": _("Example procedure"), "url": "#procedure-picker", "chosen": True},
                    {"name": _("Another example procedure"), "url": "#procedure-picker", "chosen": False},
                ],
            }
        ],
        "supplies": _supplies(),
        "weeks": [
            {"number": 1, "days": [1, 5], "treatments": [_treatment("2099-09-08"), _treatment("2099-09-12")]},
            {"number": 2, "days": [2], "treatments": [_treatment("2099-09-16", planned_on="2099-09-15")]},
        ],
        "citations": [{"source": "example", "title": _("Example document"), "section": _("Example section")}],
    }
