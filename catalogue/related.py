"""What else speaks of a thing, as links: questions, articles and disagreements that this viewer may see."""

from django.db.models import Value
from django.urls import reverse
from django.utils.http import urlencode

from .models import Article, Discrepancy, Product, Question

MOST = 8  # of a kind on a product's page; the lists hold the others


def links(rows):
    return [{"slug": row.slug, "name": str(row), "url": row.get_absolute_url()} for row in rows]


def disagreements_on(viewer, **touching):
    """The disagreements on one thing: `product=`, `questions=` or `articles=` that thing."""
    return links(Discrepancy.objects.visible_to(viewer).filter(**touching))


def products_of(row, viewer):
    return links(Product.objects.listed_for(viewer).filter(pk__in=row.products.values("pk")))


def texts_on(product, viewer):
    """What a product's page links besides its own parts: a query for each kind, however many there are."""
    questions = Question.objects.listed_for(viewer).filter(products=product)
    articles = Article.objects.listed_for(viewer).filter(products=product)
    disagreements = Discrepancy.objects.visible_to(viewer).filter(products=product)
    return {
        "questions": first_of(emphasised_first(questions, viewer), listed_at("questions", product=product.slug)),
        "articles": first_of(emphasised_first(articles, viewer), listed_at("articles", product=product.slug)),
        "disagreements": first_of(disagreements, listed_at("disagreements", product=product.slug)),
        **ways_of_use(product, viewer),
    }


def ways_of_use(product, viewer):
    """Its courses, and for whoever reads protocols those with a version in use: one query. The relations come with the app of the protocols."""
    rows = ways("course", product.courses.listed_for(viewer))
    if viewer.reads_protocols:
        rows = rows.union(ways("protocol", product.protocols.filter(versions__status="active")))
    found = sorted(rows, key=lambda row: row["name"])
    return {
        f"{kind}s": [
            {"slug": row["slug"], "name": row["name"], "url": reverse(kind, args=[row["slug"]])} for row in found if row["kind"] == kind
        ]
        for kind in ("course", "protocol")
    }


def ways(kind, rows):
    return rows.order_by().annotate(kind=Value(kind)).values("kind", "slug", "name")


def first_of(rows, url):
    """The first few, and where the others are if there are any."""
    found = links(rows[: MOST + 1])
    return {"links": found[:MOST], "all_url": url if len(found) > MOST else None}


def emphasised_first(rows, viewer, *before):
    """First what is written for the profession that the visitor has, or has chosen."""
    first = [f"-for_{viewer.lens}"] if viewer.lens else []
    return rows.order_by(*before, *first, "position", "pk")


def listed_at(route, **filters):
    return f"{reverse(route)}?{urlencode(filters)}"
