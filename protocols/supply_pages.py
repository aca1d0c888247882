"""The planner's page as plain values: the rows of its form, read from the address and filled in again, and its result."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from . import pages
from .dosing import CHEMICAL_PEEL
from .forms import printable
from .supplies_form import CourseForm, TreatmentForm

MOST_ROWS = 20  # so that the address of a plan stays shorter than the 4000 characters that everything on its way lets through
ROWS_AT_FIRST = 3
MOST_PACKS = 999  # of one line of an order
AMPOULE = "calecim-serum/ampoule"  # the pack that is counted here, as an order names it
ROW_FIELDS = ["procedure", "needle_depth_mm", "peel_level", "expected_downtime_hours", "count", "downtime_class"]
ROW_NAME = re.compile(rf"({'|'.join(ROW_FIELDS)})-([0-9]{{1,3}})", re.ASCII)
COURSE_NAME = re.compile(r"course-([a-z0-9-]{1,80})", re.ASCII)
OTHERS = ["add", "remove", "format"]
TELLING = {"confirm_downtime", "needle_depth_in_no_class", "peel_level_in_no_class"}  # reasons to read beside a figure


@dataclass
class Asked:
    """What an address of the planner holds: rows of the form in their order, treatments by course, and what belongs to neither."""

    rows: list = field(default_factory=list)
    courses: dict = field(default_factory=dict)
    not_known: list = field(default_factory=list)

    @property
    def filled(self):
        return [row for row in self.rows if is_filled(row)]


def is_filled(row):
    return any(value.strip() for _name, values in row.lists() for value in values)


def read_address(given, offered) -> Asked:
    """The rows renumbered without gaps; a course that nobody offers is not known."""
    rows, asked = {}, Asked()
    for name, values in given.lists():
        in_row, of_course = ROW_NAME.fullmatch(name), COURSE_NAME.fullmatch(name)
        if in_row:
            rows.setdefault(int(in_row[2]), QueryDict(mutable=True)).setlist(in_row[1], values)
        elif of_course and of_course[1] in offered:
            asked.courses[of_course[1]] = values
        elif name not in OTHERS:
            asked.not_known.append(printable(name))
    asked.rows = [rows[number] for number in sorted(rows)]
    return asked


class PlanForms:
    """The forms of all rows and courses of one address, valid only together."""

    def __init__(self, asked, *, shown, offered):
        self.asked = asked
        self.treatments = [TreatmentForm(without_blanks(row), shown=shown) for row in asked.rows[:MOST_ROWS]]
        self.courses = {
            slug: CourseForm(course_given(slug, values), offered=offered) for slug, values in asked.courses.items() if any(values)
        }
        self.general = [
            _("The address holds something that the planner does not know: %(name)s.") % {"name": name} for name in asked.not_known
        ]
        if len(asked.rows) > MOST_ROWS:
            self.general.append(_("This page plans %(most)s rows at most. The API takes 100 lines.") % {"most": MOST_ROWS})
        if not asked.rows and not self.courses:
            self.general.append(_("Name at least one treatment or course."))

    @property
    def are_valid(self):
        return not self.general and all(form.is_valid() for form in [*self.treatments, *self.courses.values()])

    @property
    def planned(self):
        return {"treatments": [form.planned() for form in self.treatments], "courses": [form.planned() for form in self.courses.values()]}

    def problems(self):
        """For the error summary: each sentence once a place, leading to its field."""
        found = [{"text": sentence} for sentence in self.general]
        for number, form in enumerate(self.treatments):
            found += [{"text": at_row(number, text), "target": f"id_procedure-{number}"} for text in form.non_field_errors()]
            found += [
                {"text": at_row(number, text), "target": f"id_{name}-{number}"} for name in ROW_FIELDS for text in form.errors.get(name, ())
            ]
        for slug, form in self.courses.items():
            words = [f"{form.offered[slug].name}: {text}" for texts in form.errors.values() for text in texts]
            found += [{"text": text, "target": f"id_course-{slug}"} for text in words]
        return found


def at_row(number, sentence):
    return _("Treatment %(number)s: %(sentence)s") % {"number": number + 1, "sentence": sentence}


def without_blanks(row):
    kept = row.copy()
    for name in [name for name, values in row.lists() if values == [""]]:
        del kept[name]
    return kept


def course_given(slug, values):
    given = QueryDict(mutable=True)
    given["course"] = slug
    given.setlist("treatments", values)
    return given


def form_context(shown, asked, offered, forms=None, lines=()):
    """The form with all that was typed. With `forms` also what is wrong, with `lines` the classes to choose from after a conflict."""
    rows = asked.rows[:MOST_ROWS]
    checked = forms.treatments if forms else []
    return {
        "rows": [row_context(shown, row, number, *at(checked, number), *at(lines, number)) for number, row in enumerate(rows)],
        "procedure_groups": pages.procedure_groups(shown),
        "only_row": len(rows) == 1,
        "may_add": len(rows) < MOST_ROWS,
        "courses": [course_field(course, asked, forms) for course in offered.values()],
        "classes": pages.class_rows(shown),
        "protocol": pages.protocol_summary(shown),
    }


def at(rows, number):
    """What stands at this place, as the one argument it is, or as none."""
    return rows[number : number + 1] or [None]


def row_context(shown, row, number, form, line):
    errors = form.errors if form else {}
    slug, chosen = row.get("procedure", ""), row.get("downtime_class", "")
    every_class = [{**one, "downtime_class": one["code"]} for one in pages.class_rows(shown)]
    offered = line["offered"] if line else every_class if chosen else []
    return {
        "number": number,
        "names": {name: f"{name}-{number}" for name in ROW_FIELDS},
        "label": _("Treatment %(number)s") % {"number": number + 1},
        "not_offered": slug if "procedure" in errors else "",
        **{name: {"value": row.get(name, ""), "error": " ".join(errors.get(name, ()))} for name in ROW_FIELDS},
        "error": " ".join(form.non_field_errors()) if form else "",
        "choices": [class_choice(one, chosen) for one in offered],
    }


def class_choice(one, chosen):
    code = one["downtime_class"]
    return {"value": code, "label": _("%(name)s: %(hours)s") % one, "chosen": code == chosen}


def course_field(course, asked, forms):
    form = forms.courses.get(course.slug) if forms else None
    return {
        "name": f"course-{course.slug}",
        "label": course.name,
        "value": asked.courses.get(course.slug, [""])[-1],
        "error": " ".join(sentence for sentences in form.errors.values() for sentence in sentences) if form else "",
    }


def address(asked, *, changed=None, **more):
    """The address of this plan without blanks. `changed`: {(row number, field): value}."""
    given = {}
    for number, row in enumerate(asked.rows):
        values = {**row.dict(), **{name: value for (place, name), value in (changed or {}).items() if place == number}}
        given |= {f"{name}-{number}": values[name] for name in ROW_FIELDS if values.get(name)}
    given |= {f"course-{slug}": values[-1] for slug, values in asked.courses.items() if values[-1]}
    return f"{reverse('supplies')}?{urlencode(given | more)}"


def result_context(plan, asked):
    return {
        "plan": plan,
        "lines": [
            {**line, "links": links(line, number, asked), "shown_reasons": shown_reasons(line)} for number, line in enumerate(plan["lines"])
        ],
        "csv_url": address(asked, format="csv"),
        "order": order(plan, asked),
        "too_many_to_order": int(plan["ampoules"]) > MOST_PACKS,
    }


def links(line, number, asked):
    """Where the reader goes on from a line: each class on offer, and the look-up with its dose and precautions."""
    unsettled = line["offered"] if line["ampoules"] is None else []
    return {
        "choices": [{**one, "url": address(asked, changed={(number, "downtime_class"): one["downtime_class"]})} for one in unsettled],
        "dosing": dosing_address(line["treatment"]),
    }


def dosing_address(treatment):
    names = ["procedure", "needle_depth_mm", "peel_level", "expected_downtime_hours"]
    given = {name: treatment[name] for name in names if treatment[name]}
    if treatment["procedure"] == CHEMICAL_PEEL:
        given["peel_neutralised"] = "true"
    return f"{reverse('dosing')}?{urlencode(given)}"


def shown_reasons(line):
    """All reasons of a line without figures; beside figures only what must be read before them."""
    return [row for row in line["reasons"] if line["ampoules"] is None or row["code"] in TELLING]


def order(plan, asked):
    """What the form to the order list sends; None where there is nothing certain to order, or no order list."""
    if not 0 < int(plan["ampoules"]) <= MOST_PACKS:
        return None
    try:
        action = reverse("order-add")
    except NoReverseMatch:
        return None
    return {"action": action, "product": AMPOULE, "quantity": plan["ampoules"], "next": address(asked)}


def planner_address(given):
    """The planner with one look-up's question in its first row, for one treatment."""
    row = {f"{name}-0": given[name] for name in ROW_FIELDS if given.get(name)}
    return f"{reverse('supplies')}?{urlencode(row | {'count-0': '1'})}"
