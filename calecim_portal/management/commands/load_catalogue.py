"""Brings the content files into the database: run it as often as you like, it never overwrites an editor."""

import hashlib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from catalogue.content_files import DATA as CATALOGUE_DATA
from catalogue.content_files import CatalogueFiles
from catalogue.knowledge_files import KnowledgeFiles
from catalogue.loading import Loader
from catalogue.models import LoadedRow
from catalogue.search import index
from catalogue.yaml_files import ContentError
from protocols.content_files import DATA as PROTOCOL_DATA
from protocols.content_files import ProtocolFiles

WORDS = {
    "add": "added",
    "update": "updated",
    "kept": "kept as an editor left it",
    "gone": "left out, an editor deleted it",
    "unchanged": "unchanged",
}


class Command(BaseCommand):
    help = "Load the content of catalogue/data/ and protocols/data/. What an editor has changed stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
        parser.add_argument("--force", action="store_true", help="read the files even if they are those of the last run")
        parser.add_argument("--catalogue-data", type=Path, default=CATALOGUE_DATA, help="folder of the catalogue's files")
        parser.add_argument("--protocol-data", type=Path, default=PROTOCOL_DATA, help="folder of the protocols' files")

    def handle(self, *args, **options):
        digest = digest_of(options["catalogue_data"], options["protocol_data"])
        if not options["dry_run"] and not options["force"] and was_loaded(digest):
            index.keep_up()
            self.stdout.write("The content files are those of the last run: nothing to load.")
            return
        try:
            loader = load(options["catalogue_data"], options["protocol_data"], digest, dry_run=options["dry_run"])
        except ContentError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.report(loader, dry_run=options["dry_run"], detailed=options["dry_run"] or options["verbosity"] > 1)

    def report(self, loader, *, dry_run, detailed):
        for change in loader.changes:
            if detailed or change.verb in {"kept", "gone"}:
                self.stdout.write(f"{WORDS[change.verb]}: {change.model} {change.label}")
                for difference in change.differences:
                    self.stdout.write(f"    {difference}")
        counted = ", ".join(f"{loader.counts[verb]} {words}" for verb, words in WORDS.items() if loader.counts[verb])
        self.stdout.write(f"{'Dry run, nothing is written' if dry_run else 'Loaded'}: {counted}.")


def load(catalogue_data, protocol_data, digest="", *, dry_run=False):
    """All or nothing. Raises ContentError with file, line and field."""
    with transaction.atomic():
        loader = Loader()
        index.keep_up()
        with index.batch():
            CatalogueFiles(catalogue_data, loader).load()
            KnowledgeFiles(catalogue_data, loader).load()
            ProtocolFiles(protocol_data, loader).load()
        loader.write_history()
        LoadedRow.objects.update_or_create(model="files", key="digest", defaults={"fingerprint": digest})
        if dry_run:
            transaction.set_rollback(True)
    return loader


def digest_of(*folders):
    """One fingerprint of all content files: the second start reads nothing when they are the same."""
    files = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            files.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return files.hexdigest()


def was_loaded(digest):
    return LoadedRow.objects.filter(model="files", key="digest", fingerprint=digest).exists()
