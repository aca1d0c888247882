from django.db import migrations, models
from django.db.models import Q

WHY = models.TextField(
    blank=True, help_text="Why it holds, and on what it rests. Readers see it below the ruling.", verbose_name="reason of the ruling"
)
RULING = models.TextField(blank=True, help_text="What holds from now on.", verbose_name="ruling")
IN_THE_RULING = "The ruling itself says so: when it was made, what holds and why stood in one text."


def say_where_the_reason_stands(apps, schema_editor):
    """Rulings from before had one text for both. No reason is made up for them."""
    apps.get_model("catalogue", "Discrepancy").objects.exclude(ruling="").update(ruling_reason=IN_THE_RULING)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_history_proposals_imports_pictures")]

    operations = [
        migrations.AddField("discrepancy", "ruling_reason", WHY),
        migrations.AddField("historicaldiscrepancy", "ruling_reason", WHY),
        migrations.AlterField("discrepancy", "ruling", RULING),
        migrations.AlterField("historicaldiscrepancy", "ruling", RULING),
        migrations.RunPython(say_where_the_reason_stands, migrations.RunPython.noop),
        migrations.AddConstraint(
            "discrepancy",
            models.CheckConstraint(
                name="ruling_says_why",
                condition=Q(ruling="", ruling_reason="") | (~Q(ruling="") & ~Q(ruling_reason="")),
                violation_error_message="A ruling needs its reason; leave the reason blank too where nobody has ruled.",
            ),
        ),
    ]
