"""What machines read of the public pages: sitemap, robots, feeds of what changed. Public content only, whoever asks."""

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from calecim_portal.news import MOST_CHANGES, changed_things, changes, notices_for, public_parts
from catalogue.visibility import ANYONE

LISTS = ["home", "products", "ingredients", "questions", "articles", "contact", "privacy", "terms", "accessibility"]
NOT_FOR_ROBOTS = ["/admin/", "/account/", "/api/", "/search/", "/components/"]


class ThingSitemap(Sitemap):
    """Everything with a page of its own that anyone may read, with the day on which what anyone may read of it last changed."""

    def items(self):
        changed = {(kind, slug): day for kind, slug, day in changes().values_list("kind", "slug", "changed")}
        heads = public_parts().filter(part="").order_by("url")
        return list({row.url: (row.url, changed[row.kind, row.slug]) for row in heads}.values())

    def location(self, item):
        return item[0]

    def lastmod(self, item):
        return item[1]


class ListSitemap(Sitemap):
    def items(self):
        return LISTS

    def location(self, item):
        return reverse(item)


SITEMAPS = {"lists": ListSitemap, "things": ThingSitemap}


@require_safe
def robots(request):
    """What is not for search engines; the sitemap names the rest."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class ChangesFeed(Feed):
    """What changed for everyone: products, ingredients, questions, articles and courses, and new disagreements on a product."""

    title = _("CALECIM Professional: what changed")
    link = reverse_lazy("home")
    description = _("Products, ingredients, questions, articles and courses that are new or were changed.")

    def items(self):
        return sorted([*changed_things(), *notices_for(ANYONE)], key=lambda one: one["changed"], reverse=True)[:MOST_CHANGES]

    def item_title(self, item):
        return item["title"]

    def item_description(self, item):
        return item["text"]

    def item_link(self, item):
        return item["url"]

    def item_updateddate(self, item):
        return item["changed"]

    item_pubdate = item_updateddate


class AtomChangesFeed(ChangesFeed):
    feed_type = Atom1Feed
    subtitle = ChangesFeed.description


rss = require_safe(ChangesFeed())
atom = require_safe(AtomChangesFeed())
