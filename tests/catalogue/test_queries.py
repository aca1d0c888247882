"""What a page and an answer of the API cost: as many queries with 1,000 products, ingredients and parts as with 10."""

from functools import partial

import pytest
from django.db import transaction

from tests import factories
from tests.client import PortalClient
from tests.many_rows import QUERY_CASES, costs_with_few_and_many

CASES = QUERY_CASES["pages"] + [(address, most + 1) for address, most in QUERY_CASES["api"]]  # one statement counts the request
VIEWERS = ["anyone", "practitioner"]
pytestmark = pytest.mark.django_db  # without it there would be no database


@pytest.fixture(scope="module")
def costs(django_db_setup, django_db_blocker):
    """Of every case, measured together and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        practitioner = factories.practitioner()
        asks = {}
        for viewer in VIEWERS:
            for address, _most in CASES:
                browser = PortalClient()
                if viewer == "practitioner":
                    browser.force_login(practitioner)
                asks[address, viewer] = partial(browser.get, address)
        found = costs_with_few_and_many(asks)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(("address", "most"), CASES)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_an_answer_costs_the_same_with_10_and_with_1000_rows(costs, address, viewer, most):
    few, (status, many) = costs[address, viewer]
    assert status == 200
    assert few == (status, many)
    assert many <= most
