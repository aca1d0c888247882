"""Everything `make run` needs before it can serve, in one process, each step only when there is something to do."""

import hashlib
import json
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

STATIC_PACKAGES = ("django", "whitenoise")


class Command(BaseCommand):
    help = "Bring the database, the reference content, the demo accounts and the static files up to date."
    # The server checks itself when it starts; here the checks would only cost time.
    requires_system_checks = []

    def handle(self, *args, **options):
        stamps = Stamps(settings.VAR_DIR / "prepared.json")
        try:
            self.prepare_database(stamps)
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used ({first_line(error)}): check DATABASE_URL, or unset it to use SQLite."
            ) from error
        self.prepare_static_files(stamps)

    def prepare_database(self, stamps):
        migrated = self.migrate()
        # The stamp lies beside the database, not in it: a new database never trusts an old stamp.
        content = digest(content_files(), str(connection.settings_dict["HOST"]), str(connection.settings_dict["NAME"]))
        if migrated or stamps.get("content") != content:
            self.stdout.write("Loading the reference content ...")
            call_command("load_catalogue", verbosity=0)
            stamps.set("content", content)
        if settings.DEMO:
            call_command("create_demo_accounts", verbosity=0)

    def migrate(self):
        """True if there was a migration to apply."""
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if pending:
            self.stdout.write("Bringing the database up to date ...")
            call_command("migrate", interactive=False, verbosity=0)
        return bool(pending)

    def prepare_static_files(self, stamps):
        call_command("build_assets")
        versions = [f"{name} {metadata.version(name)}" for name in STATIC_PACKAGES]
        folders = [Path(folder) for folder in settings.STATICFILES_DIRS]
        static = digest(files_in(*folders), settings.STATICFILES_BACKEND, *versions)
        if stamps.get("static") != static or not (settings.STATIC_ROOT / "staticfiles.json").is_file():
            self.stdout.write("Collecting the static files ...")
            call_command("collectstatic", interactive=False, verbosity=0)
            stamps.set("static", static)


class Stamps:
    """What was last done, by name, in one small file."""

    def __init__(self, file: Path):
        self.file = file
        try:
            self.values = json.loads(file.read_text())
        except (OSError, ValueError):
            self.values = {}

    def get(self, name):
        return self.values.get(name)

    def set(self, name, value):
        self.values[name] = value
        self.file.write_text(json.dumps(self.values))


def content_files():
    """The content, and the code that loads it: either one can change what a row should hold."""
    apps = [settings.BASE_DIR / name for name in ("accounts", "catalogue", "protocols")]
    return [file for file in files_in(*apps) if file.suffix in {".py", ".yaml", ".yml", ".json"}]


def files_in(*folders):
    return sorted(
        file
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.parts[-2:])
    )


def digest(files, *words):
    total = hashlib.sha256("\n".join(words).encode())
    for file in files:
        total.update(f"\n{file} ".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def first_line(error):
    return str(error).strip().split("\n")[0].rstrip(".")
