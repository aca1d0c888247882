"""What can be imported and exported as a table, one sheet a kind. An app above adds its own when it starts."""

from dataclasses import dataclass, field

from catalogue.models import Concentration, ImportRun, Ingredient, Product, Question
from catalogue.snapshots import ROOTS, prefetched

from .columns import column_of

SHEETS = {}
READ_ONLY = {"status": "status", "who_may_read": "access"}
AUDIENCES = ["for_consumer", "for_salon", "for_practitioner"]


@dataclass(frozen=True)
class Sheet:
    """Rows are things (`root`), or lines of things: then `parent` is the column that names the thing and `row_model` the line.

    `key`: the columns without which no row can be told from another. `rules`: at which column a rule over several of them is mended.
    """

    kind: str
    root: type
    names: tuple
    row_model: type = None
    parent: str = ""
    key: tuple = ("slug",)
    rules: dict = field(default_factory=dict)

    @property
    def model(self):
        return self.row_model or self.root

    @property
    def columns(self):
        """In the order in which they are exported."""
        return {name: column_of(self.model, name, READ_ONLY.get(name, name)) for name in self.names}

    @property
    def lines(self):
        """The kind of lines that the rows are; None where they are things."""
        return next((one for one in ROOTS[self.root._meta.label].lines if one.model is self.row_model), None)

    @property
    def models(self):
        """Whose permissions count."""
        return {self.root, self.model}

    def stored(self):
        """Every row as it stands, in the order in which it is shown."""
        rows = prefetched(self.model)
        return rows.select_related(*[one.name for one in self.model._meta.fields if one.is_relation])

    def thing_of(self, row):
        """The thing that a stored row is, or is a line of."""
        return getattr(row, self.parent) if self.parent else row

    def identity(self, values):
        """What tells a row from all others: (slug of the thing,) or (slug of the thing, key of the line)."""
        if not self.parent:
            return (values["slug"],)
        return (values[self.parent], *self.lines.key_of({"fields": values}, 0))

    def identity_of(self, row):
        columns = self.columns
        names = [self.parent, *self.lines.key] if self.parent else ["slug"]
        return self.identity({name: columns[name].value(row) for name in names})


def register(*sheets):
    SHEETS.update({sheet.kind: sheet for sheet in sheets})


def sheet_of_model(model):
    return next((sheet for sheet in SHEETS.values() if sheet.model is model), None)


def register_all():
    """Called when the app starts."""
    Kind = ImportRun.Kind
    used = ["concerns", "step", "morning", "evening", "after_procedure", "checked_on", "professional_only"]
    register(
        Sheet(
            Kind.PRODUCTS,
            Product,
            ("slug", "name", "kind", "summary", "aliases", *used, *AUDIENCES, "citations", *READ_ONLY),
        ),
        Sheet(
            Kind.INGREDIENTS,
            Ingredient,
            (
                "slug",
                "name",
                "inci",
                "aliases",
                "group",
                "role",
                "summary",
                "origin",
                "note",
                "part_of",
                "also_in",
                "citations",
                *READ_ONLY,
            ),
        ),
        Sheet(
            Kind.CONCENTRATIONS,
            Product,
            ("product", "ingredient", "name", "percent", "qualifier", "as_stated", "note", "printed", "citations"),
            row_model=Concentration,
            parent="product",
            key=("product", "ingredient"),
            rules={
                "percent_from_0_to_100": "percent",
                "percent_fits_qualifier": "percent",
                "formula_line_has_a_name": "name",
                "ingredient_once_in_formula": "ingredient",
            },
        ),
        Sheet(
            Kind.QUESTIONS,
            Question,
            ("slug", "code", "topic", "question", "answer", "evidence", "products", "position", *AUDIENCES, "citations", *READ_ONLY),
            rules={"question_code_once": "code"},
        ),
    )
