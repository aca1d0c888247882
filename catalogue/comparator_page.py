"""Products of other brands as the buying guide describes them, for one viewer: composed once, so that page and API say the same."""

from django.db.models import Q
from django.utils.translation import gettext as _

from . import evidence
from .citing import citations_of
from .claim_cards import claim_card, with_subjects
from .models import Claim, Comparator, ComparatorFact
from .models.comparators import ComparatorTopic
from .questions import readers_label
from .said import said_together, statement
from .visibility import Viewer

HUMAN_ORIGIN = "human-origin"  # the criterion that the product itself answers, not one of its facts
ON_HUMAN_ORIGIN = ["eu-416", "human-markets"]  # entries of the ledger: what the maker says of the law


def described(comparators: list[Comparator], viewer: Viewer) -> list[dict]:
    """Everything said of these products, with the claims on them that the viewer may read."""
    facts = list(ComparatorFact.objects.filter(comparator__in=comparators))
    of_interest = Q(comparator__in=comparators) | Q(ledger__in=ON_HUMAN_ORIGIN)
    claims = list(with_subjects(Claim.objects.visible_to(viewer)).filter(of_interest))
    cited = citations_of(comparators, facts, claims)

    def of(row):
        return cited[row._meta.label, row.pk]

    law = [claim_card(claim, of(claim), viewer) for claim in claims if claim.ledger in ON_HUMAN_ORIGIN]
    return [
        {
            **comparator_as_dict(one),
            "readers_label": readers_label(one),
            "status_label": one.get_status_display() if viewer.previews else "",
            "facts": [{"topic": fact.topic, **statement(fact, of(fact))} for fact in facts if fact.comparator_id == one.pk],
            "claims": [{**claim_card(claim, of(claim), viewer), "about": None} for claim in claims if claim.comparator_id == one.pk],
            "law": said_together(law),
            "citations": of(one),
        }
        for one in comparators
    ]


def withheld(comparators, viewer):
    """Whether there are claims on these products that the viewer may not read: their name and for whom, never what they say."""
    return evidence.withheld(Claim.objects.filter(comparator__in=comparators), _("Claims on products of other brands"), viewer)


def comparator_as_dict(row):
    return {
        "slug": row.slug,
        "brand": row.brand,
        "name": row.name,
        "label": str(row),
        "aliases": row.alias_list,
        "human_origin": row.human_origin,
        "human_origin_label": row.get_human_origin_display(),
        "summary": row.summary,
        "url": row.get_absolute_url(),
    }


def by_topic(facts):
    """The topics that have facts, in their order, each with its facts."""
    topics = []
    for topic in ComparatorTopic:
        rows = [fact for fact in facts if fact["topic"] == topic]
        if rows:
            topics.append({"topic": topic.value, "label": topic.label, "said": said_together(rows)})
    return topics


def comparison(criteria, products):
    """A row for each criterion, a cell for each product. `stated` is false where the guide says nothing on any of them."""
    rows = []
    for criterion in criteria:
        cells = [cell(criterion, product) for product in products]
        rows.append({**criterion, "cells": cells, "stated": any(one["said"] or one["origin"] for one in cells)})
    return rows


def cell(criterion, product):
    facts = [fact for fact in product["facts"] if fact["topic"] == criterion["topic"]]
    return {
        "product": product,
        "said": said_together(facts),
        "origin": criterion["slug"] == HUMAN_ORIGIN,
    }
