"""The clinic pictures are as wide, as full and as high as the figures they repeat."""

from decimal import Decimal

import pytest

from calecim_portal.pictures import clinic


def home(count, *, inferred=()):
    """Applications of 1.25 ml from the evening of day 0, morning and evening."""
    return [(Decimal("1.25"), (number + 1) // 2, number in inferred) for number in range(count)]


@pytest.mark.parametrize(
    ("in_clinic_ml", "count"),
    [
        ("2.5", 2),  # minimal
        ("5", 4),  # moderate
        ("5", 8),  # high
    ],
)
def test_a_block_is_as_wide_as_its_volume(in_clinic_ml, count):
    picture = clinic.dose_timeline(in_clinic_ml=Decimal(in_clinic_ml), applications=home(count))
    per_ml = Decimal(picture.clinic.width) / Decimal(in_clinic_ml)
    assert all(abs(block.width - per_ml * Decimal("1.25")) <= 1 for block in picture.home)
    assert picture.home[-1].x + picture.home[-1].width <= picture.width


def test_blocks_keep_their_gap():
    picture = clinic.dose_timeline(in_clinic_ml=Decimal(5), applications=home(8))
    blocks = [picture.clinic, *picture.home]
    assert {right.x - left.x - left.width for left, right in zip(blocks, blocks[1:], strict=False)} == {clinic.GAP}


def test_one_scale_serves_several_pictures():
    small = clinic.dose_timeline(in_clinic_ml=Decimal("2.5"), applications=home(2), full_width_ml=Decimal(15))
    large = clinic.dose_timeline(in_clinic_ml=Decimal(5), applications=home(8), full_width_ml=Decimal(15))
    assert abs(large.clinic.width - 2 * small.clinic.width) <= 1


@pytest.mark.parametrize(
    ("in_clinic_ml", "count", "days"),
    [
        ("2.5", 2, [(0, 0), (1, 1)]),  # wide blocks: a label for each day
        ("5", 8, [(0, 4)]),  # narrow ones: one label for all
    ],
)
def test_days_share_a_label_where_blocks_are_narrow(in_clinic_ml, count, days):
    picture = clinic.dose_timeline(in_clinic_ml=Decimal(in_clinic_ml), applications=home(count))
    assert [(group.first_day, group.last_day) for group in picture.groups] == days


@pytest.mark.parametrize(
    ("in_clinic_ml", "take_home_ml", "shares"),
    [
        ("2.5", "2.5", [{"clinic": "2.5", "home": "2.5"}]),  # one ampoule, shared
        ("5", "5", [{"clinic": "5"}, {"home": "5"}]),
        ("5", "10", [{"clinic": "5"}, {"home": "5"}, {"home": "5"}]),
        ("2.5", "3.5", [{"clinic": "2.5", "home": "2.5"}, {"home": "1"}]),  # the last one only partly filled
        ("5", "10.01", []),  # a fourth ampoule: words alone
    ],
)
def test_ampoules_are_opened_one_after_another(in_clinic_ml, take_home_ml, shares):
    vessels = clinic.ampoule_count(in_clinic_ml=Decimal(in_clinic_ml), take_home_ml=Decimal(take_home_ml))
    drawn = [{share.where: share.volume_ml for share in vessel.shares} for vessel in vessels]
    assert drawn == [{where: Decimal(volume_ml) for where, volume_ml in vessel.items()} for vessel in shares]


def test_half_an_ampoule_is_drawn_as_half():
    (vessel,) = clinic.ampoule_count(in_clinic_ml=Decimal("2.5"), take_home_ml=Decimal("2.5"))
    of_clinic, of_home = vessel.shares
    assert of_home.height == clinic.VESSEL_HEIGHT // 2
    assert of_clinic.height + clinic.GAP == of_home.height


def test_each_class_is_one_step_higher():
    steps = clinic.downtime_scale(codes=["minimal", "moderate", "high"], chosen=["moderate"])
    assert [step.height for step in steps] == sorted(step.height for step in steps)
    assert [step.chosen for step in steps] == [False, True, False]
    assert len({step.y + step.height for step in steps}) == 1
