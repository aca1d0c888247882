"""Pages that are no single thing but are looked for by name: the finder, the glossary, the maker, the dosing look-up."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models import Contact, MakerFact, RoutineNote, SelectionCriterion, StemCellKind, StemCellTrait
from catalogue.visibility import Access

from .index import Kind, Part

PAGES = {}  # slug -> Page


@dataclass(frozen=True)
class Page:
    slug: str
    title: str
    text: str
    view: str  # name of its address
    names: tuple = ()
    access: str = Access.EVERYONE.value
    rows: type[Model] | None = None  # what the page lists; each row is found with the page
    said: tuple = ()  # the fields of those rows that readers see


def add(page):
    PAGES[page.slug] = page


class Pages(Kind):
    code, label = "page", _("Page")

    def __init__(self):
        self.watches = {
            page.rows: lambda row: [one.slug for one in PAGES.values() if one.rows is type(row)] for page in PAGES.values() if page.rows
        }

    def slugs(self):
        return list(PAGES)

    def parts(self, slug):
        page = PAGES.get(slug)
        if page is None:
            return
        shown = {"title": page.title, "url": reverse(page.view), "access": page.access}
        yield Part(page.text, names=(page.title, *page.names), **shown)
        for row in page.rows.objects.all() if page.rows else ():
            yield Part(". ".join(str(getattr(row, name)) for name in page.said if getattr(row, name)), code=f"row:{row.pk}", **shown)


for page in (
    Page("finder", _("Product finder"), _("A few questions, then one to three products with the reason."), "finder", (_("which product"),)),
    Page(
        "routine",
        _("Routine builder"),
        _("Tick what you own: what to put on tonight, the order for the morning and the evening, also after a peel, needling or a laser."),
        "routine",
        (_("what to put on tonight"), _("daily routine"), _("layering order"), _("order of products"), _("morning and evening")),
        rows=RoutineNote,
        said=("text",),
    ),
    Page(
        "compare",
        _("Compare products"),
        _("Two to four products of the line side by side: what each is for, what not to do, its share of conditioned media."),
        "compare",
        (_("compare"), _("difference"), _("side by side")),
    ),
    Page(
        "serum-check",
        _("Serum check"),
        _("Is this ampoule fit for use? Colour, cloudiness and how it feels on the skin."),
        "serum-check",
        (_("ampoule check"), _("discoloured serum"), _("yellow serum"), _("cloudy serum")),
        rows=Contact,
        said=("name", "role", "region", "how"),
    ),
    Page(
        "evidence",
        _("Evidence"),
        _("Every claim with its figure, the kind of evidence behind it and its source."),
        "evidence",
        (_("claims"), _("studies")),
    ),
    Page("disagreements", _("Disagreements"), _("Where the documents differ, the cautious position first."), "disagreements"),
    Page("sources", _("Sources"), _("The five documents, what each is and how far it can be trusted."), "sources", (_("references"),)),
    Page("glossary", _("Glossary"), _("Words of the field in one plain sentence each."), "glossary"),
    Page(
        "maker",
        _("The maker"),
        _("What the documents say of the company and of the line."),
        "maker",
        ("CellResearchCorp", _("company")),
        rows=MakerFact,
        said=("text",),
    ),
    Page(
        "comparators",
        _("Other brands"),
        _("Six serums of other brands beside CALECIM Serum, as a buying guide describes them."),
        "comparators",
        (_("compare brands"), _("competitors")),
        rows=SelectionCriterion,
        said=("name", "points"),
    ),
    Page(
        "stem-cell-sources",
        _("Stem cell sources compared"),
        _("Cord lining beside placenta, Wharton’s jelly, bone marrow, fat and skin, as the maker compares them."),
        "stem-cell-sources",
        rows=StemCellTrait,
        said=("name", "note"),
    ),
    Page(
        "stem-cell-kinds",
        _("Kinds of stem-cell ingredient"),
        _("What the words on a label can mean."),
        "stem-cell-sources",
        rows=StemCellKind,
        said=("name", "summary"),
    ),
):
    add(page)
