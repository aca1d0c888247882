from django.db import migrations

from calecim_portal.groups import add_groups


class Migration(migrations.Migration):
    dependencies = [
        ("calecim_portal", "0003_groups_for_accounts_and_support"),
        ("orders", "0001_order_lists_and_requests"),
    ]

    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
