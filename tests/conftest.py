import os

import pytest
from django.core.management import call_command
from django.db import connection

from calecim_portal.rates import Rate
from tests import factories, put_back
from tests.client import PortalClient

IN_CI = os.environ.get("CI", "").lower() == "true"


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    """Argon2 is slow on purpose; a test that is about it sets PASSWORD_HASHERS itself."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def media_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def own_media(settings, media_folder):
    """No test writes among the pictures of this machine. One that counts files takes a folder of its own."""
    settings.MEDIA_ROOT = media_folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The real content is loaded once; every test then sees it and takes back what it changes."""
    with django_db_blocker.unblock():
        call_command("load_catalogue", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    with put_back.after_each_test_that_commits(connection):
        yield


@pytest.fixture
def client():
    return PortalClient()


@pytest.fixture(autouse=True)
def without_limits(settings):
    """Tests ask more often in a minute than anybody may; a test of the limits sets its own."""
    settings.API_RATE_ACCOUNT = settings.API_RATE_ADDRESS = Rate(1_000_000, 60)


@pytest.fixture
def practitioner(db):
    return factories.practitioner()


@pytest.fixture
def clinic(client, practitioner):
    """A browser in which a verified practitioner is signed in."""
    client.force_login(practitioner)
    return client


# In CI nothing is left out: a skipped test is a failed one.


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    return skip_is_failure((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector):
    return skip_is_failure((yield))


def skip_is_failure(report):
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, which CI does not allow: {report.longrepr}"
    return report
