"""The dosing look-up: from a procedure and its setting, or an expected downtime, to a dose or an honest refusal.

Plain values in, plain values out. Nothing is interpolated, rounded, scaled by area or added up over two treatments. The figures come
with `Rules`, the content of one protocol version; this module only knows how they are read.
Source of the reading: maker's FAQ, "Professional Serum > How much Serum with each treatment?" and "… > Treatments to avoid with Serum".
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

AMPOULE_ML = Decimal("5")  # maker's FAQ, Professional Serum > How much Serum with each treatment?


class Outcome(StrEnum):
    MATCH = "match"
    CONFLICT = "conflict"
    NO_RULE = "no_rule"
    CONTRAINDICATED = "contraindicated"


class MatchedBy(StrEnum):
    EXPECTED_DOWNTIME_HOURS = "expected_downtime_hours"
    NEEDLE_DEPTH_MM = "needle_depth_mm"
    PEEL_LEVEL = "peel_level"
    PROCEDURE = "procedure"


class Stop(StrEnum):
    OXYGEN_FACIAL = "oxygen_facial"
    PEEL_NOT_NEUTRALISED = "peel_not_neutralised"


OXYGEN_FACIAL = "oxygen-facial"
CHEMICAL_PEEL = "chemical-peel"


End = tuple[Decimal, bool]  # a bound, and whether it belongs to its range


@dataclass(frozen=True)
class Bounds:
    """A range whose ends may or may not belong to it; `maximum` None has no end."""

    minimum: Decimal
    minimum_inclusive: bool = True
    maximum: Decimal | None = None
    maximum_inclusive: bool = True
    whole_numbers: bool = False

    def contain(self, value: Decimal) -> bool:
        if self.whole_numbers and value != value.to_integral_value():
            return False
        above = value >= self.minimum if self.minimum_inclusive else value > self.minimum
        if self.maximum is None:
            return above
        return above and (value <= self.maximum if self.maximum_inclusive else value < self.maximum)

    def ends_beside(self, value: Decimal) -> tuple[End | None, End | None]:
        """The end of this range at or below a value it does not contain, and the one at or above it.

        Level 1.5 lies inside "level 1 or 2" without belonging to it: there the whole numbers on both sides are the ends.
        """
        if self.whole_numbers and self.minimum < value and (self.maximum is None or value < self.maximum):
            floor = value.to_integral_value(rounding=ROUND_FLOOR)
            return (floor, True), (floor + 1, True)
        below = (self.maximum, self.maximum_inclusive) if self.maximum is not None and self.maximum <= value else None
        above = (self.minimum, self.minimum_inclusive) if self.minimum >= value else None
        return below, above


@dataclass(frozen=True)
class DowntimeClass:
    code: str
    name: str
    hours: Bounds


@dataclass(frozen=True)
class Example:
    """One line of the maker's table: this procedure, within these bounds of its setting, is in that class.

    `bounds` None: the table prints no setting, the name alone stands there.
    """

    procedure: str
    downtime_class: str
    bounds: Bounds | None = None


@dataclass(frozen=True)
class Procedure:
    slug: str
    name: str
    setting: MatchedBy | None = None


@dataclass(frozen=True)
class Application:
    """One use at home. `day` 0 is the day of the treatment; `inferred` where the maker does not print it."""

    sequence: int
    day: int
    part_of_day: str
    volume_ml: Decimal
    inferred: bool = False


@dataclass(frozen=True)
class Dose:
    """What one downtime class needs, in millilitres."""

    downtime_class: str
    in_clinic_ml: Decimal
    take_home_ml: Decimal
    applications: tuple[Application, ...] = ()
    note: str = ""

    @property
    def total_ml(self) -> Decimal:
        return self.in_clinic_ml + self.take_home_ml


@dataclass(frozen=True)
class Rules:
    """All that one protocol version says about dosing."""

    classes: tuple[DowntimeClass, ...]
    procedures: tuple[Procedure, ...]
    examples: tuple[Example, ...]
    doses: tuple[Dose, ...]

    def procedure(self, slug: str) -> Procedure:
        return next(procedure for procedure in self.procedures if procedure.slug == slug)

    def dose(self, code: str) -> Dose:
        return next(dose for dose in self.doses if dose.downtime_class == code)

    def examples_of(self, slug: str) -> tuple[Example, ...]:
        return tuple(example for example in self.examples if example.procedure == slug)


@dataclass(frozen=True)
class Question:
    """What a clinic asks. Values are already checked: a procedure or a downtime, and only a setting the procedure has."""

    procedure: str | None = None
    needle_depth_mm: Decimal | None = None
    peel_level: Decimal | None = None
    peel_neutralised: bool | None = None
    expected_downtime_hours: Decimal | None = None

    def setting(self, name: MatchedBy) -> Decimal | None:
        return getattr(self, name.value)


@dataclass(frozen=True)
class NearestBound:
    """The end of a rule beside a value that no rule covers."""

    downtime_class: str
    setting: MatchedBy
    bound: Decimal
    inclusive: bool


@dataclass(frozen=True)
class Reason:
    """Why the answer is what it is; `downtime_class` names the dose it speaks of, None the answer as a whole."""

    code: str
    downtime_class: str | None = None
    nearest: tuple[NearestBound, ...] = ()


@dataclass(frozen=True)
class FittingDose:
    """A dose that fits, by what it fits, and whether the expected downtime alone settles it."""

    dose: Dose
    matched_by: tuple[MatchedBy, ...]
    governs: bool = False


@dataclass(frozen=True)
class Match:
    doses: tuple[FittingDose, ...]
    reasons: tuple[Reason, ...]
    outcome = Outcome.MATCH


@dataclass(frozen=True)
class Conflict:
    """More than one class fits. The reader chooses; the class of an unambiguous downtime governs."""

    doses: tuple[FittingDose, ...]
    reasons: tuple[Reason, ...]
    outcome = Outcome.CONFLICT


@dataclass(frozen=True)
class NoRule:
    reasons: tuple[Reason, ...]
    doses: tuple[FittingDose, ...] = ()
    outcome = Outcome.NO_RULE


@dataclass(frozen=True)
class Contraindicated:
    reasons: tuple[Reason, ...]
    stop: Stop
    doses: tuple[FittingDose, ...] = ()
    outcome = Outcome.CONTRAINDICATED


Answer = Match | Conflict | NoRule | Contraindicated


class NotOffered(ValueError):
    """A downtime class was chosen that the answer does not offer."""


def settle(answer: Answer, downtime_class: str | None = None) -> FittingDose | None:
    """The one dose to act on: the only one that fits, or the one a clinician chose after a conflict. None where nobody has chosen.

    Raises NotOffered for a class that is not among the doses of the answer; without doses, any choice is one too many.
    """
    if downtime_class:
        chosen = next((fitting for fitting in answer.doses if fitting.dose.downtime_class == downtime_class), None)
        if chosen is None:
            raise NotOffered(downtime_class)
        return chosen
    return answer.doses[0] if answer.outcome == Outcome.MATCH else None


FITS = {
    MatchedBy.EXPECTED_DOWNTIME_HOURS: "fits_downtime",
    MatchedBy.NEEDLE_DEPTH_MM: "fits_needle_depth",
    MatchedBy.PEEL_LEVEL: "fits_peel_level",
    MatchedBy.PROCEDURE: "fits_procedure_name",
}


def ampoules(volume_ml: Decimal) -> Decimal:
    """How many 5 ml ampoules a volume is, as a part of one where it is less: 2.5 ml is 0.5."""
    return volume_ml / AMPOULE_ML


def ampoules_to_open(volume_ml: Decimal) -> int:
    """Whole ampoules to open for one treatment; the clinic's and the home share are added before rounding up."""
    return int(ampoules(volume_ml).to_integral_value(rounding=ROUND_CEILING))


