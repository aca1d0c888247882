"""The dosing look-up on the command line: the same question, the same checks, the same answer as page and API."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from catalogue.visibility import Audience, Viewer
from protocols.answers import answer
from protocols.current import current
from protocols.forms import DosingForm

PARAMETERS = ["procedure", "needle_depth_mm", "peel_level", "peel_neutralised", "expected_downtime_hours", "product"]


class Command(BaseCommand):
    help = "Look up the Serum dose for one treatment and print the answer as JSON."

    def add_arguments(self, parser):
        for name in PARAMETERS:
            parser.add_argument(f"--{name.replace('_', '-')}", dest=name)

    def handle(self, *args, **options):
        shown = current(Viewer(audience=Audience.PRACTITIONER, signed_in=True))
        if shown is None:
            raise CommandError("No protocol has been published. Run load_catalogue first.")
        given = QueryDict(mutable=True)
        given.update({name: options[name] for name in PARAMETERS if options[name] is not None})
        form = DosingForm(given, rules=shown.rules)
        if not form.is_valid():
            sentences = [f"{name}: {' '.join(found)}" for name, found in form.errors.items()]
            raise CommandError("\n".join(sentences))
        self.stdout.write(json.dumps(answer(shown, form.question()), ensure_ascii=False, indent=2))
