"""When a page becomes public and when it is retired: the fields on every page with a status, and what they may not say together."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.actions import NO_REASON, PASSED
from catalogue.visibility import Scheduled, Status

FIELDS = ["publish_at", "retire_at", "retired_reason", "replacement"]
WHEN = _("When it becomes public, and when no longer")


def is_scheduled(model):
    return issubclass(model, Scheduled)


def with_schedule(fieldsets):
    """The page's own fields, and those of the schedule that none of them shows yet."""
    there = {name for _name, options in fieldsets for line in options["fields"] for name in ([line] if isinstance(line, str) else line)}
    missing = [name for name in FIELDS if name not in there]
    if not missing:
        return fieldsets
    moments = [("publish_at", "retire_at")] if "publish_at" in missing else []
    lines = [*moments, *[name for name in ("retired_reason", "replacement") if name in missing]]
    help_text = _("Moments are in UTC. Pages are published and retired within ten minutes of the moment that is set here.")
    return [*fieldsets, (WHEN, {"fields": lines, "description": help_text})]


class ScheduleRules(forms.ModelForm):
    """Mixed into the form of every page with a status."""

    def clean(self):
        cleaned = super().clean()
        for name, sentence in self.schedule_faults():
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def schedule_faults(self):
        given = {name: self.cleaned_data.get(name) for name in [*FIELDS, "status"]}
        for name in ("publish_at", "retire_at"):
            if given[name] and name in self.changed_data and given[name] <= timezone.now():
                yield name, PASSED
        if given["publish_at"] and given["status"] not in {Status.DRAFT, None}:
            yield "publish_at", _("Only a draft becomes public at a moment. Leave this blank, or choose “Draft” as the status.")
        if given["publish_at"] and given["retire_at"] and given["retire_at"] <= given["publish_at"]:
            yield "retire_at", _("It would be retired before it is public. Give a later moment.")
        if (given["retire_at"] or given["status"] == Status.RETIRED) and not given["retired_reason"]:
            yield "retired_reason", NO_REASON
        if given["replacement"] and given["replacement"].pk == self.instance.pk:
            yield "replacement", _("A page cannot replace itself.")
