"""The dry run of an import: what is wrong, by row and column, and what would change, row by row. Nothing is written."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalogue.actions import try_out
from catalogue.models import Citation, ProposedChange
from catalogue.snapshots import NotRestored, fingerprint, read, snapshot, where_of
from catalogue.visibility import Status

from .columns import Fixed, guess
from .problems import Problem
from .reading import MOST_PROBLEMS

NEW, DRAFT, PROPOSAL = "new", "draft", "proposal"


@dataclass
class Outcome:
    """`differences`: of each thing that would change, how, on what it builds, and its rows with what is said of them on the page."""

    problems: list = field(default_factory=list)
    differences: list = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)


def check(sheet, names, rows, *, progress=lambda done: None):
    """`names` are the columns of the file, `rows` its rows as (number, {column: text})."""
    outcome = Outcome(problems=header_problems(sheet, names))
    if outcome.problems:
        return outcome
    return Check(sheet, names, outcome, progress).run(rows)


def header_problems(sheet, names):
    known = list(sheet.columns)
    problems = [
        Problem(_("%(guess)sThis column is not known here.") % {"guess": guess(name, known)}, 1, name)
        for name in names
        if name not in known
    ]
    missing = [name for name in sheet.key if name not in names]
    said = _("This column is missing: without it no row can be told from another.")
    return problems + [Problem(said, 1, name) for name in missing]


class Check:
    def __init__(self, sheet, names, outcome, progress):
        self.sheet, self.outcome, self.progress = sheet, outcome, progress
        self.columns = {name: sheet.columns[name] for name in names}
        self.stored = {sheet.identity_of(row): row for row in sheet.stored()}
        self.by_likeness = {likeness(identity): identity for identity in self.stored}
        self.things = {row.slug: row for row in sheet.root._default_manager.all()}
        self.waiting = waiting_rows(sheet.root)
        self.seen = {}

    def run(self, rows):
        changed = {}
        for number, texts in rows:
            if len(self.outcome.problems) >= MOST_PROBLEMS:
                break
            if row := self.row(number, texts):
                changed.setdefault(row.pop("thing"), []).append(row)
        self.outcome.counts["rows"] = len(rows)
        done = self.outcome.counts["unchanged"]
        for slug, its_rows in changed.items():
            if len(self.outcome.problems) >= MOST_PROBLEMS:
                break
            self.outcome.differences.append(self.difference(slug, its_rows))
            self.progress(done := done + len(its_rows))
        if self.outcome.problems:
            self.outcome.differences = []
        return self.outcome

    # One row

    def row(self, number, texts):
        """What this row would change, or None."""
        before = len(self.outcome.problems)
        values = {name: self.cell(number, column, texts[name]) for name, column in self.columns.items()}
        if len(self.outcome.problems) > before or (identity := self.identity(number, values)) is None:
            return None
        there = self.stored.get(identity)
        self.compare_fixed(number, values, there)
        fields = {name: value for name, value in values.items() if name != self.sheet.parent and not isinstance(self.columns[name], Fixed)}
        old = {name: self.columns[name].value(there) if there else None for name in fields}
        differing = [name for name in fields if there is None or not self.columns[name].same(old[name], fields[name])]
        if there and not differing:
            self.outcome.counts["unchanged"] += 1
            return None
        shown = [[name, self.shown(name, old[name], there), self.shown(name, fields[name], True)] for name in differing]
        return {
            "thing": identity[0],
            "row": number,
            "line": list(identity[1:]),
            "values": {name: fields[name] for name in differing},
            "shown": [one for one in shown if one[1] != one[2]],
        }

    def shown(self, name, value, there):
        return self.columns[name].show(value) if there else ""

    def cell(self, number, column, text):
        try:
            return column.read(text, all_keys(self.outcome))
        except ValueError as error:
            self.complain(str(error), number, column.name, text)

    def complain(self, sentence, number, column="", value=""):
        self.outcome.problems.append(Problem(sentence, number, column, value))

    def identity(self, number, values):
        """The row that is meant. None, with a problem, where that is not certain."""
        column = self.sheet.key[-1]
        if self.sheet.parent and not any(values.get(name) for name in self.sheet.lines.key):
            return self.complain(_("Choose an ingredient or give the line a name."), number, column)
        identity = self.sheet.identity(values)
        said = str(values.get(column) or values.get("name") or "")
        if (first := self.seen.setdefault(likeness(identity), number)) != number:
            return self.complain(_("The same stands in row %(row)s already.") % {"row": first}, number, column, said)
        near = self.by_likeness.get(likeness(identity))
        if identity not in self.stored and near:
            sentence = _("It differs from “%(name)s” by capitals or spaces alone. Write it in the same way.")
            return self.complain(sentence % {"name": near[-1].strip('"')}, number, column, said)
        return identity

    def compare_fixed(self, number, values, there):
        for name, column in self.columns.items():
            if isinstance(column, Fixed) and values[name] not in ([column.value(there)] if there else ["", column.field.get_default()]):
                sentence = _("An import publishes nothing and opens nothing to readers: leave it as it is, or take the column out.")
                self.complain(sentence, number, name, values[name])

    # One thing with all its changed rows

    def difference(self, slug, rows):
        thing = self.things.get(slug)
        how = NEW if thing is None else DRAFT if thing.status == Status.DRAFT else PROPOSAL
        before = snapshot(thing) if thing else None
        if thing and thing.pk in self.waiting:
            self.complain(_("A change of this is waiting already: publish or discard it first."), rows[0]["row"], self.sheet.key[0], slug)
        elif how == NEW and (missing := self.missing()):
            self.complain(_("A new one needs this column too."), rows[0]["row"], missing[0])
        elif how == NEW:
            self.imagine(rows[0])
        else:
            self.attempt(thing, changed(self.sheet, before, slug, rows), rows)
        self.outcome.counts.update({how: 1, "rows_changed": len(rows)})
        title = str(thing) if thing else str(rows[0]["values"].get("name") or slug)
        return {"key": slug, "title": title, "how": how, "base": fingerprint(before) if before else "", "rows": rows}

    def missing(self):
        needed = [one.name for one in self.sheet.model._meta.fields if one.editable and not one.blank and not one.has_default()]
        return [name for name in needed if name not in self.columns and name in self.sheet.names]

    def imagine(self, row):
        """A new thing by its model's rules, without writing it: thousands of attempts would keep everybody else from writing."""
        fields = {name: self.columns[name].field for name in row["values"]}
        plainly = {name: read(field, row["values"][name], "") for name, field in fields.items() if not field.many_to_many}
        try:
            self.sheet.root(**plainly).full_clean()
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                for sentence in sentences:
                    label = fields[name].verbose_name if name in fields else ""
                    self.complain(sentence, *place_of(self.sheet, "", label, sentence, [row]))

    def attempt(self, thing, after, rows):
        """By the rules that hold for every save. A fault is said at the row and column where it is mended."""
        try:
            try_out(thing, after)
        except NotRestored as error:
            for where, label, sentence in error.faults:
                self.complain(sentence, *place_of(self.sheet, where, label, sentence, rows))
        except ValidationError as error:
            for sentence in error.messages:
                self.complain(sentence, *place_of(self.sheet, "", "", sentence, rows))


