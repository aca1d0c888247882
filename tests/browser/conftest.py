import os
import shutil

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from calecim_portal.groups import ensure_groups

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            # The server runs in a thread of its own and must see committed rows.
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's own Chromium: CHROMIUM names it, else the usual names are tried."""
    named = os.environ.get("CHROMIUM")
    path = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium was found: install it, or name it with CHROMIUM=")
    return {**browser_type_launch_args, "executable_path": path}


@pytest.fixture(autouse=True)
def content(transactional_db):
    """On SQLite tests/put_back.py keeps it there. Elsewhere the tables were emptied, all but the cache's, which counts e.g. letters."""
    if connection.vendor != "sqlite":
        cache.clear()
        call_command("load_catalogue", "--force", verbosity=0)
        ensure_groups(group_model=Group, permission_model=Permission, content_type_model=ContentType)


@pytest.fixture(autouse=True)
def unhurried_codes(settings):
    """A code of an authenticator app may run out while it is typed: the one before still counts, and nobody waits for the next."""
    settings.MFA_TOTP_TOLERANCE = 1


@pytest.fixture(scope="session", autouse=True)
def assets():
    """The joined style sheet and the fonts, as the pages ask for them."""
    call_command("build_assets", verbosity=0)
