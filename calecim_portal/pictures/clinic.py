"""Geometry of the clinic pictures: plain values in, whole SVG units out. They repeat figures that stand beside them in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from itertools import groupby

WIDTH = 320
GAP = 2  # neighbouring blocks are told apart by the surface showing between them
# Eight home applications are the most a dose has; the room for their gaps is always left, so that one scale serves three pictures.
GAPS_KEPT = 8
DAY_LABEL_WIDTH = 52  # "Day 1" at 17 units


@dataclass(frozen=True)
class Block:
    x: int
    width: int
    middle: int
    sequence: int
    inferred: bool

    @property
    def inner_x(self) -> int:
        """An outlined block is drawn one unit smaller on each side: its line would fill the gap."""
        return self.x + 1

    @property
    def inner_width(self) -> int:
        return max(self.width - 2, 1)


@dataclass(frozen=True)
class DayGroup:
    """The applications that share one label: a day, or all of them where a day's blocks are narrower than its label."""

    x: int
    width: int
    end: int
    first_day: int
    last_day: int


@dataclass(frozen=True)
class Timeline:
    clinic: Block
    home: tuple[Block, ...]
    groups: tuple[DayGroup, ...]
    width: int = WIDTH

    @property
    def any_inferred(self) -> bool:
        return any(block.inferred for block in self.home)

    @property
    def home_x(self) -> int:
        return self.home[0].x if self.home else 0


def _whole(value: Decimal) -> int:
    return int(value.to_integral_value(rounding=ROUND_HALF_UP))


def dose_timeline(
    *, in_clinic_ml: Decimal, applications: Sequence[tuple[Decimal, int, bool]], full_width_ml: Decimal | None = None
) -> Timeline:
    """Blocks as wide as their volume. An application is (volume_ml, day, inferred); `full_width_ml` puts several pictures on one scale."""
    total_ml = in_clinic_ml + sum((volume_ml for volume_ml, _day, _inferred in applications), Decimal(0))
    per_ml = Decimal(WIDTH - GAP * max(GAPS_KEPT, len(applications))) / (full_width_ml or total_ml)
    blocks = []
    poured_ml = Decimal(0)
    for sequence, (volume_ml, inferred) in enumerate([(in_clinic_ml, False), *((a[0], a[2]) for a in applications)]):
        # Edges are rounded, not widths: eight small errors would otherwise add up.
        start, end = _whole(poured_ml * per_ml), _whole((poured_ml + volume_ml) * per_ml)
        x = start + GAP * sequence
        blocks.append(Block(x=x, width=end - start, middle=x + (end - start) // 2, sequence=sequence, inferred=inferred))
        poured_ml += volume_ml
    clinic, *home = blocks
    return Timeline(clinic=clinic, home=tuple(home), groups=_day_groups(home, [day for _volume, day, _inferred in applications]))


def _day_groups(home: Sequence[Block], days: Sequence[int]) -> tuple[DayGroup, ...]:
    pairs = list(zip(home, days, strict=True))
    by_day = [_group(list(members)) for _day, members in groupby(pairs, key=lambda pair: pair[1])]
    if all(group.width >= DAY_LABEL_WIDTH for group in by_day):
        return tuple(by_day)
    return (_group(pairs),)


def _group(pairs: Sequence[tuple[Block, int]]) -> DayGroup:
    (first, first_day), (last, last_day) = pairs[0], pairs[-1]
    end = last.x + last.width
    return DayGroup(x=first.x, width=end - first.x, end=end, first_day=first_day, last_day=last_day)


AMPOULE_ML = Decimal("5")  # Professional Serum > How much Serum with each treatment?
MOST_AMPOULES = 3
VESSEL_PITCH = 106
VESSEL_WIDTH = 46
VESSEL_TOP = 26
VESSEL_HEIGHT = 80


@dataclass(frozen=True)
class Share:
    """What one ampoule gives to the clinic or to home."""

    where: str
    volume_ml: Decimal
    y: int
    height: int


@dataclass(frozen=True)
class Vessel:
    x: int
    middle: int
    shares: tuple[Share, ...]


def ampoule_count(*, in_clinic_ml: Decimal, take_home_ml: Decimal) -> tuple[Vessel, ...]:
    """Ampoules opened one after another, the clinic's share first; what is left of an opened one goes home.

    Empty where more than three would be needed: then the words stand alone.
    """
    total_ml = in_clinic_ml + take_home_ml
    needed = int((total_ml / AMPOULE_ML).to_integral_value(rounding=ROUND_CEILING))
    if needed > MOST_AMPOULES:
        return ()
    vessels = []
    for number in range(needed):
        opened_ml = AMPOULE_ML * number
        held_ml = min(AMPOULE_ML, total_ml - opened_ml)
        clinic_ml = min(held_ml, max(Decimal(0), in_clinic_ml - opened_ml))
        x = VESSEL_PITCH * number + (VESSEL_PITCH - VESSEL_WIDTH) // 2
        vessels.append(Vessel(x=x, middle=x + VESSEL_WIDTH // 2, shares=_shares(clinic_ml, held_ml - clinic_ml)))
    return tuple(vessels)


def ampoule_height(vessels: Sequence[Vessel]) -> int:
    """Room for one line of words under each vessel, or two where one is shared."""
    return 138 + 22 * (max((len(vessel.shares) for vessel in vessels), default=1) - 1)


def _shares(clinic_ml: Decimal, home_ml: Decimal) -> tuple[Share, ...]:
    """The clinic's share lies on top: it is used first."""
    floor = VESSEL_TOP + VESSEL_HEIGHT
    home_height = _whole(VESSEL_HEIGHT * home_ml / AMPOULE_ML)
    clinic_height = _whole(VESSEL_HEIGHT * clinic_ml / AMPOULE_ML)
    gap = GAP if home_height and clinic_height else 0
    shares = [
        Share("clinic", clinic_ml, floor - home_height - clinic_height, clinic_height - gap),
        Share("home", home_ml, floor - home_height, home_height),
    ]
    return tuple(share for share in shares if share.height > 0)


STEP_WIDTH = 100
STEP_RISE = 24


@dataclass(frozen=True)
class Step:
    x: int
    y: int
    width: int
    height: int
    chosen: bool


def downtime_scale(*, codes: Sequence[str], chosen: Iterable[str] = ()) -> tuple[Step, ...]:
    """One step higher for each class, shortest downtime first."""
    chosen = frozenset(chosen)
    floor = STEP_RISE * len(codes) + 4
    return tuple(
        Step(
            x=STEP_WIDTH * number + 3,
            y=floor - STEP_RISE * (number + 1),
            width=STEP_WIDTH - 6,
            height=STEP_RISE * (number + 1),
            chosen=code in chosen,
        )
        for number, code in enumerate(codes)
    )


DAY_SIDE, DAY_GAP = 16, 6


def week_strip() -> dict:
    """Seven boxes in a row, a day each."""
    days = [1 + number * (DAY_SIDE + DAY_GAP) for number in range(7)]
    return {"days": days, "side": DAY_SIDE, "width": days[-1] + DAY_SIDE + 1, "height": DAY_SIDE + 2}
