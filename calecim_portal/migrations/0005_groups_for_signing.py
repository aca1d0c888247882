from django.db import migrations

from calecim_portal.groups import add_groups


class Migration(migrations.Migration):
    dependencies = [
        ("calecim_portal", "0004_groups_for_orders"),
        ("protocols", "0002_history_and_sign_offs"),
    ]

    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
