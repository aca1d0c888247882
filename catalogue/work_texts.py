"""What is wrong in texts that editors write in Markdown: links that lead nowhere, images that nobody can hear.

Nothing outside the portal is asked. Only texts that hold a link or an image are read, in one query.
"""

import re
from collections import defaultdict
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from . import models
from .visibility import Status
from .work_entries import Entry

WITH_TEXT = (models.Question, models.Article, models.GlossaryTerm)
# (rows, field of the text, field of the name, whose page of the admin, key of it), in the order of WITH_TEXT
TEXTS = [
    (models.Question, "answer", "question", "pk"),
    (models.ArticleSection, "body", "heading", "article_id"),
    (models.GlossaryTerm, "meaning", "term", "pk"),
]
TARGET = re.compile(
    r"""\]\(\s*<?([^\s<>()]+)|^\s{0,3}\[[^\]]+\]:\s*<?([^\s<>]+)|<a\s[^>]*?href\s*=\s*["']?([^\s"'>]+)""", re.MULTILINE | re.IGNORECASE
)
IMAGE = re.compile(r"""!\[\s*\](?:\(|\[)|<img\b(?![^>]*\balt\s*=\s*["'][^"']*[^\s"'])[^>]*>""", re.IGNORECASE)
# The route of a page -> the things that have one, and by which field its address names them.
PAGES = {
    "product": (models.Product, "slug"),
    "ingredient": (models.Ingredient, "slug"),
    "question": (models.Question, "slug"),
    "article": (models.Article, "slug"),
    "source": (models.SourceDocument, "code"),
}


def texts(holding):
    """(model, key, name, text) of every text that is not retired and matches `holding`, a rule on the text."""
    united = None
    for place, (model, text, name, key) in enumerate(TEXTS):
        rows = model.objects.annotate(
            place=Value(place), key=F(key), name_of=Cast(name, TextField()), text_of=Cast(text, TextField())
        ).filter(holding)
        rows = not_retired(rows).order_by().values_list("place", "key", "name_of", "text_of")
        united = rows if united is None else united.union(rows, all=True)
    return [(WITH_TEXT[place], key, name, text) for place, key, name, text in sorted(united)]


def not_retired(rows):
    if rows.model is models.ArticleSection:
        return rows.exclude(article__status=Status.RETIRED)
    return rows.exclude(status=Status.RETIRED) if rows.model is models.Question else rows


# Links


def broken_links(pages):
    """Links to an address of this portal that has no page, or whose page readers cannot open. `pages`: as PAGES, of all apps."""
    found = [
        (row, link)
        for row in texts(Q(text_of__contains="](") | Q(text_of__contains="]:") | Q(text_of__icontains="href"))
        for link in links(row[3])
    ]
    standing = standings({path for _row, path in found}, pages)
    broken = {(model, key, name, path): standing[path] for (model, key, name, _text), path in found if standing[path]}
    return [Entry(name, why % {"link": path}, model, key) for (model, key, name, path), why in broken.items()]


def links(text):
    """The paths of this portal that a text links to; places on the same page and addresses elsewhere are left out."""
    for match in TARGET.finditer(text):
        target = next(filter(None, match.groups())).removeprefix(settings.SITE_URL)
        try:
            parts = urlsplit(target)
        except ValueError:
            yield target  # no address at all, so it leads nowhere
            continue
        if not parts.scheme and not parts.netloc and parts.path and not parts.path.startswith(settings.STATIC_URL):
            yield parts.path


def standings(paths, pages):
    """Why each of these leads nowhere, as a sentence with %(link)s; empty where it leads to a page. One query for each kind of page."""
    why, asked = {}, defaultdict(dict)
    for path in paths:
        route, slug = route_of(path)
        why[path] = "" if route else _("No page has the address %(link)s.")
        if route in pages:
            asked[route][path] = slug
    for route, slugs in asked.items():
        found = standings_of(*pages[route], set(slugs.values()))
        why |= {path: found.get(slug, _("There is nothing at %(link)s.")) for path, slug in slugs.items()}
    return why


def standings_of(model, field, slugs):
    """Slug -> why readers do not open it."""
    columns = [name for name in ("status", "access") if name in {one.name for one in model._meta.fields}]
    rows = model.objects.filter(**{f"{field}__in": slugs}).order_by().values(field, *columns)
    return {row[field]: not_open(row.get("status", Status.PUBLISHED), row.get("access", "everyone")) for row in rows}


def not_open(status, access):
    if status == Status.DRAFT:
        return _("%(link)s is a draft that readers cannot open.")
    if status == Status.RETIRED:
        return _("%(link)s was retired.")
    return "" if access else _("Nobody has been named who may read %(link)s.")


@lru_cache(maxsize=2000)
def route_of(path):
    """(name of the route, slug) of an address, the closing slash forgiven; ("", "") where there is none."""
    for tried in (path, f"{path}/"):
        try:
            found = resolve(tried)
        except Resolver404:
            continue
        if found.url_name:
            return found.view_name, next(iter(found.kwargs.values()), "")
    return "", ""


# Images


def undescribed_images():
    holding = Q(text_of__contains="![") | Q(text_of__icontains="<img")
    why = _("An image in this text has no description.")
    return [Entry(name, why, model, key) for model, key, name, text in texts(holding) if IMAGE.search(text)]
