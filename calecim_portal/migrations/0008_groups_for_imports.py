from django.db import migrations

from calecim_portal.groups import add_groups


class Migration(migrations.Migration):
    dependencies = [
        ("calecim_portal", "0007_groups_for_proposals"),
        ("catalogue", "0005_history_proposals_imports_pictures"),
    ]

    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
