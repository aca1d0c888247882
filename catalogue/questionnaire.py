"""A few questions whose answers stand in the address: each can be changed, and what is no answer is refused at its question."""

from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

NOT_AN_ANSWER = _("This is not one of the answers. Choose one of those below.")


class OneAnswer(forms.ChoiceField):
    """One of a few answers. `hints` are words below an answer, `pictures` the swatch beside it, `drawings` the group of its drawing."""

    widget = forms.RadioSelect

    def __init__(self, *, hints=None, pictures=None, drawings="", **kwargs):
        self.hints, self.pictures, self.drawings = hints or {}, pictures or {}, drawings
        messages = {"required": _("Choose an answer."), "invalid_choice": NOT_AN_ANSWER}
        super().__init__(error_messages=messages, **kwargs)


class SomeAnswers(forms.MultipleChoiceField):
    """Any number of answers, of which the one named in `alone` stands by itself."""

    widget = forms.CheckboxSelectMultiple
    hints, pictures, drawings = {}, {}, ""

    def __init__(self, *, alone, **kwargs):
        self.alone = alone
        super().__init__(error_messages={"invalid_choice": NOT_AN_ANSWER}, **kwargs)

    def validate(self, value):
        super().validate(value)
        if self.alone in value and len(set(value)) > 1:
            raise forms.ValidationError(
                _("“%(alone)s” and another answer do not go together. Choose which it is."),
                params={"alone": dict(self.choices)[self.alone]},
            )


class Questionnaire(forms.Form):
    """Reads the address itself, so that the same address always gives the same answer."""

    path = ""

    def __init__(self, data):
        self.given = data
        super().__init__(data if self.is_asked(data) else None)

    @classmethod
    def is_asked(cls, data):
        """Whether the address holds any answer at all; what else stands in it is none of ours."""
        return any(name in data for name in cls.base_fields)

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, OneAnswer) and len(self.given.getlist(name)) > 1:
                self.add_error(name, _("Give one answer to this question."))
        return cleaned

    def chosen(self, name):
        """What was given, right or wrong: nothing is lost when another answer is refused. Of two where one is wanted, neither is picked."""
        given = self.given.getlist(name)
        return [] if isinstance(self.fields[name], OneAnswer) and len(given) > 1 else given

    def labels_of(self, name):
        return [str(label) for value, label in self.fields[name].choices if value in self.chosen(name)]

    def address_without(self, name, value=None):
        """The same answers without this one, or without one `value` of it."""
        kept = [(field, one) for field in self.fields for one in self.chosen(field) if field != name or (value and one != value)]
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    def sign_in_url(self, viewer):
        """Back to the same answers; None for who has signed in already."""
        here = f"{self.path}?{self.given.urlencode()}"
        return None if viewer.signed_in else f"{reverse('account_login')}?{urlencode({'next': here})}"

    def questions(self):
        """As plain values, for the component `choice-field`."""
        return [
            {
                "name": name,
                "label": field.label,
                "hint": field.help_text,
                "error": " ".join(map(str, self.errors.get(name, []))) if self.is_bound else "",
                "several": isinstance(field, SomeAnswers),
                "drawings": field.drawings,
                "options": [
                    {
                        "value": value,
                        "label": label,
                        "hint": field.hints.get(value, ""),
                        "picture": field.pictures.get(value, ""),
                        "chosen": value in self.chosen(name),
                    }
                    for value, label in field.choices
                ],
            }
            for name, field in self.fields.items()
        ]

    def problems(self):
        """For the error summary: each sentence with the question that it leads to."""
        if not self.is_bound:
            return []
        return [
            {"text": f"{self.fields[name].label} {sentence}", "target": f"id_{name}"}
            for name, found in self.errors.items()
            for sentence in found
        ]

    def summary(self):
        """What was answered, each with the way back to its question."""
        return [
            {"label": field.label, "value": ", ".join(self.labels_of(name)), "change_url": f"#id_{name}"}
            for name, field in self.fields.items()
        ]
