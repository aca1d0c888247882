"""Write answers.json anew from the content files: a database in memory, migrated and loaded, then thrown away."""

import os
import sys

import tests.environment  # noqa: F401  sets what the settings read

os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "calecim_portal.settings"


def main():
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from protocols.current import Shown
    from protocols.models import ProtocolVersion
    from tests.protocols import golden

    connection.creation.create_test_db(verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("load_catalogue", verbosity=0, stdout=nowhere)
    version = ProtocolVersion.objects.select_related("protocol", "signed_by").get(number=1)
    golden.FILE.write_text(golden.written(golden.packed(golden.answers(Shown(version, version.content)))), encoding="utf-8")
    sys.stdout.write(f"{golden.FILE}: {len(golden.kept()['answers'])} answers\n")


if __name__ == "__main__":
    main()
