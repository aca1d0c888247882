"""What the documents set side by side: products of other brands, and sources of stem cells. Nobody wins."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue import comparator_page, comparisons
from catalogue.models import Article, Comparator, GlossaryTerm, Product
from catalogue.rich_text import Terms

FEWEST, MOST = 2, 6
SERUM = "calecim-serum"


@require_safe
def comparator_table(request):
    """`product` may be given several times, to set fewer of them beside CALECIM Serum."""
    comparators = list(Comparator.objects.listed_for(request.viewer))
    wanted = request.GET.getlist("product")
    problem = what_is_wrong_with(wanted, {one.slug for one in comparators})
    chosen = [] if problem else [one for one in comparators if one.slug in wanted or not wanted]
    products = comparator_page.described(chosen, request.viewer)
    context = {
        "choices": [{"slug": one.slug, "label": str(one), "chosen": one.slug in wanted or not wanted} for one in comparators],
        "narrowed": bool(wanted),
        "form_errors": [{"text": problem, "target": "products-to-compare"}] if problem else [],
        "products": [{**product, "topics": comparator_page.by_topic(product["facts"])} for product in products],
        "rows": comparator_page.comparison(comparisons.criteria(), products) if products else [],
        "withheld": comparator_page.withheld(chosen, request.viewer),
        "serum": Product.objects.listed_for(request.viewer).filter(slug=SERUM).first(),
        "article": Article.objects.listed_for(request.viewer).filter(slug="choosing-a-serum").first(),
        "terms": Terms(GlossaryTerm.objects.all()),
    }
    return render(request, "catalogue/comparators.html", context, status=400 if problem else 200)


def what_is_wrong_with(wanted, known):
    """A sentence for what cannot be compared, or nothing."""
    unknown = next((slug for slug in wanted if slug not in known), None)
    if unknown is not None:
        return _("There is no product “%(slug)s” to compare. Choose from the list.") % {"slug": unknown[:60]}
    if len(set(wanted)) < len(wanted):
        return _("Choose each product once.")
    if wanted and not FEWEST <= len(wanted) <= MOST:
        return _("Choose from %(fewest)s to %(most)s products.") % {"fewest": FEWEST, "most": MOST}
    return None


@require_safe
def stem_cell_sources(request):
    context = {
        "table": comparisons.stem_cell_table(),
        "kinds": comparisons.stem_cell_kinds(request.viewer),
        "article": Article.objects.listed_for(request.viewer).filter(slug="sources-and-trade-offs").first(),
        "terms": Terms(GlossaryTerm.objects.all()),
    }
    return render(request, "catalogue/stem_cell_sources.html", context)
