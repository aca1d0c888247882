from django.db import migrations

from calecim_portal.groups import add_groups


class Migration(migrations.Migration):
    dependencies = [
        ("calecim_portal", "0001_staff_groups"),
        ("catalogue", "0002_knowledge_and_search"),
    ]

    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
