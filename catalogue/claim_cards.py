"""A claim as every page shows it: its words, its figure in words, its evidence, what it cites and what it is about."""

import re

from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .citing import citations_of
from .figures import NO_BREAK_SPACE
from .models import Claim
from .models.sources import Evidence
from .models.statements import about

UNITS = {"percent": "%", "x": _("times"), "USD": _("US dollars")}
BEFORE_THE_FIGURE = {"pH", "day", "entry"}
AFTER_THE_FIGURE = {"or more"}
RANGE = re.compile(r"(?<=[0-9])[-–](?=[0-9])")


def figure_in_words(qualifier, value, unit):
    """`up to 50 %`, `pH 4.7 to 5.7`, `3 months or more`; nothing where no figure is stated."""
    if not value:
        return ""
    figure = with_unit(RANGE.sub(f" {gettext('to')} ", value), unit)
    if not qualifier:
        return figure
    return f"{figure} {qualifier}" if qualifier in AFTER_THE_FIGURE else f"{qualifier} {figure}"


def with_unit(figure, unit):
    if not unit:
        return figure
    if unit in BEFORE_THE_FIGURE:
        return f"{unit}{NO_BREAK_SPACE}{figure}"
    if not figure[0].isdigit():
        return gettext("%(figure)s of %(unit)s") % {"figure": figure, "unit": unit}  # hundreds of proteins
    return f"{figure}{NO_BREAK_SPACE}{UNITS.get(unit, unit)}"


def references_in_words(numbers):
    """What the numbers behind a claim are worth: no document supplies the list they point to."""
    if not numbers:
        return ""
    said = ngettext(
        "Reference %(numbers)s is cited; the list is not supplied.",
        "References %(numbers)s are cited; the list is not supplied.",
        len(numbers),
    )
    return said % {"numbers": get_text_list(numbers, gettext("and"))}


def evidence_as_dict(code):
    evidence = Evidence(code)
    return {
        "evidence": evidence.value,
        "evidence_label": evidence.label,
        "evidence_group": evidence.group.value,
        "evidence_group_label": evidence.group.label,
    }


def claim_as_dict(claim):
    return {
        "code": claim.code,
        "text": claim.text,
        "qualifier": claim.qualifier or None,
        "value": claim.value or None,
        "unit": claim.unit or None,
        "figure": figure_in_words(claim.qualifier, claim.value, claim.unit),
        **evidence_as_dict(claim.evidence),
        "references": claim.reference_list,
        "references_said": references_in_words(claim.reference_list),
        "caveat": claim.caveat,
    }


def with_subjects(claims):
    """What `claim_card` needs of each claim, in the same query."""
    return claims.select_related("product", "comparator")


def claim_card(claim, citations, viewer):
    """The plain values of components/claim-card.html. Only a subject that the viewer may open has an address."""
    subject = claim.product or claim.comparator
    opens = subject is not None and viewer.may_open(subject)
    return {
        **claim_as_dict(claim),
        "about": about(claim),
        "about_url": subject.get_absolute_url() if opens else None,
        "citations": citations,
    }


def claim_cards(claims, viewer):
    """Cards of these claims in their order, their citations in one query. The rows come `with_subjects`, already filtered."""
    claims = list(claims)
    cited = citations_of(claims)
    return [claim_card(claim, cited[Claim._meta.label, claim.pk], viewer) for claim in claims]
