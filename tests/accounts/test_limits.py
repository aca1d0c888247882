"""How often somebody may ask: counted together by all workers, kept over a restart, by addresses that nobody can forge."""

import threading
import time

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection, connections
from django.test import RequestFactory

from accounts import limits
from accounts.addresses import UNKNOWN, client_address, network_of
from accounts.limits import forget_old_counts, seconds_to_wait
from accounts.models import RequestCount
from calecim_portal.rates import Rate
from tests import factories
from tests.client import PortalClient
from tests.reading import text_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def forget():
    cache.clear()


# Where a request comes from


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "10.0.0.1"),  # nothing in front: who connects
        (0, "1.2.3.4", "10.0.0.1"),  # a header anybody can send counts for nothing
        (1, "1.2.3.4", "1.2.3.4"),  # one proxy: the entry it added
        (1, "9.9.9.9, 1.2.3.4", "1.2.3.4"),  # what the visitor wrote before it counts for nothing
        (2, "9.9.9.9, 1.2.3.4, 5.6.7.8", "1.2.3.4"),  # two proxies: the second from the end
        (2, "1.2.3.4", "10.0.0.1"),  # fewer entries than proxies: it did not come through them
        (1, None, "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "nonsense", "10.0.0.1"),
        (1, "1.2.3.4, ", "10.0.0.1"),
        (1, "x" * 10_000, "10.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "::ffff:1.2.3.4", "1.2.3.4"),  # as a proxy with both kinds of addresses writes it
    ],
)
def test_the_address_is_the_one_that_our_own_proxies_saw(settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers=headers)) == address


@pytest.mark.parametrize("remote", ["", "unix:", None])
def test_a_connection_without_an_address_is_no_fault(remote):
    request = RequestFactory().get("/")
    request.META["REMOTE_ADDR"] = remote or ""
    assert client_address(request) == UNKNOWN


