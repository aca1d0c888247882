"""The dated plan as a plain dict: the page, the API, the patient sheet and the calendar file all take it from here."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from catalogue.citing import distinct
from catalogue.figures import plain, with_unit
from catalogue.models.products import Product, ProductFact
from catalogue.visibility import Status

from . import dosing, schedule, wording
from .answers import answer, look_up
from .calendars import Event, calendar_file, sequence_at
from .current import SERUM
from .dosing import Question
from .schedule import DatedApplication, FirstApplication

# What goes on top of the Serum later on: each of these rules gives a row of what may come back when.
COMING_BACK = ["after_a_day_or_two", "when_skin_has_normalised", "moment_not_stated", "not_stated"]
CHOSEN_BY_RULE = {"after_a_day_or_two": "night_complex_on", "when_skin_has_normalised": "creams_on"}
AFTER_PROCEDURE = Q(topic=ProductFact.Topic.AFTER_PROCEDURE)
SUNSCREEN = "before-sunscreen"  # code of the Serum's fact


@dataclass(frozen=True)
class Visit:
    """What a clinic adds to the question to get dates. `performed_at` is aware, in the zone of the clinic."""

    performed_at: datetime
    time_zone: str = ""
    downtime_class: str = ""
    first_application: FirstApplication | None = None
    night_complex_on: date | None = None
    creams_on: date | None = None

    @property
    def performed_on(self) -> date:
        return self.performed_at.date()

    def chosen_on(self, rule):
        return getattr(self, CHOSEN_BY_RULE[rule]) if rule in CHOSEN_BY_RULE else None


def plan(shown, question: Question, visit: Visit, viewer, result=None) -> dict:
    """The dosing answer with its dates. Without one dose to act on there are no applications, no end and nothing comes back.

    `result` as in `answer`. Raises dosing.NotOffered for a class that the answer does not offer.
    """
    result = result or look_up(shown, question)
    chosen = dosing.settle(result, visit.downtime_class or None)
    applications = ()
    if chosen:
        applications = schedule.dated_applications(chosen.dose, performed_on=visit.performed_on, first=visit.first_application)
    end = schedule.ends_on(applications)
    return {
        **answer(shown, question, result=result),
        "performed_at": visit.performed_at.isoformat(),
        "time_zone": visit.time_zone or None,
        "downtime_class": chosen.dose.downtime_class if chosen else None,
        "first_application": visit.first_application.value if visit.first_application else None,
        "applications": [application_as_dict(one) for one in applications],
        "ends_on": end.isoformat() if end else None,
        **(coming_back(viewer, visit, chosen.dose.downtime_class, end) if chosen else {"returns": [], "sunscreen": None}),
    }


def application_as_dict(application):
    """One application for readers; `application_of` turns it back."""
    return {
        "sequence": application.sequence,
        "day": application.day,
        "date": application.on.isoformat(),
        "part_of_day": application.part_of_day,
        "when": wording.when_text(application),
        "volume_ml": plain(application.volume_ml),
        "inferred": application.inferred,
    }


def application_of(row) -> DatedApplication:
    return DatedApplication(
        sequence=row["sequence"],
        day=row["day"],
        on=date.fromisoformat(row["date"]),
        part_of_day=row["part_of_day"],
        volume_ml=Decimal(row["volume_ml"]),
        inferred=row["inferred"],
    )


def coming_back(viewer, visit, downtime_class, serum_until):
    """What may come back when, with what the documents say of it, and the sunscreen. Two queries, however many products."""
    products = Product.objects.listed_for(viewer).filter(status=Status.PUBLISHED, after_procedure__in=COMING_BACK)
    said = facts_by_product(viewer)
    rows = [return_as_dict(product, said.get(product.slug, []), visit, downtime_class, serum_until) for product in in_order(products)]
    return {"returns": rows, "sunscreen": next((row for row in said.get(SERUM, []) if row["code"] == SUNSCREEN), None)}


def in_order(products):
    """What has a day first, then by how clear the documents are."""
    return sorted(products, key=lambda product: COMING_BACK.index(product.after_procedure))


def facts_by_product(viewer):
    """What the documents say on use after a procedure, each with its citations: `{slug: [{code, text, citations}]}`."""
    facts = ProductFact.objects.visible_to(viewer).filter(AFTER_PROCEDURE | Q(product__slug=SERUM, code=SUNSCREEN))
    passages = ["citations__document__code", "citations__document__title", "citations__section"]
    rows = facts.order_by("position", "pk", "citations__document__code", "citations__position")
    found = {}
    for slug, code, text, *passage in rows.values_list("product__slug", "code", "text", *passages):
        fact = found.setdefault(slug, {}).setdefault(code, {"code": code, "text": text, "citations": []})
        if passage[0]:
            fact["citations"].append(dict(zip(("source", "title", "section"), passage, strict=True)))
    return {slug: list(facts.values()) for slug, facts in found.items()}


def return_as_dict(product, said, visit, downtime_class, serum_until):
    rule = product.after_procedure
    found = schedule.earliest_return(rule, performed_on=visit.performed_on, downtime_class=downtime_class, chosen_on=visit.chosen_on(rule))
    return {
        "product": product.slug,
        "name": product.name,
        "earliest_on": found.earliest_on.isoformat() if found.earliest_on else None,
        "set_by": found.set_by.value if found.set_by else None,
        "condition": condition_text(rule, found, serum_until),
        "says": [row["text"] for row in said],
        "citations": distinct(citation for row in said for citation in row["citations"]),
    }


def condition_text(rule, found, serum_until):
    """What must be true first, in words. Where no figure exists, the clinician decides, and it says so."""
    return " ".join(filter(None, [CONDITIONS[rule](), who_says(found), beside_serum(found, serum_until)]))


def beside_serum(found, serum_until):
    """No document orders a product that comes back while the Serum is still in use."""
    if found.earliest_on is None or found.earliest_on > serum_until:
        return ""
    return _("The Serum is in use until %(day)s; which goes on first is not stated by the maker.") % {
        "day": date_format(serum_until, "j F")
    }


def who_says(found):
    if found.set_by == schedule.SetBy.CLINICIAN:
        return _("Your clinician set the day.")
    if found.set_by == schedule.SetBy.HOUSE:
        return _("Which of the two days is a decision of this house; your clinician may set another.")
    return _("No day is stated: your clinician decides.")


# Looked up late, so that each sentence is in the language of the request.
CONDITIONS = {
    "after_a_day_or_two": lambda: _("After 1 or 2 days, the later the more skin the procedure took off."),
    "when_skin_has_normalised": lambda: _("Once the skin is back to normal, and not with active acne."),
    "moment_not_stated": lambda: _("Allowed after a treatment."),
    "not_stated": lambda: _("The maker states no rule."),
}


# -- The calendar of a plan


DOMAIN = "plan.calecim-professional"  # of the identifiers in calendar files; no address


def calendar_of(plan, version, *, uid, stamp, replaces=0, withdrawn=False) -> bytes:
    """The calendar file of a plan: the same `uid` gives the same identifiers. Of a withdrawn version every entry is taken back, without a word
    of what it said.
    """
    found = events(plan, uid=uid, stamp=stamp, replaces=replaces, source=source_of(version))
    if withdrawn:
        found = [taken_back(event) for event in found]
    return calendar_file(found, name=_("Skin care plan"), stamp=stamp)


def source_of(version):
    return _("By protocol version %(number)s: %(ground)s.") % {"number": version.number, "ground": version.get_ground_display()}


def events(plan, *, uid, stamp, replaces=0, source=""):
    """The entries of a plan. Where it takes the place of one with `replaces` applications, what that one had beyond these is taken back.

    An entry keeps its identifier whenever the plan is made again; the later `stamp` makes it the newer one.
    """
    applications, returns = plan["applications"], plan["returns"]
    sequence = sequence_at(stamp)
    count = len(applications)
    found = [
        Event(
            uid=f"{uid}-{row['sequence']}@{DOMAIN}",
            day=date.fromisoformat(row["date"]),
            title=application_title(row, count),
            text=f"{application_text(row, count)} {source}".strip(),
            part_of_day=row["part_of_day"],
            sequence=sequence,
        )
        for row in applications
    ]
    dated = [row for row in returns if row["earliest_on"]]
    found += [return_event(row, uid, sequence) for row in dated]
    last = date.fromisoformat(applications[-1]["date"])
    gone = [str(number) for number in range(count + 1, replaces + 1)]
    gone += [row["product"] for row in returns if replaces and not row["earliest_on"]]
    return found + [taken_back(Event(f"{uid}-{name}@{DOMAIN}", last, "", sequence=sequence)) for name in gone]


def taken_back(event):
    return Event(event.uid, event.day, _("Skin care: taken off the plan"), sequence=event.sequence, cancelled=True)


def application_title(row, count):
    """Neutral: whoever looks over a shoulder learns neither product nor procedure."""
    part = _("morning") if row["part_of_day"] == "morning" else _("evening")
    return _("Skin care, %(part)s (%(number)s of %(count)s)") % {"part": part, "number": row["sequence"], "count": count}


def application_text(row, count):
    values = {"volume": with_unit(row["volume_ml"], "ml"), "number": row["sequence"], "count": count}
    text = _("%(volume)s of CALECIM Serum. Application %(number)s of %(count)s, as on your sheet.") % values
    return f"{text} {_('The moment is inferred, not printed by the maker.')}" if row["inferred"] else text


def return_event(row, uid, sequence):
    return Event(
        uid=f"{uid}-{row['product']}@{DOMAIN}",
        day=date.fromisoformat(row["earliest_on"]),
        title=_("Skin care: next step"),
        text=_("%(product)s may be used from today. %(condition)s") % {"product": row["name"], "condition": row["condition"]},
        sequence=sequence,
    )
