"""Reads the environment strictly: a wrong value stops the start with one sentence that says what to set."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
SHORTEST_SECRET = 50
# An outage or a lock must not hold a worker: reliability notes M4, M8 and M9.
POSTGRES_OPTIONS = "-c lock_timeout=1000 -c idle_in_transaction_session_timeout=10000 -c statement_timeout=30000"


def stop(sentence):
    """End the start without a traceback; the exit code is 1."""
    raise SystemExit(sentence)


def text(name, default=""):
    return os.environ.get(name, "").strip() or default


def boolean(name, *, default):
    value = text(name).lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        stop(f"{name} is {value!r}: set it to true or false.")
    return value in TRUE


def whole_number(name, *, default, at_least, at_most):
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) < 10 and at_least <= int(value) <= at_most):
        stop(f"{name} is {value!r}: set it to a whole number from {at_least} to {at_most}.")
    return int(value)


def secret_key(*, debug):
    key = text("SECRET_KEY")
    if not key and debug:
        return "debug-only-" + "x" * SHORTEST_SECRET
    if not key:
        stop("SECRET_KEY is not set: set it to a random text of 50 characters or more (DEBUG is off).")
    weak = len(key) < SHORTEST_SECRET or len(set(key)) < 5 or key.startswith("django-insecure-")
    if weak and not debug:
        stop("SECRET_KEY is too weak: set it to a random text of 50 characters or more.")
    return key


def allowed_hosts(*, demo, debug):
    hosts = [host.strip() for host in text("ALLOWED_HOSTS").split(",") if host.strip()]
    if demo and not set(hosts) <= set(LOOPBACK):
        stop("DEMO is on and ALLOWED_HOSTS names other machines: demo mode serves this machine alone, so unset one of them.")
    if demo or (debug and not hosts):
        return LOOPBACK
    if not hosts:
        stop("ALLOWED_HOSTS is not set: set it to the host names of the site, separated by commas.")
    if "*" in hosts:
        stop("ALLOWED_HOSTS holds '*': name the hosts of the site instead.")
    return hosts


def database(*, var_folder: Path):
    url = text("DATABASE_URL")
    if not url:
        return sqlite(var_folder / "portal.sqlite3")
    scheme = url.split(":", 1)[0].lower()
    try:
        settings = dj_database_url.parse(url)
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        settings = {}
    if scheme in {"sqlite", "sqlite3"} and settings.get("NAME", ":memory:") != ":memory:":
        return sqlite(settings["NAME"])
    if scheme in {"postgres", "postgresql"} and settings.get("NAME"):
        options = settings.get("OPTIONS") or {}
        settings["OPTIONS"] = {"connect_timeout": 5, "options": POSTGRES_OPTIONS, **options}
        settings["CONN_MAX_AGE"] = 60
        settings["CONN_HEALTH_CHECKS"] = True
        return settings
    return stop("DATABASE_URL cannot be read: set it to postgres://USER:PASSWORD@HOST:PORT/NAME, or unset it to use SQLite.")


def sqlite(name):
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "timeout": 10,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def redis_url():
    url = text("REDIS_URL")
    if url and not names_a_redis(url):
        stop("REDIS_URL cannot be read: set it to redis://HOST:PORT/NUMBER, or unset it to do without Redis.")
    return url


def names_a_redis(url):
    try:
        parts = urlsplit(url)
        place = parts.path if parts.scheme == "unix" else parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number, a bracket too few
        return False
    return parts.scheme in {"redis", "rediss", "unix"} and bool(place)


def make_folder(path: Path):
    """The folder, made if it is not there. Only VAR_DIR decides where it lies."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        stop(f"VAR_DIR does not do, {path} cannot be made: set it to a folder that the portal may write to.")
    return path
