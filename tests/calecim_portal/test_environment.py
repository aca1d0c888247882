"""A wrong setting stops the start: exit code 1, one sentence that says what to set, no traceback."""

import os
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest

from calecim_portal import environment

ROOT = Path(__file__).resolve().parents[2]
GOOD_KEY = "a-key-for-this-test-alone-0123456789-abcdefghijklmnopqrstuvwxyz"
NAMES = ["DEBUG", "DEMO", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "VAR_DIR", "STATICFILES_MANIFEST", "CI"]


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def sentence_of(read, **options):
    with pytest.raises(SystemExit) as stopped:
        read(**options)
    sentence = stopped.value.code
    assert isinstance(sentence, str), "a text makes Python exit with code 1"
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


# Times of the day and time zones


@pytest.mark.parametrize("value", ["18", "24:00", "6pm", "18:00:00", "18.00", "-1:00", "１８:00"])
def test_an_odd_time_of_the_day_is_refused(monkeypatch, value):
    monkeypatch.setenv("LATE_VISIT_AFTER", value)
    sentence = sentence_of(environment.clock_time, name="LATE_VISIT_AFTER", default="18:00")
    assert sentence == f"LATE_VISIT_AFTER is {value!r}: set it to a time of the day, such as 18:00."


@pytest.mark.parametrize(("value", "clock"), [("", time(18, 0)), ("00:00", time(0, 0)), ("20:30", time(20, 30)), ("23:59", time(23, 59))])
def test_a_time_of_the_day_is_read(monkeypatch, value, clock):
    monkeypatch.setenv("LATE_VISIT_AFTER", value)
    assert environment.clock_time("LATE_VISIT_AFTER", default="18:00") == clock


@pytest.mark.parametrize("value", ["Mars/Base", "UTC+1", "europe/london", "../etc"])
def test_an_odd_time_zone_is_refused(monkeypatch, value):
    monkeypatch.setenv("CLINIC_TIME_ZONE", value)
    sentence = sentence_of(environment.time_zone, name="CLINIC_TIME_ZONE", default="UTC")
    assert sentence == f"CLINIC_TIME_ZONE is {value!r}: set it to a time zone by its IANA name, such as Europe/London."


def test_a_time_zone_is_read(monkeypatch):
    monkeypatch.setenv("CLINIC_TIME_ZONE", "Asia/Singapore")
    assert environment.time_zone("CLINIC_TIME_ZONE", default="UTC") == "Asia/Singapore"


# Truths


@pytest.mark.parametrize("value", ["maybe", "2", "ja", "truee", "none", "-"])
def test_an_odd_truth_is_refused(monkeypatch, value):
    monkeypatch.setenv("DEBUG", value)
    assert sentence_of(environment.boolean, name="DEBUG", default=False) == f"DEBUG is {value!r}: set it to true or false."


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("1", True),
        ("true", True),
        ("TRUE", True),
        (" yes ", True),
        ("on", True),
        ("0", False),
        ("False", False),
        ("no", False),
        ("off", False),
    ],
)
def test_a_truth_is_read(monkeypatch, value, meant):
    monkeypatch.setenv("DEBUG", value)
    assert environment.boolean("DEBUG", default=not meant) is meant


@pytest.mark.parametrize("default", [True, False])
@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_truth_is_the_default(monkeypatch, value, default):
    monkeypatch.setenv("DEBUG", value)
    assert environment.boolean("DEBUG", default=default) is default


# Whole numbers


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8000.0", "eight", "８０００", "1e3", "0x50", "9" * 5_000])
def test_an_odd_number_is_refused(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    sentence = sentence_of(environment.whole_number, name="PORT", default=8000, at_least=1, at_most=65535)
    assert sentence.endswith("set it to a whole number from 1 to 65535.")


@pytest.mark.parametrize(("value", "number"), [("1", 1), ("65535", 65535), (" 8001 ", 8001), ("", 8000)])
def test_a_number_is_read(monkeypatch, value, number):
    monkeypatch.setenv("PORT", value)
    assert environment.whole_number("PORT", default=8000, at_least=1, at_most=65535) == number


# The key


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("", "SECRET_KEY is not set"),
        ("   ", "SECRET_KEY is not set"),
        (GOOD_KEY[:49], "SECRET_KEY is too weak"),  # one too short
        ("x" * 60, "SECRET_KEY is too weak"),  # one character over and over
        ("abcd" * 20, "SECRET_KEY is too weak"),  # four of them
        ("django-insecure-" + GOOD_KEY, "SECRET_KEY is too weak"),  # from a template
    ],
)
def test_a_missing_or_weak_key_is_refused(monkeypatch, key, start):
    monkeypatch.setenv("SECRET_KEY", key)
    assert sentence_of(environment.secret_key, debug=False).startswith(start)


@pytest.mark.parametrize("key", [GOOD_KEY, GOOD_KEY[:50], "abcde" * 10])
def test_a_good_key_is_taken(monkeypatch, key):
    monkeypatch.setenv("SECRET_KEY", key)
    assert environment.secret_key(debug=False) == key


@pytest.mark.parametrize("key", ["", "short"])
def test_debugging_needs_no_key(monkeypatch, key):
    monkeypatch.setenv("SECRET_KEY", key)
    assert environment.secret_key(debug=True)


# Hosts


