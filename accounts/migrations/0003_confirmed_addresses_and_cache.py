from django.core.management import call_command
from django.db import migrations
from django.utils import timezone


def confirm_addresses(apps, schema_editor):
    """Accounts made before addresses were confirmed came from staff or the demo: they go on signing in."""
    EmailAddress = apps.get_model("account", "EmailAddress")
    for user in apps.get_model("accounts", "User").objects.all():
        EmailAddress.objects.get_or_create(user=user, email=user.email.lower(), defaults={"verified": True, "primary": True})


def queue_the_waiting(apps, schema_editor):
    apps.get_model("accounts", "Verification").objects.filter(status="pending").update(waiting_since=timezone.now())


def make_cache_table(apps, schema_editor):
    """The counters of sign-in attempts lie in it. Does nothing where it is there."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_verification_tokens_and_limits"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.RunPython(confirm_addresses, migrations.RunPython.noop),
        migrations.RunPython(queue_the_waiting, migrations.RunPython.noop),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
