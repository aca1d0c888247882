"""Which of the products somebody owns goes on when, in which order, and why; and what does not go on now. Plain Python.

Stops come first: what a condition of the skin rules out never gets a place. The rest is put in the order of `layering`. Nothing is guessed:
a product without a stated place is named beside the order, and skin that was treated in a procedure gets only what the maker says may go
on it. Codes are those of the catalogue: conditions, severities, moments after a procedure, precautions.
"""

from dataclasses import dataclass
from enum import StrEnum

from .finder import EXCLUDING, TREATED_SKIN, Precaution
from .layering import (
    BY_CODE,
    BY_STEP,
    CLEANSER,
    MOISTURISER,
    RANK,
    RETINOID,
    SERUM,
    SUNSCREEN,
    TONER,
    TREATMENT_CREAM,
    VITAMIN_C,
    Before,
    in_order,
    path,
)

ACTIVE_ACNE = "active_acne"
NEVER, CONSULT = "never", "consult"
# Precautions for what a visitor uses besides, where their product is used too. On treated skin all of it waits, and one of them says so.
PAIRINGS = {
    "retinoid": ("retinoid_pairing",),
    "acid": ("aha_stagger", "exfoliant_on_treated_skin"),
    "vitamin_c": ("vitamin_c", "strong_actives_am"),
}
ONLY_ON_TREATED_SKIN = frozenset({"exfoliant_on_treated_skin"})
# What a visit to the clinic makes worth saying of the Serum.
AROUND_A_PROCEDURE = ("serum_unneutralised_peel", "serum_oxygen_facial", "serum_sting")
OILY_SKIN = "mac_oily_skin"
NAMED_PRECAUTIONS = frozenset({code for codes in PAIRINGS.values() for code in codes} | {*AROUND_A_PROCEDURE, OILY_SKIN})


class Active(StrEnum):
    RETINOID = "retinoid"
    ACID = "acid"
    VITAMIN_C = "vitamin_c"


