"""Everything a product's page and its API answer say, for one viewer: composed once, so that both say the same."""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _

from .citing import citations_of
from .claim_cards import claim_as_dict
from .layering import BY_CODE, LAYERS, in_order
from .models import Claim, Concentration, OrderRule, Precaution, ProductFact, RoutineLayer, UsageStep
from .models.routine import sound
from .models.sources import EVIDENCE_GROUPS, EvidenceGroup
from .models.statements import SEVERITY_ORDER
from .phases import Phase, State, phases_of
from .visibility import Access, Viewer

# What is in it and how it is used stands in the formula and among the steps: as a claim it would be said twice.
STAND_ELSEWHERE = [kind for kind, group in EVIDENCE_GROUPS.items() if group == EvidenceGroup.SPECIFICATION]


def parts_of(product, viewer: Viewer) -> dict:
    """The parts the viewer may read, and `withheld`: the name, never the content, of what they may not."""
    formula = list(Concentration.objects.filter(product=product).select_related("ingredient"))
    claims, hidden_claims = readable(Claim.objects.filter(product=product).exclude(evidence__in=STAND_ELSEWHERE), viewer)
    precautions, hidden_precautions = readable(Precaution.objects.filter(products=product), viewer)
    facts, hidden_facts = readable(ProductFact.objects.filter(product=product), viewer)
    steps, hidden_steps = readable(UsageStep.objects.filter(product=product), viewer)
    cited = citations_of([product], formula, claims, precautions, facts, steps)

    def with_citations(row, **said):
        return {**said, "citations": cited[row._meta.label, row.pk]}

    return {
        "formula": [with_citations(line, **formula_line(line, viewer)) for line in formula],
        "claims": [with_citations(claim, **claim_as_dict(claim)) for claim in claims],
        "precautions": [
            with_citations(one, **precaution_as_dict(one)) for one in sorted(precautions, key=lambda one: SEVERITY_ORDER[one.severity])
        ],
        "facts": by_topic(facts, with_citations),
        "topic_labels": dict(ProductFact.Topic.choices),
        "how_to_use": how_to_use(steps, with_citations),
        "citations": cited[product._meta.label, product.pk],
        "withheld": withheld(hidden_claims + hidden_precautions + hidden_facts, hidden_steps, viewer),
    }


def readable(rows, viewer):
    """The rows the viewer may read, and the access of those they may not. The rule itself is the viewer's."""
    seen, hidden = [], []
    for row in rows:
        seen.append(row) if viewer.may_read(row.access) else hidden.append(row.access)
    return seen, [access for access in hidden if access]


def formula_line(line, viewer):
    """A line is named whatever its ingredient's status; only an ingredient the viewer may open has a slug and an address."""
    ingredient = line.ingredient if line.ingredient and viewer.may_open(line.ingredient) else None
    return {
        "ingredient": ingredient.slug if ingredient else None,
        "url": ingredient.get_absolute_url() if ingredient else None,
        "name": line.label,
        "percent": line.percent,
        "qualifier": line.qualifier,
        "qualifier_label": line.get_qualifier_display(),
        "as_stated": line.as_stated,
        "note": line.note,
        "printed": line.printed,
    }


def precaution_as_dict(precaution):
    return {
        "code": precaution.code,
        "severity": precaution.severity,
        "severity_label": precaution.get_severity_display(),
        "title": precaution.title,
        "reason": precaution.reason,
        "action": precaution.action,
        "scope_as_printed": precaution.scope_as_printed,
        "house": precaution.house,
    }


def by_topic(facts, with_citations):
    topics = defaultdict(list)
    for fact in facts:
        topics[fact.topic].append(with_citations(fact, code=fact.code, text=fact.text, inferred=fact.inferred))
    return dict(topics)


def how_to_use(steps, with_citations):
    """The settings that have steps, each with its steps in order."""
    settings = []
    for setting in UsageStep.Setting:
        rows = [with_citations(step, text=step.text, inferred=step.inferred) for step in steps if step.setting == setting]
        if rows:
            settings.append({"setting": setting.value, "label": setting.label, "steps": rows})
    return settings


def withheld(hidden, hidden_steps, viewer):
    """What exists that this viewer may not read, without values: the part, for whom it is, how to get in."""
    named = []
    if hidden_steps:
        named.append((_("In-clinic steps and home volumes"), hidden_steps))
    if hidden:
        named.append((_("Treatment volumes and other clinic figures"), hidden))
    return [{"part": part, "for": for_whom(accesses), "how": how_to_get_in(viewer)} for part, accesses in named]


def for_whom(accesses):
    widest = Access.PRACTITIONERS if set(accesses) == {Access.PRACTITIONERS} else Access.PROFESSIONALS
    return str(widest.label)


def how_to_get_in(viewer):
    if viewer.signed_in:
        return _("Have that profession verified. Your account page says how.")
    return _("Sign in, or create an account, and have that profession verified. The account page says how.")


def phases_for(product):
    """The phase strip of one product: for each phase its name, the state as a code, the word in the picture and the sentence beside it.

    Empty for a product that is part of the procedure itself.
    """
    names, words = phase_names(), state_words()
    return [
        {
            "phase": one.phase.value,
            "name": names[one.phase],
            "state": one.state.value,
            "word": words[one.state],
            "text": in_words(one, product),
        }
        for one in phases_of(product.after_procedure)
    ]


def phase_names():
    return {
        Phase.CLOSED: _("Closed skin"),
        Phase.DAY_0: _("Day 0"),
        Phase.DAYS_1_TO_2: _("Day 1 to 2"),
        Phase.LATER: _("Later"),
    }


def state_words():
    """At most two short lines each: they stand inside the picture."""
    return {
        State.USE: _("Yes"),
        State.DEPENDS: _("Depends"),
        State.NOT_YET: _("Not yet"),
        State.ONCE_NORMAL: _("Once normal"),
        State.ASK: _("Ask"),
    }


def in_words(one, product):
    if one.phase == Phase.CLOSED:
        return _("Yes, in the daily routine. No procedure was done, or the skin has closed again.")
    if one.state == State.USE:
        return _("Yes, from the procedure on.") if one.phase == Phase.DAY_0 else _("Yes.")
    return {
        State.DEPENDS: _("It depends on how much skin the procedure took off: a wait of a day or two may be wise."),
        State.NOT_YET: _("Not yet, as long as the skin is not back to normal."),
        State.ONCE_NORMAL: _("Yes, once the skin is back to normal. No day is named."),
        State.ASK: product.get_after_procedure_display() + ".",
    }[one.state]


def claims_by_group(claims):
    """All groups of evidence in their fixed order, each with its claims: an empty one too, for the picture shows every group."""
    return [
        {"group": group.value, "label": group.label, "claims": [claim for claim in claims if claim["evidence_group"] == group]}
        for group in EvidenceGroup
    ]


def layers_for(product):
    """The layering stack with this product's place marked; empty for a product outside the order."""
    if product.step is None:
        return []
    return [
        {
            "code": layer.code,
            "name": RoutineLayer(layer.code).label,
            "morning": layer.morning,
            "evening": layer.evening,
            "house": layer.step is not None,
            "current": layer.step == product.step,
        }
        for layer in layers_in_order()
    ]


def layers_in_order():
    """The layers of the line's own routine, as the rules of the order put them; none where these contradict each other."""
    rules = sound(OrderRule.objects.all())
    return [BY_CODE[code] for code in in_order(rules) if BY_CODE[code] in LAYERS] if rules is not None else []


def where_to_browse(concern):
    return f"{reverse('products')}?concern={concern.slug}"
