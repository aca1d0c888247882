"""What changed, as the feeds and the homes tell it: public content for everyone, what happened to protocols for who may read them."""

from datetime import timedelta

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from catalogue.models import Product, SearchPart
from catalogue.search.index import KINDS
from catalogue.visibility import ANYONE, Status
from notices.models import Notice
from notices.shown import address, sentence

WITH_A_PAGE = ["product", "ingredient", "question", "article", "course", "page"]  # the other kinds are places within a page
MOST_CHANGES = 50  # in a feed
ON_A_HOME = 4
FIRST_LOAD = timedelta(hours=1)  # house decision: what came within it was there from the start, and is no news


def public_parts():
    return SearchPart.objects.listed_for(ANYONE).filter(kind__in=WITH_A_PAGE)


def changes(since=None):
    """The things anyone may read, the one that changed last first. A change in a part for some only is not told.

    With `since` only parts that changed later are read, by their index: a home must not group the whole table for a few lines.
    """
    parts = public_parts() if since is None else public_parts().filter(changed_at__gt=since)
    return parts.order_by().values("kind", "slug").annotate(changed=Max("changed_at")).order_by("-changed", "kind", "slug")


def changed_things(rows=None, most=MOST_CHANGES):
    """The latest of them, as the feed tells it."""
    latest = list((changes() if rows is None else rows)[:most])
    heads = {(row.kind, row.slug): row for row in public_parts().filter(part="", slug__in=[one["slug"] for one in latest])}
    for one in latest:
        head = heads.get((one["kind"], one["slug"]))
        if head:
            title = f"{KINDS[head.kind].label}: {head.title}"
            yield {"title": title, "text": head.text, "url": head.url, "changed": one["changed"]}


def notices_for(viewer, most=MOST_CHANGES):
    """What happened to things that this viewer may read. To anyone but practitioners that is new disagreements on a product."""
    for notice in Notice.objects.readable_by(viewer).with_subjects()[:most]:
        title = f"{notice.get_kind_display()}: {notice.subject}"
        yield {"title": title, "text": sentence(notice), "url": address(notice), "changed": notice.happened_at}


def no_longer_sold(viewer):
    """Products whose address now answers with the reason and what takes their place."""
    rows = Product.objects.known_to(viewer).filter(status=Status.RETIRED).order_by("-retire_at", "-pk")
    for product in rows[:ON_A_HOME]:
        title = _("No longer sold: %(name)s") % {"name": product.name}
        yield {"title": title, "text": product.retired_reason, "url": product.get_absolute_url(), "changed": product.retire_at}


def news_for(viewer):
    """The latest for a home: withdrawals first, then what happened and what changed since the content was first put up."""
    first = public_parts().aggregate(first=Min("changed_at"))["first"]
    told = [] if first is None else changed_things(changes(since=first + FIRST_LOAD), ON_A_HOME)
    latest = sorted([*told, *notices_for(viewer, ON_A_HOME)], key=lambda one: one["changed"], reverse=True)
    return {"news": [*no_longer_sold(viewer), *latest][:ON_A_HOME], "news_since": first}