class Procedure(StrEnum):
    """When the skin was last treated in a procedure. `UNSURE` is what was not answered: it stops nothing and warns of everything."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    EARLIER = "earlier"  # and the skin is not back to normal
    NO = "no"  # or the skin is back to normal
    UNSURE = "unsure"


TREATED = frozenset({Procedure.TODAY, Procedure.YESTERDAY, Procedure.EARLIER})


@dataclass(frozen=True)
class Owned:
    slug: str
    name: str
    step: int | None  # place in the documented order; None: no document gives one
    morning: bool
    evening: bool
    after_procedure: str
    scalp: bool = False

    @property
    def layer(self) -> str | None:
        return BY_STEP.get(self.step)


@dataclass(frozen=True)
class Skin:
    """What a visitor said of their skin; None: not answered."""

    active_acne: bool | None = None
    oily: bool | None = None
    procedure: Procedure = Procedure.UNSURE

    @property
    def treated(self) -> bool:
        return self.procedure in TREATED


class When(StrEnum):
    """Not on every evening."""

    NIGHTS_WITHOUT_RETINOID = "nights_without_retinoid"
    RETINOID_NIGHTS = "retinoid_nights"
    SOME_NIGHTS = "some_nights"


@dataclass(frozen=True)
class Step:
    """`because` is the chain of rules that ties the step to the one it follows (or, for the first, to the one it comes before);
    `beside` are the layers before it that no rule ties to it: their order is not stated.
    """

    layer: str
    product: str | None = None
    because: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    when: When | None = None


class Why(StrEnum):
    """Why an owned product, or an active, has no place now."""

    PRECAUTION = "precaution"  # the precautions that are met say it
    OILY_SKIN = "oily_skin"
    NOT_NORMAL_YET = "not_normal_yet"
    WAIT_A_DAY_OR_TWO = "wait_a_day_or_two"
    ASK_WHEN = "ask_when"  # allowed after a procedure, no moment stated
    ASK_IF = "ask_if"  # nothing stated on skin after a procedure
    SCALP = "scalp"
    NO_PLACE = "no_place"
    NO_TIME = "no_time"  # a place, but no time of day


@dataclass(frozen=True)
class LeftOut:
    product: str
    why: Why
    precautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Routine:
    """Every owned product is in exactly one of: the morning or the evening (or both), `night_options`, `left_out`."""

    morning: tuple[Step, ...]
    evening: tuple[Step, ...]
    night_options: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    if_treated: tuple[LeftOut, ...]  # has a place, but would have none on treated skin, and no precaution says so; that was not answered
    actives_left_out: tuple[Active, ...]  # because skin was treated
    skipped: tuple[str, ...]  # house layers for which nothing is owned, in order
    stops: tuple[str, ...]  # precautions that forbid, met by what is owned
    cautions: tuple[str, ...]  # other precautions to read with the order, consult last
    in_doubt: tuple[str, ...]  # what matters if a condition that was not answered holds
    notes: tuple[str, ...]  # topics


def build(
    owned: tuple[Owned, ...],
    rules: tuple[Before, ...],
    precautions: tuple[Precaution, ...],
    also_using: frozenset[Active] = frozenset(),
    skin: Skin = Skin(),
) -> Routine:
    """The routine of somebody who owns these products. Whatever order they are given in, it comes out the same.

    Raises layering.Cycle where the rules contradict each other; saving a rule refuses that.
    """
    owned = tuple(sorted(owned, key=lambda one: (one.step or len(RANK), one.name, one.slug)))
    bars = {one.slug: bar(one, owned, precautions, skin) for one in owned}
    free = [one for one in owned if bars[one.slug] is None]
    placed = [one for one in free if one.layer]
    alternating = Active.RETINOID in also_using and not skin.treated
    by_day = also_using if not skin.treated else frozenset()
    order = in_order(rules)
    morning = steps([one for one in placed if one.morning], order, rules, evening=False, actives=by_day, treated=skin.treated)
    evening = steps([one for one in placed if one.evening], order, rules, evening=True, actives=by_day, treated=skin.treated)
    left_out = tuple(found for found in bars.values() if found)
    stops, cautions, in_doubt = advice(owned, free, precautions, also_using, skin)
    said = {code for found in left_out for code in found.precautions}
    return Routine(
        morning=morning,
        evening=with_nights(evening) if alternating else evening,
        night_options=tuple(one.slug for one in free if not one.layer),
        left_out=left_out,
        if_treated=if_treated(free, precautions, skin),
        actives_left_out=tuple(one for one in Active if one in also_using) if skin.treated else (),
        skipped=tuple(code for code in order if BY_CODE[code].step and code not in {one.layer for one in owned}),
        stops=stops,
        cautions=tuple(code for code in cautions if code not in said),
        in_doubt=in_doubt,
        notes=notes(owned, placed, free, bars, also_using, skin),
    )


# What gets no place


def bar(one: Owned, owned: tuple[Owned, ...], precautions: tuple[Precaution, ...], skin: Skin) -> LeftOut | None:
    """The first reason that keeps a product out, the gravest first; None where it has a place."""
    met = tuple(found.code for found in precautions if found.severity in EXCLUDING and one.slug in found.products and holds(found, skin))
    if one.scalp:
        return LeftOut(one.slug, Why.SCALP)
    if any(found.severity == NEVER for found in precautions if found.code in met):
        return LeftOut(one.slug, Why.PRECAUTION, met)
    if skin.treated and (why := after_procedure(one, skin.procedure)):
        return LeftOut(one.slug, why, met)
    delayed = tuple(code for code in met if not allowed_by_now(one, skin.procedure))
    if delayed:
        return LeftOut(one.slug, Why.PRECAUTION, delayed)
    if one.layer is None:
        return None if one.evening else LeftOut(one.slug, Why.NO_PLACE)
    if not one.morning and not one.evening:
        return LeftOut(one.slug, Why.NO_TIME)
    if skin.oily and one.layer == MOISTURISER and over_treatment_cream(owned, precautions, skin):
        return LeftOut(one.slug, Why.OILY_SKIN, tuple(found.code for found in precautions if found.code == OILY_SKIN))
    return None


def holds(precaution: Precaution, skin: Skin) -> bool:
    said = {ACTIVE_ACNE: skin.active_acne, TREATED_SKIN: skin.treated}
    return said.get(precaution.condition) is True


def after_procedure(one: Owned, procedure: Procedure) -> Why | None:
    """What its moment after a procedure says on treated skin. Where the maker states no moment, the clinic is asked first."""
    return {
        "immediately": None,
        "after_a_day_or_two": Why.WAIT_A_DAY_OR_TWO if procedure == Procedure.TODAY else None,
        "when_skin_has_normalised": Why.NOT_NORMAL_YET,
        "moment_not_stated": Why.ASK_WHEN,
    }.get(one.after_procedure, Why.ASK_IF)


def if_treated(free: list[Owned], precautions: tuple[Precaution, ...], skin: Skin) -> tuple[LeftOut, ...]:
    """What the open question about a procedure could take out, of the products that `in_doubt` does not speak of already."""
    if skin.procedure != Procedure.UNSURE:
        return ()
    told = {slug for one in precautions if one.condition == TREATED_SKIN and one.severity in EXCLUDING for slug in one.products}
    return tuple(LeftOut(one.slug, why) for one in free if one.slug not in told and (why := after_procedure(one, Procedure.TODAY)))


def allowed_by_now(one: Owned, procedure: Procedure) -> bool:
    """A wait of a day or two may be over the day after; the clinic is asked, and the reader told so."""
    return one.after_procedure == "after_a_day_or_two" and procedure in {Procedure.YESTERDAY, Procedure.EARLIER}


def over_treatment_cream(owned: tuple[Owned, ...], precautions: tuple[Precaution, ...], skin: Skin) -> bool:
    """The maker's word on oily skin is about a moisturiser over the treatment cream: it says nothing where that is not used."""
    return any(one.layer == TREATMENT_CREAM and bar(one, owned, precautions, skin) is None for one in owned)


