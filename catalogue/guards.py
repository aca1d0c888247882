"""What the database itself refuses, whoever asks: triggers on SQLite and PostgreSQL, put in place after each migration.

A migration that rebuilds a table takes its triggers away with it on SQLite, so they are looked for, and put back, every time.
"""

import hashlib
from dataclasses import dataclass

from django.apps import apps
from django.db import connections
from django.db.models.signals import post_migrate

from .history import WrittenOnce

WRITTEN_ONCE = "What was written down here is never altered or deleted."


@dataclass(frozen=True)
class Guard:
    """One refusal: on which event of which table, when, with which sentence. `when` is SQL over OLD and NEW that both databases read."""

    name: str
    table: str
    event: str  # INSERT, UPDATE or DELETE
    when: str
    sentence: str

    @property
    def key(self):
        """Its name in the database. It holds a fingerprint of the rule: a rule that changes is another trigger."""
        rule = hashlib.sha256(f"{self.table} {self.event} {self.when} {self.sentence}".encode()).hexdigest()[:10]
        return f"guard_{self.name[:40]}_{rule}"


def written_once(table, key):
    """Neither altered, deleted nor put in place of another: SQLite's REPLACE deletes without asking a guard."""
    rules = {"UPDATE": "1 = 1", "DELETE": "1 = 1", "INSERT": f'EXISTS (SELECT 1 FROM "{table}" WHERE "{key}" = NEW."{key}")'}  # noqa: S608
    return [Guard(f"{event.lower()}_{table}", table, event, when, WRITTEN_ONCE) for event, when in rules.items()]


def guards_of(app_config):
    """Of every table of this app that is written once, and what the app itself adds as `guards`."""
    kept = [model._meta for model in app_config.get_models() if issubclass(model, WrittenOnce)]
    return [guard for table in kept for guard in written_once(table.db_table, table.pk.column)] + list(getattr(app_config, "guards", []))


def install(app_config, connection):
    """Put in place the guards that are missing, and take away those of this app's tables that no rule asks for any more."""
    there, wanted = present(connection), {guard.key: guard for guard in guards_of(app_config)}
    tables = {guard.table for guard in wanted.values()}
    take_away(connection, {key: table for key, table in there.items() if table in tables and key not in wanted})
    with connection.cursor() as cursor:
        for key in wanted.keys() - there.keys():
            for statement in statements(wanted[key], connection.vendor):
                cursor.execute(statement)


def take_away(connection, guards):
    with connection.cursor() as cursor:
        for key, table in guards.items():
            cursor.execute(f"DROP TRIGGER {key}" if connection.vendor == "sqlite" else f'DROP TRIGGER {key} ON "{table}"')


def remove(connection):
    """Take all guards away. For tests, whose tables are emptied between them."""
    take_away(connection, present(connection))


def statements(guard, vendor):
    sentence = guard.sentence.replace("'", "''")
    if vendor == "sqlite":
        body = f"SELECT RAISE(ABORT, '{sentence}');"
        when = guard.when.replace("IS DISTINCT FROM", "IS NOT")
        return [f'CREATE TRIGGER {guard.key} BEFORE {guard.event} ON "{guard.table}" WHEN {when} BEGIN {body} END']
    row = "OLD" if guard.event == "DELETE" else "NEW"
    refusal = f"RAISE EXCEPTION USING MESSAGE = '{sentence}', ERRCODE = 'check_violation'"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.key}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {guard.when} THEN {refusal}; END IF; RETURN {row}; END $$",
        f'CREATE TRIGGER {guard.key} BEFORE {guard.event} ON "{guard.table}" FOR EACH ROW EXECUTE FUNCTION {guard.key}()',
    ]


def present(connection):
    """Name -> table of the guards that are in place."""
    if connection.vendor == "sqlite":
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'"
    else:
        query = (
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgname LIKE 'guard_%' AND pg_table_is_visible(pg_class.oid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())


def after_migrations(app_config):
    """Called in `ready` of an app with something to guard."""
    post_migrate.connect(put_in_place, sender=app_config, weak=False, dispatch_uid=f"guards of {app_config.label}")


def put_in_place(sender, using, **rest):
    tables = set(connections[using].introspection.table_names())
    if all(guard.table in tables for guard in guards_of(sender)):  # not while an older state of the tables is being made
        install(sender, connections[using])


def sentence_of(error):
    """What a guard said, if it was one that refused; empty for any other fault of the database."""
    said = str(error)
    sentences = {guard.sentence for config in apps.get_app_configs() for guard in guards_of(config)}
    return next((sentence for sentence in sentences if sentence in said), "")
