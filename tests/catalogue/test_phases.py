"""When a product may go on treated skin: what its stated moment says in each phase."""

import pytest

from catalogue.models import Product
from catalogue.phases import Phase, phases_of


@pytest.mark.parametrize(
    ("moment", "states"),
    [
        ("immediately", "use use use use"),  # Professional Serum > When and how do I apply Serum?
        ("after_a_day_or_two", "use depends depends use"),  # Recovery Night Complex > Use Post Procedure
        ("when_skin_has_normalised", "use not_yet not_yet once_normal"),  # Multi-Action Cream > Use post-procedure
        ("moment_not_stated", "use ask ask ask"),  # Professional Pigment Solution: allowed, the moment is not stated
        ("not_stated", "use ask ask ask"),  # Eye Contour Lifting Cream: no rule is printed
        ("part_of_procedure", ""),  # Advanced Hair System: it has no phase of its own
    ],
)
def test_what_a_moment_says_in_each_phase(moment, states):
    found = phases_of(moment)
    assert [one.state.value for one in found] == states.split()
    assert [one.phase for one in found] == (list(Phase) if states else [])


def test_every_moment_of_a_product_is_known():
    without = {moment for moment in Product.AfterProcedure.values if not phases_of(moment)}
    assert without == {"part_of_procedure"}


def test_a_moment_that_nobody_knows_promises_nothing():
    assert phases_of("whenever") == ()
