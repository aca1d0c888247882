from django.db import migrations

from calecim_portal.groups import add_groups


class Migration(migrations.Migration):
    dependencies = [
        ("calecim_portal", "0008_groups_for_imports"),
        ("catalogue", "0007_routine_rules"),
    ]

    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
