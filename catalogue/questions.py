"""Questions with their answers, for one viewer: composed once, so that pages and the API say the same."""

from textwrap import shorten

from django.db.models import Case, Count, IntegerField, Prefetch, Q, Value, When
from django.utils.translation import gettext as _

from .citing import cite
from .claim_cards import evidence_as_dict, with_subjects
from .evidence import claim_entries, claims_about_what_is_shown, withheld_part
from .models import Product, Question
from .product_page import readable
from .related import disagreements_on, emphasised_first, links, products_of
from .rich_text import plain_text
from .visibility import Access, Audience, Viewer

SUMMARY = 180  # letters of an answer in a list
MOST_RELATED = 6


def questions_for(viewer: Viewer):
    """What lists name: by topic, within a topic first what is written for the visitor's profession."""
    topic = Case(*[When(topic=code, then=Value(place)) for place, code in enumerate(Question.Topic.values)], output_field=IntegerField())
    rows = Question.objects.listed_for(viewer).prefetch_related(Prefetch("products", Product.objects.listed_for(viewer)))
    return emphasised_first(rows, viewer, topic)


def summary_of(answer):
    """How an answer begins, in words alone."""
    return shorten(plain_text(answer), SUMMARY, placeholder=" …")


def question_entry(question):
    """A question in a list. Its products come with the row, already filtered."""
    return {
        "slug": question.slug,
        "question": question.question,
        "topic": question.topic,
        "topic_label": question.get_topic_display(),
        "audiences": question.audiences,
        "products": [product.slug for product in question.products.all()],
        "url": question.get_absolute_url(),
        "summary": summary_of(question.answer),
        "readers_label": readers_label(question),
        **evidence_as_dict(question.evidence),
    }


def readers_label(row):
    """For whom it is, where it is not for everyone."""
    return "" if row.access == Access.EVERYONE else row.get_access_display() if row.access else _("Editors only")


def question_as_dict(question, viewer: Viewer):
    rows = with_subjects(claims_about_what_is_shown(viewer).filter(questions=question))
    claims, hidden = readable(rows, viewer)
    products = products_of(question, viewer)
    return {
        **question_entry(question),
        "products": [product["slug"] for product in products],
        "product_links": products,
        "answer": question.answer,
        "claims": claim_entries(claims, viewer),
        "citations": cite(question),
        "disagreements": disagreements_on(viewer, questions=question),
        "withheld": withheld_part(hidden, _("Claims with in-clinic steps and other clinic figures"), viewer),
    }


def related_to(question, viewer: Viewer):
    """Other questions of the same topic."""
    rows = Question.objects.listed_for(viewer).filter(topic=question.topic).exclude(pk=question.pk)
    return links(emphasised_first(rows, viewer)[:MOST_RELATED])


def question_facets(listing):
    topics = dict(listing.found(without="topic").order_by().values_list("topic").annotate(n=Count("pk")))
    return [
        listing.facet("topic", _("Topic"), [(code, label, topics.get(code, 0)) for code, label in Question.Topic.choices]),
        product_facet(listing, "questions"),
        audience_facet(listing),
    ]


def product_facet(listing, relation):
    """The products that the rows of this relation speak of."""
    rows = listing.found(without="product").order_by().values("pk")
    products = Product.objects.listed_for(listing.viewer).filter(**{f"{relation}__in": rows}).annotate(n=Count(relation, distinct=True))
    return listing.facet("product", _("Product"), [(product.slug, product.name, product.n) for product in products])


def audience_facet(listing):
    counts = {code: Count("pk", filter=Q(**{f"for_{code}": True})) for code in Audience.values}
    found = listing.found(without="audience").order_by().aggregate(**counts)
    return listing.facet("audience", _("Written first for"), [(code, label, found[code]) for code, label in Audience.choices])
