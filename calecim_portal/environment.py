"""Reads the environment strictly: a wrong value stops the start with one sentence that says what to set."""

import os
import re
from datetime import time
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

import dj_database_url

from calecim_portal.rates import RATE

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
SHORTEST_SECRET = 50
CLOCK_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
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


def clock_time(name, *, default):
    """A time of the day, as 18:00."""
    value = text(name, default)
    if not CLOCK_TIME.fullmatch(value):
        stop(f"{name} is {value!r}: set it to a time of the day, such as {default}.")
    return time.fromisoformat(value)


def time_zone(name, *, default):
    value = text(name, default)
    if value not in available_timezones():
        stop(f"{name} is {value!r}: set it to a time zone by its IANA name, such as Europe/London.")
    return value


def rate(name, *, default):
    """At most so many in a stretch of time, as `5/5m`."""
    value = text(name, default).replace(" ", "")
    if not RATE.fullmatch(value):
        stop(f"{name} is {value!r}: set it to a number and a time, such as {default} (s, m, h and d are seconds to days).")
    return value


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


def site_url(*, hosts, secure):
    """The portal's own address, for links in mail: SITE_URL, else the first host."""
    url = text("SITE_URL")
    if not url:
        host = hosts[0].lstrip(".")
        return f"https://{host}" if secure else f"http://{host}:{text('PORT', '8000')}"
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        stop(f"SITE_URL is {url!r}: set it to the address of the portal alone, such as https://portal.example.org.")
    return url.rstrip("/")


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


def mail(*, default_folder: Path):
    """Where mail goes: `smtp(s)://USER:PASSWORD@HOST:PORT`, `console:`, or files in a folder (`file:///PATH`)."""
    url = text("MAIL_URL", f"file://{default_folder}")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file" and parts.path:
        return {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "file_path": unquote(parts.path)}
    if parts.scheme in {"smtp", "smtps", "smtp+tls"} and parts.hostname and port != 0:
        return {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "host": parts.hostname,
            "port": port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+tls",
            "timeout": 10,  # seconds; a server that hangs holds one worker for as long, and no page
        }
    return stop(
        "MAIL_URL cannot be read: set it to smtp+tls://USER:PASSWORD@HOST:587, smtps://…, smtp://…, console: or file:///FOLDER, "
        "or unset it to keep mail as files."
    )
