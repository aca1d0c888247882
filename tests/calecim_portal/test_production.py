"""The settings of a server, read in a process of its own: nothing of the demo, cookies that no other host can set."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import reverse
names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "PROFESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
names += ["SECURE_SSL_REDIRECT", "SITE_URL", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "ACCOUNT_DEFAULT_HTTP_PROTOCOL", "PROXY_COUNT"]
found = {name: getattr(settings, name) for name in names}
page = Client().get("/?profession=salon", secure=True, HTTP_HOST="portal.example")
found["profession"] = page.cookies["__Host-profession"].OutputString()
found["plain"] = Client().get("/", HTTP_HOST="portal.example")["Location"]
print(json.dumps(found))
"""


def ask(code, **environment):
    base = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "DATABASE_URL", "LANG"}}
    key = "used-by-this-test-alone-0123456789-abcdefghijklmnopqrstuvwxyz"
    server = {
        "SECRET_KEY": key,
        "ALLOWED_HOSTS": "portal.example",
        "STATICFILES_MANIFEST": "false",
        "DJANGO_SETTINGS_MODULE": "calecim_portal.settings",
    }
    return subprocess.run(  # noqa: S603 - our own code, in a process of its own
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**base, **server, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("var")
    settings = {"VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3", "PROXY_COUNT": "1"}
    prepared = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "x1y2z3" * 10, "ALLOWED_HOSTS": "portal.example", **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert prepared.returncode == 0, prepared.stderr
    answer = ask(ASKED, **settings)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_cookies_carry_the_prefix_and_what_it_asks_for(server):
    assert server["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert server["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert server["PROFESSION_COOKIE_NAME"] == "__Host-profession"
    assert server["SESSION_COOKIE_SECURE"]
    assert server["CSRF_COOKIE_SECURE"]
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in server["profession"]
    assert "Domain" not in server["profession"]


def test_plain_http_is_led_to_https(server):
    assert server["plain"] == "https://portal.example/"


def test_nothing_of_the_demo_is_left(server):
    assert server["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False
    assert server["ACCOUNT_DEFAULT_HTTP_PROTOCOL"] == "https"
    assert server["SITE_URL"] == "https://portal.example"
    assert server["PROXY_COUNT"] == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("MAIL_URL", "mail.example.org", "MAIL_URL cannot be read"),
        ("MAIL_URL", "smtp://", "MAIL_URL cannot be read"),
        ("MAIL_URL", "smtp://host:99999", "MAIL_URL cannot be read"),
        ("MAIL_URL", "ftp://host", "MAIL_URL cannot be read"),
        ("SITE_URL", "portal.example", "SITE_URL is 'portal.example'"),
        ("SITE_URL", "https://portal.example/path", "SITE_URL is"),
        ("PROXY_COUNT", "-1", "PROXY_COUNT is '-1'"),
        ("PROXY_COUNT", "one", "PROXY_COUNT is 'one'"),
        ("API_RATE_ACCOUNT", "600", "API_RATE_ACCOUNT is '600'"),
        ("API_RATE_ACCOUNT", "0/1m", "API_RATE_ACCOUNT is '0/1m'"),
        ("API_RATE_ADDRESS", "300/1y", "API_RATE_ADDRESS is '300/1y'"),
        ("FAILED_SIGN_IN_RATE_ACCOUNT", "5/m", "FAILED_SIGN_IN_RATE_ACCOUNT is '5/m'"),
        ("REPORT_RATE_ADDRESS", "many", "REPORT_RATE_ADDRESS is 'many'"),
        ("VERIFICATION_WORKING_DAYS", "0", "VERIFICATION_WORKING_DAYS is '0'"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(tmp_path, name, value, sentence):
    answer = ask("import django; django.setup()", VAR_DIR=str(tmp_path), **{name: value})
    assert answer.returncode == 1
    assert answer.stderr.startswith(sentence)
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("url", "host", "port", "ssl", "tls", "user"),
    [
        ("smtp://mail.example.org", "mail.example.org", 25, False, False, ""),
        ("smtps://a:b@mail.example.org", "mail.example.org", 465, True, False, "a"),
        ("smtp+tls://a%40b:c@mail.example.org:2525", "mail.example.org", 2525, False, True, "a@b"),
    ],
)
def test_the_address_of_a_mail_server_is_read(monkeypatch, tmp_path, url, host, port, ssl, tls, user):
    from calecim_portal import environment

    monkeypatch.setenv("MAIL_URL", url)
    found = environment.mail(default_folder=tmp_path)
    assert (found["host"], found["port"], found["use_ssl"], found["use_tls"], found["username"]) == (host, port, ssl, tls, user)
    assert found["timeout"] == 10


@pytest.mark.parametrize(("url", "backend"), [("", "filebased"), ("console:", "console"), ("file:///tmp/mail", "filebased")])
def test_without_a_mail_server_mail_is_kept_or_shown(monkeypatch, tmp_path, url, backend):
    from calecim_portal import environment

    monkeypatch.setenv("MAIL_URL", url)
    found = environment.mail(default_folder=tmp_path)
    assert backend in found["BACKEND"]
    if not url:
        assert found["file_path"] == str(tmp_path)
