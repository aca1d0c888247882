"""Evidence: the ledger of everything that is claimed, and the points on which the documents differ."""

from itertools import groupby

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue import evidence
from catalogue.filters import ClaimFilter, DiscrepancyFilter
from catalogue.listing import Listing
from catalogue.models import Discrepancy, EvidenceGroup, Product
from catalogue.models.sources import EVIDENCE_GROUPS

EVERY_DISAGREEMENT = 500  # on one page: links lead to its anchors


@require_safe
def ledger(request):
    rows = evidence.claims_for(request.viewer)
    claims = Listing(request, path=reverse("evidence"), filterset_class=ClaimFilter, rows=rows)
    context = claims.context(claim_facets(claims))
    context |= {
        "count_label": ngettext("%(number)s claim", "%(number)s claims", context["total"]) % {"number": context["total"]},
        "subjects": by_subject(evidence.claim_entries(context["page"].object_list, request.viewer)),
        "evidence_groups": evidence_groups(),
        "withheld": evidence.withheld_claims(request.viewer),
    }
    return render(request, "catalogue/evidence.html", context, status=200 if claims.is_valid else 400)


@require_safe
def disagreements(request):
    rows = evidence.disagreements_for(request.viewer)
    found = Listing(request, path=reverse("disagreements"), filterset_class=DiscrepancyFilter, rows=rows, page_size=EVERY_DISAGREEMENT)
    context = found.context(disagreement_facets(found))
    context |= {
        "disagreements": evidence.disagreement_entries(context["page"].object_list, request.viewer),
        "withheld": evidence.withheld_disagreements(request.viewer),
    }
    return render(request, "catalogue/disagreements.html", context, status=200 if found.is_valid else 400)


def by_subject(claims):
    """The claims of one page under what they are about, in the order they came."""
    groups = groupby(claims, key=lambda claim: (claim["about"], claim["about_url"]))
    return [{"about": about, "url": url, "claims": [card_of(one) for one in said]} for (about, url), said in groups]


def card_of(claim):
    """Without its subject: the heading above it has said that."""
    return {**claim, "about": ""}


def evidence_groups():
    """What each group of evidence can and cannot tell, in plain words."""
    words = {
        EvidenceGroup.LABORATORY: _("Seen in cells or skin models in a laboratory, not on people. Your skin may do something else."),
        EvidenceGroup.STATEMENT: _("The company that makes or sells it says so. Nobody else has checked it here."),
        EvidenceGroup.OPINION: _("An expert, a guide or one user says so, or a text tells it as background and names no source."),
        EvidenceGroup.SPECIFICATION: _("What is in a product, or how to use it. This says nothing about an effect."),
    }
    return [{"group": group.value, "label": group.label, "text": text} for group, text in words.items()]


# Facets


def claim_facets(listing):
    kinds = counts(listing, "evidence_group", F("evidence"))
    groups = {group: sum(n for kind, n in kinds.items() if EVIDENCE_GROUPS.get(kind) == group) for group in EvidenceGroup}
    about = counts(listing, "about", one_of({"product": Q(product__isnull=False), "comparator": Q(comparator__isnull=False)}, "subject"))
    figure = counts(listing, "figure", one_of({"no": Q(value="")}, "yes"))
    return [
        facet(listing, "about", _("About"), ClaimFilter.ABOUT, about),
        facet(listing, "evidence_group", _("Evidence"), EvidenceGroup.choices, groups),
        facet(listing, "figure", _("Figure"), ClaimFilter.FIGURE, figure),
        listing.facet("product", _("Product"), product_options(listing, "claims")),
    ]


def disagreement_facets(listing):
    ruled = counts(listing, "ruled", one_of({"no": Q(ruling="")}, "yes"))
    return [
        facet(listing, "ruled", _("Ruling"), DiscrepancyFilter.RULED, ruled),
        facet(listing, "kind", _("Kind"), Discrepancy.Kind.choices, counts(listing, "kind", F("kind"))),
        listing.facet("product", _("Product"), product_options(listing, "discrepancies")),
    ]


def facet(listing, name, label, options, counted):
    return listing.facet(name, label, [(value, words, counted.get(value, 0)) for value, words in options])


def counts(listing, name, by):
    """How many rows there are of each, with all filters but this one."""
    rows = listing.rows.model.objects.filter(pk__in=pks(listing, name)).order_by()
    return dict(rows.annotate(by=by).values_list("by").annotate(n=Count("pk")))


def one_of(conditions, otherwise):
    whens = [When(condition, then=Value(value)) for value, condition in conditions.items()]
    return Case(*whens, default=Value(otherwise), output_field=CharField())


def product_options(listing, relation):
    behind = Count(relation, filter=Q(**{f"{relation}__in": pks(listing, "product")}), distinct=True)
    rows = Product.objects.listed_for(listing.viewer).annotate(n=behind).order_by(*Product._meta.ordering)  # counting drops the order
    return [(product.slug, product.name, product.n) for product in rows]


def pks(listing, name):
    return listing.found(without=name).order_by().values("pk")
