"""The patient sheet: a signed address that carries the plan itself. Nothing about a patient is typed, stored or looked up.

What the address holds was worked out once, when a practitioner made the sheet: days, parts of the day and volumes. It is read back only
with a valid signature, until 14 days after the last application, and never once its protocol version was withdrawn.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.core import signing
from django.utils import timezone

from catalogue.figures import plain

from . import schedule
from .models import ProtocolVersion
from .schedule import DatedApplication

SALT = "protocols.sheet"
VALID_AFTER_LAST = timedelta(days=14)
LONGEST_TOKEN = 2000
# Neither vowels nor what looks like something else when it is read out.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
FINGERPRINT_LENGTH = 12
PARTS = {"m": "morning", "e": "evening"}
SHAPE = 1  # of what a token holds; a later one is told apart by it


class Unreadable(ValueError):
    """The address was altered or cut, or is none of ours."""


@dataclass(frozen=True)
class Back:
    """A product that may come back on a day; what has no day is not in the address."""

    product: str
    on: date
    set_by: str


@dataclass(frozen=True)
class Sheet:
    """One sheet as its address holds it. `replaces` counts the applications of the plan that this one takes the place of."""

    protocol: str
    version: int
    fingerprint: str
    performed_on: date
    applications: tuple[DatedApplication, ...]
    returns: tuple[Back, ...]
    uid: str
    made_at: datetime
    replaces: int = 0

    @property
    def take_home_ml(self) -> Decimal:
        return sum((one.volume_ml for one in self.applications), Decimal(0))

    @property
    def ends_on(self) -> date:
        return schedule.ends_on(self.applications)

    @property
    def valid_until(self) -> date:
        """The last day on which the sheet may be read: 14 days after the last application."""
        return self.ends_on + VALID_AFTER_LAST

    def has_expired(self, day=None) -> bool:
        """Days end at different moments around the world: counted in UTC with a day to spare, so that no patient loses the last one."""
        return (day or timezone.localdate()) - timedelta(days=1) > self.valid_until


def treatment_uid(*, performed_at: datetime, procedure: str | None) -> str:
    """For clinic software that names no plan: the same for every answer on one treatment. Another minute is another treatment."""
    moment = performed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    return hashlib.sha256(f"{moment} {procedure or ''}".encode()).hexdigest()[:16]


def write(sheet: Sheet) -> str:
    """The sheet as the last part of its address."""
    content = {
        "f": SHAPE,
        "p": sheet.protocol,
        "v": sheet.version,
        "h": sheet.fingerprint,
        "d": sheet.performed_on.isoformat(),
        "a": " ".join(f"{one.day}{one.part_of_day[0]}{plain(one.volume_ml)}{'?' if one.inferred else ''}" for one in sheet.applications),
        "r": [[back.product, (back.on - sheet.performed_on).days, back.set_by] for back in sheet.returns],
        "u": sheet.uid,
        "m": int(sheet.made_at.timestamp()),
    }
    if sheet.replaces:
        content["b"] = sheet.replaces
    return signing.dumps(content, salt=SALT, compress=True)


def read(token: str) -> Sheet:
    """The sheet of an address. Raises Unreadable for whatever this portal did not sign itself."""
    if len(token) > LONGEST_TOKEN:
        raise Unreadable
    try:
        content = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as problem:
        raise Unreadable from problem
    if not isinstance(content, dict) or content.get("f") != SHAPE:
        raise Unreadable
    performed_on = date.fromisoformat(content["d"])
    return Sheet(
        protocol=content["p"],
        version=content["v"],
        fingerprint=content["h"],
        performed_on=performed_on,
        applications=tuple(application(number, text, performed_on) for number, text in enumerate(content["a"].split(), start=1)),
        returns=tuple(Back(product, performed_on + timedelta(days=days), set_by) for product, days, set_by in content["r"]),
        uid=content["u"],
        made_at=datetime.fromtimestamp(content["m"], UTC),
        replaces=content.get("b", 0),
    )


def application(number, text, performed_on):
    inferred = text.endswith("?")
    place = next(place for place, letter in enumerate(text) if letter in PARTS)
    day = int(text[:place])
    return DatedApplication(
        sequence=number,
        day=day,
        on=performed_on + timedelta(days=day),
        part_of_day=PARTS[text[place]],
        volume_ml=Decimal(text[place + 1 :].rstrip("?")),
        inferred=inferred,
    )


def version_of(sheet: Sheet) -> ProtocolVersion | None:
    """The version that the sheet was made from, if its content is still the same. One query."""
    versions = ProtocolVersion.objects.filter(protocol__slug=sheet.protocol, number=sheet.version, status__in=ProtocolVersion.SHOWN)
    version = versions.select_related("protocol", "signed_by").first()
    return version if version and version.content_sha256.startswith(sheet.fingerprint) else None


def verify_code(version: ProtocolVersion) -> str:
    """The short code of one version, made from the fingerprint of its content: printed on every sheet, readable on the phone."""
    number = int(version.content_sha256, 16)
    letters = []
    for _place in range(CODE_LENGTH):
        number, remainder = divmod(number, len(LETTERS))
        letters.append(LETTERS[remainder])
    return "".join(letters)


def version_by_code(text: str) -> ProtocolVersion | None:
    """The shown version with this code, however it was typed. One query: there are few versions, and their content stays unread."""
    code = "".join(letter for letter in text.upper() if letter in LETTERS)
    if len(code) != CODE_LENGTH or len(text) > 2 * CODE_LENGTH:
        return None
    versions = ProtocolVersion.objects.filter(status__in=ProtocolVersion.SHOWN).select_related("protocol").defer("content")
    return next((version for version in versions.order_by("pk") if verify_code(version) == code), None)
