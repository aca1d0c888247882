"""What visitors type freely, as every form of the portal reads it: never a fault, and nothing typed is lost."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UNREADABLE = {"null_characters_not_allowed": _("This holds a sign that is not text. Take it out.")}
NO_PATIENTS = _("Do not give a patient’s name, birthday or record number, and no photos.")
NO_ADDRESS = {
    "invalid": _("Enter an e-mail address, such as name@example.org."),
    "max_length": _("This is too long for an e-mail address."),
}


class Line(forms.CharField):
    """One line: a break in it, which only a program sends, must not begin another in a letter."""

    def __init__(self, *, error_messages=None, **kwargs):
        too_long = {"max_length": _("Use at most %(limit_value)d characters. You wrote %(show_value)d.")}
        super().__init__(error_messages=UNREADABLE | too_long | (error_messages or {}), **kwargs)

    def to_python(self, value):
        return " ".join(super().to_python(value).splitlines())


class Text(Line):
    """Several lines. A line break counts once, as in the browser."""

    widget = forms.Textarea(attrs={"rows": 6})

    def to_python(self, value):
        return forms.CharField.to_python(self, value).replace("\r\n", "\n")


class Address(forms.EmailField):
    """An e-mail address for an answer."""

    def __init__(self, *, error_messages=None, **kwargs):
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        super().__init__(error_messages=UNREADABLE | NO_ADDRESS | (error_messages or {}), max_length=254, widget=widget, **kwargs)


class FormKey(forms.UUIDField):
    """Nobody can mend what they do not see: a key that was damaged is replaced."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return uuid.uuid4()


class TypedForm(forms.Form):
    """A form in which every field that is seen takes one answer. It can be refused for now, with all that was typed."""

    def __init__(self, data=None, **kwargs):
        super().__init__(None if data is None else well_formed(data), **kwargs)
        self.wait_seconds = 0

    def clean(self):
        super().clean()
        for name, field in self.fields.items():
            if not field.widget.is_hidden and len(self.data.getlist(name)) > 1:
                self.errors.pop(name, None)
                self.add_error(name, _("Give one answer here."))

    def refuse_for(self, seconds, sentence):
        """Nothing is wrong with what was written; it comes too soon."""
        self.wait_seconds = seconds
        self.add_error(None, sentence)


def well_formed(data):
    """The same, without halves of characters, which no page and no database can hold."""
    data = data.copy()
    for name, values in data.lists():
        data.setlist(name, [value.encode("utf-8", "replace").decode() for value in values])
    return data
