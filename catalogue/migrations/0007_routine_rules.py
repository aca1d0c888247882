import django.db.models.deletion
import simple_history.models
from django.db import migrations, models

from ._together import CreateTogether


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0006_ruling_reason"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="HistoricalOrderRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        (
                            "first",
                            models.CharField(
                                choices=[
                                    ("cleanser", "Cleanser"),
                                    ("toner", "Toner"),
                                    ("serum", "Serum"),
                                    ("vitamin-c", "Vitamin C"),
                                    ("retinoid", "Retinoid"),
                                    ("pigment-solution", "Pigment solution"),
                                    ("treatment-cream", "Treatment cream"),
                                    ("eye-cream", "Eye cream"),
                                    ("moisturiser", "Moisturiser"),
                                    ("sunscreen", "Sunscreen"),
                                ],
                                max_length=20,
                                verbose_name="this goes on first",
                            ),
                        ),
                        (
                            "then",
                            models.CharField(
                                choices=[
                                    ("cleanser", "Cleanser"),
                                    ("toner", "Toner"),
                                    ("serum", "Serum"),
                                    ("vitamin-c", "Vitamin C"),
                                    ("retinoid", "Retinoid"),
                                    ("pigment-solution", "Pigment solution"),
                                    ("treatment-cream", "Treatment cream"),
                                    ("eye-cream", "Eye cream"),
                                    ("moisturiser", "Moisturiser"),
                                    ("sunscreen", "Sunscreen"),
                                ],
                                max_length=20,
                                verbose_name="this goes on after it",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                help_text="One sentence that readers see beside the step. Name layers, not products: “The maker puts …”.",
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Read between the lines; it is marked wherever shown.", verbose_name="inferred"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                    ],
                    options={
                        "verbose_name": "historical rule of the order",
                        "verbose_name_plural": "historical rules of the order",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRoutineNote",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("no_serum", "A treatment cream without the Serum"),
                                    ("no_treatment_cream", "A moisturiser without the Serum or the treatment cream"),
                                    ("after_procedure", "Skin treated in a procedure"),
                                    ("cleansing", "Cleansing treated skin"),
                                    ("treated_sun", "Sunscreen on treated skin"),
                                    ("treated_actives", "Retinoid, acid or vitamin C on treated skin"),
                                    ("night_mask", "An overnight product without a place in the order"),
                                    ("scalp", "A product for the scalp"),
                                    ("retinoid", "Retinoid used too"),
                                    ("acid", "Acid used too"),
                                    ("vitamin_c", "Vitamin C used too"),
                                    ("sunscreen", "Sunscreen"),
                                    ("sunscreen_renewal", "Sunscreen over a pigment solution"),
                                    ("starting", "How to start"),
                                    ("patch_test", "Patch test"),
                                    ("ask_first", "Whom to ask first"),
                                ],
                                max_length=20,
                                verbose_name="topic",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "house",
                            models.BooleanField(
                                default=False, help_text="No document says it; it is marked wherever shown.", verbose_name="house decision"
                            ),
                        ),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Read between the lines; it is marked wherever shown.", verbose_name="inferred"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                    ],
                    options={
                        "verbose_name": "historical note on the routine",
                        "verbose_name_plural": "historical notes on the routine",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="OrderRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                        (
                            "first",
                            models.CharField(
                                choices=[
                                    ("cleanser", "Cleanser"),
                                    ("toner", "Toner"),
                                    ("serum", "Serum"),
                                    ("vitamin-c", "Vitamin C"),
                                    ("retinoid", "Retinoid"),
                                    ("pigment-solution", "Pigment solution"),
                                    ("treatment-cream", "Treatment cream"),
                                    ("eye-cream", "Eye cream"),
                                    ("moisturiser", "Moisturiser"),
                                    ("sunscreen", "Sunscreen"),
                                ],
                                max_length=20,
                                verbose_name="this goes on first",
                            ),
                        ),
                        (
                            "then",
                            models.CharField(
                                choices=[
                                    ("cleanser", "Cleanser"),
                                    ("toner", "Toner"),
                                    ("serum", "Serum"),
                                    ("vitamin-c", "Vitamin C"),
                                    ("retinoid", "Retinoid"),
                                    ("pigment-solution", "Pigment solution"),
                                    ("treatment-cream", "Treatment cream"),
                                    ("eye-cream", "Eye cream"),
                                    ("moisturiser", "Moisturiser"),
                                    ("sunscreen", "Sunscreen"),
                                ],
                                max_length=20,
                                verbose_name="this goes on after it",
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                help_text="One sentence that readers see beside the step. Name layers, not products: “The maker puts …”.",
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Read between the lines; it is marked wherever shown.", verbose_name="inferred"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "citations",
                            models.ManyToManyField(blank=True, related_name="+", to="catalogue.citation", verbose_name="citations"),
                        ),
                    ],
                    options={
                        "verbose_name": "rule of the order",
                        "verbose_name_plural": "rules of the order",
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalOrderRule_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalorderrule"
                            ),
                        ),
                        (
                            "orderrule",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.orderrule",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalOrderRule_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="RoutineNote",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("no_serum", "A treatment cream without the Serum"),
                                    ("no_treatment_cream", "A moisturiser without the Serum or the treatment cream"),
                                    ("after_procedure", "Skin treated in a procedure"),
                                    ("cleansing", "Cleansing treated skin"),
                                    ("treated_sun", "Sunscreen on treated skin"),
                                    ("treated_actives", "Retinoid, acid or vitamin C on treated skin"),
                                    ("night_mask", "An overnight product without a place in the order"),
                                    ("scalp", "A product for the scalp"),
                                    ("retinoid", "Retinoid used too"),
                                    ("acid", "Acid used too"),
                                    ("vitamin_c", "Vitamin C used too"),
                                    ("sunscreen", "Sunscreen"),
                                    ("sunscreen_renewal", "Sunscreen over a pigment solution"),
                                    ("starting", "How to start"),
                                    ("patch_test", "Patch test"),
                                    ("ask_first", "Whom to ask first"),
                                ],
                                max_length=20,
                                verbose_name="topic",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "house",
                            models.BooleanField(
                                default=False, help_text="No document says it; it is marked wherever shown.", verbose_name="house decision"
                            ),
                        ),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Read between the lines; it is marked wherever shown.", verbose_name="inferred"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "citations",
                            models.ManyToManyField(blank=True, related_name="+", to="catalogue.citation", verbose_name="citations"),
                        ),
                    ],
                    options={
                        "verbose_name": "note on the routine",
                        "verbose_name_plural": "notes on the routine",
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRoutineNote_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalroutinenote"
                            ),
                        ),
                        (
                            "routinenote",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.routinenote",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalRoutineNote_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        ),
        migrations.AddConstraint(
            model_name="orderrule",
            constraint=models.UniqueConstraint(
                fields=("first", "then"), name="order_rule_once", violation_error_message="There is a rule for these two already."
            ),
        ),
        migrations.AddConstraint(
            model_name="orderrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("then")), _negated=True),
                name="order_rule_has_two_layers",
                violation_error_message="A layer cannot go on before itself: choose two.",
            ),
        ),
    ]
