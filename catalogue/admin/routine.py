"""The desk of the daily routine: the rules of its order, and what is said beside it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.models import OrderRule, RoutineNote

from .base import SOURCES, EditorAdmin, note
from .forms import LineForm
from .statements import ShortText

ORDER = note(
    _(
        "All rules together give the order on every product page and in the routine builder. "
        "A rule that would close a circle is refused, and the circle is named."
    )
)


class OrderRuleForm(LineForm):
    code_from = "reason"
    error_fields = {"order_rule_once": "then", "order_rule_has_two_layers": "then"}


@admin.register(OrderRule)
class OrderRuleAdmin(EditorAdmin):
    form = OrderRuleForm
    list_display = ["__str__", "reason", "inferred", "position"]
    list_filter = ["first", "then", "inferred"]
    search_fields = ["reason", "code"]
    autocomplete_fields = ["citations"]
    fieldsets = [(None, {"description": ORDER, "fields": [("first", "then"), "reason", ("position", "inferred", "code")]}), SOURCES]


@admin.register(RoutineNote)
class RoutineNoteAdmin(ShortText, EditorAdmin):
    form = LineForm
    list_display = ["short_text", "topic", "house", "inferred", "position"]
    list_filter = ["topic", "house", "inferred"]
    search_fields = ["text", "code"]
    autocomplete_fields = ["citations"]
    fieldsets = [(None, {"fields": ["topic", "text", ("position", "house", "inferred", "code")]}), SOURCES]
