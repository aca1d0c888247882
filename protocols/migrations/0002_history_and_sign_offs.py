from datetime import UTC, datetime
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from catalogue.migrations._baseline import begin_history
from catalogue.migrations._together import CreateTogether


def since_when(apps, schema_editor):
    """Until now only days were kept: a version was shown from the beginning of its day."""
    for version in apps.get_model("protocols", "ProtocolVersion").objects.exclude(status__in=["draft", "in_review"]):
        day = version.approved_on or version.transcribed_on
        version.activated_at = day and datetime(day.year, day.month, day.day, tzinfo=UTC)
        version.ended_at = version.ended_on and datetime(version.ended_on.year, version.ended_on.month, version.ended_on.day, tzinfo=UTC)
        version.save(update_fields=["activated_at", "ended_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("catalogue", "0005_history_proposals_imports_pictures"),
        ("protocols", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="publish_at",
            field=models.DateTimeField(
                blank=True, db_index=True, help_text="A draft becomes public at this moment, in UTC.", null=True, verbose_name="publish at"
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="replacement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="protocols.course",
                verbose_name="replacement",
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="retire_at",
            field=models.DateTimeField(
                blank=True,
                db_index=True,
                help_text="A published page is retired at this moment, in UTC.",
                null=True,
                verbose_name="retire at",
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="retired_reason",
            field=models.TextField(blank=True, help_text="Visitors read it in place of the page.", verbose_name="reason for retiring"),
        ),
        migrations.AddField(
            model_name="procedure",
            name="publish_at",
            field=models.DateTimeField(
                blank=True, db_index=True, help_text="A draft becomes public at this moment, in UTC.", null=True, verbose_name="publish at"
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="replacement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="protocols.procedure",
                verbose_name="replacement",
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="retire_at",
            field=models.DateTimeField(
                blank=True,
                db_index=True,
                help_text="A published page is retired at this moment, in UTC.",
                null=True,
                verbose_name="retire at",
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="retired_reason",
            field=models.TextField(blank=True, help_text="Visitors read it in place of the page.", verbose_name="reason for retiring"),
        ),
        migrations.AddField(
            model_name="protocolversion",
            name="activated_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="shown to clinics since"),
        ),
        migrations.AddField(
            model_name="protocolversion",
            name="ended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="shown to clinics until"),
        ),
        migrations.AddField(
            model_name="protocolversion",
            name="review_reminded_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="editors reminded of the review"),
        ),
        migrations.AddField(
            model_name="protocolversion",
            name="submitted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="submitted"),
        ),
        migrations.AddField(
            model_name="protocolversion",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="submitted by",
            ),
        ),
        migrations.AddConstraint(
            model_name="protocolversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_by__isnull", True),
                    ("submitted_by__isnull", True),
                    models.Q(("signed_by", models.F("submitted_by")), _negated=True),
                    _connector="OR",
                ),
                name="submitter_does_not_sign",
            ),
        ),
        migrations.AddConstraint(
            model_name="protocolversion",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("ground", "signed_off"), _negated=True), ("created_by__isnull", False), _connector="OR"),
                name="signed_version_has_an_author",
            ),
        ),
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Contributor",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contributors",
                                to="protocols.protocolversion",
                                verbose_name="version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contributor",
                        "constraints": [models.UniqueConstraint(fields=("version", "user"), name="contributor_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewComment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("about", models.CharField(blank=True, max_length=120, verbose_name="about")),
                        ("text", models.TextField(max_length=2000, verbose_name="comment")),
                        ("by_name", models.CharField(editable=False, max_length=150, verbose_name="by")),
                        ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                        (
                            "by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="protocols.protocolversion",
                                verbose_name="version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "review comment",
                        "ordering": ["written_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SignOff",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("role", models.CharField(max_length=120, verbose_name="role")),
                        (
                            "registration",
                            models.CharField(
                                help_text="Register and number, as on the register’s page.", max_length=120, verbose_name="registration"
                            ),
                        ),
                        ("meaning", models.TextField(verbose_name="what the signature means")),
                        ("figures_checked", models.JSONField(default=list, verbose_name="figures ticked one by one")),
                        ("content_sha256", models.CharField(max_length=64, verbose_name="fingerprint of the content")),
                        ("signed_at", models.DateTimeField(verbose_name="signed at")),
                        (
                            "signer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signed by",
                            ),
                        ),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_off",
                                to="protocols.protocolversion",
                                verbose_name="version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sign-off",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("role", ""), _negated=True),
                                    models.Q(("registration", ""), _negated=True),
                                    models.Q(("meaning", ""), _negated=True),
                                ),
                                name="signature_names_its_signer",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAftercare",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "access",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("everyone", "Everyone"),
                                    ("professionals", "Verified salon professionals and practitioners"),
                                    ("practitioners", "Verified practitioners"),
                                ],
                                db_index=True,
                                help_text="Treatment volumes, home application counts, clinic needling depths and in-clinic steps are for verified practitioners. Left blank, only editors see it.",
                                max_length=16,
                                verbose_name="who may read it",
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        (
                            "track",
                            models.CharField(
                                blank=True,
                                choices=[("clinic", "In the clinic"), ("home", "At home")],
                                help_text="Blank: both tracks.",
                                max_length=10,
                                verbose_name="track",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Not printed by the maker; it says so wherever shown.", verbose_name="inferred"
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("hours_minimum", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="at least, hours")),
                        ("hours_best", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="better, hours")),
                        ("during_course", models.BooleanField(default=False, verbose_name="for the whole course")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.course",
                                verbose_name="course",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical aftercare",
                        "verbose_name_plural": "historical aftercare",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalApplication",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("day", models.PositiveSmallIntegerField(help_text="0 is the day of the treatment.", verbose_name="day")),
                        (
                            "part_of_day",
                            models.CharField(
                                choices=[("morning", "Morning"), ("evening", "Evening")], max_length=10, verbose_name="part of day"
                            ),
                        ),
                        (
                            "volume_ml",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=7,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="volume, ml",
                            ),
                        ),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Not printed by the maker; it says so wherever shown.", verbose_name="inferred"
                            ),
                        ),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "downtime_class",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.downtimeclass",
                                verbose_name="downtime class",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.protocolversion",
                                verbose_name="version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical home application",
                        "verbose_name_plural": "historical home applications",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCheckUp",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "access",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("everyone", "Everyone"),
                                    ("professionals", "Verified salon professionals and practitioners"),
                                    ("practitioners", "Verified practitioners"),
                                ],
                                db_index=True,
                                help_text="Treatment volumes, home application counts, clinic needling depths and in-clinic steps are for verified practitioners. Left blank, only editors see it.",
                                max_length=16,
                                verbose_name="who may read it",
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        (
                            "track",
                            models.CharField(
                                blank=True,
                                choices=[("clinic", "In the clinic"), ("home", "At home")],
                                help_text="Blank: both tracks.",
                                max_length=10,
                                verbose_name="track",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Not printed by the maker; it says so wherever shown.", verbose_name="inferred"
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "months_after",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="months after the last treatment"),
                        ),
                        (
                            "every_months_min",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="then every … months, at least"),
                        ),
                        (
                            "every_months_max",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="then every … months, at most"),
                        ),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.course",
                                verbose_name="course",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical check-up",
                        "verbose_name_plural": "historical check-ups",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCourse",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "access",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("everyone", "Everyone"),
                                    ("professionals", "Verified salon professionals and practitioners"),
                                    ("practitioners", "Verified practitioners"),
                                ],
                                db_index=True,
                                help_text="Treatment volumes, home application counts, clinic needling depths and in-clinic steps are for verified practitioners. Left blank, only editors see it.",
                                max_length=16,
                                verbose_name="who may read it",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "Draft"), ("published", "Published"), ("retired", "Retired")],
                                db_index=True,
                                default="draft",
                                max_length=16,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "publish_at",
                            models.DateTimeField(
                                blank=True,
                                db_index=True,
                                help_text="A draft becomes public at this moment, in UTC.",
                                null=True,
                                verbose_name="publish at",
                            ),
                        ),
                        (
                            "retire_at",
                            models.DateTimeField(
                                blank=True,
                                db_index=True,
                                help_text="A published page is retired at this moment, in UTC.",
                                null=True,
                                verbose_name="retire at",
                            ),
                        ),
                        (
                            "retired_reason",
                            models.TextField(
                                blank=True, help_text="Visitors read it in place of the page.", verbose_name="reason for retiring"
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Part of the address; it cannot be changed later.", max_length=80, verbose_name="slug"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("summary", models.TextField(verbose_name="summary")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "replacement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.course",
                                verbose_name="replacement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical course",
                        "verbose_name_plural": "historical courses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCourseNote",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "access",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("everyone", "Everyone"),
                                    ("professionals", "Verified salon professionals and practitioners"),
                                    ("practitioners", "Verified practitioners"),
                                ],
                                db_index=True,
                                help_text="Treatment volumes, home application counts, clinic needling depths and in-clinic steps are for verified practitioners. Left blank, only editors see it.",
                                max_length=16,
                                verbose_name="who may read it",
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        (
                            "track",
                            models.CharField(
                                blank=True,
                                choices=[("clinic", "In the clinic"), ("home", "At home")],
                                help_text="Blank: both tracks.",
                                max_length=10,
                                verbose_name="track",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Not printed by the maker; it says so wherever shown.", verbose_name="inferred"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("repeat", "Repeating the course"), ("gap", "Not stated by the maker")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.course",
                                verbose_name="course",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical course note",
                        "verbose_name_plural": "historical course notes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCourseStep",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "place",
                            models.CharField(
                                choices=[("clinic", "In the clinic"), ("home", "At home")], max_length=10, verbose_name="place"
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "volume_ml",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=7,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.001"))],
                                verbose_name="volume, ml",
                            ),
                        ),
                        ("inferred", models.BooleanField(default=False, verbose_name="inferred")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "phase",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.phase",
                                verbose_name="phase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical course step",
                        "verbose_name_plural": "historical course steps",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDose",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "in_clinic_ml",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=7,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="in clinic, ml",
                            ),
                        ),
                        (
                            "take_home_ml",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=7,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="at home, ml",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "downtime_class",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.downtimeclass",
                                verbose_name="downtime class",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.protocolversion",
                                verbose_name="version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical dose",
                        "verbose_name_plural": "historical doses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDowntimeClass",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=20, verbose_name="code")),
                        ("name", models.CharField(max_length=40, verbose_name="name")),
                        ("label", models.CharField(max_length=120, verbose_name="name in the document")),
                        (
                            "lower_hours",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=7,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="from, hours",
                            ),
                        ),
                        ("lower_inclusive", models.BooleanField(default=True, verbose_name="lower bound included")),
                        (
                            "upper_hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="Blank: no upper bound.",
                                max_digits=7,
                                null=True,
                                verbose_name="to, hours",
                            ),
                        ),
                        ("upper_inclusive", models.BooleanField(default=False, verbose_name="upper bound included")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                    ],
                    options={
                        "verbose_name": "historical downtime class",
                        "verbose_name_plural": "historical downtime classes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPhase",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "access",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("everyone", "Everyone"),
                                    ("professionals", "Verified salon professionals and practitioners"),
                                    ("practitioners", "Verified practitioners"),
                                ],
                                db_index=True,
                                help_text="Treatment volumes, home application counts, clinic needling depths and in-clinic steps are for verified practitioners. Left blank, only editors see it.",
                                max_length=16,
                                verbose_name="who may read it",
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        (
                            "track",
                            models.CharField(
                                blank=True,
                                choices=[("clinic", "In the clinic"), ("home", "At home")],
                                help_text="Blank: both tracks.",
                                max_length=10,
                                verbose_name="track",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Not printed by the maker; it says so wherever shown.", verbose_name="inferred"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "treatments_per_week",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="treatments a week"
                            ),
                        ),
                        ("weeks_minimum", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="weeks, at least")),
                        ("weeks_exact", models.BooleanField(default=False, verbose_name="exactly that many weeks")),
                        ("months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="months")),
                        (
                            "days",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="[0, 3]: first day and three days on.",
                                verbose_name="days of the week's treatments",
                            ),
                        ),
                        ("days_inferred", models.BooleanField(default=False, verbose_name="days inferred")),
                        (
                            "needle_min_mm",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="needle from, mm"),
                        ),
                        (
                            "needle_max_mm",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="needle to, mm"),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.course",
                                verbose_name="course",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical phase",
                        "verbose_name_plural": "historical phases",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProcedure",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "access",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("everyone", "Everyone"),
                                    ("professionals", "Verified salon professionals and practitioners"),
                                    ("practitioners", "Verified practitioners"),
                                ],
                                db_index=True,
                                help_text="Treatment volumes, home application counts, clinic needling depths and in-clinic steps are for verified practitioners. Left blank, only editors see it.",
                                max_length=16,
                                verbose_name="who may read it",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "Draft"), ("published", "Published"), ("retired", "Retired")],
                                db_index=True,
                                default="draft",
                                max_length=16,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "publish_at",
                            models.DateTimeField(
                                blank=True,
                                db_index=True,
                                help_text="A draft becomes public at this moment, in UTC.",
                                null=True,
                                verbose_name="publish at",
                            ),
                        ),
                        (
                            "retire_at",
                            models.DateTimeField(
                                blank=True,
                                db_index=True,
                                help_text="A published page is retired at this moment, in UTC.",
                                null=True,
                                verbose_name="retire at",
                            ),
                        ),
                        (
                            "retired_reason",
                            models.TextField(
                                blank=True, help_text="Visitors read it in place of the page.", verbose_name="reason for retiring"
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Part of the address; it cannot be changed later.", max_length=80, verbose_name="slug"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("aliases", models.TextField(blank=True, help_text="One on each line, as printed.", verbose_name="other names")),
                        (
                            "family",
                            models.CharField(
                                choices=[
                                    ("needling", "Needling"),
                                    ("peel", "Peels"),
                                    ("laser", "Lasers"),
                                    ("resurfacing", "Resurfacing"),
                                    ("facial", "Facials"),
                                    ("other", "Others"),
                                ],
                                max_length=20,
                                verbose_name="family",
                            ),
                        ),
                        (
                            "setting",
                            models.CharField(
                                blank=True,
                                choices=[("needle_depth_mm", "Needle depth, mm"), ("peel_level", "Peel level")],
                                help_text="Blank: the maker's table names it without one.",
                                max_length=20,
                                verbose_name="setting",
                            ),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        ("cautions", models.TextField(blank=True, verbose_name="cautions")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "replacement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.procedure",
                                verbose_name="replacement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical procedure",
                        "verbose_name_plural": "historical procedures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProcedureSetting",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("minimum", models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name="from")),
                        ("minimum_inclusive", models.BooleanField(default=True, verbose_name="lower bound included")),
                        (
                            "maximum",
                            models.DecimalField(
                                blank=True, decimal_places=3, help_text="Blank: no upper bound.", max_digits=6, null=True, verbose_name="to"
                            ),
                        ),
                        ("maximum_inclusive", models.BooleanField(default=True, verbose_name="upper bound included")),
                        ("whole_numbers", models.BooleanField(default=False, verbose_name="whole numbers only")),
                        ("as_printed", models.CharField(max_length=80, verbose_name="as printed")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "downtime_class",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.downtimeclass",
                                verbose_name="downtime class",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.procedure",
                                verbose_name="procedure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical setting",
                        "verbose_name_plural": "historical settings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProtocol",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Part of the address; it cannot be changed later.", max_length=80, verbose_name="slug"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("summary", models.TextField(verbose_name="summary")),
                        ("intended_for", models.TextField(blank=True, verbose_name="when to use")),
                        ("not_for", models.TextField(blank=True, verbose_name="when not to use")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.product",
                                verbose_name="product",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical protocol",
                        "verbose_name_plural": "historical protocols",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProtocolVersion",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="number"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("in_review", "In review"),
                                    ("active", "Active"),
                                    ("retired", "Replaced"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "maker_published",
                                        "The maker’s published guideline, transcribed; no clinic reviewer has signed it yet",
                                    ),
                                    ("signed_off", "Signed off by a clinical reviewer"),
                                ],
                                editable=False,
                                max_length=20,
                                verbose_name="ground",
                            ),
                        ),
                        ("change_note", models.TextField(blank=True, verbose_name="what changed")),
                        ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="submitted")),
                        ("transcribed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="transcribed on")),
                        ("approved_on", models.DateField(blank=True, editable=False, null=True, verbose_name="approved on")),
                        ("next_review_on", models.DateField(blank=True, null=True, verbose_name="next review on")),
                        (
                            "activated_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="shown to clinics since"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="shown to clinics until")),
                        (
                            "review_reminded_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="editors reminded of the review"),
                        ),
                        ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="replaced or withdrawn on")),
                        ("end_reason", models.TextField(blank=True, editable=False, verbose_name="reason for withdrawing")),
                        ("content", models.JSONField(blank=True, editable=False, null=True, verbose_name="frozen content")),
                        (
                            "content_sha256",
                            models.CharField(blank=True, editable=False, max_length=64, verbose_name="fingerprint of the content"),
                        ),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                        (
                            "protocol",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.protocol",
                                verbose_name="protocol",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signed by",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="submitted by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical protocol version",
                        "verbose_name_plural": "historical protocol versions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSafeguard",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "travels_with_serum",
                            models.BooleanField(
                                default=False,
                                help_text="Shown with every Serum dosing answer that meets the limits below.",
                                verbose_name="travels with Serum answers",
                            ),
                        ),
                        (
                            "also_without_procedure",
                            models.BooleanField(
                                default=False,
                                help_text="Also when only an expected downtime is asked.",
                                verbose_name="also when no procedure is named",
                            ),
                        ),
                        (
                            "house",
                            models.BooleanField(
                                default=False,
                                help_text="Shown more widely than the document prints; it says so.",
                                verbose_name="scope set by this house",
                            ),
                        ),
                        (
                            "stop",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("oxygen_facial", "With a high-powered oxygen facial"),
                                    ("peel_not_neutralised", "Over a peel that is not neutralised"),
                                ],
                                help_text="The look-up shows no figure in this case.",
                                max_length=30,
                                verbose_name="withholds the dose",
                            ),
                        ),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "precaution",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.precaution",
                                verbose_name="precaution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical safeguard",
                        "verbose_name_plural": "historical safeguards",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTechnique",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        (
                            "setting",
                            models.CharField(
                                choices=[("clinic", "In the clinic"), ("home", "At home")], max_length=10, verbose_name="setting"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("text", models.TextField(verbose_name="text")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.protocolversion",
                                verbose_name="version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical technique step",
                        "verbose_name_plural": "historical technique steps",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalUnknown",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("text", models.TextField(verbose_name="text")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.protocolversion",
                                verbose_name="version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical what is not stated",
                        "verbose_name_plural": "historical what is not stated",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAftercare_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "aftercare",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.aftercare",
                            ),
                        ),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalaftercare"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalAftercare_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCheckUp_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "checkup",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.checkup",
                            ),
                        ),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalcheckup"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalCheckUp_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCourseNote_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "coursenote",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.coursenote",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalcoursenote"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalCourseNote_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCourseStep_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "coursestep",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.coursestep",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalcoursestep"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalCourseStep_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCourse_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.course",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalcourse"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalCourse_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDose_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "dose",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.dose",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicaldose"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalDose_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDowntimeClass_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "downtimeclass",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.downtimeclass",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicaldowntimeclass"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalDowntimeClass_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPhase_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalphase"
                            ),
                        ),
                        (
                            "phase",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.phase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalPhase_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProcedureSetting_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="protocols.historicalproceduresetting",
                            ),
                        ),
                        (
                            "proceduresetting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.proceduresetting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalProcedureSetting_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProcedure_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalprocedure"
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.procedure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalProcedure_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProtocol_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalprotocol"
                            ),
                        ),
                        (
                            "protocol",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.protocol",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalProtocol_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSafeguard_downtime_classes",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "downtimeclass",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.downtimeclass",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalsafeguard"
                            ),
                        ),
                        (
                            "safeguard",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.safeguard",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalSafeguard_downtime_classes",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSafeguard_procedures",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalsafeguard"
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.procedure",
                            ),
                        ),
                        (
                            "safeguard",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.safeguard",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalSafeguard_procedures",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTechnique_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicaltechnique"
                            ),
                        ),
                        (
                            "technique",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.technique",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalTechnique_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalUnknown_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "citation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.citation",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="protocols.historicalunknown"
                            ),
                        ),
                        (
                            "unknown",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="protocols.unknown",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalUnknown_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        ),
        migrations.RunPython(since_when, migrations.RunPython.noop),
        migrations.RunPython(begin_history("protocols"), migrations.RunPython.noop),
    ]
