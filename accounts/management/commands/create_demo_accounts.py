"""One account per role for trying the portal on this machine, with random passwords in var/demo-accounts.txt."""

import os
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import demo
from accounts.models import User, Verification
from catalogue.visibility import Audience

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
        known = demo.read_file()
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
        return " ".join([role, email, password, *second_factor(user, known)])

    def set_up(self, role, user):
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        if role in STAFF_GROUPS and not user.groups.exists():
            user.groups.add(Group.objects.get(name=STAFF_GROUPS[role]))
        if role in CHECKED and not Verification.objects.filter(user=user).exists():
            profession, status = CHECKED[role]
            until = timezone.localdate() + VERIFIED_FOR if status == Verification.Status.VERIFIED else None
            stated = {"clinic": "Demo clinic", "country": "GB", "register_number": f"DEMO-{role.upper()}"}
            waiting_since = timezone.now() if status == Verification.Status.PENDING else None
            Verification.objects.create(
                user=user,
                profession=profession,
                status=status,
                verified_until=until,
                waiting_since=waiting_since,
                note="Demo account",
                **stated,
            )


def second_factor(user, known):
    """The key of the authenticator app, for staff. One that somebody has set up by hand stays, and is not ours to print."""
    if not user.is_staff:
        return []
    printed = known[2:3] if known else []
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        return printed
    secret = printed[0] if printed else generate_totp_secret()
    TOTP.activate(user, secret)
    return [secret]


def opens_an_account(known):
    """Whether the file belongs to this database. One account tells; asking all seven would cost every start half a second."""
    email, password = next(iter(known.values()), ["", ""])[:2]
    user = User.objects.filter(email=email).first()
    return user is not None and user.check_password(password)


def write_file(lines):
    """Readable by the owner alone, from the first byte on."""
    demo.FILE.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(demo.FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(lines) + "\n")
    demo.FILE.chmod(0o600)
