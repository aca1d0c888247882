"""What search engines read of a public page, in the words of schema.org: public content only, no price, no rating.

What is for some only never gets here: each function takes rows that anyone may read, and gives nothing for others.
"""

from django.utils.translation import gettext as _

from .rich_text import plain_text
from .visibility import ANYONE

BRAND = {"@type": "Brand", "name": "CALECIM Professional"}
SCHEMA = "https://schema.org"


def product(row, absolute):
    """`absolute` turns an address of this portal into one with its host."""
    if not ANYONE.may_open(row):
        return None
    said = {"@type": "Product", "name": row.name, "description": row.summary, "category": str(row.get_kind_display()), "brand": BRAND}
    names = {"alternateName": row.alias_list} if row.alias_list else {}
    images = [absolute(picture.largest_url) for picture in row.pictures.all()]
    shown = {"image": images} if images else {}
    return {"@context": SCHEMA, **said, **names, **shown, "url": absolute(row.get_absolute_url())}


def questions(rows, absolute):
    """The answers of a page; at least one has to be public."""
    said = [
        {
            "@type": "Question",
            "name": row.question,
            "url": absolute(row.get_absolute_url()),
            "acceptedAnswer": {"@type": "Answer", "text": plain_text(row.answer)},
        }
        for row in rows
        if ANYONE.may_open(row)
    ]
    return {"@context": SCHEMA, "@type": "FAQPage", "mainEntity": said} if said else None


def article(row, absolute):
    if not ANYONE.may_open(row):
        return None
    said = {"@type": "Article", "headline": row.title, "description": row.summary, "publisher": {"@type": "Organization", **named()}}
    checked = {"dateModified": row.checked_on.isoformat()} if row.checked_on else {}
    return {"@context": SCHEMA, **said, **checked, "url": absolute(row.get_absolute_url())}


def named():
    return {"name": BRAND["name"]}


def breadcrumbs(steps, absolute):
    """The way to a page: (name, address) from the home page on."""
    steps = [(_("Home"), "/"), *steps]
    items = [
        {"@type": "ListItem", "position": place, "name": str(name), "item": absolute(url)}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    return {"@context": SCHEMA, "@type": "BreadcrumbList", "itemListElement": items}
