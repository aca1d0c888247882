"""How long a search takes as the corpus grows from a thousand to a hundred thousand documents, on the configured database.

Run by `make bench` on SQLite and, where DATABASE_URL names one, on PostgreSQL. It writes made-up documents inside a transaction that is
rolled back. Their words follow Zipf's law, as words of real texts do, so that rare and very frequent ones are both asked for.
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "calecim_portal.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from catalogue.models import SearchPart, SearchWord  # noqa: E402
from catalogue.search import engines, spelling  # noqa: E402
from catalogue.search.results import search, shown  # noqa: E402
from catalogue.search.words import words_of  # noqa: E402
from catalogue.visibility import ANYONE, Access, Status  # noqa: E402

SIZES = [1_000, 10_000, 100_000]
LETTERS = "bcdfghklmnprstvz", "aeiou"
WORDS_IN_TEXT, WORDS_IN_TITLE, QUERIES = 40, 5, 60


def main():
    chance = random.Random(7)  # noqa: S311 - the same corpus in every run
    vocabulary = ["".join(chance.choice(LETTERS[place % 2]) for place in range(chance.randint(5, 10))) for _ in range(20_000)]
    weights = [1 / (rank + 2) for rank in range(len(vocabulary))]
    print(f"{connection.vendor}: milliseconds for one search (median / 95th percentile), its passages included")
    print(f"{'documents':>10}  {'two names':>14}  {'frequent word':>14}  {'four words':>14}  {'typing error':>14}  {'vocabulary':>10}")
    with transaction.atomic():
        SearchPart.objects.all().delete()
        SearchWord.objects.all().delete()
        made = 0
        for size in SIZES:
            write(chance, vocabulary, weights, range(made, size))
            made = size
            print(line(size, chance, vocabulary, weights))
        transaction.set_rollback(True)


def write(chance, vocabulary, weights, numbers):
    rows = []
    for number in numbers:
        title = " ".join(chance.choices(vocabulary, weights, k=WORDS_IN_TITLE))
        text = " ".join(chance.choices(vocabulary, weights, k=WORDS_IN_TEXT))
        rows.append(
            SearchPart(
                kind="question",
                slug=f"bench-{number}",
                title=title,
                text=text,
                url="/",
                names=" ".join(words_of(title)),
                words=" ".join(dict.fromkeys(words_of(f"{title} {text}"))),
                access=Access.EVERYONE,
                status=Status.PUBLISHED,
                changed_at=timezone.now(),
            )
        )
    made = SearchPart.objects.bulk_create(rows, batch_size=1_000)
    engines.follow(connection, [row.pk for row in made])
    spelling.count(spelling.uses(made))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def line(size, chance, vocabulary, weights):
    titles = [row.title.split() for row in SearchPart.objects.order_by("pk")[: size : max(1, size // QUERIES)]]
    asked = {
        "two names": [" ".join(title[:2]) for title in titles],
        "frequent word": [vocabulary[place] for place in range(QUERIES)],
        "four words": [" ".join(chance.choices(vocabulary[:2_000], weights[:2_000], k=4)) for _ in range(QUERIES)],
        "typing error": [swapped(chance.choice(vocabulary[:2_000])) for _ in range(QUERIES)],
    }
    spelling.vocabularies.clear()
    started = time.perf_counter()
    spelling.vocabulary(ANYONE)
    building = (time.perf_counter() - started) * 1_000
    times = "  ".join(f"{median:6.1f} / {slow:5.1f}" for median, slow in (timed(queries) for queries in asked.values()))
    return f"{size:>10,}  {times}  {building:8.0f}"


def swapped(word):
    return word[:2] + word[3] + word[2] + word[4:]


def timed(queries):
    taken = []
    for query in queries:
        started = time.perf_counter()
        answer = search(query, ANYONE)
        shown(answer.found[:20], answer.words)
        taken.append((time.perf_counter() - started) * 1_000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    main()
