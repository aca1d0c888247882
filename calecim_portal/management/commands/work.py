"""The worker: sends mail, reminds before a verification ends, tidies up. `make run` starts one; a server runs one or more."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from calecim_portal.jobs import keep_house, take_up_abandoned


class Command(BaseCommand):
    help = "Work off the job queue until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is on the queue now, then end")

    def handle(self, *args, **options):
        take_up_abandoned()
        keep_house()
        call_command("db_worker", verbosity=0, batch=options["once"], interval=1.0, startup_delay=False, reload=False)
