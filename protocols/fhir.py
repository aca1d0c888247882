"""A protocol version in FHIR R5, for clinic software that reads it: one PlanDefinition and an ActivityDefinition for each use of the product.

Composed from the frozen content alone. Every figure is the dosing answer's own. No code of a terminology is made up: what FHIR has no code
for stands as text, beside the structure and in the narrative. `site` is the portal's own address, from which identifiers are made.
Source: HL7 FHIR R5 (5.0.0), PlanDefinition, ActivityDefinition, Timing, Dosage.
"""

import uuid

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from catalogue.citing import distinct
from catalogue.figures import plain, with_unit
from catalogue.models.statements import SEVERITY_ORDER, Severity

from . import wording
from .models import ProtocolVersion

UCUM = "http://unitsofmeasure.org"
ADDRESS_SYSTEM = "urn:ietf:rfc:3986"  # the value of such an identifier is an address
STATUS = {"draft": "draft", "in_review": "draft", "active": "active", "retired": "retired", "withdrawn": "retired"}
WHEN = {"morning": "MORN", "evening": "EVE"}
IN_CLINIC = "in-clinic"


def bundle(shown, *, site) -> dict:
    """The whole version. `shown` is a version with its content; whoever calls has asked whether its figures may be read."""
    return Export(shown, site).bundle()


