"""The order in which products go on the skin, worked out from rules of the form "this before that". Plain Python.

No single document prints the whole order; it is the one that satisfies every pairwise rule. The rules are data: an editor can add one, and
a set of rules that goes in a circle is refused with the circle named. Where no rule ties two layers, `RANK` decides and the reader is told
that their order is not stated: so for toner and Serum.
"""

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Layer:
    """One place in the order. `step` is the place among the house products, None for what is not one of them."""

    code: str
    step: int | None = None
    morning: bool = True
    evening: bool = True


CLEANSER, TONER, SERUM, TREATMENT_CREAM, MOISTURISER, SUNSCREEN = (
    "cleanser",
    "toner",
    "serum",
    "treatment-cream",
    "moisturiser",
    "sunscreen",
)
VITAMIN_C, RETINOID = "vitamin-c", "retinoid"
# What every product's page draws.
LAYERS = (
    Layer(CLEANSER),
    Layer(TONER),
    Layer(SERUM, step=1),
    Layer("pigment-solution", step=2),
    Layer(TREATMENT_CREAM, step=3),
    Layer("eye-cream", step=4),
    Layer(MOISTURISER, step=5),
    Layer(SUNSCREEN, evening=False),
)
# What a visitor may use besides. The buying guide has vitamin C in the morning and retinoids at night.
ACTIVES = (Layer(VITAMIN_C, evening=False), Layer(RETINOID, morning=False))
BY_CODE = {layer.code: layer for layer in (*LAYERS, *ACTIVES)}
BY_STEP = {layer.step: layer.code for layer in LAYERS if layer.step}
# Decides where no rule does. The Serum's kind goes on clean skin, so what else is used in its place in the day stands right after it.
RANK = (CLEANSER, TONER, SERUM, VITAMIN_C, RETINOID, *(layer.code for layer in LAYERS[3:]))


@dataclass(frozen=True)
class Before:
    """One rule: `first` goes on before `then`."""

    code: str
    first: str
    then: str


class Cycle(Exception):
    """Rules that go in a circle: each of `members` would have to come before the next, and the last before the first."""

    def __init__(self, members: tuple[str, ...]):
        self.members = members
        super().__init__(" → ".join((*members, members[0])))


def in_order(rules: tuple[Before, ...], codes: tuple[str, ...] = RANK) -> tuple[str, ...]:
    """The codes so that every rule holds; of those that could come next, the first in RANK does. What RANK does not know comes last, by name.

    A rule ties its two layers even where something between them is not among `codes`, so leaving a product out never turns the others
    round. Raises Cycle.
    """
    waiting = {*codes, *(code for rule in rules for code in (rule.first, rule.then))}
    placed = []
    while waiting:
        held_back = {rule.then for rule in rules if rule.first in waiting and rule.then in waiting}
        free = waiting - held_back
        if not free:
            raise Cycle(circle(rules, waiting))
        placed.append(min(free, key=rank))
        waiting.remove(placed[-1])
    return tuple(code for code in placed if code in codes)


def rank(code: str) -> tuple[int, str]:
    return (RANK.index(code) if code in RANK else len(RANK), code)


def circle(rules: tuple[Before, ...], stuck: set[str]) -> tuple[str, ...]:
    """One circle among layers of which each waits for another; the same one however the rules are listed."""
    before = {code: min((rule.first for rule in rules if rule.then == code and rule.first in stuck), key=rank) for code in stuck}
    walked = [min(stuck, key=rank)]
    while before[walked[-1]] not in walked:
        walked.append(before[walked[-1]])
    members = walked[walked.index(before[walked[-1]]) :][::-1]
    start = members.index(min(members, key=rank))
    return (*members[start:], *members[:start])


def path(rules: tuple[Before, ...], first: str, then: str) -> tuple[Before, ...]:
    """The shortest chain of rules by which `first` comes before `then`; empty where none does. One rule is what a document prints,
    several follow from one another.
    """
    rules = tuple(sorted(rules, key=lambda rule: (rank(rule.first), rank(rule.then), rule.code)))
    chains, seen = deque([(first, ())]), {first}
    while chains:
        here, chain = chains.popleft()
        for rule in rules:
            if rule.first == here and rule.then not in seen:
                if rule.then == then:
                    return (*chain, rule)
                seen.add(rule.then)
                chains.append((rule.then, (*chain, rule)))
    return ()
