"""`/healthz`: the process answers. `/readyz`: it can do its work."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from calecim_portal import health
from catalogue.models import LoadedRow

READY = {"status": "ok", "checks": {"database": "ok", "redis": "not used"}}


def test_the_process_answers_without_the_database(client):
    answer = client.get("/healthz")  # no database is open to this test
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_a_portal_that_can_work_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, READY)


@pytest.mark.django_db
def test_asking_leaves_nothing_behind(client):
    before = LoadedRow.objects.count()
    client.get("/readyz")
    assert LoadedRow.objects.count() == before


def unwritable():
    raise DatabaseError("attempt to write a readonly database")


@pytest.mark.django_db
def test_a_database_that_cannot_be_written_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "write_and_take_back", unwritable)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "not writable"


@pytest.mark.django_db
def test_a_write_that_the_database_refuses_is_noticed(client):
    """The check itself: a trigger stands in for a disk that has become read-only."""
    if connection.vendor == "sqlite":
        refuse = "CREATE TRIGGER refuse BEFORE INSERT ON catalogue_loadedrow BEGIN SELECT RAISE(ABORT, 'read-only'); END"
    else:
        refuse = "ALTER TABLE catalogue_loadedrow ADD CONSTRAINT refuse CHECK (model <> 'readyz') NOT VALID"
    with connection.cursor() as cursor:
        cursor.execute(refuse)
    assert client.get("/readyz").json()["checks"]["database"] == "not writable"


@pytest.mark.django_db
def test_a_database_behind_the_code_is_not_ready(client):
    MigrationRecorder(connection).migration_qs.filter(app="catalogue").order_by("-name").first().delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "checks": {"database": "not migrated", "redis": "not used"}}


@pytest.mark.django_db
def test_redis_is_reported_and_never_fatal(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # nothing listens there
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"]["redis"] != "not used"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_an_answer_is_never_kept(client, address):
    assert "no-store" in client.get(address).headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["post", "delete"])
def test_only_reading_is_allowed(client, address, method):
    assert getattr(client, method)(address).status_code == 405


def test_an_answer_may_be_asked_for_by_its_head(client):
    assert client.head("/healthz").status_code == 200
