"""What the clinic pages show, as plain values: composed from the content of one version."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.figures import plain

from . import as_of, dosing, wording
from . import content as frozen
from .answers import dose_as_dict, protocol_as_dict, safeguards_for, share
from .current import Shown, why_withheld
from .models import Procedure, ProtocolVersion
from .sheets import verify_code


def outcome_label(answer):
    return wording.outcome_label(answer["outcome"])


def announcement(answer):
    """The answer in one breath, for whoever does not see it change: the stop or the figures, and what must be confirmed before them."""
    if not answer["doses"]:
        return f"{outcome_label(answer)}. {' '.join(reason['text'] for reason in answer['reasons'])}"
    several = [_("More than one dose fits.")] if len(answer["doses"]) > 1 else []
    confirm = [reason["text"] for reason in answer["reasons"] if reason["code"] == CONFIRM]
    return " ".join([*several, *confirm, *(dose_in_words(dose) for dose in answer["doses"])])


CONFIRM = "confirm_downtime"  # the one reason that stands above the figure


def dose_in_words(dose):
    words = {
        "name": dose["name"],
        "clinic": wording.with_unit(dose["in_clinic"]["volume_ml"], "ml"),
        "home": wording.with_unit(dose["take_home"]["volume_ml"], "ml"),
        "total": wording.with_unit(dose["total"]["volume_ml"], "ml"),
        "ampoules": ampoules_in_words(dose["total"]["ampoules"]),
    }
    if dose["governs"]:
        return _("%(name)s downtime, this one governs: %(clinic)s in clinic, %(home)s at home, %(total)s in total, %(ampoules)s.") % words
    return _("%(name)s downtime: %(clinic)s in clinic, %(home)s at home, %(total)s in total, %(ampoules)s.") % words


def ampoules_in_words(ampoules):
    return _("1 ampoule") if ampoules == "1" else _("%(count)s ampoules") % {"count": ampoules}


def what_is_wrong(form):
    """Each sentence of a form that cannot be answered, once."""
    return " ".join(dict.fromkeys(sentence for found in form.errors.values() for sentence in found)) if form.is_bound else ""


def only_missing(form, given):
    """The first sentence that asks for a field left empty, where nothing else is wrong: the form is half filled in, not mistaken."""
    wrong = [name for name in form.errors if name == NON_FIELD_ERRORS or given.get(name)]
    return "" if wrong else next((found[0] for found in form.errors.values()), "")


def plan_links(answer, given):
    """The way on from an answer to a plan with dates and the patient sheet: one for each dose that can be chosen."""
    if len(answer["doses"]) == 1:
        return [{"label": _("Dated plan and patient sheet"), "url": f"{reverse('plan')}?{urlencode(given)}"}]
    return [
        {
            "label": _("Plan for %(name)s downtime") % {"name": dose["name"].lower()},
            "url": f"{reverse('plan')}?{urlencode({**given.dict(), 'downtime_class': dose['downtime_class']})}",
        }
        for dose in answer["doses"]
    ]


def look_up_context(shown, procedure):
    chosen = procedure["slug"] if procedure else None
    return {
        "procedure_groups": procedure_groups(shown, chosen=chosen, to_look_up=True),
        "procedure": procedure and {**procedure, "url": reverse("procedure", args=[procedure["slug"]])},
        "classes": class_rows(shown),
        "settings_hint": settings_hint(shown, procedure) if procedure else "",
        "protocol": protocol_summary(shown),
    }


def class_rows(shown):
    return [{"code": row.code, "name": row.name, "hours": wording.hours_text(row.hours)} for row in shown.rules.classes]


def class_names(shown):
    return {row.code: row.name for row in shown.rules.classes}


def procedure_groups(shown, *, chosen=None, to_look_up=False):
    """The procedures by family, in the order of the families."""
    groups = []
    for family in Procedure.Family:
        rows = [procedure_row(shown, row, chosen, to_look_up) for row in shown.content["procedures"] if row["family"] == family.value]
        if rows:
            groups.append({"label": family.label, "procedures": rows})
    return groups


def procedure_row(shown, row, chosen, to_look_up):
    address = f"{reverse('dosing')}?{urlencode({'procedure': row['slug']})}" if to_look_up else reverse("procedure", args=[row["slug"]])
    names = class_names(shown)
    return {
        "slug": row["slug"],
        "name": row["name"],
        "summary": row["summary"],
        "setting": row["setting"],
        "url": address,
        "chosen": row["slug"] == chosen,
        "classes_text": ", ".join(names[example["downtime_class"]] for example in row["examples"]),
    }


def setting_of(procedure):
    return dosing.MatchedBy(procedure["setting"]) if procedure["setting"] else None


def settings_hint(shown, procedure):
    """How the maker's table sorts this setting, and that there is nothing in between."""
    setting = setting_of(procedure)
    if setting is None:
        return ""
    names = class_names(shown)
    parts = [
        _("%(setting)s: %(class)s")
        % {"setting": wording.bounds_text(example.bounds, setting), "class": names[example.downtime_class].lower()}
        for example in shown.rules.examples_of(procedure["slug"])
    ]
    return "; ".join(parts) + ". " + _("Between and beyond these the maker gives no rule.")


