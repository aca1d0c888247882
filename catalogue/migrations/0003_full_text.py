from django.db import migrations

from catalogue.search import engines


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_knowledge_and_search")]
    operations = [migrations.RunPython(engines.prepare, engines.undo)]
