"""Proves that every protocol version reconciles; exits with 1 and says which row does not."""

from django.core.management.base import BaseCommand, CommandError

from protocols.actions import problems_of
from protocols.content import fingerprint
from protocols.models import ProtocolVersion


class Command(BaseCommand):
    help = "Check that doses, home applications and ampoules of every protocol version reconcile, and that frozen content is unaltered."

    def handle(self, *args, **options):
        found = 0
        versions = ProtocolVersion.objects.select_related("protocol__product").order_by("protocol", "number")
        for version in versions:
            sentences = [f"{problem.where}: {problem.text}" for problem in problems_of(version)]
            if version.content and fingerprint(version.content) != version.content_sha256:
                sentences.append("The frozen content does not match its fingerprint.")
            for sentence in sentences:
                self.stderr.write(f"{version}: {sentence}")
            found += len(sentences)
            if not sentences:
                self.stdout.write(f"{version}: every row reconciles.")
        if found:
            raise CommandError(f"{found} problems.")
        if not versions:
            raise CommandError("There is no protocol version to check. Run load_catalogue first.")