@pytest.mark.parametrize(
    ("hosts", "demo", "start"),
    [
        ("", False, "ALLOWED_HOSTS is not set"),
        (" , ", False, "ALLOWED_HOSTS is not set"),
        ("*", False, "ALLOWED_HOSTS holds '*'"),
        ("portal.example.org, *", False, "ALLOWED_HOSTS holds '*'"),
        ("portal.example.org", True, "DEMO is on and ALLOWED_HOSTS names other machines"),
        ("localhost,portal.example.org", True, "DEMO is on and ALLOWED_HOSTS names other machines"),
        ("*", True, "DEMO is on and ALLOWED_HOSTS names other machines"),
    ],
)
def test_hosts_that_cannot_be_meant_are_refused(monkeypatch, hosts, demo, start):
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    assert sentence_of(environment.allowed_hosts, demo=demo, debug=False).startswith(start)


@pytest.mark.parametrize(
    ("hosts", "demo", "debug", "read"),
    [
        ("portal.example.org", False, False, ["portal.example.org"]),
        (" a.example.org , b.example.org,", False, False, ["a.example.org", "b.example.org"]),
        ("", True, False, environment.LOOPBACK),
        ("localhost", True, False, environment.LOOPBACK),
        ("", False, True, environment.LOOPBACK),
        ("portal.example.org", False, True, ["portal.example.org"]),
    ],
)
def test_hosts_are_read(monkeypatch, hosts, demo, debug, read):
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    assert environment.allowed_hosts(demo=demo, debug=debug) == read


# The database


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://user:secret@host/name",
        "postgres://user:secret@host/",  # no name
        "postgres://user:secret@host:port/name",
        "postgres://user:secret@host:99999/name",
        "postgres://user:secret@[::1/name",
        "postgres:",
        "sqlite://",  # in memory: gone with the process
        "sqlite://:memory:",
        "sqlite:///:memory:",
        "://",
    ],
)
def test_a_database_that_cannot_be_meant_is_refused(monkeypatch, tmp_path, url):
    monkeypatch.setenv("DATABASE_URL", url)
    sentence = sentence_of(environment.database, var_folder=tmp_path)
    assert sentence.startswith("DATABASE_URL cannot be read: set it to postgres://USER:PASSWORD@HOST:PORT/NAME")
    assert "secret" not in sentence


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "POSTGRES"])
def test_postgresql_is_read(monkeypatch, tmp_path, scheme):
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://user:p%40ss@host:5433/name")
    settings = environment.database(var_folder=tmp_path)
    assert (settings["ENGINE"], settings["USER"], settings["PASSWORD"]) == ("django.db.backends.postgresql", "user", "p@ss")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("host", 5433, "name")
    assert settings["OPTIONS"]["connect_timeout"] == 5
    assert "lock_timeout" in settings["OPTIONS"]["options"]
    assert settings["CONN_HEALTH_CHECKS"]


@pytest.mark.parametrize("url", ["", "sqlite:////srv/portal/other.sqlite3"])
def test_sqlite_waits_its_turn_and_takes_the_lock_at_the_start(monkeypatch, tmp_path, url):
    monkeypatch.setenv("DATABASE_URL", url)
    settings = environment.database(var_folder=tmp_path)
    assert settings["ENGINE"] == "django.db.backends.sqlite3"
    assert str(settings["NAME"]) == ("/srv/portal/other.sqlite3" if url else str(tmp_path / "portal.sqlite3"))
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]
    assert settings["OPTIONS"]["timeout"] >= 5


# Redis


@pytest.mark.parametrize(
    "url", ["nonsense", "http://host:6379/0", "redis:", "redis://", "redis://host:port/0", "redis://[::1", "redis://h:99999/0"]
)
def test_a_redis_that_cannot_be_meant_is_refused(monkeypatch, url):
    monkeypatch.setenv("REDIS_URL", url)
    assert sentence_of(environment.redis_url).startswith("REDIS_URL cannot be read: set it to redis://HOST:PORT/NUMBER")


@pytest.mark.parametrize("url", ["", "redis://127.0.0.1:6379/0", "rediss://host/1", "redis://:secret@host:6379", "unix:///run/redis.sock"])
def test_redis_is_read(monkeypatch, url):
    monkeypatch.setenv("REDIS_URL", url)
    assert environment.redis_url() == url


# The start as a whole


def start(tmp_path, **settings):
    """`manage.py check` in a process of its own, with nothing set but this."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "SYSTEMROOT"}}
    good = {"SECRET_KEY": GOOD_KEY, "ALLOWED_HOSTS": "portal.example.org", "VAR_DIR": str(tmp_path / "var")}
    return subprocess.run(  # noqa: S603 – the project's own manage.py
        [sys.executable, str(ROOT / "manage.py"), "check"],
        env={**kept, **good, **settings},
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=120,
    )


def test_good_settings_start(tmp_path):
    done = start(tmp_path)
    assert (done.returncode, done.stderr.strip()) == (0, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("DEBUG", "perhaps"),
        ("ALLOWED_HOSTS", "*"),
        ("DATABASE_URL", "nonsense"),
        ("REDIS_URL", "nonsense"),
        ("DEMO", "true"),
        ("STATICFILES_MANIFEST", "perhaps"),
        ("VAR_DIR", "/dev/null/var"),
    ],
)
def test_a_wrong_setting_ends_the_start_in_one_sentence(tmp_path, name, value):
    done = start(tmp_path, **{name: value})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert name in done.stderr
    assert done.stdout == ""
