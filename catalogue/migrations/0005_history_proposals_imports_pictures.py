from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import catalogue.models.sources
from catalogue.migrations._baseline import begin_history
from catalogue.migrations._together import CreateTogether


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("catalogue", "0004_professional_only_and_pack_price"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="publish_at",
            field=models.DateTimeField(
                blank=True, db_index=True, help_text="A draft becomes public at this moment, in UTC.", null=True, verbose_name="publish at"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="replacement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="catalogue.article",
                verbose_name="replacement",
            ),
        ),
        migrations.AddField(
            model_name="article",
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
            model_name="article",
            name="retired_reason",
            field=models.TextField(blank=True, help_text="Visitors read it in place of the page.", verbose_name="reason for retiring"),
        ),
        migrations.AddField(
            model_name="comparator",
            name="publish_at",
            field=models.DateTimeField(
                blank=True, db_index=True, help_text="A draft becomes public at this moment, in UTC.", null=True, verbose_name="publish at"
            ),
        ),
        migrations.AddField(
            model_name="comparator",
            name="replacement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="catalogue.comparator",
                verbose_name="replacement",
            ),
        ),
        migrations.AddField(
            model_name="comparator",
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
            model_name="comparator",
            name="retired_reason",
            field=models.TextField(blank=True, help_text="Visitors read it in place of the page.", verbose_name="reason for retiring"),
        ),
        migrations.AddField(
            model_name="ingredient",
            name="publish_at",
            field=models.DateTimeField(
                blank=True, db_index=True, help_text="A draft becomes public at this moment, in UTC.", null=True, verbose_name="publish at"
            ),
        ),
        migrations.AddField(
            model_name="ingredient",
            name="replacement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="catalogue.ingredient",
                verbose_name="replacement",
            ),
        ),
        migrations.AddField(
            model_name="ingredient",
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
            model_name="ingredient",
            name="retired_reason",
            field=models.TextField(blank=True, help_text="Visitors read it in place of the page.", verbose_name="reason for retiring"),
        ),
        migrations.AddField(
            model_name="product",
            name="publish_at",
            field=models.DateTimeField(
                blank=True, db_index=True, help_text="A draft becomes public at this moment, in UTC.", null=True, verbose_name="publish at"
            ),
        ),
        migrations.AddField(
            model_name="product",
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
            model_name="question",
            name="publish_at",
            field=models.DateTimeField(
                blank=True, db_index=True, help_text="A draft becomes public at this moment, in UTC.", null=True, verbose_name="publish at"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="replacement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="catalogue.question",
                verbose_name="replacement",
            ),
        ),
        migrations.AddField(
            model_name="question",
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
            model_name="question",
            name="retired_reason",
            field=models.TextField(blank=True, help_text="Visitors read it in place of the page.", verbose_name="reason for retiring"),
        ),
        migrations.AlterField(
            model_name="product",
            name="retired_reason",
            field=models.TextField(blank=True, help_text="Visitors read it in place of the page.", verbose_name="reason for retiring"),
        ),
        CreateTogether(
            [
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("products", "Products"),
                                    ("ingredients", "Ingredients"),
                                    ("concentrations", "Concentrations"),
                                    ("procedures", "Procedures"),
                                    ("questions", "Questions"),
                                    ("everything", "Everything, as YAML"),
                                ],
                                editable=False,
                                max_length=20,
                                verbose_name="what",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("checking", "Being checked"),
                                    ("refused", "To be mended"),
                                    ("checked", "Checked, waiting to be confirmed"),
                                    ("applying", "Being applied"),
                                    ("applied", "Applied"),
                                    ("discarded", "Discarded"),
                                    ("failed", "Failed, nothing was changed"),
                                ],
                                db_index=True,
                                default="checking",
                                editable=False,
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("file_name", models.CharField(editable=False, max_length=200, verbose_name="file")),
                        ("rows", models.JSONField(default=list, editable=False, verbose_name="rows as read")),
                        ("differences", models.JSONField(default=list, editable=False, verbose_name="what it changes")),
                        ("problems", models.JSONField(default=list, editable=False, verbose_name="what to mend")),
                        ("counts", models.JSONField(default=dict, editable=False, verbose_name="counts")),
                        ("done", models.PositiveIntegerField(default=0, editable=False, verbose_name="rows done")),
                        ("total", models.PositiveIntegerField(default=0, editable=False, verbose_name="rows in all")),
                        ("made_by_name", models.CharField(blank=True, editable=False, max_length=150, verbose_name="by")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="brought")),
                        ("finished_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="finished")),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import",
                        "ordering": ["-made_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ProductPicture",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "description",
                            models.CharField(
                                help_text="What it shows, for who cannot see it. It stands in place of the picture.",
                                max_length=200,
                                verbose_name="description",
                            ),
                        ),
                        ("sha256", models.CharField(editable=False, max_length=64, verbose_name="fingerprint")),
                        ("width", models.PositiveIntegerField(editable=False, verbose_name="width")),
                        ("height", models.PositiveIntegerField(editable=False, verbose_name="height")),
                        ("widths", models.JSONField(default=list, editable=False, verbose_name="widths")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pictures",
                                to="catalogue.product",
                                verbose_name="product",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "picture",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("product", "sha256"),
                                name="picture_once_on_a_product",
                                violation_error_message="This product already has that picture.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("description", ""), _negated=True),
                                name="picture_is_described",
                                violation_error_message="Describe the picture: some visitors cannot see it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposedChange",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("model", models.CharField(editable=False, max_length=60, verbose_name="kind")),
                        ("row", models.BigIntegerField(editable=False, verbose_name="number of the row")),
                        ("title", models.CharField(editable=False, max_length=200, verbose_name="of what")),
                        (
                            "status",
                            models.CharField(
                                choices=[("waiting", "Waiting"), ("published", "Published"), ("discarded", "Discarded")],
                                db_index=True,
                                default="waiting",
                                editable=False,
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("edited", "Written in the admin"),
                                    ("imported", "From an import"),
                                    ("reverted", "Back to an older state"),
                                ],
                                default="edited",
                                editable=False,
                                max_length=12,
                                verbose_name="where it comes from",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="why")),
                        ("before", models.JSONField(editable=False, verbose_name="before")),
                        ("before_sha256", models.CharField(editable=False, max_length=64, verbose_name="fingerprint of what it changes")),
                        ("after", models.JSONField(editable=False, verbose_name="after")),
                        (
                            "publish_at",
                            models.DateTimeField(
                                blank=True, db_index=True, help_text="In UTC. Blank: by hand.", null=True, verbose_name="publish at"
                            ),
                        ),
                        ("failed_because", models.TextField(blank=True, editable=False, verbose_name="why it could not be published")),
                        ("made_by_name", models.CharField(blank=True, editable=False, max_length=150, verbose_name="by")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                        ("decided_by_name", models.CharField(blank=True, editable=False, max_length=150, verbose_name="decided by")),
                        ("decided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="decided")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "import_run",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="proposals",
                                to="catalogue.importrun",
                                verbose_name="import",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposed change",
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "waiting")), fields=("model", "row"), name="one_waiting_change_of_a_thing"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalArticle",
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
                        ("for_consumer", models.BooleanField(default=True, verbose_name="shown first to consumers")),
                        ("for_salon", models.BooleanField(default=False, verbose_name="shown first to hair salons")),
                        ("for_practitioner", models.BooleanField(default=False, verbose_name="shown first to practitioners")),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("summary", models.CharField(max_length=220, verbose_name="summary")),
                        ("key_points", models.TextField(blank=True, help_text="One on each line.", verbose_name="key points")),
                        (
                            "checked_on",
                            models.DateField(
                                blank=True,
                                help_text="The day on which every sentence was last compared with its sources.",
                                null=True,
                                verbose_name="checked on",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(db_index=True, default=0, verbose_name="position")),
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
                                to="catalogue.article",
                                verbose_name="replacement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical article",
                        "verbose_name_plural": "historical articles",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalArticleSection",
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
                            "code",
                            models.SlugField(
                                help_text="The anchor of the section; it cannot be changed later.", max_length=60, verbose_name="code"
                            ),
                        ),
                        ("heading", models.CharField(max_length=120, verbose_name="heading")),
                        ("body", models.TextField(help_text="Markdown: paragraphs, lists, bold, links. No headings.", verbose_name="text")),
                        (
                            "shows",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("stem_cell_kinds", "Kinds of stem-cell ingredient"),
                                    ("stem_cell_sources", "Comparison of stem cell sources"),
                                    ("selection_criteria", "What to look at when choosing"),
                                ],
                                max_length=20,
                                verbose_name="shows below the text",
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
                        (
                            "article",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.article",
                                verbose_name="article",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical section",
                        "verbose_name_plural": "historical sections",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCitation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("section", models.CharField(max_length=200, verbose_name="section")),
                        (
                            "house_heading",
                            models.BooleanField(
                                default=False,
                                help_text="The passage has no heading of its own in the document.",
                                verbose_name="heading made up here",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place in the document")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.sourcedocument",
                                verbose_name="document",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical citation",
                        "verbose_name_plural": "historical citations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClaim",
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
                            "subject",
                            models.CharField(
                                blank=True,
                                help_text="What it is about, where it is no single product.",
                                max_length=120,
                                verbose_name="subject",
                            ),
                        ),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        (
                            "ledger",
                            models.SlugField(
                                blank=True,
                                help_text="Its entry among the quantified claims of the documents; else blank.",
                                max_length=60,
                                verbose_name="ledger entry",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "qualifier",
                            models.CharField(
                                blank=True, help_text="As printed: up to, more than, about.", max_length=40, verbose_name="qualifier"
                            ),
                        ),
                        (
                            "value",
                            models.CharField(blank=True, help_text="As printed: 50, 1-2, 4.7-5.7.", max_length=40, verbose_name="figure"),
                        ),
                        ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                        (
                            "evidence",
                            catalogue.models.sources.EvidenceField(
                                choices=[
                                    ("in_vitro", "Laboratory study, not on people"),
                                    ("manufacturer_claim", "The maker says so, no reference"),
                                    ("manufacturer_claim_with_unlisted_refs", "The maker cites references whose list is not supplied"),
                                    ("clinician_statement", "Opinion of a named expert"),
                                    ("article_synthesis", "Summary by a guide"),
                                    ("brand_claim", "Another brand says so"),
                                    ("anecdote", "One person’s experience"),
                                    ("general_statement", "Background, no source given"),
                                    ("specification", "Formula or physical figure from the maker"),
                                    ("instruction", "How to use it"),
                                    ("analyst_note", "Note of this house"),
                                ],
                                max_length=40,
                                verbose_name="evidence",
                            ),
                        ),
                        (
                            "references",
                            models.CharField(
                                blank=True,
                                help_text="As the document prints them, separated by commas.",
                                max_length=120,
                                verbose_name="reference numbers",
                            ),
                        ),
                        ("caveat", models.TextField(blank=True, verbose_name="caveat")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "comparator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.comparator",
                                verbose_name="product of another brand",
                            ),
                        ),
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
                        "verbose_name": "historical claim",
                        "verbose_name_plural": "historical claims",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalComparator",
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
                        ("brand", models.CharField(max_length=80, verbose_name="brand")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("aliases", models.TextField(blank=True, help_text="One on each line, as printed.", verbose_name="other names")),
                        (
                            "human_origin",
                            models.CharField(
                                choices=[("yes", "Of human origin"), ("no", "Not of human origin"), ("not_stated", "Origin not stated")],
                                default="not_stated",
                                max_length=12,
                                verbose_name="human origin",
                            ),
                        ),
                        ("summary", models.CharField(max_length=200, verbose_name="summary")),
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
                                to="catalogue.comparator",
                                verbose_name="replacement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical product of another brand",
                        "verbose_name_plural": "historical products of other brands",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalComparatorFact",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("source", "Where the active comes from"),
                                    ("actives", "Key actives"),
                                    ("packaging", "Packaging"),
                                    ("best_for", "Named as best for"),
                                    ("why", "Why the guide would consider it"),
                                    ("figure", "Stated figures"),
                                    ("price", "Price"),
                                    ("other", "Also said"),
                                ],
                                max_length=12,
                                verbose_name="topic",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "evidence",
                            catalogue.models.sources.EvidenceField(
                                choices=[
                                    ("in_vitro", "Laboratory study, not on people"),
                                    ("manufacturer_claim", "The maker says so, no reference"),
                                    ("manufacturer_claim_with_unlisted_refs", "The maker cites references whose list is not supplied"),
                                    ("clinician_statement", "Opinion of a named expert"),
                                    ("article_synthesis", "Summary by a guide"),
                                    ("brand_claim", "Another brand says so"),
                                    ("anecdote", "One person’s experience"),
                                    ("general_statement", "Background, no source given"),
                                    ("specification", "Formula or physical figure from the maker"),
                                    ("instruction", "How to use it"),
                                    ("analyst_note", "Note of this house"),
                                ],
                                max_length=40,
                                verbose_name="evidence",
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
                        (
                            "comparator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.comparator",
                                verbose_name="product",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical fact",
                        "verbose_name_plural": "historical facts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConcentration",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "name",
                            models.CharField(
                                blank=True,
                                help_text="Needed where no ingredient is chosen.",
                                max_length=120,
                                verbose_name="name on the line",
                            ),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                help_text="Only the figure a document prints. Blank is not 0.",
                                max_digits=6,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)],
                                verbose_name="share, %",
                            ),
                        ),
                        (
                            "qualifier",
                            models.CharField(
                                choices=[
                                    ("exact", "Exact"),
                                    ("about", "About"),
                                    ("remainder", "The rest of the formula"),
                                    ("not_stated", "Not stated"),
                                ],
                                default="not_stated",
                                max_length=12,
                                verbose_name="qualifier",
                            ),
                        ),
                        (
                            "as_stated",
                            models.CharField(
                                blank=True,
                                help_text="The wording of the figure, for example “nearly 20 %”.",
                                max_length=80,
                                verbose_name="as stated",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "printed",
                            models.BooleanField(
                                default=True,
                                help_text="Off where only a general statement on the line puts it here.",
                                verbose_name="printed for this product",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "ingredient",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.ingredient",
                                verbose_name="ingredient",
                            ),
                        ),
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
                        "verbose_name": "historical formula line",
                        "verbose_name_plural": "historical formula lines",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConcern",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Part of the address; it cannot be changed later.", max_length=80, verbose_name="slug"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("summary", models.CharField(max_length=200, verbose_name="summary")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                    ],
                    options={
                        "verbose_name": "historical concern",
                        "verbose_name_plural": "historical concerns",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalContact",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Part of the address; it cannot be changed later.", max_length=80, verbose_name="slug"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("role", models.CharField(max_length=200, verbose_name="what for")),
                        ("region", models.CharField(blank=True, max_length=120, verbose_name="region")),
                        ("how", models.TextField(verbose_name="how to reach them")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                    ],
                    options={
                        "verbose_name": "historical contact",
                        "verbose_name_plural": "historical contacts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDiscrepancy",
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
                            "slug",
                            models.SlugField(
                                help_text="Part of the address; it cannot be changed later.", max_length=80, verbose_name="slug"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("one_more_cautious", "One document is more cautious"),
                                    ("internal", "One document contradicts itself"),
                                    ("contradiction", "Documents contradict each other"),
                                    ("different_scope", "Documents speak of different things"),
                                    ("different_advice", "Documents advise differently"),
                                    ("ambiguous", "The wording can be read in two ways"),
                                    ("regulatory", "A statement may go beyond what a cosmetic may say"),
                                    ("unsupported", "A statement without support"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("presentation", models.TextField(verbose_name="what this portal does")),
                        ("ruling", models.TextField(blank=True, help_text="What holds from now on, and why.", verbose_name="ruling")),
                        (
                            "ruled_by_name",
                            models.CharField(
                                blank=True, help_text="As readers see it, with the role.", max_length=160, verbose_name="name of who ruled"
                            ),
                        ),
                        ("ruled_on", models.DateField(blank=True, null=True, verbose_name="ruled on")),
                        ("position", models.PositiveSmallIntegerField(db_index=True, default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "ruled_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ruled by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical disagreement",
                        "verbose_name_plural": "historical disagreements",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalGlossaryTerm",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Part of the address; it cannot be changed later.", max_length=80, verbose_name="slug"
                            ),
                        ),
                        ("term", models.CharField(db_index=True, max_length=80, verbose_name="term")),
                        ("meaning", models.TextField(verbose_name="meaning")),
                        (
                            "also_written",
                            models.TextField(
                                blank=True, help_text="Other forms that texts use, one on each line.", verbose_name="also written"
                            ),
                        ),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Read between the lines; it is marked wherever shown.", verbose_name="inferred"
                            ),
                        ),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                    ],
                    options={
                        "verbose_name": "historical glossary term",
                        "verbose_name_plural": "historical glossary terms",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalIngredient",
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
                        (
                            "inci",
                            models.CharField(
                                blank=True, help_text="Only where a document prints it.", max_length=200, verbose_name="INCI name"
                            ),
                        ),
                        ("aliases", models.TextField(blank=True, help_text="One on each line, as printed.", verbose_name="other names")),
                        ("group", models.CharField(blank=True, max_length=120, verbose_name="kind")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("ingredient", "Ingredient"),
                                    ("skin_component", "Part of the skin"),
                                    ("routine_step", "Step of a routine"),
                                    ("procedure_aid", "Aid in a procedure"),
                                    ("comparison", "Named for comparison"),
                                    ("future", "Still in research"),
                                    ("named_as_absent", "Named as left out"),
                                    ("biological_target", "Target in the body"),
                                    ("companion", "Used beside the products"),
                                    ("treatment", "Treatment"),
                                ],
                                db_index=True,
                                default="ingredient",
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        ("summary", models.CharField(max_length=200, verbose_name="summary")),
                        (
                            "origin",
                            models.CharField(blank=True, help_text="Only where a document says it.", max_length=200, verbose_name="origin"),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "part_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.ingredient",
                                verbose_name="part of",
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
                                to="catalogue.ingredient",
                                verbose_name="replacement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical ingredient",
                        "verbose_name_plural": "historical ingredients",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalIngredientFunction",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "evidence",
                            catalogue.models.sources.EvidenceField(
                                choices=[
                                    ("in_vitro", "Laboratory study, not on people"),
                                    ("manufacturer_claim", "The maker says so, no reference"),
                                    ("manufacturer_claim_with_unlisted_refs", "The maker cites references whose list is not supplied"),
                                    ("clinician_statement", "Opinion of a named expert"),
                                    ("article_synthesis", "Summary by a guide"),
                                    ("brand_claim", "Another brand says so"),
                                    ("anecdote", "One person’s experience"),
                                    ("general_statement", "Background, no source given"),
                                    ("specification", "Formula or physical figure from the maker"),
                                    ("instruction", "How to use it"),
                                    ("analyst_note", "Note of this house"),
                                ],
                                max_length=40,
                                verbose_name="evidence",
                            ),
                        ),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "ingredient",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.ingredient",
                                verbose_name="ingredient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical function",
                        "verbose_name_plural": "historical functions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMakerFact",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("active", "The active"),
                                    ("origin", "Where it comes from"),
                                    ("products", "The products"),
                                    ("company", "The company"),
                                ],
                                max_length=12,
                                verbose_name="topic",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "evidence",
                            catalogue.models.sources.EvidenceField(
                                choices=[
                                    ("in_vitro", "Laboratory study, not on people"),
                                    ("manufacturer_claim", "The maker says so, no reference"),
                                    ("manufacturer_claim_with_unlisted_refs", "The maker cites references whose list is not supplied"),
                                    ("clinician_statement", "Opinion of a named expert"),
                                    ("article_synthesis", "Summary by a guide"),
                                    ("brand_claim", "Another brand says so"),
                                    ("anecdote", "One person’s experience"),
                                    ("general_statement", "Background, no source given"),
                                    ("specification", "Formula or physical figure from the maker"),
                                    ("instruction", "How to use it"),
                                    ("analyst_note", "Note of this house"),
                                ],
                                max_length=40,
                                verbose_name="evidence",
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
                        "verbose_name": "historical fact on the maker",
                        "verbose_name_plural": "historical facts on the maker",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPack",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
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
                        (
                            "price",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Of one pack. No document names a price: left blank, none is shown.",
                                max_digits=9,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                                verbose_name="price",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                help_text="Its three letters, such as EUR. Needed with a price.",
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{3}\\Z", "Give the three capital letters of a currency, such as EUR."
                                    )
                                ],
                                verbose_name="currency",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
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
                        "verbose_name": "historical pack",
                        "verbose_name_plural": "historical packs",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPosition",
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
                        ("text", models.TextField(verbose_name="text")),
                        ("cautious", models.BooleanField(default=False, verbose_name="the cautious position")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "discrepancy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.discrepancy",
                                verbose_name="disagreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical position",
                        "verbose_name_plural": "historical positions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPrecaution",
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
                        ("code", models.CharField(db_index=True, max_length=60, verbose_name="code")),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("never", "Do not"),
                                    ("delay", "Wait first"),
                                    ("caution", "Take care"),
                                    ("consult", "Ask a clinician first"),
                                ],
                                max_length=10,
                                verbose_name="severity",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="Short, in plain words; under “do not” it starts with “Do not”.",
                                max_length=120,
                                verbose_name="title",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("action", models.TextField(blank=True, verbose_name="what to do")),
                        (
                            "scope_as_printed",
                            models.CharField(
                                blank=True,
                                help_text="Whom or what the document speaks of, where that differs.",
                                max_length=200,
                                verbose_name="scope as printed",
                            ),
                        ),
                        (
                            "condition",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("active_acne", "Active acne"),
                                    ("treated_skin", "Skin treated in a procedure and not yet back to normal"),
                                    ("pregnancy", "Pregnancy or breastfeeding"),
                                    ("health", "An immune condition, a transplant or an allergy"),
                                    ("sensitive_skin", "Sensitive or reactive skin"),
                                ],
                                help_text="The product finder asks for it.",
                                max_length=20,
                                verbose_name="condition",
                            ),
                        ),
                        (
                            "house",
                            models.BooleanField(
                                default=False, help_text="Widened by this house beyond the printed scope.", verbose_name="house precaution"
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
                        "verbose_name": "historical precaution",
                        "verbose_name_plural": "historical precautions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProduct",
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
                        ("for_consumer", models.BooleanField(default=True, verbose_name="shown first to consumers")),
                        ("for_salon", models.BooleanField(default=False, verbose_name="shown first to hair salons")),
                        ("for_practitioner", models.BooleanField(default=False, verbose_name="shown first to practitioners")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("aliases", models.TextField(blank=True, help_text="One on each line, as printed.", verbose_name="other names")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("serum", "Serum"),
                                    ("cream", "Cream"),
                                    ("gel-mask", "Gel mask"),
                                    ("solution", "Solution"),
                                    ("hair-system", "Hair system"),
                                ],
                                db_index=True,
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "summary",
                            models.CharField(help_text="One sentence: what it is and for whom.", max_length=160, verbose_name="summary"),
                        ),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                db_index=True,
                                help_text="Place in the layering order, 1 first. Blank: no document gives one.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)],
                                verbose_name="step",
                            ),
                        ),
                        ("morning", models.BooleanField(default=False, verbose_name="in the morning")),
                        ("evening", models.BooleanField(default=False, verbose_name="in the evening")),
                        (
                            "after_procedure",
                            models.CharField(
                                choices=[
                                    ("immediately", "Straight after a procedure"),
                                    ("after_a_day_or_two", "After a day or two, by how ablative the procedure was"),
                                    ("when_skin_has_normalised", "Once skin is back to normal"),
                                    ("part_of_procedure", "Part of the procedure itself"),
                                    ("moment_not_stated", "Allowed after a procedure, the moment is not stated"),
                                    ("not_stated", "Not stated: ask your practitioner"),
                                ],
                                default="not_stated",
                                max_length=30,
                                verbose_name="after a procedure",
                            ),
                        ),
                        (
                            "checked_on",
                            models.DateField(
                                blank=True,
                                help_text="The day on which every statement was last compared with its source.",
                                null=True,
                                verbose_name="checked on",
                            ),
                        ),
                        (
                            "professional_only",
                            models.BooleanField(
                                default=False,
                                help_text="A house decision: everyone may read of it, verified salon professionals and practitioners alone may ask for it.",
                                verbose_name="requested by verified professionals only",
                            ),
                        ),
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
                                to="catalogue.product",
                                verbose_name="replacement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical product",
                        "verbose_name_plural": "historical products",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProductFact",
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
                            "topic",
                            models.CharField(
                                choices=[
                                    ("what_it_is", "What it is"),
                                    ("suits", "Who it suits"),
                                    ("not_for", "Who should not use it"),
                                    ("free_from", "Made without"),
                                    ("layering", "Place in the routine"),
                                    ("after_procedure", "After a procedure"),
                                    ("appearance", "What it looks like"),
                                    ("colour_change", "If the colour changes"),
                                    ("smell", "Smell"),
                                    ("ph", "pH"),
                                    ("sensation", "How it feels"),
                                    ("results", "When to expect results"),
                                    ("pack", "Size"),
                                    ("not_stated", "Not stated by the maker"),
                                ],
                                max_length=20,
                                verbose_name="topic",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Read between the lines; it is marked wherever shown.", verbose_name="inferred"
                            ),
                        ),
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
                        "verbose_name": "historical fact",
                        "verbose_name_plural": "historical facts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProductPicture",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "description",
                            models.CharField(
                                help_text="What it shows, for who cannot see it. It stands in place of the picture.",
                                max_length=200,
                                verbose_name="description",
                            ),
                        ),
                        ("sha256", models.CharField(editable=False, max_length=64, verbose_name="fingerprint")),
                        ("width", models.PositiveIntegerField(editable=False, verbose_name="width")),
                        ("height", models.PositiveIntegerField(editable=False, verbose_name="height")),
                        ("widths", models.JSONField(default=list, editable=False, verbose_name="widths")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("added_at", models.DateTimeField(blank=True, editable=False, verbose_name="added")),
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
                        "verbose_name": "historical picture",
                        "verbose_name_plural": "historical pictures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalQuestion",
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
                        ("for_consumer", models.BooleanField(default=True, verbose_name="shown first to consumers")),
                        ("for_salon", models.BooleanField(default=False, verbose_name="shown first to hair salons")),
                        ("for_practitioner", models.BooleanField(default=False, verbose_name="shown first to practitioners")),
                        (
                            "code",
                            models.SlugField(
                                blank=True,
                                help_text="The question of a source document that it answers, such as faq-21; else blank.",
                                max_length=40,
                                verbose_name="code",
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("active", "The active and its science"),
                                    ("origin", "Origin, safety and rules"),
                                    ("contents", "What it is and what is in it"),
                                    ("use", "How to use it"),
                                    ("after-procedure", "After a procedure"),
                                    ("results", "Effects and results"),
                                    ("choosing", "Choosing a serum"),
                                    ("clinic", "In the clinic"),
                                ],
                                db_index=True,
                                max_length=20,
                                verbose_name="topic",
                            ),
                        ),
                        ("question", models.CharField(max_length=200, verbose_name="question")),
                        (
                            "answer",
                            models.TextField(
                                help_text="Markdown: paragraphs, lists, bold, links. The answer first, the reason after it.",
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "evidence",
                            catalogue.models.sources.EvidenceField(
                                choices=[
                                    ("in_vitro", "Laboratory study, not on people"),
                                    ("manufacturer_claim", "The maker says so, no reference"),
                                    ("manufacturer_claim_with_unlisted_refs", "The maker cites references whose list is not supplied"),
                                    ("clinician_statement", "Opinion of a named expert"),
                                    ("article_synthesis", "Summary by a guide"),
                                    ("brand_claim", "Another brand says so"),
                                    ("anecdote", "One person’s experience"),
                                    ("general_statement", "Background, no source given"),
                                    ("specification", "Formula or physical figure from the maker"),
                                    ("instruction", "How to use it"),
                                    ("analyst_note", "Note of this house"),
                                ],
                                help_text="What the answer as a whole rests on.",
                                max_length=40,
                                verbose_name="evidence",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(db_index=True, default=0, verbose_name="position")),
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
                                to="catalogue.question",
                                verbose_name="replacement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical question",
                        "verbose_name_plural": "historical questions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSelectionCriterion",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Part of the address; it cannot be changed later.", max_length=80, verbose_name="slug"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("points", models.TextField(help_text="One on each line.", verbose_name="points")),
                        (
                            "topic",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("source", "Where the active comes from"),
                                    ("actives", "Key actives"),
                                    ("packaging", "Packaging"),
                                    ("best_for", "Named as best for"),
                                    ("why", "Why the guide would consider it"),
                                    ("figure", "Stated figures"),
                                    ("price", "Price"),
                                    ("other", "Also said"),
                                ],
                                help_text="The facts that answer it for the products of other brands. Blank: nothing is stated on them.",
                                max_length=12,
                                verbose_name="answered by",
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
                        "verbose_name": "historical criterion",
                        "verbose_name_plural": "historical criteria",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSerumAnswer",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("text", models.TextField(verbose_name="text")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "criterion",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.selectioncriterion",
                                verbose_name="criterion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical answer for CALECIM Serum",
                        "verbose_name_plural": "historical answers for CALECIM Serum",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSourceDocument",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=20, verbose_name="code")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("kind", models.TextField(verbose_name="what it is")),
                        (
                            "stance",
                            models.TextField(
                                help_text="How far it can be trusted, and in whose interest it speaks.", verbose_name="stance"
                            ),
                        ),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                    ],
                    options={
                        "verbose_name": "historical source document",
                        "verbose_name_plural": "historical source documents",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStemCellKind",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Part of the address; it cannot be changed later.", max_length=80, verbose_name="slug"
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("label", "What the words on a label can mean"),
                                    ("source", "Where the material comes from"),
                                    ("biology", "Types of stem cell"),
                                ],
                                max_length=10,
                                verbose_name="group",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("summary", models.TextField(verbose_name="summary")),
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
                        (
                            "ingredient",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.ingredient",
                                verbose_name="ingredient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical kind of stem-cell ingredient",
                        "verbose_name_plural": "historical kinds of stem-cell ingredient",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStemCellSource",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Part of the address; it cannot be changed later.", max_length=80, verbose_name="slug"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                    ],
                    options={
                        "verbose_name": "historical stem cell source",
                        "verbose_name_plural": "historical stem cell sources",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStemCellTrait",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=60, verbose_name="code")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                    ],
                    options={
                        "verbose_name": "historical trait of stem cell sources",
                        "verbose_name_plural": "historical traits of stem cell sources",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStemCellValue",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("value", models.CharField(help_text="As printed.", max_length=40, verbose_name="value")),
                        ("history_user_id", models.BigIntegerField(blank=True, null=True)),
                        ("history_change_reason", models.TextField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.stemcellsource",
                                verbose_name="source",
                            ),
                        ),
                        (
                            "trait",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.stemcelltrait",
                                verbose_name="trait",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical value",
                        "verbose_name_plural": "historical values",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalUsageStep",
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
                            "setting",
                            models.CharField(
                                choices=[("clinic", "In the clinic"), ("home", "At home")], max_length=10, verbose_name="setting"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Read between the lines; it is marked wherever shown.", verbose_name="inferred"
                            ),
                        ),
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
                        "verbose_name": "historical step of use",
                        "verbose_name_plural": "historical steps of use",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalArticleSection_citations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "articlesection",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.articlesection",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalarticlesection"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalArticleSection_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalArticleSection_claims",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "articlesection",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.articlesection",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.claim",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalarticlesection"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalArticleSection_claims",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalArticle_products",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "article",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.article",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalarticle"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.product",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalArticle_products",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClaim_citations",
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
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.claim",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalclaim"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalClaim_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalComparatorFact_citations",
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
                            "comparatorfact",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.comparatorfact",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalcomparatorfact"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalComparatorFact_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalComparator_citations",
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
                            "comparator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.comparator",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalcomparator"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalComparator_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConcentration_citations",
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
                            "concentration",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.concentration",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalconcentration"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalConcentration_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalContact_citations",
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
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.contact",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalcontact"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalContact_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDiscrepancy_articles",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "article",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.article",
                            ),
                        ),
                        (
                            "discrepancy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.discrepancy",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicaldiscrepancy"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalDiscrepancy_articles",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDiscrepancy_products",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "discrepancy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.discrepancy",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicaldiscrepancy"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.product",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalDiscrepancy_products",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDiscrepancy_questions",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "discrepancy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.discrepancy",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicaldiscrepancy"
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.question",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalDiscrepancy_questions",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalGlossaryTerm_citations",
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
                            "glossaryterm",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.glossaryterm",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalglossaryterm"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalGlossaryTerm_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalIngredientFunction_citations",
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
                                to="catalogue.historicalingredientfunction",
                            ),
                        ),
                        (
                            "ingredientfunction",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.ingredientfunction",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalIngredientFunction_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalIngredient_also_in",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalingredient"
                            ),
                        ),
                        (
                            "ingredient",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.ingredient",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.product",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalIngredient_also_in",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalIngredient_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalingredient"
                            ),
                        ),
                        (
                            "ingredient",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.ingredient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalIngredient_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMakerFact_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalmakerfact"
                            ),
                        ),
                        (
                            "makerfact",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.makerfact",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalMakerFact_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPack_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalpack"
                            ),
                        ),
                        (
                            "pack",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.pack",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalPack_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPosition_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalposition"
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.position",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalPosition_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPrecaution_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalprecaution"
                            ),
                        ),
                        (
                            "precaution",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.precaution",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalPrecaution_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPrecaution_products",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalprecaution"
                            ),
                        ),
                        (
                            "precaution",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.precaution",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.product",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalPrecaution_products",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProductFact_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalproductfact"
                            ),
                        ),
                        (
                            "productfact",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.productfact",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalProductFact_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProduct_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalproduct"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.product",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalProduct_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProduct_concerns",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "concern",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.concern",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalproduct"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.product",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalProduct_concerns",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalQuestion_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalquestion"
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.question",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalQuestion_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalQuestion_claims",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.claim",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalquestion"
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.question",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalQuestion_claims",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalQuestion_products",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalquestion"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.product",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.question",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalQuestion_products",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSelectionCriterion_citations",
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
                                to="catalogue.historicalselectioncriterion",
                            ),
                        ),
                        (
                            "selectioncriterion",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.selectioncriterion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalSelectionCriterion_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSerumAnswer_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalserumanswer"
                            ),
                        ),
                        (
                            "serumanswer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.serumanswer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalSerumAnswer_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStemCellKind_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalstemcellkind"
                            ),
                        ),
                        (
                            "stemcellkind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.stemcellkind",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalStemCellKind_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStemCellTrait_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalstemcelltrait"
                            ),
                        ),
                        (
                            "stemcelltrait",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.stemcelltrait",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalStemCellTrait_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalUsageStep_citations",
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
                                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="catalogue.historicalusagestep"
                            ),
                        ),
                        (
                            "usagestep",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="catalogue.usagestep",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalUsageStep_citations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        ),
        migrations.RunPython(begin_history("catalogue"), migrations.RunPython.noop),
    ]
