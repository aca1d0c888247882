"""Forms of the account pages."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from .models import Verification


class ApplicationForm(forms.Form):
    """What somebody states of their profession. Nothing else of the request is read: no status, no right."""

    name = forms.CharField(
        label=_("Your name"),
        error_messages={"required": _("Enter your name.")},
        max_length=150,
        help_text=_("As it stands in the register."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    profession = forms.ChoiceField(
        label=_("Your profession"),
        error_messages={"required": _("Choose your profession.")},
        choices=Verification.Profession.choices,
        widget=forms.RadioSelect,
    )
    clinic = forms.CharField(
        label=_("Clinic or salon"),
        error_messages={"required": _("Enter the name of your clinic or salon.")},
        max_length=150,
        help_text=_("Name and town."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        error_messages={"required": _("Choose your country.")},
        choices=lambda: [("", _("Choose a country")), *countries],
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    register_number = forms.CharField(
        label=_("Register or licence number"),
        error_messages={"required": _("Enter your register or licence number.")},
        max_length=60,
        help_text=_("The number under which a register, a licence office or, for a salon, the trade register knows you."),
    )
    message = forms.CharField(
        label=_("Message to us (optional)"),
        max_length=1000,
        required=False,
        help_text=_("What helps us to check, such as the address of a public register. Nothing about patients."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is the token for?"),
        error_messages={"required": _("Say what the token is for.")},
        max_length=80,
        help_text=_("For example the name of your clinic software."),
    )


class DeletionForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, delete my account"), error_messages={"required": _("Tick the box if you want your account deleted.")}
    )
