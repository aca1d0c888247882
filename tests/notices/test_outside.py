"""Where a webhook may go: nowhere within this machine or its network, however the address is spelled."""

import ipaddress
import socket
import time

import pytest

from notices import calls, outside
from notices.calls import post
from notices.outside import Refused, addresses_of, is_outside, target_of

from .servers import server

WITHIN = [
    "127.0.0.1",
    "127.255.0.9",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",  # of providers
    "169.254.169.254",  # what tells machines in a cloud about themselves
    "0.0.0.0",  # noqa: S104 - refused
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fc00::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[64:ff9b::7f00:1]",  # 127.0.0.1 as it is translated
    "[2002:7f00:1::]",
    "[::7f00:1]",
    "2130706433",  # 127.0.0.1 as one number
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "localhost",
]
ODD = [
    "http://clinic.example.org/",  # no HTTPS
    "ftp://clinic.example.org/",
    "file:///etc/passwd",
    "https://user@clinic.example.org/",
    "https://clinic.example.org@127.0.0.1/",
    "https://clinic.example.org:0/",
    "https://clinic.example.org:99999/",
    "https://clinic.example.org/#part",
    "https://clinic.example.org/a b",
    "https://clinic.example.org\\@127.0.0.1/",
    "https://clinic.example.org/\r\nHost: other",
    "https:///hook",
    "https://[::1/",
    "https://clínic.example.org/",
    "clinic.example.org",
    "",
]


@pytest.mark.parametrize("host", WITHIN)
def test_an_address_within_the_network_is_refused(host):
    with pytest.raises(Refused, match="private network"):
        target_of(f"https://{host}/hook", allow_private=False)


@pytest.mark.parametrize("url", ODD)
def test_an_odd_address_is_refused(url):
    with pytest.raises(Refused):
        target_of(url, allow_private=False)


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://clinic.example.org", "clinic.example.org", 443, "/"),
        ("https://clinic.example.org:8443/hook?a=b", "clinic.example.org", 8443, "/hook?a=b"),
        ("https://Clinic.Example.org/Hook", "clinic.example.org", 443, "/Hook"),
        ("https://93.184.215.14/", "93.184.215.14", 443, "/"),
        ("https://[2606:4700::1111]/", "2606:4700::1111", 443, "/"),
    ],
)
def test_an_address_in_the_internet_is_taken(url, host, port, path):
    target = target_of(url, allow_private=False)
    assert (target.host, target.port, target.path) == (host, port, path)


def looked_up(monkeypatch, *addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *_args, **_named: found)


def test_a_name_that_stands_for_a_private_address_is_refused_at_the_call(monkeypatch):
    looked_up(monkeypatch, "10.0.0.1")
    with pytest.raises(Refused):
        addresses_of(target_of("https://clinic.example.org/", allow_private=False), allow_private=False)


def test_one_private_address_among_several_refuses_them_all(monkeypatch):
    looked_up(monkeypatch, "93.184.215.14", "127.0.0.1")
    with pytest.raises(Refused):
        addresses_of(target_of("https://clinic.example.org/", allow_private=False), allow_private=False)


def test_the_call_goes_to_the_address_that_was_checked(monkeypatch):
    """The name may stand for another one a moment later: it is looked up once."""
    lookups, connected = [], []

    def look_up(host, *_args, **_named):
        lookups.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14" if len(lookups) == 1 else "127.0.0.1", 443))]

    def connect(address, *_args):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(outside.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(calls.socket, "create_connection", connect)
    outcome = post("https://clinic.example.org/", b"{}", {}, allow_private=False)
    assert outcome.error == "The server did not take the call."
    assert (lookups, connected) == (["clinic.example.org"], [("93.184.215.14", 443)])


def test_nothing_is_called_within_the_network(monkeypatch):
    with server() as (url, received):
        outcome = post(url.replace("http:", "https:"), b"{}", {}, allow_private=False)
    assert (outcome.status_code, received) == (None, [])
    assert "private network" in outcome.error


@pytest.mark.parametrize(("host", "allowed"), [("127.0.0.1", True), ("10.0.0.1", True), ("169.254.169.254", False), ("[::]", False)])
def test_even_where_private_addresses_are_allowed_some_are_not(host, allowed):
    url = f"https://{host}/"
    if allowed:
        assert target_of(url, allow_private=True).host == host
    else:
        with pytest.raises(Refused):
            target_of(url, allow_private=True)


@pytest.mark.parametrize(("url", "allowed"), [("http://127.0.0.1:8/", True), ("http://localhost/", True), ("http://10.0.0.1/", False)])
def test_plain_http_is_for_this_machine_alone(url, allowed):
    if allowed:
        assert target_of(url, allow_private=True).scheme == "http"
    else:
        with pytest.raises(Refused, match="https"):
            target_of(url, allow_private=True)


def test_a_redirect_is_not_followed():
    with server() as (elsewhere, reached), server(status=307, location=elsewhere) as (url, received):
        outcome = post(url, b"{}", {}, allow_private=True)
    assert (len(received), reached, outcome.status_code) == (1, [], 307)
    assert outcome.error == "The server answered 307. A redirect is not followed."


def test_an_answer_that_comes_by_drops_is_cut_off(monkeypatch):
    monkeypatch.setattr(calls, "MOST_SECONDS", 1)
    began = time.monotonic()
    with server(drips=True) as (url, _received):
        outcome = post(url, b"{}", {}, allow_private=True)
    assert outcome.error == "No answer within 1 seconds."
    assert time.monotonic() - began < 4


def test_a_public_address_is_outside():
    assert is_outside(ipaddress.ip_address("93.184.215.14"))
