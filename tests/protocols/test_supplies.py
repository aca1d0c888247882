"""The rule: ampoules of one treatment, then multiplied; nothing is shared between two patients."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from protocols.dosing import Dose
from protocols.supplies import Need, course_volume_ml, need, total
from tests.protocols.makers_table import FIGURES


def dose(in_clinic_ml, take_home_ml):
    return Dose("any", Decimal(in_clinic_ml), Decimal(take_home_ml))


def figures(one):
    volumes = (one.in_clinic_ml, one.take_home_ml, one.volume_ml)
    return (*map(str, volumes), one.opened_in_clinic, one.shared_with_home, one.handed_over_unopened, one.ampoules)


TABLE = [
    # in clinic, at home, treatments; in clinic, at home, in total; opened, of these shared, unopened, ampoules; why
    ("2.5", "2.5", 1, "2.5", "2.5", "5.0", 1, 1, 0, 1, "minimal: one ampoule, shared"),
    ("5", "5", 1, "5", "5", "10", 1, 0, 1, 2, "moderate: one used up, one handed over"),
    ("5", "10", 1, "5", "10", "15", 1, 0, 2, 3, "high"),
    ("2.5", "2.5", 2, "5.0", "5.0", "10.0", 2, 2, 0, 2, "two patients: the rest of each goes home with its own"),
    ("2.5", "0", 2, "5.0", "0", "5.0", 2, 0, 0, 2, "two halves of two patients are not one ampoule"),
    ("5", "5", 999, "4995", "4995", "9990", 999, 0, 999, 1998, "the longest line"),
    ("2.5", "2.51", 1, "2.5", "2.51", "5.01", 1, 1, 1, 2, "just over one ampoule"),
    ("2.5", "2.49", 1, "2.5", "2.49", "4.99", 1, 1, 0, 1, "just under one"),
    ("5.01", "4.99", 1, "5.01", "4.99", "10.00", 2, 1, 0, 2, "just over one in the clinic"),
    ("4.99", "0.01", 1, "4.99", "0.01", "5.00", 1, 1, 0, 1, "a drop is left, and goes home"),
    ("5", "0", 3, "15", "0", "15", 3, 0, 0, 3, "nothing for home"),
    ("0", "5", 2, "0", "10", "10", 0, 0, 2, 2, "nothing in the clinic"),
]


@pytest.mark.parametrize("row", TABLE, ids=[row[-1] for row in TABLE])
def test_what_treatments_need(row):
    in_clinic_ml, take_home_ml, treatments, *expected, _why = row
    assert figures(need(dose(in_clinic_ml, take_home_ml), treatments=treatments)) == tuple(expected)


@pytest.mark.parametrize("code", FIGURES)
def test_the_classes_of_the_maker(rules, code):
    one = need(rules.dose(code), treatments=1)
    assert (*(str(Decimal(volume)) for volume in FIGURES[code][:3]), FIGURES[code][3]) == (
        str(one.in_clinic_ml),
        str(one.take_home_ml),
        f"{one.volume_ml.normalize():f}",
        one.ampoules,
    )


def test_lines_are_added_up_as_they_stand():
    mixed = total([need(dose("2.5", "2.5"), treatments=3), need(dose("5", "10"), treatments=2)])
    assert figures(mixed) == ("17.5", "27.5", "45.0", 5, 3, 4, 9)


def test_nothing_planned_needs_nothing():
    assert total([]) == Need()


VOLUMES = some.decimals(0, 40, places=3, allow_nan=False, allow_infinity=False)


@given(in_clinic_ml=VOLUMES, take_home_ml=VOLUMES, treatments=some.integers(1, 999))
def test_ampoules_cover_the_volume_and_no_treatment_wastes_a_whole_one(in_clinic_ml, take_home_ml, treatments):
    one = need(dose(in_clinic_ml, take_home_ml), treatments=treatments)
    left_over_ml = one.ampoules * 5 - one.volume_ml
    assert 0 <= left_over_ml < 5 * treatments
    assert one.opened_in_clinic * 5 >= one.in_clinic_ml
    assert one.shared_with_home <= one.opened_in_clinic
    assert one.ampoules == treatments * need(dose(in_clinic_ml, take_home_ml), treatments=1).ampoules


@pytest.mark.parametrize(
    ("volumes_ml", "treatments", "volume_ml"),
    [
        (["2.5", "1.5", "1"], 1, "5.0"),  # the hair course: needled in, rubbed in, sent home
        (["2.5", "1.5", "1"], 6, "30.0"),
        ([None, "2.5", None], 2, "5.0"),  # steps that take nothing
        ([None], 6, None),  # no step states a volume: never 0
        ([], 6, None),
    ],
)
def test_what_a_course_takes(volumes_ml, treatments, volume_ml):
    found = course_volume_ml([volume and Decimal(volume) for volume in volumes_ml], treatments=treatments)
    assert found == (volume_ml and Decimal(volume_ml))