@pytest.mark.parametrize(
    ("address", "network"),
    [("1.2.3.4", "1.2.3.4"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("2001:db8:1:2::9", "2001:db8:1:2::")],
)
def test_an_ipv6_customer_counts_as_one(address, network):
    assert network_of(address) == network


# Counting

THREE = Rate(3, 60)


@pytest.fixture
def clock(monkeypatch):
    now = [1_000_000 * 60]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    return now


def test_so_many_are_allowed_and_no_more(clock):
    assert [seconds_to_wait("a", THREE) for _number in range(5)] == [0, 0, 0, 60, 60]


def test_the_wait_is_what_is_left_of_the_stretch(clock):
    for _number in range(3):
        seconds_to_wait("a", THREE)
    clock[0] += 59
    assert seconds_to_wait("a", THREE) == 1
    clock[0] += 1
    assert seconds_to_wait("a", THREE) == 0


def test_each_counts_for_itself(clock):
    for _number in range(4):
        seconds_to_wait("a", THREE)
    assert seconds_to_wait("b", THREE) == 0


def test_one_count_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        seconds_to_wait("a", THREE)


def test_old_counts_are_forgotten_and_running_ones_are_not(clock):
    seconds_to_wait("a", THREE)
    clock[0] += 60
    seconds_to_wait("b", THREE)
    clock[0] += 1
    forget_old_counts()
    assert [row.key for row in RequestCount.objects.all()] == ["b"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_both_counted():
    def ask():
        asked = 0
        while asked < 10:
            try:
                seconds_to_wait("a", Rate(1000, 3600))
            except OperationalError:  # SQLite in memory, as in the tests, does not wait for a lock
                time.sleep(0.01)
            else:
                asked += 1
        connections["default"].close()

    threads = [threading.Thread(target=ask) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(RequestCount.objects.filter(key="a").values_list("hits", flat=True)) == 40
    RequestCount.objects.all().delete()


# The API


@pytest.fixture
def few(settings):
    settings.API_RATE_ACCOUNT, settings.API_RATE_ADDRESS = Rate(5, 3600), Rate(3, 3600)


def statuses(client, number, address="/api/v1/products/?page_size=1", **headers):
    return [client.get(address, headers=headers).status_code for _number in range(number)]


def test_an_address_may_ask_so_often(client, few):
    assert statuses(client, 4) == [200, 200, 200, 429]


def test_the_answer_says_how_long_to_wait(client, few):
    statuses(client, 3)
    answer = client.get("/api/v1/products/")
    wait = int(answer.headers["Retry-After"])
    assert 0 < wait <= 3600
    assert answer.json() == {"detail": f"Too many requests. Ask again in {wait} seconds."}


def test_an_account_may_ask_more_often_and_not_at_the_cost_of_its_address(few):
    first, second, nobody = PortalClient(), PortalClient(), PortalClient()
    first.force_login(factories.user())
    second.force_login(factories.user())
    assert statuses(first, 6) == [200] * 5 + [429]
    assert statuses(second, 5) == [200] * 5
    assert statuses(nobody, 4) == [200] * 3 + [429]


def test_a_token_counts_for_its_account(few):
    from accounts import actions

    person, client = factories.practitioner(), PortalClient()
    _row, token = actions.make_token(by=person, name="Software")
    assert statuses(client, 3, authorization=f"Bearer {token}") == [200] * 3
    client.force_login(person)
    assert statuses(client, 3) == [200, 200, 429]


@pytest.mark.parametrize(
    ("address", "headers", "refusal"),
    [
        ("/api/v1/me/", {"authorization": "Bearer cal_" + "0" * 64}, 401),  # guessing tokens
        ("/api/v1/dosing/?expected_downtime_hours=12", {}, 401),  # asking without an account
    ],
)
def test_refusals_count_too(client, few, address, headers, refusal):
    assert statuses(client, 4, address, **headers) == [refusal] * 3 + [429]


def test_being_refused_with_an_account_counts_for_the_account(client, few):
    client.force_login(factories.user())
    assert statuses(client, 6, "/api/v1/dosing/?expected_downtime_hours=12") == [403] * 5 + [429]


def test_a_forged_address_gets_no_more(client, few):
    found = [client.get("/api/v1/products/", headers={"x-forwarded-for": f"1.2.3.{number}"}).status_code for number in range(4)]
    assert found == [200, 200, 200, 429]


# Signing in


@pytest.fixture
def real_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "30/1m/ip,5/5m/key"}


def sign_in(client, email, password="wrong", **headers):
    return client.post("/account/login/", {"login": email, "password": password}, headers=headers)


def test_five_wrong_passwords_in_five_minutes_are_the_most_for_an_account(client, real_limits):
    factories.user(email="ada@example.org")
    for _attempt in range(5):
        sign_in(client, "ada@example.org")
    page = sign_in(client, "ada@example.org", PASSWORD)
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) == 300
    assert "Too many failed attempts. Wait five minutes, then try again." in text_of(page)
    assert not client.is_signed_in


def test_the_count_of_an_account_does_not_start_anew_at_another_host(client, real_limits):
    factories.user(email="ada@example.org")
    for port in range(5):
        sign_in(client, "ADA@example.org", host=f"localhost:{port + 1}")
    assert sign_in(client, "ada@example.org", PASSWORD, host="localhost:99").status_code == 429


def test_four_wrong_passwords_and_a_right_one_sign_in(client, real_limits):
    factories.user(email="ada@example.org")
    for _attempt in range(4):
        sign_in(client, "ada@example.org")
    assert sign_in(client, "ada@example.org", PASSWORD).status_code == 302


def test_an_unknown_address_is_limited_in_the_same_words(client, real_limits):
    factories.user(email="ada@example.org")
    for _attempt in range(5):
        sign_in(client, "ada@example.org")
        sign_in(client, "bob@example.org")
    known, unknown = sign_in(client, "ada@example.org"), sign_in(client, "bob@example.org")
    assert text_of(known) == text_of(unknown)


def test_the_count_follows_the_account_from_address_to_address(client, real_limits, settings):
    factories.user(email="ada@example.org")
    settings.PROXY_COUNT = 1
    for number in range(5):
        sign_in(client, "ada@example.org", **{"x-forwarded-for": f"1.2.3.{number}"})
    assert sign_in(client, "ada@example.org", PASSWORD, **{"x-forwarded-for": "1.2.3.99"}).status_code == 429


def test_thirty_failures_a_minute_are_the_most_for_an_address(client, real_limits):
    factories.user(email="ada@example.org")
    for number in range(30):
        sign_in(client, f"person{number}@example.org", **{"x-forwarded-for": f"1.2.3.{number}"})
    assert sign_in(client, "ada@example.org", PASSWORD).status_code == 429


def test_sign_ins_that_succeed_do_not_count(real_limits):
    factories.user(email="ada@example.org")
    assert [sign_in(PortalClient(), "ada@example.org", PASSWORD).status_code for _number in range(35)] == [302] * 35


def test_counters_survive_a_restart(client, real_limits):
    """They lie in the database: a process that knows nothing of the attempts refuses as well."""
    factories.user(email="ada@example.org")
    for _attempt in range(5):
        sign_in(client, "ada@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] >= 1


@pytest.mark.parametrize(
    ("address", "data", "rates"),
    [
        ("/account/signup/", {"email": "x@example.org", "password1": "three words and more"}, {"signup": "2/1m/ip"}),
        ("/account/password/reset/", {"email": "x@example.org"}, {"reset_password": "2/1m/ip"}),
        ("/account/password/reset/", {"email": "x@example.org"}, {"reset_password": "2/1m/key"}),
    ],
)
def test_signing_up_and_new_passwords_are_limited(settings, address, data, rates):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, **rates}
    answers = [PortalClient().post(address, data) for _number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert int(answers[2].headers["Retry-After"]) > 0


def test_the_limits_are_those_of_the_settings(settings):
    assert settings.FAILED_SIGN_INS == "30/1m/ip,5/5m/key"
    assert settings.ACCOUNT_RATE_LIMITS["login"] is None
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    assert settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] == 100_000
