"""Two editors on one form: whoever saves second is told what the first has changed, and loses nothing of what was typed.

A form remembers how far the history of its thing and of its lines had come when it was opened. What was written since then means that
the form shows an older state.
"""

from decimal import Decimal

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Max, OuterRef, Subquery
from django.forms.models import _get_foreign_key
from django.utils.translation import gettext as _

from catalogue.figures import NO_BREAK_SPACE, plain
from catalogue.history import has_history
from catalogue.snapshots import root_of

SEEN = "seen_state"
MOST_TOLD = 8


class NoticesOthers:
    """Mixed into every page of the admin whose rows keep their history."""

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Inside the transaction of the form, so that what is compared stays as it is until the form is saved."""
        if object_id is None or not has_history(self.model):
            return super()._changeform_view(request, object_id, form_url, extra_context)
        row = self.model._default_manager.filter(pk=unquote(object_id)).first() if unquote(object_id).isdigit() else None
        if row is None:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            lock(root_of(row) or row)
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
        yield self.model, self.model._meta.pk.attname
        for inline in self.inlines:
            if has_history(inline.model):
                yield inline.model, _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name).attname

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
        newer = []
        for (model, column), last in zip(self.histories(), seen.split("-"), strict=True):
            newer += model.history.filter(**{column: row.pk, "history_id__gt": int(last)})[:MOST_TOLD]
        newer.sort(key=lambda entry: entry.history_date, reverse=True)
        told = [sentence for entry in newer[:MOST_TOLD] for sentence in told_of(entry)]
        head = _("Somebody else has saved this since you opened it. Nothing of yours is saved yet, and all you typed still stands below.")
        return [head, *(told or [_("Nothing that can be read has changed by it.")]), _("Saving again puts your form in place of theirs.")]


def lock(row):
    type(row)._default_manager.select_for_update().filter(pk=row.pk).values_list("pk").first()


def told_of(entry):
    """One entry of a history in words: who, when, which field from what to what."""
    who, moment = entry.history_user or _("The portal"), f"{entry.history_date:%H:%M} UTC".replace(" ", NO_BREAK_SPACE)
    name = getattr(who, "get_full_name", lambda: who)()
    of_what = {"who": name, "time": moment, "kind": entry.instance_type._meta.verbose_name, "thing": str(entry.instance)[:80]}
    if entry.history_type == "+":
        return [_("%(who)s added at %(time)s: %(kind)s “%(thing)s”.") % of_what]
    if entry.history_type == "-":
        return [_("%(who)s deleted at %(time)s: %(kind)s “%(thing)s”.") % of_what]
    before = entry.prev_record
    changes = entry.diff_against(before, foreign_keys_are_objs=False).changes if before else []
    told = []
    for change in changes:
        label = entry.instance_type._meta.get_field(change.field).verbose_name
        if isinstance(change.old, list):
            told.append(_("%(who)s changed at %(time)s: %(field)s of “%(thing)s”.") % {**of_what, "field": label})
            continue
        words = {**of_what, "field": label, "old": short(change.old), "new": short(change.new)}
        told.append(_("%(who)s changed at %(time)s: %(field)s of “%(thing)s”, from “%(old)s” to “%(new)s”.") % words)
    return told


def short(value):
    text = "–" if value in (None, "") else plain(value) if isinstance(value, Decimal) else str(value)
    return text if len(text) <= 120 else f"{text[:119]}…"


class Outdated:
    """A form opened on an older state says so above its fields."""

    outdated = ()

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, ValidationError(list(self.outdated)))
        return cleaned
