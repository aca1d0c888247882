"""The files of `catalogue/data/`: which entry becomes which row. The formats are described in docs/content.md."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.core.exceptions import ValidationError

from .loading import Entry, Loader
from .models import (
    Citation,
    Claim,
    Concentration,
    Concern,
    Ingredient,
    IngredientFunction,
    Pack,
    Precaution,
    Product,
    ProductFact,
    SourceDocument,
    UsageStep,
)
from .models.products import check_formula_total
from .visibility import Access, Audience, Status
from .yaml_files import Mapping, read_list, read_mapping

DATA = Path(__file__).resolve().parent / "data"
PLAIN_FIGURE = re.compile(r"[0-9]+(\.[0-9]+)?")


class Files:
    """Reads one folder of content files; error messages name the file from the project's top."""

    def __init__(self, folder: Path, loader: Loader):
        self.folder = folder
        self.loader = loader

    def shown(self, path):
        return path.relative_to(self.folder.parent.parent)

    def list(self, name):
        path = self.folder / name
        return read_list(path, shown_as=self.shown(path))

    def mapping(self, path):
        return read_mapping(path, shown_as=self.shown(path))

    def citations(self, row: Mapping, name="cite"):
        """The passages a row points to. An unknown document or section is an error at that line."""
        pairs = row.get(name) or []
        if not isinstance(pairs, list) or not all(is_pair_of_texts(pair) for pair in pairs):
            raise row.error("each citation is [document, section]", name)
        if not pairs:
            raise row.error("a citation is missing", name)
        for document, section in pairs:
            if (document, section) not in self.passages() and not self.passage_was_deleted(document, section):
                raise row.error(f"no document {document!r} with a section {section!r}", name)
        return [self.passages()[pair] for pair in map(tuple, pairs) if pair in self.passages()]

    def passage_was_deleted(self, code, section):
        document = SourceDocument.objects.filter(code=code).first()
        if document is None:
            return self.loader.was_deleted(SourceDocument, code=code)
        return self.loader.was_deleted(Citation, document=document, section=section)

    def passages(self):
        if not hasattr(self, "_passages"):
            rows = Citation.objects.with_document()
            self._passages = {(row.document.code, row.section): row for row in rows}
        return self._passages

    def row(self, mapping, name, model, lookup="slug"):
        """The row that a slug in a file names, or None for a blank and for what an editor deleted."""
        value = text(mapping, name)
        if not value:
            return None
        found = model._default_manager.filter(**{lookup: value}).first()
        if found is None and not self.loader.was_deleted(model, **{lookup: value}):
            raise mapping.error(f"there is no {model._meta.verbose_name} {value!r}", name)
        return found

    def rows(self, mapping, name, model, lookup="slug"):
        values = texts(mapping, name)
        found = {getattr(row, lookup): row for row in model._default_manager.filter(**{f"{lookup}__in": values})}
        for value in values:
            if value not in found and not self.loader.was_deleted(model, **{lookup: value}):
                raise mapping.error(f"there is no {model._meta.verbose_name} {value!r}", name)
        return [found[value] for value in values if value in found]


def is_pair_of_texts(pair):
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)


def texts(mapping, name):
    values = mapping.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise mapping.error("must be a list of texts", name)
    return values


def text(mapping, name):
    value = mapping.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise mapping.error("must be text; put it in quotes", name)
    return value


def truth(mapping, name, default=False):
    value = mapping.get(name, default)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise mapping.error("must be true or false", name)
    return value


def figure(mapping, name):
    """A decimal from a quoted plain figure; None for a blank. A blank is never 0."""
    value = mapping.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise mapping.error('must be a plain figure in quotes, such as "1.25"', name)
    if not PLAIN_FIGURE.fullmatch(value):
        raise mapping.error(f'{value!r} is not a plain figure such as "1.25"', name)
    return Decimal(value)


def whole(mapping, name):
    value = mapping.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise mapping.error("must be a whole number", name)
    return value


def wholes(mapping, name):
    values = mapping.get(name) or []
    if not isinstance(values, list) or not all(type(value) is int for value in values):
        raise mapping.error("must be a list of whole numbers", name)
    return values