def question_rows(form, given):
    """What was asked, each with the address that lets it be changed."""
    question = form.question()
    rows = []
    if question.procedure:
        rows.append((_("Procedure"), form.rules.procedure(question.procedure).name, "procedure"))
    if question.needle_depth_mm is not None:
        rows.append((_("Needle depth"), wording.with_unit(question.needle_depth_mm, "mm"), "needle_depth_mm"))
    if question.peel_level is not None:
        rows.append((_("Peel level"), plain(question.peel_level), "peel_level"))
    if question.peel_neutralised is not None:
        rows.append((_("Peel neutralised"), _("Yes") if question.peel_neutralised else _("No"), "peel_neutralised"))
    if question.expected_downtime_hours is not None:
        rows.append((_("Expected downtime"), wording.in_hours(question.expected_downtime_hours), "expected_downtime_hours"))
    return [{"label": label, "value": value, "change_url": change_address(name, given)} for label, value, name in rows]


def change_address(name, given):
    """Changing the procedure starts afresh; changing anything else goes to its field on this page."""
    return reverse("dosing") if name == "procedure" else f"{reverse('dosing')}?{urlencode(given)}#id_{name}"


def status_label(version):
    return ProtocolVersion.Status(version.status).label


def protocol_summary(shown):
    version = shown.version
    return {
        **protocol_as_dict(version),
        "name": shown.content["protocol"]["name"],
        "summary": shown.content["protocol"]["summary"],
        "status_label": status_label(version),
        "ground_text": version.get_ground_display(),
        "in_force": not shown.withheld_because,
        "review_warning": review_warning(version),
        **verify_address(version),
        "unknowns": shown.content["unknowns"],
        "technique": shown.content["technique"],
    }


def review_warning(version):
    """What readers and staff are told from some days before the review on, until the last day; empty otherwise."""
    if version.status != ProtocolVersion.Status.ACTIVE or not version.review_is_near():
        return ""
    days = {"review": wording.day_text(version.next_review_on), "last": wording.day_text(version.last_day)}
    if version.next_review_on < timezone.localdate():
        return _("Its review was due on %(review)s. Until it is done, doses are shown up to %(last)s.") % days
    return _("Its review is due on %(review)s. Without it, no dose is shown after %(last)s.") % days


def verify_address(version):
    """Where anybody checks whether this version still holds, for every printout. A version that was never shown has none."""
    if version.status not in ProtocolVersion.SHOWN:
        return {"verify_url": "", "verify_text": ""}
    address = reverse("verify", args=[verify_code(version)])
    return {"verify_url": address, "verify_text": settings.SITE_URL.split("://", 1)[1] + address}


def procedure_context(shown, procedure):
    names = class_names(shown)
    rules = {row.code: row for row in shown.rules.classes}
    setting = setting_of(procedure)
    in_force = [] if shown.withheld_because else procedure["examples"]
    return {
        "procedure": {**procedure, "family_label": Procedure.Family(procedure["family"]).label},
        "rules": [
            {
                "class_name": names[example["downtime_class"]],
                "hours": wording.hours_text(rules[example["downtime_class"]].hours),
                "setting_text": wording.bounds_text(frozen.bounds_of(example), setting),
                "as_printed": example["as_printed"],
                "citations": example["citations"],
            }
            for example in in_force
        ],
        "doses": [dose_row(shown, example["downtime_class"]) for example in in_force],
        "protocol": protocol_summary(shown),
    }


