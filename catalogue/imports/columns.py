"""A column of an import: how a cell is read into what a snapshot holds, and how that is printed again.

A blank cell is blank: no figure becomes 0. What a cell cannot hold is said in a sentence, as a ValueError.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from catalogue.models import Citation
from catalogue.snapshots import value_of

FIGURE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
WHOLE = re.compile(r"[0-9]{1,6}", re.ASCII)
YES_NO = {"yes": True, "no": False, "true": True, "false": False}
SLUGS = re.compile(r"[;\n]")
BETWEEN = " | "  # document and section of a citation


@dataclass(frozen=True)
class Column:
    """`keys(model)` gives the natural keys of the rows that a cell may name."""

    name: str
    field: models.Field

    def read(self, text, keys):
        text = tidy(text)
        if not text and not self.field.blank:
            raise ValueError(_("A value is needed here."))
        return self.checked(text)

    def checked(self, value):
        try:
            self.field.clean(value, None)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return value

    def show(self, value):
        return "" if value is None else str(value)

    def value(self, row):
        """As a snapshot has it."""
        return value_of(row, self.field)

    def same(self, one, other):
        return tidy(self.show(one)) == tidy(self.show(other))

    @property
    def help(self):
        return str(self.field.help_text)


class Choice(Column):
    def read(self, text, keys):
        text = tidy(text)
        codes = [code for code, _label in self.field.flatchoices if code]
        if text in codes or (not text and self.field.blank):
            return text
        raise ValueError(_("%(guess)sIt is one of: %(codes)s.") % {"guess": guess(text, codes), "codes": ", ".join(codes)})

    @property
    def help(self):
        return ", ".join(code for code, _label in self.field.flatchoices if code)


class Figure(Column):
    def read(self, text, keys):
        text = tidy(text)
        if not text and self.field.null:
            return None
        if not FIGURE.fullmatch(text):
            raise ValueError(_("Write a plain figure with a point and without its unit, such as 1.5; leave it blank where none is stated."))
        figure = Decimal(text)
        self.checked(figure)
        return f"{figure:f}".rstrip("0").rstrip(".") if "." in text else f"{figure:f}"

    @property
    def help(self):
        return _("A plain figure such as 1.5. Blank: none is stated, which is not 0.")


class Whole(Column):
    def read(self, text, keys):
        text = tidy(text)
        if not text and self.field.null:
            return None
        if not WHOLE.fullmatch(text):
            raise ValueError(_("Write a whole number, such as 3."))
        return self.checked(int(text))


class YesNo(Column):
    def read(self, text, keys):
        if (answer := YES_NO.get(tidy(text).lower())) is None:
            raise ValueError(_("Write yes or no. To leave it as it is, take the whole column out."))
        return answer

    def show(self, value):
        return "yes" if value else "no"

    @property
    def help(self):
        return _("yes or no.")


class Day(Column):
    def read(self, text, keys):
        text = tidy(text)
        if not text and self.field.null:
            return None
        try:
            return date.fromisoformat(text).isoformat() if len(text) == 10 else refuse_day()
        except ValueError:
            refuse_day()

    @property
    def help(self):
        return _("A day such as 2026-11-25.")


def refuse_day():
    raise ValueError(_("Write a day as 2026-11-25."))


class Link(Column):
    def read(self, text, keys):
        text = tidy(text)
        if not text and self.field.null:
            return None
        return known(self.field.related_model, text, text, keys)

    @property
    def help(self):
        return _("The slug of one that exists, or blank.")


class Links(Column):
    def read(self, text, keys):
        slugs = [slug.strip() for slug in SLUGS.split(tidy(text)) if slug.strip()]
        found = {known(self.field.related_model, slug, slug, keys) for slug in slugs}
        return sorted(found, key=json.dumps)

    def show(self, value):
        return "; ".join(value or [])

    @property
    def help(self):
        return _("Slugs of those that exist, with a semicolon between them.")


class Citations(Column):
    def read(self, text, keys):
        lines = [line.strip() for line in tidy(text).split("\n") if line.strip()]
        found = {known(Citation, passage(line), line, keys) for line in lines}
        return sorted((list(one) for one in found), key=json.dumps)

    def show(self, value):
        return "\n".join(BETWEEN.join(one) for one in value or [])

    @property
    def help(self):
        return _("One on each line: document, a bar, section, such as “s1 | Hair System”.")


class Fixed(Column):
    """Exported to be read. An import neither publishes nor opens anything to readers, so it stays as it is."""

    def read(self, text, keys):
        return tidy(text)

    @property
    def help(self):
        return _("For reading only: an import does not change it.")


KINDS = [
    (models.ManyToManyField, Links),
    (models.ForeignKey, Link),
    (models.DecimalField, Figure),
    (models.BooleanField, YesNo),
    (models.DateField, Day),
    (models.PositiveSmallIntegerField, Whole),
]


def column_of(model, name, field_name=None):
    field = model._meta.get_field(field_name or name)
    if field_name in FIXED:
        return Fixed(name, field)
    if field.related_model is Citation:
        return Citations(name, field)
    if field.choices:
        return Choice(name, field)
    return next((kind for of, kind in KINDS if isinstance(field, of)), Column)(name, field)


FIXED = {"status", "access"}


def tidy(text):
    """Without outer blanks, and with the one kind of line end: spreadsheets write any of the three."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def passage(line):
    document, bar, section = line.partition(BETWEEN.strip())
    return (document.strip(), section.strip()) if bar else (line, "")


def known(model, key, said, keys):
    found = keys(model)
    if key in found:
        return key
    near = guess(said, [one if isinstance(one, str) else BETWEEN.join(one) for one in found])
    raise ValueError(_("%(guess)sThere is no %(kind)s “%(key)s”.") % {"guess": near, "kind": model._meta.verbose_name, "key": said[:80]})


def guess(text, names):
    near = get_close_matches(text, names, n=1, cutoff=0.6)
    return _("Did you mean “%(name)s”? ") % {"name": near[0]} if near else ""
