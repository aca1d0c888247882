"""Forms of the admin: errors stand at the field they are about, and an editor fills in no more than an editor knows."""

from collections import defaultdict
from decimal import Decimal

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from catalogue.figures import plain

LAST = 32767  # the largest position a row can have; saving renumbers
CODE_LENGTH = 40


class EditorForm(forms.ModelForm):
    """Moves what a rule over several fields says to the field an editor would change, and shows figures as they are printed."""

    error_fields = {}  # name of the constraint -> field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                self.initial[name] = Decimal(plain(value))  # 2.5 where the column keeps 2.500

    def _update_errors(self, errors):
        super()._update_errors(self.placed(errors))

    def placed(self, errors):
        if not hasattr(errors, "error_dict"):
            return errors
        constraints = {
            str(one.get_violation_error_message()): self.error_fields.get(one.name) for one in self._meta.model._meta.constraints
        }
        moved = defaultdict(list)
        for name, found in errors.error_dict.items():
            for error in found:
                field = constraints.get(str(error.message))
                moved[field if field in self.fields else name].append(error)
        return ValidationError(moved)


class LineForm(EditorForm):
    """One line of a list: without a position it goes last, without a code it gets one from its text."""

    code_from = "text"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            self.fields["position"].help_text = _("Left blank, it goes last. Lines are numbered anew when you save.")
        if "code" in self.fields:
            self.fields["code"].required = False
            self.fields["code"].help_text = _("Left blank, it is made from the text. It stays when the text changes.")
        if self.instance._state.adding:
            self.initial["position"] = None  # not the model's 0, which would put a new line first

    def clean_position(self):
        position = self.cleaned_data["position"]
        return LAST if position is None else position

    def clean(self):
        super().clean()
        if "code" in self.fields and not self.cleaned_data.get("code") and "code" not in self.errors:
            self.cleaned_data["code"] = self.instance.code or self.code_from_text()

    def code_from_text(self):
        code = slugify(self.cleaned_data.get(self.code_from) or "")
        if not code and self.code_from not in self.errors:
            self.add_error("code", _("Give this line a code: a short name of small letters, digits and hyphens."))
        return code if len(code) <= CODE_LENGTH else code[: CODE_LENGTH + 1].rpartition("-")[0] or code[:CODE_LENGTH]

    def validate_unique(self):
        """The admin leaves out rules that name the parent, and the database would refuse two equal lines without a sentence."""
        super().validate_unique()
        if self.instance._state.adding and not self.has_changed():
            return
        for constraint in self._meta.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self.validate_constraint(constraint)

    def validate_constraint(self, constraint):
        try:
            constraint.validate(self._meta.model, self.instance, exclude=self._get_validation_exclusions())
        except ValidationError as error:
            field = self.error_fields.get(constraint.name)
            self.add_error(field if field in self.fields else None, error)


class LineFormSet(forms.BaseInlineFormSet):
    """Names what is chosen in all lines from the rows already read; Django's widgets would ask line by line."""

    def get_queryset(self):
        first = not hasattr(self, "_queryset")
        rows = super().get_queryset()
        if first:
            self.name_chosen(rows)
        return rows

    def name_chosen(self, rows):
        for name, field in self.form.base_fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, NamedChoices):
                widget.names.update({str(one.pk): str(one) for row in rows for one in chosen(row, name)})

    def kept(self):
        """The forms that will stand after saving, as far as they could be read."""
        return [form for form in self.forms if getattr(form, "cleaned_data", None) and not form.cleaned_data.get(DELETION_FIELD_NAME)]


def chosen(row, name):
    value = getattr(row, name)
    if hasattr(value, "all"):
        return value.all()
    return [] if value is None else [value]


class NamedChoices:
    """An autocomplete whose chosen rows are named by `LineFormSet.name_chosen`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {}  # shared by the widgets of all lines: copies of a widget keep it

    def optgroups(self, name, value, attrs=None):
        keys = [key for key in value if key != ""]
        if any(key not in self.names for key in keys):
            return super().optgroups(name, value, attrs)
        options = [self.create_option(name, key, self.names[key], True, index) for index, key in enumerate(keys)]
        if not self.allow_multiple_selected and not self.is_required:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class LineSelect(NamedChoices, AutocompleteSelect):
    pass


class LineSelectMultiple(NamedChoices, AutocompleteSelectMultiple):
    pass
