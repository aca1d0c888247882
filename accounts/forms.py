"""Forms of the account pages."""

from uuid import uuid4

from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from .models import Verification


class SignupForm(AllauthSignupForm):
    """Takes the same time for an address that has an account: the same is done for it, and taken back."""

    def try_save(self, request):
        if self.account_already_exists:
            with transaction.atomic():
                user = get_user_model().objects.create_user(f"{uuid4()}@deleted.invalid", self.cleaned_data["password1"])
                EmailAddress.objects.create(user=user, email=user.email, primary=True)
                transaction.set_rollback(True)
        return super().try_save(request)


class ApplicationForm(forms.Form):
    """What somebody states of their profession. Nothing else of the request is read: no status, no right."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As it stands in the register."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    profession = forms.ChoiceField(label=_("Your profession"), choices=Verification.Profession.choices, widget=forms.RadioSelect)
    clinic = forms.CharField(
        label=_("Clinic or salon"),
        max_length=150,
        help_text=_("Name and town."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: [("", _("Choose a country")), *countries],
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    register_number = forms.CharField(
        label=_("Register or licence number"),
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
    name = forms.CharField(label=_("What is the token for?"), max_length=80, help_text=_("For example the name of your clinic software."))


class DeletionForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, delete my account"), error_messages={"required": _("Tick the box if you want your account deleted.")}
    )
