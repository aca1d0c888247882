"""The files of `catalogue/data/` that are not about one product: questions, articles, evidence, other brands, words.

They are read after the products and ingredients they point to. The formats are described in docs/content.md.
"""

from collections import Counter

from .content_files import CLAIM_FIELDS, Files, access, children, claim_values, day, emphasis, text, texts, truth, whole
from .layering import Before, Cycle, in_order
from .loading import Entry
from .models import (
    Article,
    ArticleSection,
    Claim,
    Comparator,
    ComparatorFact,
    Contact,
    Discrepancy,
    GlossaryTerm,
    Ingredient,
    MakerFact,
    OrderRule,
    Position,
    Product,
    Question,
    RoutineNote,
    SelectionCriterion,
    SerumAnswer,
    StemCellKind,
    StemCellSource,
    StemCellTrait,
    StemCellValue,
)
from .models.routine import as_before
from .visibility import Access, Status
from .yaml_files import Mapping

PUBLISHED = {"status": Status.PUBLISHED.value, "access": Access.EVERYONE.value}


class KnowledgeFiles(Files):
    def load(self):
        self.load_glossary()
        self.load_maker()
        self.load_contacts()
        self.load_order_rules()
        self.load_routine_notes()
        self.load_stem_cell_kinds()
        self.load_stem_cell_sources()
        self.load_comparators()
        self.load_criteria()
        self.load_claims()
        self.load_questions()
        for path in sorted((self.folder / "articles").glob("*.yaml")):
            self.load_article(self.mapping(path))
        self.load_disagreements()

    def put(self, model, key, values, row, **links):
        """One row with its citations; `row` is where it stands in the file."""
        return self.loader.put(Entry(model, key, values, {"citations": self.citations(row), **links}, origin=row))

    def load_glossary(self):
        for row in self.list("glossary.yaml"):
            row.take(required=["slug", "term", "meaning", "cite"], optional=["also_written", "inferred"])
            values = {"term": text(row, "term"), "meaning": text(row, "meaning"), "inferred": truth(row, "inferred")}
            values["also_written"] = "\n".join(texts(row, "also_written"))
            self.put(GlossaryTerm, {"slug": text(row, "slug")}, values, row)

    def load_maker(self):
        for position, row in enumerate(self.list("maker.yaml")):
            row.take(required=["code", "topic", "text", "evidence", "cite"], optional=["inferred"])
            values = {name: text(row, name) for name in ("topic", "text", "evidence")}
            values |= {"inferred": truth(row, "inferred"), "position": position}
            self.put(MakerFact, {"code": text(row, "code")}, values, row)

    def load_contacts(self):
        for position, row in enumerate(self.list("contacts.yaml")):
            row.take(required=["slug", "name", "role", "how", "cite"], optional=["region"])
            values = {name: text(row, name) for name in ("name", "role", "region", "how")} | {"position": position}
            self.put(Contact, {"slug": text(row, "slug")}, values, row)

    def load_order_rules(self):
        """A rule that an editor's rules rule out is left as it is, and said; what the file contradicts in itself is a mistake in the file."""
        listed = self.list("order_rules.yaml")
        shipped = [Before(*(text(row, name) for name in ("code", "first", "then"))) for row in listed]
        in_itself = why_not(shipped)
        for position, (row, rule) in enumerate(zip(listed, shipped, strict=True)):
            row.take(required=["code", "first", "then", "reason", "cite"], optional=["inferred"])
            values = {name: text(row, name) for name in ("first", "then", "reason")}
            values |= {"inferred": truth(row, "inferred"), "position": position}
            clash = "" if in_itself else why_not([*map(as_before, OrderRule.objects.exclude(code=rule.code)), rule])
            if clash and not self.loader.was_deleted(OrderRule, code=rule.code):
                self.loader.note("kept", Entry(OrderRule, {"code": rule.code}, values, origin=row), None, [clash])
            else:
                self.put(OrderRule, {"code": rule.code}, values, row)

    def load_routine_notes(self):
        for position, row in enumerate(self.list("routine_notes.yaml")):
            row.take(required=["code", "topic", "text", "cite"], optional=["house", "inferred"])
            values = {name: text(row, name) for name in ("topic", "text")}
            values |= {"house": truth(row, "house"), "inferred": truth(row, "inferred"), "position": position}
            self.put(RoutineNote, {"code": text(row, "code")}, values, row)

    def load_stem_cell_kinds(self):
        for position, row in enumerate(self.list("stem_cell_kinds.yaml")):
            row.take(required=["slug", "group", "name", "summary", "cite"], optional=["ingredient", "inferred"])
            values = {name: text(row, name) for name in ("group", "name", "summary")}
            values |= {"ingredient": self.row(row, "ingredient", Ingredient), "inferred": truth(row, "inferred"), "position": position}
            self.put(StemCellKind, {"slug": text(row, "slug")}, values, row)

    def load_stem_cell_sources(self):
        table = self.mapping(self.folder / "stem_cell_sources.yaml").take(optional=["columns", "rows"])
        sources = {}
        for position, column in enumerate(children(table, "columns")):
            column.take(required=["slug", "name"])
            slug = text(column, "slug")
            values = {"name": text(column, "name"), "position": position}
            sources[slug] = self.loader.put(Entry(StemCellSource, {"slug": slug}, values, origin=column))
        for position, row in enumerate(children(table, "rows")):
            row.take(required=["code", "name", "values", "cite"], optional=["note"])
            values = {"name": text(row, "name"), "note": text(row, "note"), "position": position}
            trait = self.put(StemCellTrait, {"code": text(row, "code")}, values, row)
            if trait:
                self.load_cells(row, trait, sources)

    def load_cells(self, row, trait, sources):
        cells = row["values"]
        if not isinstance(cells, Mapping) or set(cells) != set(sources):
            raise row.error("needs one value for each column", "values")
        for slug, source in sources.items():
            if source:
                value = {"value": text(cells, slug)}
                self.loader.put(Entry(StemCellValue, {"trait": trait, "source": source}, value, origin=cells, field_names={"value": slug}))

    def load_comparators(self):
        for position, row in enumerate(self.list("comparators.yaml")):
            row.take(required=["slug", "brand", "name", "human_origin", "summary", "facts", "cite"], optional=["aliases"])
            values = {name: text(row, name) for name in ("brand", "name", "human_origin", "summary")}
            values |= {"aliases": "\n".join(texts(row, "aliases")), "position": position, **PUBLISHED}
            comparator = self.put(Comparator, {"slug": text(row, "slug")}, values, row)
            for place, fact in enumerate(children(row, "facts") if comparator else []):
                fact.take(required=["code", "topic", "text", "evidence", "cite"], optional=["inferred"])
                said = {name: text(fact, name) for name in ("topic", "text", "evidence")}
                said |= {"inferred": truth(fact, "inferred"), "position": place}
                self.put(ComparatorFact, {"comparator": comparator, "code": text(fact, "code")}, said, fact)

    def load_criteria(self):
        for position, row in enumerate(self.list("criteria.yaml")):
            row.take(required=["slug", "name", "points", "cite"], optional=["topic", "serum"])
            values = {"name": text(row, "name"), "points": "\n".join(texts(row, "points")), "topic": text(row, "topic")}
            criterion = self.put(SelectionCriterion, {"slug": text(row, "slug")}, values | {"position": position}, row)
            serum = row.get("serum")
            if criterion and serum is not None:
                if not isinstance(serum, Mapping):
                    raise row.error("must be an entry with its text and its citations", "serum")
                serum.take(required=["text", "cite"])
                self.put(SerumAnswer, {"criterion": criterion}, {"text": text(serum, "text")}, serum)

    def load_claims(self):
        for position, row in enumerate(self.list("claims.yaml")):
            row.take(required=["code", "text", "evidence", "cite"], optional=["product", "comparator", "subject", *CLAIM_FIELDS])
            product = self.row(row, "product", Product)
            comparator = self.row(row, "comparator", Comparator)
            if (text(row, "product") and not product) or (text(row, "comparator") and not comparator):
                continue  # an editor deleted what it is about
            values = claim_values(row) | {"position": position}
            values |= {"comparator": comparator, "subject": text(row, "subject")}
            self.put(Claim, {"code": text(row, "code"), "product": product}, values, row)

    def claims(self, row):
        return self.rows(row, "claims", Claim, lookup="ledger")

    def load_questions(self):
        required = ["slug", "code", "topic", "question", "answer", "evidence", "audiences", "cite"]
        position = 0
        for path in sorted((self.folder / "questions").glob("*.yaml")):
            for row in self.list(path.relative_to(self.folder)):
                row.take(required=required, optional=["access", "products", "claims"])
                values = {name: text(row, name) for name in ("code", "topic", "question", "evidence")}
                values |= {
                    "answer": text(row, "answer").strip(),
                    "position": position,
                    "status": PUBLISHED["status"],
                    "access": access(row),
                }
                links = {"products": self.rows(row, "products", Product), "claims": self.claims(row)}
                self.put(Question, {"slug": text(row, "slug")}, values | emphasis(row), row, **links)
                position += 1

    def load_article(self, row):
        required = ["slug", "title", "summary", "position", "audiences", "checked_on", "key_points", "sections"]
        row.take(required=required, optional=["products"])
        values = {name: text(row, name) for name in ("title", "summary")} | PUBLISHED | emphasis(row)
        values |= {
            "key_points": "\n".join(texts(row, "key_points")),
            "position": whole(row, "position"),
            "checked_on": day(row, "checked_on"),
        }
        links = {"products": self.rows(row, "products", Product)}
        article = self.loader.put(Entry(Article, {"slug": text(row, "slug")}, values, links, origin=row))
        for position, section in enumerate(children(row, "sections") if article else []):
            self.load_section(section, article, position)

    def load_section(self, section, article, position):
        section.take(required=["code", "heading", "body", "cite"], optional=["shows", "claims", "access", "inferred"])
        values = {"heading": text(section, "heading"), "body": text(section, "body").strip(), "shows": text(section, "shows")}
        values |= {"access": access(section), "inferred": truth(section, "inferred"), "position": position}
        self.put(ArticleSection, {"article": article, "code": text(section, "code")}, values, section, claims=self.claims(section))

    def load_disagreements(self):
        for position, row in enumerate(self.list("disagreements.yaml")):
            required = ["slug", "title", "kind", "presentation", "positions"]
            row.take(required=required, optional=["access", "products", "questions", "articles"])
            values = {name: text(row, name) for name in ("title", "kind", "presentation")} | {"access": access(row), "position": position}
            links = {
                "products": self.rows(row, "products", Product),
                "questions": self.rows(row, "questions", Question, lookup="code"),
                "articles": self.rows(row, "articles", Article),
            }
            disagreement = self.loader.put(Entry(Discrepancy, {"slug": text(row, "slug")}, values, links, origin=row))
            for place, one in enumerate(children(row, "positions") if disagreement else []):
                one.take(required=["text", "cite"], optional=["cautious", "access"])
                said = {"text": text(one, "text"), "cautious": truth(one, "cautious"), "access": access(one)}
                self.put(Position, {"discrepancy": disagreement, "position": place}, said, one)


def why_not(rules):
    """Why these rules cannot stand together, in a sentence; empty where nothing does."""
    [(twin, times)] = Counter((rule.first, rule.then) for rule in rules).most_common(1) or [("", 0)]
    if times > 1:
        return f"Not loaded: there is another rule for {' before '.join(twin)}."
    try:
        in_order(tuple(rules))
    except Cycle as cycle:
        return f"Not loaded: with the rules that are there it would go in a circle: {cycle}."
    return ""
