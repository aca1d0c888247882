"""Keeps the table of findable parts true: every edit of a thing, or of one of its parts, writes its entries anew.

Django's signals carry the news within the same transaction, so a rollback takes the entries back too. `QuerySet.update` and raw SQL send
none; after those `manage.py rebuild_search` puts things right.
"""

import hashlib
from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.utils import timezone

from catalogue.models import LoadedRow, SearchPart
from catalogue.visibility import Access, Status

from . import engines, spelling
from .words import RULES, words_of

KINDS = {}  # code -> Kind
LINE = " | "  # between one name and the next; no word, so nothing finds it
OPENNESS = [Access.EVERYONE, Access.PROFESSIONALS, Access.PRACTITIONERS]

put_off = ContextVar("things to be indexed at the end of a batch", default=None)


@dataclass(frozen=True)
class Part:
    """Something to be found. The first part of a thing has no code; it carries the names."""

    text: str
    title: str
    url: str
    code: str = ""
    names: tuple = ()
    context: str = ""  # words that find this part too, such as the name of the thing it belongs to
    access: str = Access.EVERYONE.value
    status: str = Status.PUBLISHED.value


class Kind:
    """One kind of thing that search finds: what it is called, which edits touch it, which parts it has."""

    code = ""
    label = ""
    watches = {}  # model -> function of a changed row, giving the slugs of the things it is part of

    def slugs(self):
        """Every thing of this kind there is."""
        raise NotImplementedError

    def parts(self, slug):
        """The parts of one thing; none if it is no longer there."""
        raise NotImplementedError


def narrowest(*accesses):
    """Who may read a part of a thing: whoever may read both. Undecided, or a word that means nothing, is for editors only."""
    return max(accesses, key=OPENNESS.index) if set(accesses) <= set(OPENNESS) else ""


def register(kind):
    KINDS[kind.code] = kind
    for model, slugs_of in kind.watches.items():
        follow_edits(kind, model, slugs_of)


def follow_edits(kind, model, slugs_of):
    def edited(sender, instance, **rest):
        mark((kind.code, slug) for slug in slugs_of(instance))

    def about_to_go(sender, instance, **rest):
        # Afterwards its links are gone, and with them what it was part of.
        remember(instance, kind, slugs_of(instance))

    def gone(sender, instance, **rest):
        mark(remembered(instance, kind))

    for signal, receiver in ((post_save, edited), (pre_delete, about_to_go), (post_delete, gone)):
        signal.connect(receiver, sender=model, weak=False, dispatch_uid=f"search {kind.code} {model._meta.label}")


def follow_links(kind, through, slugs_of):
    """The same for a many-to-many relation; `slugs_of` gets the row that was edited and the keys of the others."""

    def edited(sender, instance, action, pk_set, **rest):
        if action == "pre_clear":
            remember(instance, kind, slugs_of(instance, ()))
        elif action == "post_clear":
            mark(remembered(instance, kind))
        elif action in {"post_add", "post_remove"}:
            mark((kind.code, slug) for slug in slugs_of(instance, pk_set))

    m2m_changed.connect(edited, sender=through, weak=False, dispatch_uid=f"search {kind.code} {through._meta.label}")


def remember(row, kind, slugs):
    row.__dict__.setdefault("_search_things", {})[kind.code] = [(kind.code, slug) for slug in slugs]


def remembered(row, kind):
    return row.__dict__.get("_search_things", {}).pop(kind.code, [])


def mark(things):
    """Index these now, or at the end of the batch that is under way."""
    waiting = put_off.get()
    if waiting is None:
        refresh(things)
    else:
        waiting.update(dict.fromkeys(things))


@contextmanager
def batch():
    """Many edits, each thing indexed once at the end: inside the transaction of the caller."""
    token = put_off.set({})
    try:
        yield
        waiting = list(put_off.get())
    finally:
        put_off.reset(token)
    mark(waiting)


@transaction.atomic
def refresh(things):
    """Writes the entries of these (kind, slug) anew; what has not changed keeps its day."""
    words, touched = Counter(), []
    for kind, slug in dict.fromkeys(things):
        touched += rewrite(KINDS[kind], slug, words)
    engines.follow(connection, touched)
    spelling.count(words)


def rewrite(kind, slug, words):
    """The rows that were written or taken away; `words` counts what is said more or less often than before."""
    wanted = {part.code[:80]: entry(kind, slug, part) for part in kind.parts(slug)}
    there = {row.part: row for row in SearchPart.objects.filter(kind=kind.code, slug=slug)}
    gone = [row for part, row in there.items() if part not in wanted]
    new = [row for part, row in wanted.items() if part not in there]
    changed = [row for part, row in wanted.items() if part in there and content(there[part]) != content(row)]
    for row in changed:
        row.pk = there[row.part].pk
    words.update(spelling.uses(new + changed))
    words.subtract(spelling.uses(gone + [there[row.part] for row in changed]))
    SearchPart.objects.filter(pk__in=[row.pk for row in gone]).delete()
    SearchPart.objects.bulk_create(new)
    SearchPart.objects.bulk_update(changed, [*CONTENT, "changed_at"], batch_size=100)
    return [pk for row in gone if (pk := row.pk)] + [row.pk for row in new + changed]


CONTENT = ["access", "status", "title", "text", "url", "also_called", "names", "words"]


def content(row):
    return [str(getattr(row, name)) for name in CONTENT]


def entry(kind, slug, part):
    names = LINE.join(" ".join(words_of(str(name))) for name in part.names if name)
    words = dict.fromkeys(words_of(" ".join(map(str, [*part.names, part.context, part.title, part.text]))))
    return SearchPart(
        kind=kind.code,
        slug=slug,
        part=part.code[:80],
        access=part.access,
        status=part.status,
        title=str(part.title)[:200],
        text=str(part.text),
        url=part.url,
        also_called="\n".join(str(name) for name in part.names if name),
        names=names,
        words=" ".join(words),
        changed_at=timezone.now(),
    )


@transaction.atomic
def rebuild(progress=lambda things: things):
    """Writes every entry there should be and takes away every other one. Gives the number of things."""
    things = {(kind.code, slug): None for kind in KINDS.values() for slug in kind.slugs()}
    strays = set(SearchPart.objects.order_by().values_list("kind", "slug").distinct()) - set(things)
    for kind, slug in strays:
        SearchPart.objects.filter(kind=kind, slug=slug).delete()
    for thing in progress(list(things)):
        rewrite(KINDS[thing[0]], thing[1], Counter())
    engines.start_again(connection)
    spelling.count_again()
    return len(things)


@transaction.atomic
def keep_up():
    """Rebuilds the table when the rules of words, the kinds or the fixed pages are not those it was written by. Two queries if they are."""
    wanted = hashlib.sha256(" ".join([str(RULES), *KINDS, *KINDS["page"].slugs()]).encode()).hexdigest()
    if LoadedRow.objects.filter(model="search", key="rules", fingerprint=wanted).exists():
        return
    rebuild()
    LoadedRow.objects.update_or_create(model="search", key="rules", defaults={"fingerprint": wanted})