def stop_for(question: Question) -> Stop | None:
    """What withholds Serum, whatever the setting or the downtime.

    A high-powered oxygen device and a peel that is not neutralised denature the proteins of the Serum, says the maker.
    """
    if question.procedure == OXYGEN_FACIAL:
        return Stop.OXYGEN_FACIAL
    if question.procedure == CHEMICAL_PEEL and question.peel_neutralised is not True:
        return Stop.PEEL_NOT_NEUTRALISED
    return None


def look_up(rules: Rules, question: Question) -> Answer:
    """The dose for one treatment, or why there is none. Stops come before any number."""
    stop = stop_for(question)
    if stop:
        return Contraindicated(reasons=(Reason(stop.value),), stop=stop)
    by_downtime = classes_of_downtime(rules, question.expected_downtime_hours)
    by_setting, setting = classes_of_setting(rules, question)
    fitting = [code for code in (row.code for row in rules.classes) if code in by_downtime | by_setting]
    if not fitting:
        return NoRule(reasons=(why_no_class(rules, question),))
    governing = next(iter(by_downtime)) if len(by_downtime) == 1 else None
    doses, reasons = [], []
    for code in fitting:
        matched_by = [MatchedBy.EXPECTED_DOWNTIME_HOURS] if code in by_downtime else []
        matched_by += [setting] if code in by_setting else []
        doses.append(FittingDose(rules.dose(code), tuple(matched_by), governs=code == governing))
        reasons += [Reason(FITS[match], code) for match in matched_by]
    if len(by_downtime) > 1:
        reasons.append(Reason("downtime_on_a_bound"))
    reasons = (*remarks(rules, question, by_downtime, by_setting, setting), *reasons)
    return Conflict(tuple(doses), reasons) if len(fitting) > 1 else Match(tuple(doses), reasons)


