"""Is the Serum at hand fit for use? Plain Python.

Pink, yellow, orange, cloudy and a slight feeling that passes come from the maker's FAQ ("Why is CALECIM Serum pink?", "Tingling or
stinging on application"). What the FAQ leaves open is decided by this house, always on the careful side, and marked as such.
"""

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    PINK = "pink"
    YELLOW = "yellow"
    ORANGE = "orange"
    ANOTHER = "another"
    UNSURE = "unsure"


class Clarity(StrEnum):
    CLEAR = "clear"
    CLOUDY = "cloudy"
    UNSURE = "unsure"


class Feeling(StrEnum):
    NOT_APPLIED = "not_applied"
    NOTHING = "nothing"
    SLIGHT = "slight"  # a tingle or sting that went away quickly
    STRONG = "strong"  # strong, or it lasts
    UNSURE = "unsure"


class Outcome(StrEnum):
    RETURN = "return"  # do not use it, send it back
    ASK = "ask"  # do not use it until somebody who knows has said so
    RINSE = "rinse"  # the Serum looks right, the skin does not bear it
    EXPECTED = "expected"  # fit, and the feeling is the one the maker describes
    USE = "use"


class Reason(StrEnum):
    YELLOW = "yellow"
    ORANGE = "orange"
    CLOUDY = "cloudy"
    ANOTHER_COLOUR = "another_colour"
    COLOUR_UNSURE = "colour_unsure"
    CLARITY_UNSURE = "clarity_unsure"
    STRONG_REACTION = "strong_reaction"
    FEELING_UNSURE = "feeling_unsure"
    SLIGHT_FEELING = "slight_feeling"
    PINK_AND_CLEAR = "pink_and_clear"


HOUSE = frozenset({Outcome.ASK, Outcome.RINSE})


@dataclass(frozen=True)
class Finding:
    """One outcome. `rinse_off_and_call` stands beside every outcome: spoiled Serum that burns is rinsed off too."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    rinse_off_and_call: bool = False
    on_the_skin: bool = False  # some of a Serum that must not be used has been put on already

    @property
    def is_fit(self) -> bool:
        return self.outcome in {Outcome.USE, Outcome.EXPECTED}

    @property
    def house(self) -> bool:
        """Whether the outcome is a decision of this house and not a statement of the maker."""
        return self.outcome in HOUSE


def check(colour: Colour, clarity: Clarity, feeling: Feeling) -> Finding:
    """The worst answer wins: what the Serum looks like comes before what it feels like, and doubt counts as a fault."""
    strong = feeling == Feeling.STRONG
    felt = (Reason.STRONG_REACTION,) if strong else ()
    looks, outcome = spoiled(colour, clarity), Outcome.RETURN
    if not looks:
        looks, outcome = doubtful(colour, clarity), Outcome.ASK
    if looks:
        return Finding(outcome, looks + felt, rinse_off_and_call=strong, on_the_skin=feeling != Feeling.NOT_APPLIED)
    if strong:
        return Finding(Outcome.RINSE, felt, rinse_off_and_call=True)
    if feeling == Feeling.UNSURE:
        return Finding(Outcome.ASK, (Reason.FEELING_UNSURE,))
    if feeling == Feeling.SLIGHT:
        return Finding(Outcome.EXPECTED, (Reason.PINK_AND_CLEAR, Reason.SLIGHT_FEELING))
    return Finding(Outcome.USE, (Reason.PINK_AND_CLEAR,))


def spoiled(colour: Colour, clarity: Clarity) -> tuple[Reason, ...]:
    """What the maker names as signs of contamination."""
    signs = ((colour, Colour.YELLOW, Reason.YELLOW), (colour, Colour.ORANGE, Reason.ORANGE), (clarity, Clarity.CLOUDY, Reason.CLOUDY))
    return tuple(reason for answer, sign, reason in signs if answer == sign)


def doubtful(colour: Colour, clarity: Clarity) -> tuple[Reason, ...]:
    """What is neither the right look nor a sign that the maker names."""
    doubts = (
        (colour, Colour.ANOTHER, Reason.ANOTHER_COLOUR),
        (colour, Colour.UNSURE, Reason.COLOUR_UNSURE),
        (clarity, Clarity.UNSURE, Reason.CLARITY_UNSURE),
    )
    return tuple(reason for answer, doubt, reason in doubts if answer == doubt)
