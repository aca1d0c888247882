"""Which products fit what a visitor has said, and why the others do not. Plain Python.

Exclusions come first. Then every product with the wish fits or does not; nothing is scored and nothing wins. "Not sure" leaves nothing
out: it only brings up the precautions that would matter. Codes are those of the catalogue: concerns, conditions, severities and moments
after a procedure.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

AT_MOST = 3
EXCLUDING = frozenset({"never", "delay"})
ASKING = "consult"
# The moments after a procedure at which a product may go on skin that has not settled. Left out: once skin has normalised, not stated,
# and the hair system, which belongs to its own procedure and is not spoken of for skin treated in another.
ON_TREATED_SKIN = frozenset({"immediately", "after_a_day_or_two", "moment_not_stated"})
TREATED_SKIN = "treated_skin"
GOAL, TIME = "goal", "time"


class Said(StrEnum):
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"  # also what was not answered


class Time(StrEnum):
    MORNING = "morning"
    EVENING = "evening"
    BOTH = "both"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Product:
    slug: str
    name: str
    concerns: frozenset[str]
    step: int | None  # place in the documented order; None: no document gives one
    morning: bool
    evening: bool
    after_procedure: str


@dataclass(frozen=True)
class Precaution:
    """One that depends on a condition of the visitor. Others hold for everybody and choose nothing."""

    code: str
    severity: str
    condition: str
    products: frozenset[str]


@dataclass(frozen=True)
class Answers:
    """`conditions` holds what was said of each condition; one that is missing was not answered."""

    goal: str | None = None
    time: Time = Time.UNSURE
    conditions: tuple[tuple[str, Said], ...] = ()

    def said(self, condition: str) -> Said:
        return dict(self.conditions).get(condition, Said.UNSURE)


class Fit(StrEnum):
    """Why a product is shown."""

    GOAL = "goal"
    GOAL_OPEN = "goal_open"
    TREATED_SKIN = "treated_skin"
    MORNING = "morning"
    EVENING = "evening"
    BOTH = "both"


@dataclass(frozen=True)
class Suggestion:
    product: str
    reasons: tuple[Fit, ...]


@dataclass(frozen=True)
class Bar:
    """Why a product is left out: the answer that does it, and the precaution it meets, where there is one."""

    question: str
    precaution: str | None = None


@dataclass(frozen=True)
class Exclusion:
    product: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Advice:
    """A precaution that goes with the result; `certain` where the visitor has said that the condition holds."""

    precaution: str
    certain: bool
    products: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    suggestions: tuple[Suggestion, ...] = ()
    also_fit: tuple[str, ...] = ()  # beyond the most that are shown
    exclusions: tuple[Exclusion, ...] = ()
    ask_first: tuple[Advice, ...] = ()
    take_care: tuple[Advice, ...] = ()
    emptied_by: tuple[str, ...] = ()  # questions whose answer leaves nothing
    one_by_one: bool = True  # taking away any one of `emptied_by` is enough


def find(products: tuple[Product, ...], precautions: tuple[Precaution, ...], answers: Answers) -> Result:
    """One to three products in the order in which they go on the skin, or none and which answers are the cause."""
    wanted = sorted((one for one in products if has_goal(one, answers)), key=place)
    barred = {one.slug: bars(one, precautions, answers) for one in wanted}
    fitting = [one for one in wanted if not barred[one.slug]]
    shown = fitting[:AT_MOST]
    advice = advise(shown or wanted, precautions, answers)
    emptied_by, one_by_one = ((), True) if shown else what_emptied(barred, products, precautions, answers)
    return Result(
        suggestions=tuple(Suggestion(one.slug, reasons(one, answers)) for one in shown),
        also_fit=tuple(one.slug for one in fitting[AT_MOST:]),
        exclusions=tuple(Exclusion(slug, found) for slug, found in barred.items() if found),
        ask_first=tuple(one for severity, one in advice if severity == ASKING),
        take_care=tuple(one for severity, one in advice if severity != ASKING),
        emptied_by=emptied_by,
        one_by_one=one_by_one,
    )


def has_goal(product: Product, answers: Answers) -> bool:
    return answers.goal is None or answers.goal in product.concerns


def place(product: Product) -> tuple[bool, int, str]:
    """The documented layering step, what has none last, then the name."""
    return (product.step is None, product.step or 0, product.name)


def bars(product: Product, precautions: tuple[Precaution, ...], answers: Answers) -> tuple[Bar, ...]:
    """Everything that leaves this product out. The moment after a procedure is only named where no precaution says it already."""
    met = [
        Bar(one.condition, one.code)
        for one in precautions
        if one.severity in EXCLUDING and product.slug in one.products and answers.said(one.condition) == Said.YES
    ]
    treated = answers.said(TREATED_SKIN) == Said.YES and product.after_procedure not in ON_TREATED_SKIN
    if treated and all(bar.question != TREATED_SKIN for bar in met):
        met.append(Bar(TREATED_SKIN))
    if not fits_time(product, answers.time):
        met.append(Bar(TIME))
    return tuple(met)


def fits_time(product: Product, time: Time) -> bool:
    """A product whose time of day is not stated fits any; "both" leaves out nothing that is used at one of the two."""
    if not product.morning and not product.evening:
        return True
    return {Time.MORNING: product.morning, Time.EVENING: product.evening}.get(time, True)


def reasons(product: Product, answers: Answers) -> tuple[Fit, ...]:
    """The answers that this product answers to; the wish stands first, so that there is always one."""
    found = [Fit.GOAL_OPEN if answers.goal is None else Fit.GOAL]
    if answers.said(TREATED_SKIN) == Said.YES:
        found.append(Fit.TREATED_SKIN)
    used = {Time.MORNING: product.morning, Time.EVENING: product.evening, Time.BOTH: product.morning and product.evening}
    if used.get(answers.time):
        found.append(Fit(answers.time.value))
    return tuple(found)


def advise(shown: list[Product], precautions: tuple[Precaution, ...], answers: Answers) -> list[tuple[str, Advice]]:
    """What goes with the products shown, with its severity: all of a condition in doubt, of a certain one what does not exclude."""
    slugs, found = [one.slug for one in shown], []
    for one in precautions:
        said = answers.said(one.condition)
        covered = tuple(slug for slug in slugs if slug in one.products)
        if not covered or said == Said.NO or (said == Said.YES and one.severity in EXCLUDING):
            continue
        found.append((one.severity, Advice(one.code, said == Said.YES, covered)))
    return found


def what_emptied(
    barred: dict[str, tuple[Bar, ...]], products: tuple[Product, ...], precautions: tuple[Precaution, ...], answers: Answers
) -> tuple[tuple[str, ...], bool]:
    """The answers to take back. Each one alone where that is enough, else all of those that leave nothing together.

    A wish is only to blame where no product has it: what is left out for the sake of the skin is not found by wishing for something else.
    """
    if not barred and answers.goal is not None:
        without_wish = find(products, precautions, replace(answers, goal=None))
        return ((GOAL, *without_wish.emptied_by) if products else ()), not without_wish.emptied_by
    blamed = [{bar.question for bar in found} for found in barred.values()]
    every = tuple(dict.fromkeys(bar.question for found in barred.values() for bar in found))
    enough = tuple(question for question in every if {question} in blamed)
    return enough or every, bool(enough) or not every
