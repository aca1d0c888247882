"""Articles for one viewer: composed once, so that pages and the API say the same."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from .citing import citations_of
from .claim_cards import claim_card, with_subjects
from .comparisons import criteria, stem_cell_kinds, stem_cell_table
from .evidence import claims_about_what_is_shown, place, withheld_part
from .models import Article, ArticleSection, Product
from .models.articles import reading_minutes
from .product_page import readable
from .questions import audience_facet, product_facet, readers_label
from .related import disagreements_on, emphasised_first, links, products_of
from .rich_text import plain_text
from .visibility import Audience, Viewer


def articles_for(viewer: Viewer):
    """What lists name, with the sections the viewer may read: they give the time it takes."""
    return emphasised_first(Article.objects.listed_for(viewer), viewer).prefetch_related(
        Prefetch("products", Product.objects.listed_for(viewer)),
        Prefetch("sections", ArticleSection.objects.visible_to(viewer)),
    )


def article_entry(article, sections):
    return {
        "slug": article.slug,
        "title": article.title,
        "summary": article.summary,
        "audiences": article.audiences,
        "audience_labels": [Audience(code).label for code in article.audiences],
        "products": [product.slug for product in article.products.all()],
        "reading_minutes": minutes_for(article, sections),
        "checked_on": article.checked_on,
        "url": article.get_absolute_url(),
        "readers_label": readers_label(article),
    }


def minutes_for(article, sections):
    return reading_minutes([article.summary, article.key_points, *(f"{one.heading} {plain_text(one.body)}" for one in sections)])


def article_as_dict(article, viewer: Viewer):
    claims = with_subjects(claims_about_what_is_shown(viewer))
    sections, hidden_sections = readable(article.sections.prefetch_related(Prefetch("claims", claims)), viewer)
    shown = {one.pk: readable(one.claims.all(), viewer) for one in sections}
    cited = citations_of(sections, list({claim.pk: claim for seen, _hidden in shown.values() for claim in seen}.values()))
    hidden_claims = [access for _seen, hidden in shown.values() for access in hidden]
    products = products_of(article, viewer)
    return {
        **article_entry(article, sections),
        "products": [product["slug"] for product in products],
        "product_links": products,
        "key_points": article.key_point_list,
        "sections": [section_as_dict(one, shown[one.pk][0], cited, viewer) for one in sections],
        "disagreements": disagreements_on(viewer, articles=article),
        "withheld": [
            *withheld_part(hidden_sections, _("Sections on in-clinic steps and other clinic figures"), viewer),
            *withheld_part(hidden_claims, _("Claims with in-clinic steps and other clinic figures"), viewer),
        ],
    }


def section_as_dict(section, claims, cited, viewer):
    return {
        "code": section.code,
        "heading": section.heading,
        "body": section.body,
        "shows": section.shows,
        "inferred": section.inferred,
        "readers_label": readers_label(section),
        "claims": [{**claim_card(one, cited[one._meta.label, one.pk], viewer), **place(one)} for one in claims],
        "citations": cited[section._meta.label, section.pk],
    }


def shown_below(sections, viewer: Viewer):
    """The comparisons that these sections show, read only where one does."""
    compose = {
        ArticleSection.Shows.STEM_CELL_KINDS: lambda: stem_cell_kinds(viewer),
        ArticleSection.Shows.STEM_CELL_SOURCES: stem_cell_table,
        ArticleSection.Shows.SELECTION_CRITERIA: criteria,
    }
    return {name: compose[name]() for name in {section["shows"] for section in sections} if name}


def neighbours(article, viewer: Viewer):
    """The articles before and after this one, in the order of their places, as far as the viewer may see them."""
    order = links(Article.objects.listed_for(viewer))
    place = next((place for place, one in enumerate(order) if one["slug"] == article.slug), None)
    if place is None:
        return {}
    return {"before": order[place - 1] if place else None, "after": order[place + 1] if place + 1 < len(order) else None}


def article_facets(listing):
    return [product_facet(listing, "articles"), audience_facet(listing)]
