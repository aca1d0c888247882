"""Two people sign while a third edits, and a worker dies half way through: one winner, and nothing half signed."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import OperationalError, connection, connections, transaction

from calecim_portal.groups import ensure_groups
from protocols import actions
from protocols.content import fingerprint
from protocols.models import Application, Dose, Procedure, Protocol, ProtocolVersion, Safeguard, SignOff
from tests import factories
from tests.protocols.versions import signature_for, signing_reviewer, submitted_version

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 200
LONGEST_ROUND = 30  # seconds
SCRIPT = Path(__file__).with_name("approval_to_be_killed.py")


@pytest.fixture
def protocol():
    """The real content and the groups, which tests with several connections find gone after one another."""
    ensure_groups(group_model=Group, permission_model=Permission, content_type_model=ContentType)
    if not Protocol.objects.exists():
        call_command("load_catalogue", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    return Protocol.objects.get()


def insisting(act):
    """A lock that is not had within a second is tried again, as a person would. SQLite in memory, as in the tests, does not wait at all."""
    deadline = time.monotonic() + LONGEST_ROUND
    while True:
        try:
            return act()
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.002)


def draft_like(first, number, author):
    """A draft with the doses of the first version, in few statements: there are many rounds."""
    version = ProtocolVersion.objects.create(protocol=first.protocol, number=number, created_by=author)
    for model in (Dose, Application):
        rows = list(model.objects.filter(version=first))
        for row in rows:
            row.pk, row._state.adding, row.version = None, True, version
        model.objects.bulk_create(rows)
    citation = first.doses.first().citations.first()
    through = Dose.citations.through
    through.objects.bulk_create(through(dose_id=dose.pk, citation_id=citation.pk) for dose in version.doses.all())
    return version


def sign(version, signer, start):
    given = signature_for(version)
    start.wait(LONGEST_ROUND)
    try:
        insisting(lambda: actions.approve(version=version, by=signer, **given))
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return "signed"


def edit(version, editor, start):
    """As the admin does: takes the row, notes who writes, and writes."""
    start.wait(LONGEST_ROUND)

    @transaction.atomic
    def write():
        actions.record_contributor(version=version, by=editor)
        dose = version.doses.first()
        dose.in_clinic_ml += 5
        dose.save()

    try:
        insisting(write)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return "edited"


def test_two_sign_while_a_third_edits(protocol):
    first = protocol.versions.get(number=1)
    for model in (Safeguard, Procedure):  # what a version takes in makes each round longer, and no more telling
        model.objects.all().delete()
    author, editor, signers = factories.editor(), factories.editor(), [signing_reviewer(), signing_reviewer()]
    with ThreadPoolExecutor(3) as pool:
        for number in range(2, 2 + ROUNDS):
            draft = draft_like(first, number, author)
            version = insisting(lambda draft=draft: actions.submit_for_review(version=draft, by=author))
            start = threading.Barrier(3)
            asked = [pool.submit(sign, version, signer, start) for signer in signers] + [pool.submit(edit, version, editor, start)]
            said = [one.result(LONGEST_ROUND) for one in asked]
            assert sorted(said[:2]) == ["Only a version under review can be signed.", "signed"], number
            assert said[2].startswith("This version is no draft any more."), number
            assert_whole(version, signers[said.index("signed")])
        for _thread in range(3):
            pool.submit(close_own_connection).result(LONGEST_ROUND)
    assert SignOff.objects.count() == ROUNDS
    assert protocol.versions.filter(status="retired").count() == ROUNDS


def assert_whole(version, winner):
    kept = ProtocolVersion.objects.select_related("sign_off").get(pk=version.pk)
    assert (kept.status, kept.signed_by_id, kept.sign_off.signer_id) == ("active", winner.pk, winner.pk)
    assert fingerprint(kept.content) == kept.content_sha256 == kept.sign_off.content_sha256
    assert ProtocolVersion.objects.active().filter(protocol=version.protocol_id).count() == 1


def close_own_connection():
    time.sleep(0.05)  # so that each thread takes one
    connections["default"].close()


def test_a_worker_killed_half_way_leaves_nothing_half_signed(protocol, tmp_path):
    version, signer = submitted_version(), signing_reviewer()
    address = database_for_another_process(tmp_path)
    worker = subprocess.Popen(  # noqa: S603
        [sys.executable, SCRIPT, str(version.pk), str(signer.pk)],
        env={**os.environ, "DATABASE_URL": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = worker.stdout.readline()
        assert said == "half way\n", said or worker.stderr.read()
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.communicate(timeout=LONGEST_ROUND)
    assert standing(address) == ([("active", None), ("in_review", None)], 0)
    if connection.vendor == "postgresql":  # no lock of the dead one is in the way of the next
        assert actions.approve(version=version, by=signer, **signature_for(version)).status == "active"


def database_for_another_process(folder):
    """The address of the test's own database; of one in memory, that of a copy in a file."""
    settings = connection.settings_dict
    if connection.vendor == "postgresql":
        person = f"{settings['USER']}:{settings['PASSWORD']}" if settings["PASSWORD"] else settings["USER"]
        return f"postgres://{person}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    file = folder / "portal.sqlite3"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    return f"sqlite:///{file}"


def standing(address):
    """(status and signer of each version, number of signatures) in the database that the dead one wrote to."""
    versions, signatures = (
        "SELECT status, signed_by_id FROM protocols_protocolversion ORDER BY number",
        "SELECT count(*) FROM protocols_signoff",
    )
    if connection.vendor == "sqlite":
        with sqlite3.connect(address.removeprefix("sqlite:///")) as copy:
            return copy.execute(versions).fetchall(), copy.execute(signatures).fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute(versions)
        rows = cursor.fetchall()
        cursor.execute(signatures)
        return rows, cursor.fetchone()[0]
