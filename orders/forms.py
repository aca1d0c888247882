"""What somebody types about an order: numbers of packs by product, a note, and who they are."""

from dataclasses import dataclass, replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from catalogue.typed_forms import Address, FormKey, Line, Text, TypedForm, well_formed

from .contents import LONGEST_NOTE, MOST_LINES, MOST_PACKS, is_slug, packs, with_line
from .contents import Line as OrderLine
from .shown import first_pack, in_packs, pack_problem, products_known_to, refusal

LONGEST_SHOWN = 150  # characters of what was typed, where it comes back beside its error


@dataclass
class Row:
    """One product with its number of packs, as it was typed."""

    id: str  # of its field
    product: str  # slug, or slug/pack
    quantity: str
    name: str = ""
    error: str = ""  # at the number
    refused: str = ""  # the product itself: no other number would help
    line: OrderLine | None = None
    total: int = 0  # with what the list held before


def pairs(data):
    """Products and their numbers in the order in which they came; what is missing is blank."""
    products, quantities = data.getlist("product"), data.getlist("quantity")
    quantities += [""] * (len(products) - len(quantities))
    return list(zip(products, quantities, strict=False))


def as_row(place, product, quantity):
    return Row(id=f"id_quantity_{place}", product=product[:LONGEST_SHOWN], quantity=quantity[:LONGEST_SHOWN])


class Addition:
    """One product or several, to be added to a list. All of them go in, or none and each says why."""

    def __init__(self, data, *, viewer):
        data = well_formed(data)
        given = pairs(data)
        self.next = data.get("next", "")
        self.problem = self.problem_of(given, data)
        self.rows = [] if self.problem else [as_row(place, *pair) for place, pair in enumerate(given)]
        named = [row.product.partition("/") for row in self.rows]
        known = products_known_to(viewer, [slug for slug, _slash, _pack in named if is_slug(slug)])
        for row, (slug, _slash, pack) in zip(self.rows, named, strict=True):
            self.judge(row, known.get(slug), pack, viewer)

    def problem_of(self, given, data):
        if not given:
            return said("Say which product you want to add.")
        if len(given) > MOST_LINES:
            sentence = said("You sent %(number)d products. An order holds %(most)d lines at most. Nothing was added.")
            return sentence % {"number": len(given), "most": MOST_LINES}
        if len(data.getlist("quantity")) > len(given):
            return said("Give one number of packs for each product.")
        return ""

    def judge(self, row, product, pack, viewer):
        row.name = product.name if product else row.product
        code = pack or (first_pack(product) if product else "")
        row.refused = refusal(product, viewer) or pack_problem(product, code)
        number = packs(row.quantity)
        if number is None:
            row.error = no_number()
        elif not row.refused:
            row.line = OrderLine(product.slug, code, number)

    @property
    def is_right(self):
        return not self.problem and not any(row.error or row.refused for row in self.rows)

    def added_to(self, contents):
        """The list with these products, each on top of what it holds. Where that is too much it stays as it is, and the rows say so."""
        wanted = contents
        for row in self.rows:
            held = wanted.quantity_of(row.line.key)
            row.total = held + row.line.quantity
            if row.total > MOST_PACKS:
                figures = {"held": held, "most": MOST_PACKS}
                row.error = said("Your order holds %(held)d already. Together that is more than %(most)d.") % figures
            wanted = with_line(wanted, replace(row.line, quantity=row.total))
        if wanted.size > MOST_LINES:
            self.problem = said("An order holds %(most)d lines at most. Send this one first, or take lines out.") % {"most": MOST_LINES}
        return wanted if self.is_right else contents

    @property
    def refused(self):
        return [row for row in self.rows if row.refused]

    @property
    def wanted(self):
        """What may still be added, once its numbers are right."""
        return [row for row in self.rows if not row.refused]

    @property
    def in_words(self):
        """What was added, with the number that the list now holds."""
        return "; ".join(f"{row.name}, {in_packs(row.total)}" for row in self.rows)

    @property
    def problems(self):
        """For the summary at the top, each with the field that it leads to."""
        found = [{"text": self.problem}] if self.problem else []
        found += [{"text": f"{row.name}: {row.refused}"} for row in self.refused]
        return found + [{"text": f"{row.name}: {row.error}", "target": row.id} for row in self.wanted if row.error]


class Changes:
    """New numbers and a new note for what stands in a list. A line that is no longer there is not brought back."""

    def __init__(self, data, *, contents):
        data = well_formed(data)
        self.removed = data.get("remove", "")
        self.quantities, self.typed, self.errors = {}, {}, {}
        keys = {line.key for line in contents.lines} - {self.removed}
        for key, quantity in pairs(data):
            if key in keys:
                self.read_quantity(key, quantity)
        self.note, self.note_error = contents.note, ""
        if "note" in data:
            self.read_note(data.getlist("note"))

    def read_quantity(self, key, quantity):
        number = packs(quantity)
        if key in self.typed:
            self.errors[key] = said("Give one number here.")
            self.quantities.pop(key, None)
        elif number is None:
            self.errors[key] = no_number()
        else:
            self.quantities[key] = number
        self.typed.setdefault(key, quantity[:LONGEST_SHOWN])

    def read_note(self, given):
        field = NoteField()
        self.note = given[0].replace("\r\n", "\n")
        try:
            self.note = field.clean(given[0])
            if len(given) > 1:
                raise ValidationError(said("Give one answer here."))
        except ValidationError as error:
            self.note_error = " ".join(error.messages)

    @property
    def is_right(self):
        return not self.errors and not self.note_error


class NoteField(Text):
    def __init__(self):
        super().__init__(required=False, max_length=LONGEST_NOTE)


def no_number():
    return said("Give a whole number from 1 to %(most)d.") % {"most": MOST_PACKS}


class Unseen(forms.CharField):
    """Nobody can mend what they do not see: whatever came is compared, and never refused for how it looks."""

    widget = forms.HiddenInput

    def clean(self, value):
        return self.to_python(value)


class SenderForm(TypedForm):
    """Who asks, and where the answer goes. `form_key` and `seen` name the list as it was shown beside this form."""

    form_key = FormKey()
    seen = Unseen()
    name = Line(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Give your name.")},
    )
    business = Line(
        label=_("Clinic or business (optional)"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: [("", _("Choose a country")), *countries],
        help_text=_("It decides who gets your order."),
        error_messages={"required": _("Choose your country."), "invalid_choice": _("Choose a country from the list.")},
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    reply_to = Address(
        label=_("Your e-mail address"),
        help_text=_("The answer goes there, and a copy of what you ask for."),
        error_messages={"required": _("Give your e-mail address.")},
    )
