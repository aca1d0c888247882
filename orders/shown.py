"""An order list as its reader sees it: what each line is, and what stands in its way. The page, the sending and the letters ask the same."""

import hashlib
import json
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Product
from catalogue.visibility import Status, Viewer

from .contents import LONGEST_NOTE, MOST_LINES, Contents


@dataclass(frozen=True)
class ShownLine:
    key: str
    name: str
    url: str
    pack: str  # blank where no size is stated
    price: str  # of one pack; blank, for no document names any
    quantity: int
    product: Product | None
    problem: str  # a sentence; while there is one, the order cannot be sent


@dataclass(frozen=True)
class ShownList:
    lines: tuple[ShownLine, ...]
    problems: tuple[str, ...]  # of the list as a whole

    @property
    def stands_in_the_way(self):
        """Every sentence that keeps the order from being sent."""
        return [*self.problems, *(f"{line.name}: {line.problem}" for line in self.lines if line.problem)]


def shown(contents: Contents, viewer: Viewer) -> ShownList:
    known = products_known_to(viewer, [line.product for line in contents.lines])
    return ShownList(tuple(shown_line(line, known.get(line.product), viewer) for line in contents.lines), tuple(problems_of(contents)))


def products_known_to(viewer, slugs):
    """Also retired ones, which are named, and what a staff member previews."""
    rows = Product.objects.known_to(viewer).filter(slug__in=set(slugs)).prefetch_related("packs") if slugs else []
    return {product.slug: product for product in rows}


def shown_line(line, product, viewer):
    pack = pack_of(product, line.pack)
    return ShownLine(
        key=line.key,
        name=product.name if product else line.product,
        url=product.get_absolute_url() if product else "",
        pack=pack.label if pack else "",
        price=pack.price_label if pack else "",
        quantity=line.quantity,
        product=product,
        problem=refusal(product, viewer) or pack_problem(product, line.pack),
    )


def pack_of(product, code):
    return next((pack for pack in product.packs.all() if pack.code == code), None) if product else None


def first_pack(product):
    """The code of the pack that is meant where none is named; blank where no size is stated."""
    return next((pack.code for pack in product.packs.all()), "")


def refusal(product, viewer):
    """Why this viewer may not ask for a product; nothing where they may. What a visitor may not see is not there."""
    if product is None:
        return _("There is no such product here.")
    if product.status == Status.RETIRED:
        return _("This product is no longer sold.")
    if viewer.may_request(product):
        return ""
    if product.professional_only and product.status == Status.PUBLISHED and viewer.may_read(product.access):
        return _("Only verified salon professionals and practitioners may ask for it (house decision).")
    return _("It is not published for you to ask for.")


def pack_problem(product, code):
    if pack_of(product, code) or (not code and not first_pack(product)):
        return ""
    return _("Its packs have changed. Remove it and add the product again.")


def problems_of(contents):
    if contents.is_empty:
        yield _("Your order is empty. Add a product first.")
    if contents.unreadable:
        yield ngettext(
            "%(number)d line of this order cannot be read. Remove it.",
            "%(number)d lines of this order cannot be read. Remove them.",
            contents.unreadable,
        ) % {"number": contents.unreadable}
    if contents.size > MOST_LINES:
        yield _("An order holds %(most)d lines at most. This one has %(number)d.") % {"most": MOST_LINES, "number": contents.size}
    if len(contents.note) > LONGEST_NOTE:
        yield _("The note is too long: use at most %(most)d characters. It has %(number)d.") % {
            "most": LONGEST_NOTE,
            "number": len(contents.note),
        }


def fingerprint(contents):
    """Of what a reader has seen before sending: another device may change the list meanwhile."""
    seen = [[line.key, line.quantity] for line in contents.lines], contents.note
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]


def in_packs(quantity):
    return ngettext("%(number)d pack", "%(number)d packs", quantity) % {"number": quantity}


def packs_in_words(quantity, pack):
    """`12 × Ampoule, 5 ml`, or so many packs whose size is not stated: a distributor must not take one for a box of them."""
    return f"{quantity} × {pack}" if pack else f"{in_packs(quantity)} ({_('size not stated')})"
