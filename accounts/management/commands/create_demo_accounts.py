"""One account per role for trying the portal on this machine, with random passwords in var/demo-accounts.txt."""

import os
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User, Verification
from catalogue.visibility import Audience

FILE = settings.VAR_DIR / "demo-accounts.txt"
STAFF_GROUPS = {"editor": "Editors", "reviewer": "Reviewers"}
CHECKED = {
    "salon": (Audience.SALON, Verification.Status.VERIFIED),
    "practitioner": (Audience.PRACTITIONER, Verification.Status.VERIFIED),
    "unverified": (Audience.PRACTITIONER, Verification.Status.PENDING),
}
ROLES = ["consumer", "salon", "practitioner", "unverified", "editor", "reviewer", "admin"]
VERIFIED_FOR = timedelta(days=365)


class Command(BaseCommand):
    help = "Create the demo accounts (demo mode only). Accounts that exist keep their passwords."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Demo accounts are for demo mode alone: set DEMO=true.")
        known = read_file()
        if not opens_an_account(known):
            known = {}
        lines = [self.line_for(role, known.get(role)) for role in ROLES]
        write_file(lines)

    def line_for(self, role, known):
        """The role's line. A lost password is replaced: nobody could sign in with it."""
        email = f"{role}@demo.example"
        user = User.objects.filter(email=email).first()
        password = known[1] if known and known[0] == email and user else None
        if password is None:
            password = secrets.token_urlsafe(15)
            user = user or User(email=email, name=f"Demo {role}")
            user.set_password(password)
            user.is_staff = role in {*STAFF_GROUPS, "admin"}
            user.is_superuser = role == "admin"
            user.save()
        self.set_up(role, user)
        return f"{role} {email} {password}"

    def set_up(self, role, user):
        if role in STAFF_GROUPS and not user.groups.exists():
            user.groups.add(Group.objects.get(name=STAFF_GROUPS[role]))
        if role in CHECKED and not Verification.objects.filter(user=user).exists():
            profession, status = CHECKED[role]
            until = timezone.localdate() + VERIFIED_FOR if status == Verification.Status.VERIFIED else None
            Verification.objects.create(user=user, profession=profession, status=status, verified_until=until, note="Demo account")


def opens_an_account(known):
    """Whether the file belongs to this database. One account tells; asking all seven would cost every start half a second."""
    email, password = next(iter(known.values()), ["", ""])[:2]
    user = User.objects.filter(email=email).first()
    return user is not None and user.check_password(password)


def read_file():
    if not FILE.exists():
        return {}
    rows = [line.split() for line in FILE.read_text().splitlines() if line.strip()]
    return {row[0]: row[1:] for row in rows if len(row) >= 3}


def write_file(lines):
    """Readable by the owner alone, from the first byte on."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(lines) + "\n")
    FILE.chmod(0o600)
