import datetime

import pytest
from django.core import mail
from django.utils import timezone

# Inside the review period of version 1, so that the suite does not stop passing when that ends.
DAY = datetime.date(2027, 3, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: DAY if value is None else real(value, timezone))
    return DAY


@pytest.fixture
def letters(db):
    mail.outbox.clear()
    return mail.outbox