def changed(sheet, before, slug, rows):
    """The snapshot of a thing as it would be. `before` None: a new thing, a draft without readers."""
    after = deepcopy(before) if before else {"model": sheet.root._meta.label, "key": slug, "fields": {}, "lines": {}}
    for row in rows:
        fields_of(sheet, after, row).update(row["values"])
    return after


def fields_of(sheet, after, row):
    if not sheet.parent:
        return after["fields"]
    lines = after["lines"].setdefault(sheet.lines.name, [])
    for place, line in enumerate(lines):
        if list(sheet.lines.key_of(line, place)) == row["line"]:
            return line["fields"]
    lines.append({"fields": {}, "lines": {}})
    return lines[-1]["fields"]


def place_of(sheet, where, label, sentence, rows):
    """(row, column) of a fault that the models found."""
    row = rows[0]
    if where and sheet.lines:
        row = next((one for one in rows if said_of(sheet, one) == where), row)
    by_label = {str(column.field.verbose_name): name for name, column in sheet.columns.items()}
    by_rule = {one.get_violation_error_message(): sheet.rules.get(one.name, "") for one in sheet.model._meta.constraints}
    column = by_label.get(str(label)) or by_rule.get(sentence) or ("percent" if sheet.lines and not where else sheet.key[0])
    return row["row"], column, ""


def said_of(sheet, row):
    key = {name: row["values"].get(name) for name in sheet.lines.key}
    if not any(key.values()):
        key = {sheet.lines.key[0]: row["line"][0].strip('"')}
    return where_of(sheet.lines, {"fields": key})


def likeness(identity):
    return tuple("".join(str(part).split()).casefold() for part in identity)


def waiting_rows(model):
    waiting = ProposedChange.objects.filter(model=model._meta.label, status=ProposedChange.Status.WAITING)
    return set(waiting.values_list("row", flat=True))


def all_keys(outcome):
    """The natural keys of a model's rows, each read once in a check."""
    if not hasattr(outcome, "keys"):
        outcome.keys = cache(keys_of)
    return outcome.keys


def keys_of(model):
    if model is Citation:
        return set(Citation.objects.values_list("document__code", "section"))
    return set(model._default_manager.values_list("slug", flat=True))
