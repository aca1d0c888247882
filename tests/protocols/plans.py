"""Plans and sheets as tests make them: through the client, as a clinic does."""

from ctypes.util import find_library

import pytest
from django.urls import reverse

VISIT = "performed_at=2027-03-01T10:00%2B01:00"
QUESTIONS = {"minimal": "expected_downtime_hours=12", "moderate": "expected_downtime_hours=48", "high": "procedure=dermabrasion"}

# What WeasyPrint needs of a machine. In CI a skipped test is a failed one, so there they must be installed.
CAN_RENDER = all(map(find_library, ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")))
needs_pdf = pytest.mark.skipif(
    not CAN_RENDER, reason="no PDF on this machine: install libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0"
)


def schedule(clinic, query=QUESTIONS["high"], *, visit=VISIT, **headers):
    return clinic.get(f"/api/v1/schedule/?{query}&{visit}", **headers)


def make_sheet(clinic, **given):
    """The address of a new sheet, for the treatment on 1 March 2027."""
    data = {"procedure": "dermabrasion", "performed_at": "2027-03-01T10:00+01:00", **given}
    answer = clinic.post(reverse("sheet-make"), {name: value for name, value in data.items() if value is not None})
    assert answer.status_code == 302, answer.content.decode()[:500]
    return answer["Location"]


def token_of(address):
    return address.split("/")[2]
