from django.db import migrations

from calecim_portal.groups import add_groups


class Migration(migrations.Migration):
    dependencies = [
        ("calecim_portal", "0002_groups_for_knowledge"),
        ("accounts", "0003_confirmed_addresses_and_cache"),
        ("support", "0001_reports"),
    ]

    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