def remarks(rules, question, by_downtime, by_setting, setting) -> tuple[Reason, ...]:
    """What must be read before the figure: a name without a setting is confirmed by its downtime; a setting may be in no class."""
    if setting == MatchedBy.PROCEDURE and by_setting and not by_downtime:
        return (Reason("confirm_downtime", next(iter(by_setting))),)
    if setting and setting != MatchedBy.PROCEDURE and not by_setting and question.setting(setting) is not None:
        return (why_no_class(rules, question),)
    return ()


def classes_of_downtime(rules: Rules, hours: Decimal | None) -> set[str]:
    """Every class whose bounds contain the hours: none without an answer, two on a shared bound."""
    if hours is None:
        return set()
    return {row.code for row in rules.classes if row.hours.contain(hours)}


def classes_of_setting(rules: Rules, question: Question) -> tuple[set[str], MatchedBy | None]:
    """The classes that the maker's table puts this procedure in, and by what."""
    if question.procedure is None:
        return set(), None
    setting = rules.procedure(question.procedure).setting
    examples = rules.examples_of(question.procedure)
    if setting is None:
        return {example.downtime_class for example in examples if example.bounds is None}, MatchedBy.PROCEDURE
    value = question.setting(setting)
    if value is None:
        return set(), setting
    return {example.downtime_class for example in examples if example.bounds and example.bounds.contain(value)}, setting


def why_no_class(rules: Rules, question: Question) -> Reason:
    setting = rules.procedure(question.procedure).setting
    if setting is None:
        return Reason("procedure_not_listed")
    code = "needle_depth_in_no_class" if setting == MatchedBy.NEEDLE_DEPTH_MM else "peel_level_in_no_class"
    return Reason(code, nearest=nearest_bounds(rules, question.procedure, setting, question.setting(setting)))


def nearest_bounds(rules: Rules, procedure: str, setting: MatchedBy, value: Decimal) -> tuple[NearestBound, ...]:
    """The closest rule below the value and the closest above it, where there is one. Named, never applied."""
    below: NearestBound | None = None
    above: NearestBound | None = None
    for example in rules.examples_of(procedure):
        if example.bounds is None:
            continue
        end_below, end_above = example.bounds.ends_beside(value)
        if end_below and (below is None or end_below[0] > below.bound):
            below = NearestBound(example.downtime_class, setting, *end_below)
        if end_above and (above is None or end_above[0] < above.bound):
            above = NearestBound(example.downtime_class, setting, *end_above)
    return tuple(bound for bound in (below, above) if bound)
