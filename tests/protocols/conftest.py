import datetime

import pytest
from django.utils import timezone

from protocols.content import rules_of
from protocols.current import Shown
from protocols.models import ProtocolVersion

# Inside the review period of version 1 (to 22 November 2027), so that the suite does not stop passing when that ends.
DAY = datetime.date(2027, 3, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The day on which these tests happen."""
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: DAY if value is None else real(value, timezone))
    return DAY


@pytest.fixture(scope="session")
def shown(django_db_setup, django_db_blocker):
    """Version 1 as loaded from the content files, in date. Read once; no test changes it."""
    with django_db_blocker.unblock():
        version = ProtocolVersion.objects.select_related("protocol", "signed_by").get(number=1)
        return Shown(version, version.content)


@pytest.fixture(scope="session")
def rules(shown):
    """The dosing rules of the real content files."""
    return rules_of(shown.content)


@pytest.fixture
def version(db):
    """The row of version 1, for tests that change it."""
    return ProtocolVersion.objects.select_related("protocol").get(number=1)
