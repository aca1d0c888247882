"""Writes the search table anew, for edits that went past Django: raw SQL, `QuerySet.update`, a restored backup."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from catalogue.search import index


class Command(BaseCommand):
    help = "Write every search entry anew from the rows themselves."

    def handle(self, *args, **options):
        number = index.rebuild(lambda things: tqdm(things, unit=" things", disable=None, file=self.stderr._out))
        self.stdout.write(f"The search knows {number} things.")
