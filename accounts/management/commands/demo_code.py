"""The code that the authenticator app of a demo account would show now."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.demo import read_file


class Command(BaseCommand):
    help = "Print the current second-factor code of a demo account (demo mode only). Each code opens once, for half a minute."

    def add_arguments(self, parser):
        parser.add_argument("role", help="editor, reviewer or admin")

    def handle(self, *args, role, **options):
        if not settings.DEMO:
            raise CommandError("Demo accounts are for demo mode alone: set DEMO=true.")
        line = read_file().get(role, [])
        if len(line) < 3:
            raise CommandError(f"{role!r} has no second factor in the file of the demo accounts: name editor, reviewer or admin.")
        self.stdout.write(format_hotp_value(hotp_value(line[2], int(time.time()) // app_settings.TOTP_PERIOD)))
