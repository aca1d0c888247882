"""Two editors on one form: whoever saves second is told what the first has changed, and loses nothing of what was typed.

A form remembers how far the history of its thing and of its lines had come when it was opened. What was written since then means that
the form shows an older state.
"""

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Max, OuterRef, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from catalogue import history_pages
from catalogue.actions import locked
from catalogue.figures import NO_BREAK_SPACE
from catalogue.history import has_history
from catalogue.snapshots import root_of

SEEN = "seen_state"
MOST_TOLD = 8
LONG = 120


class NoticesOthers:
    """Mixed into every page of the admin whose rows keep their history, together with `HistoryViews`."""

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Inside the transaction of the form, so that what is compared stays as it is until the form is saved."""
        if object_id is None or not has_history(self.model):
            return super()._changeform_view(request, object_id, form_url, extra_context)
        row = self.model._default_manager.filter(pk=unquote(object_id)).first() if unquote(object_id).isdigit() else None
        if row is None:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            locked(root_of(row) or row)
        now = self.state_of(row)
        seen = request.POST.get(SEEN, "") if request.method == "POST" else now
        request.seen_state = now
        if seen == now:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        request.outdated = self.what_others_did(row, seen, now)
        response = super()._changeform_view(request, object_id, form_url, extra_context)
        response.status_code = 409
        return response

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        outdated = getattr(request, "outdated", None)
        return type(form.__name__, (Outdated, form), {"outdated": outdated}) if outdated else form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["seen_state"] = getattr(request, "seen_state", "")
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def histories(self):
        """For the thing and each list of lines: its model, and the column of its history that names the thing."""
        lines = [(model, model._meta.get_field(parent).attname) for model, parent in self.lines_with_history()]
        return [(self.model, self.model._meta.pk.attname), *lines]

    def state_of(self, row):
        """The newest entry of each history, such as `812-90-0`. One query."""
        newest = [
            Subquery(
                model.history.filter(**{column: OuterRef("pk")})
                .order_by()
                .values(column)
                .annotate(newest=Max("history_id"))
                .values("newest")
            )
            for model, column in self.histories()
        ]
        found = self.model._default_manager.filter(pk=row.pk).order_by().values_list(*newest).get()
        return "-".join(str(number or 0) for number in found)

    def what_others_did(self, row, seen, now):
        """Sentences on every change since the form was opened, the newest first."""
        if len(seen.split("-")) != len(now.split("-")) or not seen.replace("-", "").isdigit():
            return [_("This form was not opened from this page: look through it and save it again.")]
        tables = history_pages.tables_of(self.model, row.pk, self.lines_with_history())
        for table, last in zip(tables, map(int, seen.split("-")), strict=True):
            table.entries = [entry for entry in table.entries if entry.history_id > last]
        newer = history_pages.groups_of(tables)[:MOST_TOLD]
        history_pages.read(newer)
        told = [sentence for group in newer for change in group.changes for sentence in told_of(group, change, str(row))]
        head = _("Somebody else has saved this since you opened it. Nothing of yours is saved yet, and all you typed still stands below.")
        return [head, *(told or [_("Nothing that can be read has changed by it.")]), _("Saving again puts your form in place of theirs.")]


def told_of(group, change, thing):
    """What became of one row, in sentences."""
    moment = f"{group.moment:%H:%M} UTC".replace(" ", NO_BREAK_SPACE)
    words = {"who": group.who, "time": moment, "thing": change.of or f"“{Truncator(thing).chars(LONG)}”"}
    if change.kind == "deleted":
        return [_("%(who)s deleted at %(time)s: %(thing)s.") % words]
    if change.kind != "changed":
        return [_("%(who)s added at %(time)s: %(thing)s.") % words]
    sentence = _("%(who)s changed at %(time)s: %(field)s of %(thing)s, from “%(old)s” to “%(new)s”.")
    return [sentence % {**words, "field": label, "old": short(old), "new": short(new)} for label, old, new in change.fields]


def short(text):
    return Truncator(text).chars(LONG) if text else "–"


class Outdated:
    """A form opened on an older state says so above its fields."""

    outdated = ()

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, ValidationError(list(self.outdated)))
        return cleaned
