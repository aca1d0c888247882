"""The first entry in the history of every row that was there before history was kept: what later changes are compared with."""

from django.utils import timezone

REASON = "As it was when this portal began to keep its history."


def begin_history(app_label):
    def begin(apps, schema_editor):
        moment = timezone.now()
        kept = [model for model in apps.get_app_config(app_label).get_models() if model.__name__.startswith("Historical")]
        for entries in kept:
            if "_" not in entries.__name__:
                begin_for(apps.get_model(app_label, entries.__name__.removeprefix("Historical")), entries, moment)
        for links in kept:
            if "_" in links.__name__:
                begin_links(apps, app_label, links)

    return begin


def begin_for(model, entries, moment):
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._default_manager.values(*names)
    entries._default_manager.bulk_create(
        [entries(history_date=moment, history_type="~", history_change_reason=REASON, **row) for row in rows.iterator()], batch_size=200
    )


def begin_links(apps, app_label, links):
    owner, name = links.__name__.removeprefix("Historical").split("_", 1)
    model = apps.get_model(app_label, owner)
    field = model._meta.get_field(name)
    entries = dict(links._meta.get_field("history").related_model._default_manager.values_list(model._meta.pk.name, "pk"))
    column = f"{field.m2m_field_name()}_id"
    through = field.remote_field.through
    names = [one.attname for one in through._meta.concrete_fields]
    rows = through._default_manager.values(*names)
    links._default_manager.bulk_create([links(history_id=entries[row[column]], **row) for row in rows.iterator()], batch_size=200)
