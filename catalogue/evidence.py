"""The claims ledger and the disagreements between documents, for one viewer: composed once, so that pages and the API say the same."""

from django.db.models import Case, F, IntegerField, Prefetch, Q, When
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .citing import citations_of
from .claim_cards import claim_cards, with_subjects
from .models import Article, Claim, Comparator, Discrepancy, Product, Question
from .product_page import for_whom, how_to_get_in, readable

# Claims


def claims_about_what_is_shown(viewer):
    """Claims whose product, of this house or another, the viewer may see; whether the claim itself may be read is another question."""
    return Claim.objects.filter(
        Q(product=None) | Q(product__in=Product.objects.listed_for(viewer).order_by()),
        Q(comparator=None) | Q(comparator__in=Comparator.objects.listed_for(viewer).order_by()),
    )


def claims_for(viewer):
    """Every claim the viewer may read: house products in their order, products of other brands, then subjects."""
    kind = Case(When(product__isnull=False, then=0), When(comparator__isnull=False, then=1), default=2, output_field=IntegerField())
    order = [kind, F("product__step").asc(nulls_last=True), "product__name", "comparator__position", "subject", "position", "pk"]
    return with_subjects(claims_about_what_is_shown(viewer).visible_to(viewer)).order_by(*order)


def claim_entries(claims, viewer):
    """Claims as the ledger shows them: the card of each, what it is about as data, and its own place and address."""
    claims = list(claims)
    return [{**card, **place(claim)} for claim, card in zip(claims, claim_cards(claims, viewer), strict=True)]


def place(claim):
    product = claim.product.slug if claim.product else ""
    return {
        "ledger": claim.ledger or None,
        "product": product or None,
        "comparator": claim.comparator.slug if claim.comparator else None,
        "subject": claim.subject or None,
        "anchor": anchor(claim.code, product),
        "url": claim_address(claim.code, product),
    }


def anchor(code, product=""):
    """A code is only unique within its product."""
    return "-".join(filter(None, ["claim", product, code]))


def claim_address(code, product=""):
    """Its place in the ledger. The list has pages, so the address narrows it to this claim."""
    query = {"product": product, "code": code} if product else {"code": code}
    return f"{reverse('evidence')}?{urlencode(query)}#{anchor(code, product)}"


def withheld_claims(viewer):
    return withheld(claims_about_what_is_shown(viewer), _("Claims with in-clinic steps and other clinic figures"), viewer)


# Disagreements


def disagreements_for(viewer):
    """The disagreements this viewer may read, with every position: `disagreement_entries` keeps back those they may not."""
    return Discrepancy.objects.visible_to(viewer).prefetch_related(
        "positions",
        Prefetch("products", Product.objects.listed_for(viewer)),
        Prefetch("questions", Question.objects.listed_for(viewer)),
        Prefetch("articles", Article.objects.listed_for(viewer)),
    )


def disagreement_entries(disagreements, viewer):
    disagreements = list(disagreements)
    shown = {one.pk: readable(one.positions.all(), viewer) for one in disagreements}
    cited = citations_of([position for seen, _hidden in shown.values() for position in seen])
    return [disagreement_entry(one, *shown[one.pk], cited=cited, viewer=viewer) for one in disagreements]


def disagreement_entry(row, positions, hidden, *, cited, viewer):
    return {
        "slug": row.slug,
        "title": row.title,
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "presentation": row.presentation,
        "positions": [
            {"text": one.text, "cautious": one.cautious, "citations": cited[one._meta.label, one.pk]}
            for one in sorted(positions, key=lambda one: not one.cautious)
        ],
        "ruling": {"text": row.ruling, "by": row.ruled_by_name, "on": row.ruled_on} if row.ruling else None,
        "ruling_reason": row.ruling_reason or None,
        "products": named(row.products.all()),
        "questions": named(row.questions.all()),
        "articles": named(row.articles.all()),
        "withheld": withheld_part(hidden, _("A position on use in the clinic"), viewer),
        "url": row.get_absolute_url(),
    }


def named(rows):
    return [{"slug": row.slug, "name": str(row), "url": row.get_absolute_url()} for row in rows]


def withheld_disagreements(viewer):
    return withheld(Discrepancy.objects.all(), _("Disagreements on treatment volumes and other clinic figures"), viewer)


# What is kept back


def withheld(rows, part, viewer):
    """The name, never the number or the content, of what exists among these rows and this viewer may not read."""
    accesses = rows.exclude(access="").order_by().values_list("access", flat=True).distinct()
    return withheld_part([access for access in accesses if not viewer.may_read(access)], part, viewer)


def withheld_part(accesses, part, viewer):
    return [{"part": part, "for": for_whom(accesses), "how": how_to_get_in(viewer)}] if accesses else []
