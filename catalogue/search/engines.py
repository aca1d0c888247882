"""The same question to either database: which rows hold these words. The words are letters and digits alone (see `words`)."""

from itertools import combinations

from django.db import connections, models
from django.db.models.expressions import RawSQL

FTS_TABLE = "catalogue_searchpart_fts"
COLUMNS = {"names", "words"}


def holding(rows, column, words, *, at_least=None, beginning=True):
    """The rows whose column holds the words: all, or at least that many of them. The last one may be the beginning of a longer one."""
    engine = ENGINES[connections[rows.db].vendor]
    groups = list(combinations(range(len(words)), at_least or len(words)))
    begun = len(words) - 1 if beginning else None
    return engine(rows, column, [[(words[place], place == begun) for place in group] for group in groups])


def sqlite(rows, column, groups):
    alternatives = " OR ".join("(" + " AND ".join(f'"{word}"{"*" if begun else ""}' for word, begun in group) + ")" for group in groups)
    found = RawSQL(f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s", [f"{checked(column)} : ({alternatives})"])
    return rows.filter(pk__in=found)


def postgresql(rows, column, groups):
    alternatives = " | ".join("(" + " & ".join(f"'{word}'{':*' if begun else ''}" for word, begun in group) + ")" for group in groups)
    holds = f'"catalogue_searchpart"."{checked(column)}_vector" @@ %s::tsquery'
    return rows.filter(RawSQL(holds, [alternatives], output_field=models.BooleanField()))


def checked(column):
    if column not in COLUMNS:
        raise ValueError(column)
    return column


ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def follow(connection, ids):
    """Brings SQLite's full text in step with these rows of the table; PostgreSQL's index follows by itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"DELETE FROM {FTS_TABLE} WHERE rowid IN ({marks})", some)
            cursor.execute(
                f"INSERT INTO {FTS_TABLE} (rowid, names, words) SELECT id, names, words FROM catalogue_searchpart WHERE id IN ({marks})",
                some,
            )


def start_again(connection):
    """Fills SQLite's full text anew from the whole table."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {FTS_TABLE}")
            cursor.execute(f"INSERT INTO {FTS_TABLE} (rowid, names, words) SELECT id, names, words FROM catalogue_searchpart")


def prepare(apps, schema_editor):
    """For the migration: the full-text table of SQLite, the two indexes of PostgreSQL."""
    if schema_editor.connection.vendor == "sqlite":
        # Words arrive folded: nothing is left for the tokenizer but to split at spaces.
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {FTS_TABLE} USING fts5(names, words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"
        )
    else:
        for column in sorted(COLUMNS):
            # Kept by PostgreSQL itself, from words that are ready: its own parser and dictionaries have no say.
            schema_editor.execute(
                f"ALTER TABLE catalogue_searchpart ADD COLUMN {column}_vector tsvector "
                f"GENERATED ALWAYS AS (array_to_tsvector(string_to_array({column}, ' '))) STORED"
            )
            schema_editor.execute(f"CREATE INDEX catalogue_searchpart_{column} ON catalogue_searchpart USING gin ({column}_vector)")


def undo(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {FTS_TABLE}")
    else:
        for column in sorted(COLUMNS):
            schema_editor.execute(f"ALTER TABLE catalogue_searchpart DROP COLUMN {column}_vector")
