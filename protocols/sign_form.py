"""The sign box under a version: what a reviewer fills in. The page and the API ask for the same and say the same."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from .signing import LONGEST


class SignForm(forms.Form):
    """`changes` are the figures to tick. What is missing is said by the action, in the same words through every door."""

    role = forms.CharField(label=_("Your role"), max_length=LONGEST, required=False)
    registration = forms.CharField(
        label=_("Your registration"), max_length=LONGEST, required=False, help_text=_("Register and number, as on the register’s page.")
    )
    next_review_on = forms.DateField(
        label=_("Next review on"),
        required=False,
        input_formats=["%Y-%m-%d"],
        help_text=_("At most 12 months from today."),
        error_messages={"invalid": _("Write the day as 2027-03-31: year, month, day.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    figures_checked = forms.MultipleChoiceField(
        label=_("Figures checked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("This figure does not change in this version: %(value)s."),
            "invalid_list": _("Give a list of figures."),
        },
    )
    content_sha256 = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, changes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["figures_checked"].choices = [(change.key, change.label) for change in changes]

    def refuse(self, error):
        """Puts what the action said at the fields it is about."""
        found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, sentences in found.items():
            self.add_error(name if name in self.fields else None, sentences)