# The order


def steps(products: list[Owned], order: tuple[str, ...], rules: tuple[Before, ...], *, evening: bool, actives, treated: bool):
    """The steps of one part of the day. A layer that nobody owns is there where its use is stated: cleanser always, toner below what
    the maker puts on after it, sunscreen in the morning. On treated skin there is no toner: no document puts any on it.
    """
    used = {one.layer for one in products} | {CLEANSER}
    if not evening:
        used |= {SUNSCREEN} | ({VITAMIN_C} if Active.VITAMIN_C in actives else set())
    elif Active.RETINOID in actives:
        used.add(RETINOID)
    if not treated and any(rule.first == TONER and rule.then in used - {SUNSCREEN} for rule in rules):
        used.add(TONER)
    layers = [code for code in order if code in used]
    found = []
    for place, code in enumerate(layers):
        because, beside = reasons(rules, layers, place)
        owners = [one for one in products if one.layer == code]
        found += [Step(code, one.slug, because, beside) for one in owners] or [Step(code, None, because, beside)]
    return tuple(found)


def reasons(rules, layers, place):
    """Why a layer stands where it does, and beside which of those before it no rule puts it."""
    code, before = layers[place], layers[:place]
    tied = {other: path(rules, other, code) for other in before}
    nearest = next((tied[other] for other in reversed(before) if tied[other]), ())
    if not before and len(layers) > 1:
        chains = [chain for other in layers[1:] if (chain := path(rules, code, other))]
        nearest = min(chains, key=lambda chain: (len(chain), BY_CODE[chain[-1].then].step is None), default=())
    never_together = {SERUM, RETINOID}
    beside = tuple(other for other in before if not tied[other] and {other, code} != never_together)
    return tuple(rule.code for rule in nearest), beside


def with_nights(evening: tuple[Step, ...]) -> tuple[Step, ...]:
    """Serum and retinoid on different nights. Who has no Serum is told of no alternation, since none is stated for the creams."""
    has_serum = any(step.layer == SERUM for step in evening)
    when = {SERUM: When.NIGHTS_WITHOUT_RETINOID, RETINOID: When.RETINOID_NIGHTS if has_serum else When.SOME_NIGHTS}
    return tuple(Step(step.layer, step.product, step.because, step.beside, when.get(step.layer)) for step in evening)


# What is said with it


def advice(owned, free, precautions, also_using, skin):
    """(what is forbidden now, what to take care of, what matters if an unanswered condition holds), each by code."""
    has, uses = {one.slug for one in owned}, {one.slug for one in free}
    named = {code for active in also_using for code in PAIRINGS[active] if (code in ONLY_ON_TREATED_SKIN) == skin.treated}
    named |= {*AROUND_A_PROCEDURE} if skin.treated else set()
    stops, cautions, in_doubt = [], [], []
    for one in precautions:
        covers_owned, covers_used = bool(one.products & has), bool(one.products & uses)
        if holds(one, skin) and covers_owned or one.code in named and covers_used:
            (stops if one.severity == NEVER else cautions).append(one)
        elif unanswered(one, owned, skin) and covers_used:
            in_doubt.append(one)
    cautions.sort(key=lambda one: one.severity == CONSULT)
    return tuple(tuple(one.code for one in group) for group in (stops, cautions, in_doubt))


def unanswered(precaution: Precaution, owned: tuple[Owned, ...], skin: Skin) -> bool:
    """Whether a question left open decides if this precaution holds."""
    if precaution.code == OILY_SKIN:
        return skin.oily is None and any(one.layer == MOISTURISER for one in owned)
    if skin.procedure == Procedure.UNSURE and (precaution.code in {*AROUND_A_PROCEDURE, *ONLY_ON_TREATED_SKIN}):
        return True
    said = {ACTIVE_ACNE: skin.active_acne, TREATED_SKIN: None if skin.procedure == Procedure.UNSURE else False}
    return precaution.condition in said and said[precaution.condition] is None


def notes(owned, placed, free, bars, also_using, skin) -> tuple[str, ...]:
    """The topics to show, in the order of reading."""
    layers = {one.layer for one in placed}
    asked = {
        "after_procedure": skin.treated,
        "no_serum": TREATMENT_CREAM in layers and SERUM not in layers,
        "no_treatment_cream": MOISTURISER in layers and not {SERUM, TREATMENT_CREAM} <= layers,
        "night_mask": any(not one.layer for one in free),
        "scalp": any(found and found.why == Why.SCALP for found in bars.values()),
        **{active.value: active in also_using for active in Active if not skin.treated},
        "cleansing": skin.treated,
        "treated_sun": skin.treated,
        "treated_actives": skin.treated and bool(also_using),
        "sunscreen": not skin.treated,
        "sunscreen_renewal": "pigment-solution" in layers,
        "starting": not skin.treated,
        "patch_test": not skin.treated,  # a wait of days is no advice for what a clinic gives for tonight
        "ask_first": True,
    }
    return tuple(topic for topic, shown in asked.items() if shown)
