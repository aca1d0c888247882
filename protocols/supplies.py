"""How many ampoules planned treatments need: what the clinic opens, what it shares with the patient's home, what it hands over.

Plain values in, plain values out. One treatment is one patient: the rest of an ampoule goes home with that patient, and nothing is
shared between two. So ampoules are counted treatment by treatment and then multiplied; millilitres of several patients are never
added up and rounded together. Source of the sharing: maker's FAQ, "Professional Serum > How much Serum with each treatment?".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .course_dates import treatment_volume_ml
from .dosing import AMPOULE_ML, Dose, ampoules_to_open

MOST_TREATMENTS = 999  # of one line; a house limit


@dataclass(frozen=True)
class Need:
    """What planned treatments need, all of them together: millilitres, and whole ampoules of 5 ml.

    `opened_in_clinic` counts the ampoules that the clinic opens; `shared_with_home` those among them whose rest goes home with the
    same patient; `handed_over_unopened` the ones a patient takes home closed.
    """

    in_clinic_ml: Decimal = Decimal(0)
    take_home_ml: Decimal = Decimal(0)
    opened_in_clinic: int = 0
    shared_with_home: int = 0
    handed_over_unopened: int = 0

    @property
    def volume_ml(self) -> Decimal:
        return self.in_clinic_ml + self.take_home_ml

    @property
    def ampoules(self) -> int:
        return self.opened_in_clinic + self.handed_over_unopened

    def __add__(self, other: "Need") -> "Need":
        return Need(
            self.in_clinic_ml + other.in_clinic_ml,
            self.take_home_ml + other.take_home_ml,
            self.opened_in_clinic + other.opened_in_clinic,
            self.shared_with_home + other.shared_with_home,
            self.handed_over_unopened + other.handed_over_unopened,
        )


def need(dose: Dose, *, treatments: int) -> Need:
    """What so many treatments with this dose need.

    What the clinic leaves in an opened ampoule is used at home by the same patient, so both parts of one treatment are added before
    rounding up.
    """
    opened = ampoules_to_open(dose.in_clinic_ml)
    left_over = opened * AMPOULE_ML - dose.in_clinic_ml
    return Need(
        in_clinic_ml=dose.in_clinic_ml * treatments,
        take_home_ml=dose.take_home_ml * treatments,
        opened_in_clinic=opened * treatments,
        shared_with_home=treatments if left_over and dose.take_home_ml else 0,
        handed_over_unopened=(ampoules_to_open(dose.total_ml) - opened) * treatments,
    )


def total(needs: Iterable[Need]) -> Need:
    return sum(needs, Need())


def course_volume_ml(volumes_ml: Iterable[Decimal | None], *, treatments: int) -> Decimal | None:
    """What so many clinic treatments of a course take, in ml. None where no step states a volume.

    There are no ampoules to count: the maker does not state the size of one unit of the hair system.
    """
    volume_ml = treatment_volume_ml(volumes_ml)
    return None if volume_ml is None else volume_ml * treatments
