"""What a patient sheet says, as plain values: the same for the screen, for paper and for the PDF."""

import re
from datetime import date

import segno
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from catalogue.figures import plain
from catalogue.models.products import Product
from catalogue.visibility import ANYONE

from . import as_of, dosing, plans, schedule, sheets
from .models import ProtocolVersion, SignOff
from .sheets import Back, Sheet

# Of a version's safeguards, those that speak to a patient at home; each says itself what to do or not to do.
PATIENT_NEVER = ["topical_only", "serum_discoloured", "mac_active_acne", "rhc_active_acne"]
PATIENT_CARE = {
    "exfoliant_on_treated_skin": lambda: _("Wait with harsh exfoliants until the treated skin has calmed."),
    "serum_sting": lambda: _("Expect that Serum may tingle or sting for a short time."),
}
TOLD_BY_THE_TABLE = {"volume", "morning-and-evening"}  # codes of technique that repeat what stands in the table


def sheet_for(plan, form, *, shown, now) -> Sheet:
    """The sheet of a plan with applications."""
    performed_on = form.cleaned_data["performed_at"].date()
    return Sheet(
        protocol=shown.version.protocol.slug,
        version=shown.version.number,
        fingerprint=shown.version.content_sha256[: sheets.FINGERPRINT_LENGTH],
        performed_on=performed_on,
        applications=tuple(plans.application_of(row) for row in plan["applications"]),
        returns=tuple(
            Back(row["product"], date.fromisoformat(row["earliest_on"]), row["set_by"]) for row in plan["returns"] if row["earliest_on"]
        ),
        uid=form.uid(),
        made_at=now,
        replaces=form.cleaned_data["replaces"],
    )


def context(sheet: Sheet, version: ProtocolVersion, *, absolute) -> dict:
    """Everything a sheet shows. Of a withdrawn version no amount and no moment is among it.

    `absolute` turns a path into a whole address: it is printed, and read with another device.
    """
    withdrawn = version.status == ProtocolVersion.Status.WITHDRAWN
    verify_url = absolute(reverse("verify", args=[sheets.verify_code(version)]))
    shown = {
        "withdrawn": withdrawn,
        "state": state(version),
        "version": {
            "name": version.content["protocol"]["name"],
            "number": version.number,
            "ground_text": version.get_ground_display(),
            "next_review_on": version.next_review_on,
        },
        "made_on": sheet.made_at.date(),
        "valid_until": sheet.valid_until,
        "performed_on": sheet.performed_on,
        "verify_url": verify_url,
        "verify_text": re.sub(r"^https?://", "", verify_url),
        "verify_qr": qr(verify_url),
    }
    return shown if withdrawn else shown | what_to_do(sheet, version)


def state(version):
    """A word for where the version stands today."""
    if version.status == ProtocolVersion.Status.ACTIVE:
        return "overdue" if version.review_is_overdue() else "current"
    return version.status


def what_to_do(sheet, version):
    rows = applications(sheet)
    safeguards = {row["code"]: row["text"] for row in version.content["safeguards"]}
    return {
        "applications": rows,
        "take_home": {"volume_ml": plain(sheet.take_home_ml), "ampoules": plain(dosing.ampoules(sheet.take_home_ml))},
        "any_inferred": any(row["inferred"] for row in rows),
        "returns": grouped(returns(sheet)),
        "steps": [step["text"] for step in version.content["technique"]["home"] if step["code"] not in TOLD_BY_THE_TABLE],
        "do_not": [safeguards[code] for code in PATIENT_NEVER if code in safeguards],
        "care": [text() for code, text in PATIENT_CARE.items() if code in safeguards],
        "moved": sheet.applications[0].day > 0 and sheet.applications[0].inferred,
    }


def applications(sheet):
    return [plans.application_as_dict(one) for one in sheet.applications]


def returns(sheet):
    """What may come back when: the days that the address holds, and for the rest what the documents say. One query."""
    days = {back.product: back for back in sheet.returns}
    products = Product.objects.listed_for(ANYONE).filter(after_procedure__in=plans.COMING_BACK)
    return [return_row(product, days.get(product.slug), sheet.ends_on) for product in plans.in_order(products)]


def grouped(rows):
    """Products that come back on the same terms in one line: paper is short."""
    found = {}
    for row in rows:
        found.setdefault((row["earliest_on"], row["to_patient"]), []).append(row["name"])
    return [{"names": ", ".join(names), "earliest_on": on, "to_patient": text} for (on, text), names in found.items()]


def to_patient(rule, found, serum_until):
    """What a sheet says beside the day, or in its place."""
    if found.earliest_on is None:
        return TO_PATIENT[rule]()
    return _("Ask your clinic which goes on first while you use the Serum.") if found.earliest_on <= serum_until else ""


# Where no day is stated, in the words of a sheet. Looked up late, so that each is in the language of the request.
TO_PATIENT = {
    "after_a_day_or_two": lambda: _("ask your clinic on which day."),
    "when_skin_has_normalised": lambda: _("once your skin is back to normal, and not with active acne. Ask your clinic."),
    "moment_not_stated": lambda: _("ask your clinic when."),
    "not_stated": lambda: _("ask your clinic when."),
}


def return_row(product, back, serum_until):
    found = schedule.Return(back.on, schedule.SetBy(back.set_by)) if back else schedule.Return()
    return {
        "product": product.slug,
        "name": product.name,
        "earliest_on": back.on.isoformat() if back else None,
        "condition": plans.condition_text(product.after_procedure, found, serum_until),
        "to_patient": to_patient(product.after_procedure, found, serum_until),
    }


def calendar_of(sheet, version, *, now) -> bytes:
    """The calendar file of a sheet; of a withdrawn version every entry is taken back."""
    withdrawn = version.status == ProtocolVersion.Status.WITHDRAWN
    plan = {"applications": applications(sheet), "returns": returns(sheet)}
    stamp = now if withdrawn else sheet.made_at
    return plans.calendar_of(plan, version, uid=sheet.uid, stamp=stamp, replaces=sheet.replaces, withdrawn=withdrawn)


def qr(address):
    """A QR code as inline SVG: dark modules on what stands behind it, no style attribute."""
    return mark_safe(segno.make(address, error="m", micro=False).svg_inline(omitsize=True, svgclass=None, lineclass=None))  # noqa: S308 - segno's own output


def verify_context(version) -> dict:
    """What the public page says of a version: which it is and whether it holds. Nothing clinical."""
    return {
        "name": version.protocol.name,
        "number": version.number,
        "state": state(version),
        "code": sheets.verify_code(version),
        "ended_on": version.ended_on,
        "from_on": version.approved_on or version.transcribed_on,
        "next_review_on": version.next_review_on,
        "ground_text": version.get_ground_display(),
        "signed": signature(version),
        "heir": heir(version) if version.status == ProtocolVersion.Status.RETIRED else None,
    }


def signature(version):
    """Who signed it, as what, and when; None while nobody has."""
    kept = SignOff.objects.filter(version=version).first()
    return kept and {"name": kept.name, "role": kept.role, "on": timezone.localtime(kept.signed_at).date()}


def heir(version):
    """Which version took its place, and since when."""
    found = as_of.successor(version, version.protocol.versions.defer("content"))
    return found and {"number": found.number, "on": timezone.localtime(as_of.from_moment(found)).date()}
