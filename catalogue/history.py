"""The history of every row: who changed what, when, from what to what. Kept by django-simple-history in a table beside each model.

History is written once. The application refuses to alter or delete it here, the database refuses it in `catalogue.guards`.
"""

from collections import defaultdict

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from simple_history import register
from simple_history.manager import HistoricalQuerySet

NEVER = "What was written down of a change is never altered or deleted."


class WrittenOnceQuerySet(models.QuerySet):
    def update(self, **changes):
        raise TypeError(NEVER)

    def delete(self):
        raise TypeError(NEVER)


class HistoryQuerySet(WrittenOnceQuerySet, HistoricalQuerySet):
    pass


class WrittenOnce(models.Model):
    """A row that is added and read, and nothing else."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError(NEVER)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError(NEVER)


def whoever(entry):
    """The account behind an entry, while it exists. A plain number in the row: deleting an account must not rewrite history."""
    return get_user_model().objects.filter(pk=entry.history_user_id).first() if entry.history_user_id else None


def keep_history(*kept):
    """Give each of these models a table of its history, its links to other rows included."""
    for model in kept:
        register(
            model,
            bases=[WrittenOnce],
            m2m_bases=[WrittenOnce],
            historical_queryset=HistoryQuerySet,
            m2m_fields=[field.name for field in model._meta.local_many_to_many],
            history_user_id_field=models.BigIntegerField(null=True, blank=True),
            history_user_getter=whoever,
            history_change_reason_field=models.TextField(null=True, blank=True),
        )


def has_history(model):
    return hasattr(model._meta, "simple_history_manager_attribute")


def record_in_bulk(rows, *, kind, reason):
    """Entries for many rows at once, saved before with `skip_history_when_saving`. `kind` is "+" for added or "~" for changed."""
    by_model = defaultdict(dict)
    for row in rows:
        by_model[type(row)][row.pk] = row
    for model, found in by_model.items():
        moment = timezone.now()
        entries = model.history.model
        fields = [field for field in entries.tracked_fields if hasattr(field, "attname")]
        made = entries._default_manager.bulk_create(
            [
                entries(
                    history_date=moment,
                    history_type=kind,
                    history_change_reason=reason,
                    **{field.attname: getattr(row, field.attname) for field in fields},
                )
                for row in found.values()
            ],
            batch_size=200,
        )
        record_links(model, made)


def record_links(model, entries):
    for field in model.history.model._history_m2m_fields:
        through = field.remote_field.through
        kept = getattr(model.history.model, field.name).model
        by_row = {getattr(entry, model._meta.pk.attname): entry for entry in entries}
        column = field.m2m_field_name()
        links = through._default_manager.filter(**{f"{column}__in": list(by_row)})
        names = [one.attname for one in through._meta.fields if not one.primary_key]
        kept._default_manager.bulk_create(
            [
                kept(history=by_row[getattr(link, f"{column}_id")], **{name: getattr(link, name) for name in names}, id=link.pk)
                for link in links
            ],
            batch_size=200,
        )


def links_at(model, field, numbers):
    """For each of these entries the numbers of the rows that it was linked to by this field. One query."""
    kept, found = getattr(model.history.model, field.name).model, {number: set() for number in numbers}
    target = f"{field.m2m_reverse_field_name()}_id"
    for number, key in kept._default_manager.filter(history__in=list(numbers)).values_list("history_id", target):
        found[number].add(key)
    return found
