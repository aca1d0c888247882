"""For tests of what the database would refuse to keep: a state that no way through the portal leads to."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from catalogue import guards


@contextmanager
def guards_down():
    """The triggers are away inside, and back after."""
    guards.remove(connection)
    yield
    for label in ("catalogue", "protocols"):
        guards.install(apps.get_app_config(label), connection)