class Export:
    def __init__(self, shown, site):
        self.shown, self.version, self.content = shown, shown.version, shown.content
        self.protocol = self.content["protocol"]
        self.address = f"{site}{self.version.get_absolute_url()}"
        self.classes = {row.code: row for row in shown.rules.classes}
        self.cited = {row["downtime_class"]: row["citations"] for row in self.content["doses"]}

    def bundle(self):
        resources = [self.plan(), *(self.use(*one) for dose in self.shown.rules.doses for one in uses(dose))]
        return {
            "resourceType": "Bundle",
            "type": "collection",
            "identifier": {"system": ADDRESS_SYSTEM, "value": self.address},
            "entry": [{"fullUrl": self.urn(resource["id"]), "resource": resource} for resource in resources],
        }

    def urn(self, name):
        """The same for ever, and resolved inside the bundle."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self.address}{name}')}"

    def common(self, kind, name, title, body):
        """What both kinds of resource say of themselves."""
        begun = self.version.approved_on or self.version.transcribed_on
        signed = {"approvalDate": day(self.version.approved_on), "lastReviewDate": day(self.version.approved_on)}
        return without_blanks(
            {
                "resourceType": kind,
                "id": name,
                "text": narrative(title, [*self.standing(), *body]),
                "url": self.urn(name),
                "identifier": [{"system": ADDRESS_SYSTEM, "value": f"{self.address}{name}"}],
                "version": str(self.version.number),
                "name": computable(f"{self.protocol['slug']}-{name}"),
                "title": title,
                "status": STATUS[self.version.status],
                "date": day(begun),
                **(signed if self.version.ground == ProtocolVersion.Ground.SIGNED_OFF else {}),
                "usage": usage(),
                "effectivePeriod": without_blanks({"start": day(begun), "end": day(self.version.ended_on or self.version.next_review_on)}),
            }
        )

    def standing(self):
        """What a reader must know of the version itself, in words, whatever a machine makes of its status."""
        named = {"number": self.version.number, "status": self.version.get_status_display()}
        said = [_("Version %(number)s, %(status)s.") % named, sentence(self.version.get_ground_display()), usage()]
        if self.version.status == ProtocolVersion.Status.RETIRED:
            said.insert(0, _("This version has been replaced. Do not use it for new treatments."))
        return [one for one in said if one]

    def plan(self):
        safeguards = [self.safeguard(row) for row in in_order(self.content["safeguards"])]
        classes = [self.class_action(dose) for dose in self.shown.rules.doses]
        unknowns = [row["text"] for row in self.content["unknowns"]]
        body = [one["description"] for one in [*safeguards, *classes]] + unknowns
        return {
            **self.common("PlanDefinition", self.protocol["slug"], self.protocol["name"], body),
            "description": paragraphs([self.protocol["summary"], self.protocol["not_for"], *self.standing(), *unknowns]),
            "purpose": self.protocol["intended_for"] or self.protocol["summary"],
            "relatedArtifact": artifacts(self.all_citations()),
            "action": [
                {"id": "safeguards", "linkId": "safeguards", "title": _("Read before any figure"), "action": safeguards},
                {
                    "id": "doses",
                    "linkId": "doses",
                    "title": _("The dose of one downtime class"),
                    "description": _(
                        "The maker bases use on expected downtime. Exactly one class is chosen, by a clinician; nothing is worked out in between."
                    ),
                    "groupingBehavior": "logical-group",
                    "selectionBehavior": "exactly-one",
                    "action": classes,
                },
            ],
        }

    def all_citations(self):
        rows = [self.protocol, *self.content["doses"], *self.content["safeguards"]]
        return distinct(citation for row in rows for citation in row["citations"])

    def safeguard(self, row):
        name = f"safeguard-{row['code'].replace('_', '-')}"
        house = _("Widened by this house beyond the printed scope.") if row["house"] else ""
        said = [
            f"{Severity(row['severity']).label}: {row['text']}",
            row["reason"],
            row["action"],
            row["scope_as_printed"],
            self.scope(row),
            house,
        ]
        return without_blanks(
            {
                "id": name,
                "linkId": name,
                "title": row["text"],
                "description": sentences(said),
                "documentation": artifacts(row["citations"]),
            }
        )

    def scope(self, row):
        """Where it holds, in words; empty: with every answer."""
        names = [one["name"] for one in self.content["procedures"] if one["slug"] in row["procedures"]]
        names += [self.classes[code].name for code in row["downtime_classes"] if code in self.classes]
        return _("Only with: %(names)s.") % {"names": ", ".join(names)} if names else ""

    def class_action(self, dose):
        row = self.classes[dose.downtime_class]
        return {
            "id": dose.downtime_class,
            "linkId": dose.downtime_class,
            "title": row.name,
            "description": sentences([self.condition(dose), totals(dose), dose.note]),
            "groupingBehavior": "logical-group",
            "selectionBehavior": "all",
            "documentation": artifacts(self.cited[dose.downtime_class]),
            "action": [self.step(*one) for one in uses(dose)],
        }

    def condition(self, dose):
        row = self.classes[dose.downtime_class]
        return _("%(name)s: expected downtime %(hours)s.") % {"name": row.name, "hours": wording.hours_text(row.hours)}

    def step(self, dose, application):
        """One use in the plan: what it is, and how many days after the treatment it comes."""
        name = name_of(dose, application)
        step = {
            "id": name,
            "linkId": name,
            "title": title_of(application),
            "description": said_of(dose, application),
            "definitionCanonical": f"{self.urn(name)}|{self.version.number}",
        }
        if application:
            target = name_of(dose, None)
            offset = {"value": application.day, "unit": "d", "system": UCUM, "code": "d"}
            step["relatedAction"] = [{"targetId": target, "relationship": "after", "offsetDuration": offset}]
        return step

    def use(self, dose, application):
        """One use of the product: in the clinic without an application, else at home."""
        name, setting = name_of(dose, application), "home" if application else "clinic"
        technique = sentences(step["text"] for step in self.content["technique"][setting])
        said = said_of(dose, application)
        return {
            **self.common(
                "ActivityDefinition", name, f"{self.protocol['name']}: {title_of(application)}", [self.condition(dose), said, technique]
            ),
            "description": paragraphs([self.condition(dose), said, *self.standing(), _("Read the safeguards of the plan first.")]),
            "relatedArtifact": artifacts(self.cited[dose.downtime_class]),
            "kind": "Task",  # not MedicationRequest: it is a cosmetic
            "intent": "proposal",
            "productCodeableConcept": {"text": self.protocol["product"]},
            "dosage": [dosage(dose, application, technique)],
        }


def uses(dose):
    """(dose, None) in the clinic, then (dose, application) for each at home."""
    return [(dose, None), *((dose, one) for one in dose.applications)]


def name_of(dose, application):
    return f"{dose.downtime_class}-home-{application.sequence}" if application else f"{dose.downtime_class}-{IN_CLINIC}"


def title_of(application):
    return _("At home: %(when)s") % {"when": wording.when_text(application)} if application else _("In the clinic")


def said_of(dose, application):
    volume = with_unit(application.volume_ml if application else dose.in_clinic_ml, "ml")
    return sentences([f"{title_of(application)}, {volume}.", inferred(application)])


def inferred(application):
    return _("Inferred: the maker does not print it.") if application and application.inferred else ""


def dosage(dose, application, technique):
    volume = application.volume_ml if application else dose.in_clinic_ml
    one = {
        "sequence": application.sequence if application else None,
        "text": said_of(dose, application),
        "additionalInstruction": [{"text": inferred(application)}] if inferred(application) else None,
        "patientInstruction": technique if application else None,
        "timing": {"repeat": {"count": 1, "when": [WHEN[application.part_of_day]]}} if application else None,
        "route": {"text": _("On the skin; never injected.")},
        "doseAndRate": [{"doseQuantity": {"value": number(volume), "unit": "ml", "system": UCUM, "code": "mL"}}],
    }
    return without_blanks(one)


def totals(dose):
    return _("In clinic %(clinic)s, at home %(home)s, in total %(total)s.") % {
        "clinic": with_unit(dose.in_clinic_ml, "ml"),
        "home": with_unit(dose.take_home_ml, "ml"),
        "total": with_unit(dose.total_ml, "ml"),
    }


def usage():
    return _("Guidance for a cosmetic product, not a medicine, for trained practitioners. It replaces no clinical judgement.")


def in_order(safeguards):
    return sorted(safeguards, key=lambda row: SEVERITY_ORDER[row["severity"]])


def artifacts(citations):
    return [{"type": "citation", "citation": f"{one['title']}: {one['section']}"} for one in citations]


def number(value):
    """FHIR writes a quantity as a number of JSON. Three decimals at most: the shortest form of the float is the figure itself."""
    return int(value) if value == value.to_integral_value() else float(plain(value))


def day(date):
    return date.isoformat() if date else None


def computable(name):
    """`serum-after-procedure` as FHIR wants the name of a resource: SerumAfterProcedure."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("-"))


def without_blanks(fields):
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def sentence(text):
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def sentences(texts):
    return " ".join(sentence(text) for text in texts if text)


def paragraphs(texts):
    return "\n\n".join(text for text in texts if text)


def narrative(title, body):
    """The same in words, escaped, for whoever reads it without a machine."""
    rows = format_html_join("", "<p>{}</p>", ((text,) for text in body if text))
    opening = mark_safe('<div xmlns="http://www.w3.org/1999/xhtml">')
    return {"status": "generated", "div": str(format_html("{}<p><b>{}</b></p>{}</div>", opening, title, rows))}