def day(mapping, name):
    value = text(mapping, name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise mapping.error(f'{value!r} is not a day such as "2026-11-22"', name) from None


def children(mapping, name):
    rows = mapping.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise mapping.error("must be a list of entries", name)
    return rows


def child(mapping, name, *, fields):
    """An entry inside an entry; an empty one where there is none."""
    row = mapping.get(name)
    if row is None:
        return Mapping()
    if not isinstance(row, Mapping):
        raise mapping.error("must be an entry with its fields", name)
    return row.take(optional=fields)


def access(mapping):
    value = mapping.get("access", Access.EVERYONE.value)
    if value not in Access.values:
        raise mapping.error(f"must be one of {', '.join(Access.values)}", "access")
    return value


def emphasis(row):
    """`audiences` as the three columns of a row."""
    codes = texts(row, "audiences")
    for code in codes:
        if code not in Audience.values:
            raise row.error(f"{code!r} is not one of {', '.join(Audience.values)}", "audiences")
    return {f"for_{code}": code in codes for code in Audience.values}


CLAIM_FIELDS = ["ledger", "qualifier", "value", "unit", "references", "caveat", "access"]


def claim_values(claim):
    values = {name: text(claim, name) for name in ("ledger", "text", "qualifier", "value", "unit", "evidence", "caveat")}
    return values | {"references": ", ".join(texts(claim, "references")), "access": access(claim)}


class CatalogueFiles(Files):
    """Loads `catalogue/data/` in the order in which rows need each other."""

    def load(self):
        self.load_sources()
        self.load_concerns()
        self.load_ingredients()
        for path in sorted((self.folder / "products").glob("*.yaml")):
            self.load_product(self.mapping(path))
        self.link_ingredients()
        self.load_precautions()

    def load_sources(self):
        for row in self.list("sources.yaml"):
            row.take(required=["code", "title", "kind", "stance", "sections"])
            values = {name: text(row, name) for name in ("title", "kind", "stance")}
            document = self.loader.put(Entry(SourceDocument, {"code": text(row, "code")}, values, origin=row))
            for position, section in enumerate(children(row, "sections") if document else []):
                section.take(required=["heading"], optional=["house_heading"])
                self.loader.put(
                    Entry(
                        Citation,
                        {"document": document, "section": text(section, "heading")},
                        {"position": position, "house_heading": truth(section, "house_heading")},
                        origin=section,
                        field_names={"section": "heading"},
                    )
                )

    def load_concerns(self):
        for position, row in enumerate(self.list("concerns.yaml")):
            row.take(required=["slug", "name", "summary"])
            values = {"name": text(row, "name"), "summary": text(row, "summary"), "position": position}
            self.loader.put(Entry(Concern, {"slug": text(row, "slug")}, values, origin=row))

    def ingredient_rows(self):
        if not hasattr(self, "_ingredient_rows"):
            paths = sorted((self.folder / "ingredients").glob("*.yaml"))
            self._ingredient_rows = [row for path in paths for row in read_list(path, shown_as=self.shown(path))]
        return self._ingredient_rows

    def load_ingredients(self):
        optional = ["inci", "aliases", "group", "origin", "note", "part_of", "also_in", "functions"]
        for row in self.ingredient_rows():
            row.take(required=["slug", "name", "role", "summary", "cite"], optional=optional)
            values = {name: text(row, name) for name in ("name", "inci", "group", "role", "summary", "origin", "note")}
            values |= {"aliases": "\n".join(texts(row, "aliases")), "status": Status.PUBLISHED.value, "access": Access.EVERYONE.value}
            key = {"slug": text(row, "slug")}
            ingredient = self.loader.put(Entry(Ingredient, key, values, {"citations": self.citations(row)}, origin=row))
            if ingredient:
                self.load_functions(row, ingredient)

    def load_functions(self, row, ingredient):
        for position, function in enumerate(children(row, "functions")):
            function.take(required=["text", "evidence", "cite"])
            key = {"ingredient": ingredient, "position": position}
            values = {"text": text(function, "text"), "evidence": text(function, "evidence")}
            self.loader.put(Entry(IngredientFunction, key, values, {"citations": self.citations(function)}, origin=function))

    def link_ingredients(self):
        """Once all ingredients and products are there: what is part of what, and what else a document places where."""
        for row in self.ingredient_rows():
            if row.get("part_of") or row.get("also_in"):
                values = {"part_of": self.row(row, "part_of", Ingredient)}
                links = {"also_in": self.rows(row, "also_in", Product)}
                self.loader.put(Entry(Ingredient, {"slug": row["slug"]}, values, links, origin=row, aspect="links"))

    def load_product(self, row):
        required = ["slug", "name", "kind", "summary", "audiences", "after_procedure", "cite", "formula"]
        optional = [
            "aliases",
            "concerns",
            "step",
            "morning",
            "evening",
            "packs",
            "claims",
            "facts",
            "how_to_use",
            "checked_on",
            "professional_only",
        ]
        row.take(required=required, optional=optional)
        values = {name: text(row, name) for name in ("name", "kind", "summary", "after_procedure")}
        values |= emphasis(row)
        values |= {
            "aliases": "\n".join(texts(row, "aliases")),
            "step": whole(row, "step"),
            "morning": truth(row, "morning"),
            "evening": truth(row, "evening"),
            "checked_on": day(row, "checked_on"),
            "professional_only": truth(row, "professional_only"),
            "status": Status.PUBLISHED.value,
            "access": Access.EVERYONE.value,
        }
        links = {"concerns": self.rows(row, "concerns", Concern), "citations": self.citations(row)}
        product = self.loader.put(Entry(Product, {"slug": text(row, "slug")}, values, links, origin=row))
        if product:
            self.load_parts(row, product)

    def load_parts(self, row, product):
        self.load_packs(row, product)
        self.load_formula(row, product)
        self.load_claims(row, product)
        self.load_facts(row, product)
        self.load_steps(row, product)

    def load_packs(self, row, product):
        for position, pack in enumerate(children(row, "packs")):
            pack.take(required=["code", "name", "cite"], optional=["volume_ml"])
            values = {"name": text(pack, "name"), "volume_ml": figure(pack, "volume_ml"), "position": position}
            key = {"product": product, "code": text(pack, "code")}
            self.loader.put(Entry(Pack, key, values, {"citations": self.citations(pack)}, origin=pack))

    def load_formula(self, row, product):
        optional = ["ingredient", "name", "percent", "as_stated", "note", "printed"]
        for position, line in enumerate(children(row, "formula")):
            line.take(required=["qualifier", "cite"], optional=optional)
            ingredient = self.row(line, "ingredient", Ingredient)
            if ingredient is None and text(line, "ingredient"):
                continue  # an editor deleted the ingredient, so its line is gone too
            if ingredient is None and not text(line, "name"):
                raise line.error("the line needs an ingredient or a name")
            key = {"product": product, "ingredient": ingredient} if ingredient else {"product": product, "name": text(line, "name")}
            values = {
                "name": text(line, "name"),
                "ingredient": ingredient,
                "percent": figure(line, "percent"),
                "qualifier": text(line, "qualifier"),
                "as_stated": text(line, "as_stated"),
                "note": text(line, "note"),
                "printed": truth(line, "printed", default=True),
                "position": position,
            }
            links = {"citations": self.citations(line)}
            self.loader.put(Entry(Concentration, key, values, links, origin=line, attributes={"total_checked": True}))
        self.check_total(row, product)

    def check_total(self, row, product):
        try:
            check_formula_total(product.formula.values_list("percent", flat=True))
        except ValidationError as error:
            raise row.error(" ".join(error.messages), "formula") from error

    def load_claims(self, row, product):
        for position, claim in enumerate(children(row, "claims")):
            claim.take(required=["code", "text", "evidence", "cite"], optional=CLAIM_FIELDS)
            values = claim_values(claim) | {"position": position}
            key = {"product": product, "code": text(claim, "code")}
            self.loader.put(Entry(Claim, key, values, {"citations": self.citations(claim)}, origin=claim))

    def load_facts(self, row, product):
        for position, fact in enumerate(children(row, "facts")):
            fact.take(required=["code", "topic", "text", "cite"], optional=["access", "inferred"])
            values = {"topic": text(fact, "topic"), "text": text(fact, "text"), "access": access(fact)}
            values |= {"inferred": truth(fact, "inferred"), "position": position}
            key = {"product": product, "code": text(fact, "code")}
            self.loader.put(Entry(ProductFact, key, values, {"citations": self.citations(fact)}, origin=fact))

    def load_steps(self, row, product):
        uses = child(row, "how_to_use", fields=UsageStep.Setting.values)
        for setting in UsageStep.Setting.values:
            for position, step in enumerate(children(uses, setting)):
                step.take(required=["code", "text", "cite"], optional=["access", "inferred"])
                values = {"text": text(step, "text"), "access": access(step), "inferred": truth(step, "inferred"), "position": position}
                key = {"product": product, "setting": setting, "code": text(step, "code")}
                self.loader.put(Entry(UsageStep, key, values, {"citations": self.citations(step)}, origin=step))

    def load_precautions(self):
        optional = ["reason", "action", "products", "scope_as_printed", "condition", "house", "access"]
        for position, row in enumerate(self.list("precautions.yaml")):
            row.take(required=["code", "severity", "title", "cite"], optional=optional)
            values = {name: text(row, name) for name in ("severity", "title", "reason", "action", "scope_as_printed", "condition")}
            values |= {"house": truth(row, "house"), "access": access(row), "position": position}
            links = {"products": self.rows(row, "products", Product), "citations": self.citations(row)}
            self.loader.put(Entry(Precaution, {"code": text(row, "code")}, values, links, origin=row))
