"""What a test has committed is taken back by one copy of the whole database, made once the content was loaded.

Django empties every table instead, and whoever comes next has to fill them again: some 180 tables, permissions, guards and
the content, 6 to 10 seconds a test. A copy takes some hundredths of one, and it brings back all there is: rows, sequences,
the cache's table, full text and triggers. Only SQLite can do it; on PostgreSQL the tables are emptied as ever.
"""

import sqlite3
import time
from contextlib import contextmanager

from django.test import TransactionTestCase

LONGEST_WAIT = 10  # seconds; for a request whose reader has left already, but that still writes


@contextmanager
def after_each_test_that_commits(connection):
    if connection.vendor != "sqlite":
        yield
        return
    kept = sqlite3.connect(":memory:")
    connection.connection.backup(kept)
    empty = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda case: put_back(kept, connection)
    yield
    TransactionTestCase._fixture_teardown = empty
    kept.close()


def put_back(kept, connection):
    """Into the database itself, not in place of it: the thread of the live server shares this connection.

    Ids of content types are those of the copy in every test, so what Django remembers of them stays right.
    """
    connection.ensure_connection()
    deadline = time.monotonic() + LONGEST_WAIT

    def give_up_in_time(*progress):  # SQLite would wait for ever for another connection to let go
        if time.monotonic() > deadline:
            raise TimeoutError("The database could not be put back: a connection of the test still holds it.")

    while connection.connection.in_transaction:
        give_up_in_time()
        time.sleep(0.01)
    kept.backup(connection.connection, progress=give_up_in_time)