def dose_row(shown, code):
    dose = shown.rules.dose(code)
    row = next(row for row in shown.rules.classes if row.code == code)
    return {
        "name": row.name,
        "hours": wording.hours_text(row.hours),
        "in_clinic": share(dose.in_clinic_ml),
        "take_home": share(dose.take_home_ml),
        "total": share(dose.total_ml),
    }


def current_version(versions):
    """The active one, else the last that was shown."""
    shown = [row for row in versions if row.status in ProtocolVersion.SHOWN]
    return next((row for row in shown if row.status == ProtocolVersion.Status.ACTIVE), next(iter(shown), None))


def protocol_context(version, versions, viewer):
    """One version's page. The text of a withdrawn or overdue one is for staff only; a draft is shown from its rows of today."""
    content = version.content or frozen.compose(version)
    shown = Shown(version, content)
    readable = viewer.previews or version.status == ProtocolVersion.Status.RETIRED or not why_withheld(version)
    fitting = [dosing.FittingDose(dose, ()) for dose in shown.rules.doses]
    codes = [dose.downtime_class for dose in shown.rules.doses]
    words = {name: content["protocol"][name] if readable else "" for name in ("summary", "intended_for", "not_for")}
    return {
        "protocol": {**protocol_summary(shown), **words},
        "doses": [dose_as_dict(one, shown.rules) for one in fitting] if readable else [],
        "examples": examples(shown) if readable else [],
        "safeguards": safeguards_for(content, None, codes) if readable else [],
        "unknowns": content["unknowns"] if readable else [],
        "technique": content["technique"] if readable else {"clinic": [], "home": []},
        "history": [history_row(row) for row in versions],
        "banner": banner(version, versions),
        "citations": content["protocol"]["citations"],
    }


def examples(shown):
    names = class_names(shown)
    return [
        {
            "name": row["name"],
            "setting_text": wording.bounds_text(frozen.bounds_of(example), setting_of(row)),
            "class_name": names[example["downtime_class"]],
            "url": reverse("procedure", args=[row["slug"]]),
        }
        for row in shown.content["procedures"]
        for example in row["examples"]
    ]


def as_of_context(versions, form, viewer):
    """What was in force on the day asked for: each version with its doses, as far as this viewer reads them."""
    day = form.cleaned_data["on"]
    found = as_of.in_force_on(versions, day)
    return {
        "said": as_of.said(versions, found, day),
        "versions": [
            {
                **history_row(row),
                "in_use": row.status == ProtocolVersion.Status.ACTIVE,
                "span": as_of.span_text(row),
                "doses": protocol_context(row, versions, viewer)["doses"],
            }
            for row in found
        ],
    }


def history_row(version):
    return {
        "number": version.number,
        "status_label": status_label(version),
        "url": version.get_absolute_url(),
        "change_note": version.change_note,
        "signed_by": version.signed_by.get_full_name() if version.signed_by else "",
        "from_on": version.approved_on or version.transcribed_on,
    }


def replaced_text(version, versions):
    text, heir = _("This version has been replaced. Do not use it for new treatments."), as_of.successor(version, versions)
    if heir is None:
        return text
    words = {"number": heir.number, "day": wording.day_text(timezone.localtime(as_of.from_moment(heir)).date())}
    return f"{text} {_('Version %(number)s took its place on %(day)s.') % words}"


def banner(version, versions):
    """What a reader must know before the text: replaced, withdrawn, overdue, or not published at all."""
    newer = next((row for row in versions if row.status == "active" and row.pk != version.pk), None)
    address = newer.get_absolute_url() if newer else ""
    if version.status == ProtocolVersion.Status.WITHDRAWN:
        return {
            "kind": "withdrawn",
            "text": _("This version has been withdrawn: %(reason)s") % {"reason": version.end_reason},
            "url": address,
        }
    if version.status == ProtocolVersion.Status.RETIRED:
        return {"kind": "retired", "text": replaced_text(version, versions), "url": address}
    if version.status in {ProtocolVersion.Status.DRAFT, ProtocolVersion.Status.IN_REVIEW}:
        return {"kind": "preview", "text": _("This version is not published. Only staff see it."), "url": address}
    if version.review_is_overdue():
        return {"kind": "review_overdue", "text": _("The review of this protocol is overdue. The look-up shows no dose."), "url": ""}
    return None
