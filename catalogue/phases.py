"""When a product may go on skin that is treated: what its stated moment says in each of four phases. Plain Python.

The moments are those of the maker's FAQ, in each product's answer on use after a procedure. It names no day but the "day or two" of
Recovery Night Complex, so what hangs on the skin says so and never becomes a day of ours.
"""

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    CLOSED = "closed"  # nothing was done to the skin, or it has closed again
    DAY_0 = "day_0"  # the day of the procedure
    DAYS_1_TO_2 = "days_1_to_2"
    LATER = "later"


class State(StrEnum):
    USE = "use"
    DEPENDS = "depends"  # on how ablative the procedure was
    NOT_YET = "not_yet"
    ONCE_NORMAL = "once_normal"  # once skin is back to normal, whatever the day
    ASK = "ask"  # no moment is stated


@dataclass(frozen=True)
class InPhase:
    phase: Phase
    state: State


AFTER_THE_PROCEDURE = {
    "immediately": (State.USE, State.USE, State.USE),
    "after_a_day_or_two": (State.DEPENDS, State.DEPENDS, State.USE),
    "when_skin_has_normalised": (State.NOT_YET, State.NOT_YET, State.ONCE_NORMAL),
    "moment_not_stated": (State.ASK, State.ASK, State.ASK),
    "not_stated": (State.ASK, State.ASK, State.ASK),
}


def phases_of(after_procedure: str) -> tuple[InPhase, ...]:
    """The four phases of a product whose moment is `after_procedure`, a choice of Product.after_procedure.

    On closed skin every product of the line has its daily use. Empty for what is part of the procedure itself: it has no phase of its own.
    """
    after = AFTER_THE_PROCEDURE.get(after_procedure)
    return tuple(map(InPhase, Phase, (State.USE, *after))) if after else ()
