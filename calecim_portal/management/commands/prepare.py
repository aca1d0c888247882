"""Everything `make run` needs before it can serve, in one process, each step only when there is something to do."""

import hashlib
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

STATIC_PACKAGES = ("django", "django-htmx", "whitenoise")


class Command(BaseCommand):
    help = "Bring the database, the reference content, the demo accounts and the static files up to date."
    # The server checks itself when it starts; here the checks would only cost time.
    requires_system_checks = []

    def handle(self, *args, **options):
        try:
            self.prepare_database()
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used ({first_line(error)}): check DATABASE_URL, or unset it to use SQLite."
            ) from error
        self.prepare_static_files()

    def prepare_database(self):
        self.migrate()
        call_command("load_catalogue")
        if settings.DEMO:
            call_command("create_demo_accounts")

    def migrate(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Bringing the database up to date ...")
            call_command("migrate", interactive=False, verbosity=0)

    def prepare_static_files(self):
        call_command("build_assets")
        stamp = settings.VAR_DIR / "static.stamp"
        wanted = digest_of_static_files()
        collected = (settings.STATIC_ROOT / "staticfiles.json").is_file() and stamp.is_file() and stamp.read_text() == wanted
        if not collected:
            self.stdout.write("Collecting the static files ...")
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(wanted)


def digest_of_static_files():
    """Our own files by their content, those of packages by the version of the package."""
    total = hashlib.sha256(settings.STATICFILES_BACKEND.encode())
    for package in STATIC_PACKAGES:
        total.update(f"{package} {metadata.version(package)}\n".encode())
    for folder in settings.STATICFILES_DIRS:
        for file in sorted(Path(folder).rglob("*")):
            if file.is_file():
                total.update(f"{file}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def first_line(error):
    return str(error).strip().split("\n")[0].rstrip(".")
