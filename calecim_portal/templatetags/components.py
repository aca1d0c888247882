"""Figures and pictures for every template. A template builtin: no page loads it."""

import json

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calecim_portal import drawings
from calecim_portal import form_fields as forms_in_plain
from calecim_portal.pictures import catalogue as pictures
from catalogue import figures
from catalogue import rich_text as texts

register = template.Library()

ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}


@register.filter
def plain(value):
    """A decimal without trailing zeros; nothing for what is not stated, for a blank is never 0."""
    return "" if value in (None, "") else figures.plain(value)


@register.filter
def ml(value):
    return "" if value in (None, "") else figures.with_unit(value, "ml")


@register.filter
def prose(text):
    """Running text from the database: a figure and its unit stay on one line."""
    return figures.bind_units(str(text)) if text else ""


@register.simple_tag
def linked(text, terms=None):
    """Running text in which the words of the glossary are linked where the page first uses them; without `terms` the text alone."""
    return terms.link(text) if terms else prose(text)


@register.simple_tag
def rich_text(markdown, terms=None):
    """Markdown from the database, sanitised, its terms linked where the page first uses them."""
    return texts.render(markdown, terms or None)


@register.filter
def percent(value):
    return "" if value in (None, "") else figures.with_unit(value, "%")


@register.filter
def severity(precautions, wanted):
    """The precautions of the severities named, as `"delay caution"`, in the order they came."""
    return [one for one in precautions or [] if one["severity"] in wanted.split()]


@register.inclusion_tag("components/form-fields.html")
def form_fields(form):
    """Every field of a form as components; hidden ones too."""
    return {"fields": forms_in_plain.plain_fields(form)}


@register.inclusion_tag("components/error-summary.html")
def form_problems(form, level=2):
    """The summary above a form that came back, its sentences leading to their fields."""
    return {"errors": forms_in_plain.problems(form), "level": level}


@register.simple_tag
def json_ld(data):
    """Data for search engines inside a page: no script runs, and no text can end the element."""
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES)))  # noqa: S308


@register.simple_tag
def font_addresses():
    """The fonts to fetch early. A machine on which they could not be built serves the fallback, not an error."""
    try:
        return [static(f"fonts/{name}.woff2") for name in ("newsreader", "atkinson-regular", "atkinson-bold")]
    except ValueError:
        return []


@register.simple_tag
def drawing(group, *wanted):
    """One of our own drawings, as `drawing "product" slug kind`: the first of the names that is drawn. Decoration: the name stands beside it."""
    name = drawings.name_for(*(f"{group}-{one}" for one in wanted))
    return format_html(
        '<svg class="drawing" viewBox="0 0 320 320" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static(drawings.SPRITE),
        name,
    )


@register.inclusion_tag("components/concentration-bar.html")
def concentration_bar(share, name, qualifier="exact"):
    """The stated share of one ingredient. Without a share there is no bar, only the words."""
    bar = None if share in (None, "") else pictures.concentration_bar(share)
    return {"bar": bar, "share": share, "name": name, "about": qualifier == "about"}


@register.inclusion_tag("components/share-chart.html")
def share_chart(products, ingredient):
    """The share of one ingredient in all products that hold it, in the order given and on one scale. Without a share there is no bar."""
    rows = [
        {
            **product,
            "about": product["qualifier"] == "about",
            "remainder": product["qualifier"] == "remainder",
            "bar": None if product["percent"] is None else pictures.concentration_bar(product["percent"]),
        }
        for product in products
    ]
    return {"rows": rows, "ingredient": ingredient, "published": any(row["bar"] for row in rows)}


@register.inclusion_tag("components/layering-stack.html")
def layering_stack(layers):
    """The order in which products go on the skin, morning and evening apart."""
    layers = [_plain_layer(layer) for layer in layers]
    here = _("this product")
    moments = [
        ("morning", _("Morning"), _("not in the morning")),
        ("evening", _("Evening"), _("not in the evening")),
    ]
    return {
        "stacks": [
            {
                "code": code,
                "label": label,
                "picture": pictures.layering_stack(layers, used=code, absent=absent, here=here),
                "order": [layer for layer in layers if layer[code]],
            }
            for code, label, absent in moments
        ]
    }


@register.inclusion_tag("components/phase-strip.html")
def phase_strip(rows):
    """When each product may go on treated skin. `rows`: name, and phases with name, state, word and text."""
    return {"picture": pictures.phase_strip(rows), "rows": rows}


@register.inclusion_tag("components/evidence-marks.html")
def evidence_marks(groups):
    """`groups`: all groups of evidence in their order, each group, label and remark: the words that mark it, or nothing."""
    return {"picture": pictures.evidence_ladder(groups)}


@register.simple_tag
def marks_of_claims(groups):
    """What `evidence_marks` takes, from groups with their claims: each group that has some says how many."""
    return [{**group, "remark": _how_many(len(group["claims"]))} for group in groups]


def _how_many(count):
    return ngettext("%(count)s claim on this page", "%(count)s claims on this page", count) % {"count": count} if count else ""


@register.inclusion_tag("components/colour-check.html")
def colour_check(check_url=""):
    """The four looks of the Serum. `check_url`: where an ampoule can be checked step by step, if that is another page."""
    return {"check_url": check_url}


@register.filter
def shared_citations(rows):
    """The citations of a whole list, where every row of several rests on the same passages; else nothing, and each row says its own."""
    rows = rows or []
    first = rows[0].get("citations") if len(rows) > 1 else None
    return first if first and all(row.get("citations") == first for row in rows) else None


def _plain_layer(layer):
    keys = ("code", "name", "morning", "evening", "current", "house")
    return {key: layer[key] if isinstance(layer, dict) else getattr(layer, key) for key in keys}
