"""The forms of django-allauth with our words: what is missing is named, and a new password is typed once (it can be shown)."""

from uuid import uuid4

from allauth.account import forms as account
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import EmailValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

AN_ADDRESS = _("Enter an e-mail address, such as name@example.org.")
MISSING = {
    "login": AN_ADDRESS,
    "email": AN_ADDRESS,
    "password": _("Enter your password."),
    "oldpassword": _("Enter your password as it is now."),
    "password1": _("Choose a password."),
    "code": _("Enter the code."),
}


class InOurWords:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.error_messages["required"] = MISSING.get(name, field.error_messages["required"])
            if isinstance(field, forms.EmailField):
                field.validators = [EmailValidator(AN_ADDRESS), *[one for one in field.validators if not isinstance(one, EmailValidator)]]


class LoginForm(InOurWords, account.LoginForm):
    pass


class SignupForm(InOurWords, account.SignupForm):
    """Takes the same time for an address that has an account: the same is done for it, and taken back."""

    def try_save(self, request):
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:  # sent twice at once: the other one was quicker
                self.account_already_exists = True
        else:
            with transaction.atomic():
                user = get_user_model().objects.create_user(f"{uuid4()}@deleted.invalid", self.cleaned_data["password1"])
                EmailAddress.objects.create(user=user, email=user.email, primary=True)
                transaction.set_rollback(True)
        return super().try_save(request)


class AddEmailForm(InOurWords, account.AddEmailForm):
    pass


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    pass


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    """Only the address of an account opens it again: one that was asked for and is not confirmed may be somebody else's."""

    def clean_email(self):
        email = super().clean_email()
        self.users = [user for user in self.users if user.email.lower() == email.lower()]
        return email


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    pass


class CodeForm(InOurWords, mfa.AuthenticateForm):
    pass


class CodeAgainForm(InOurWords, mfa.ReauthenticateForm):
    pass


class AddPasskeyForm(InOurWords, webauthn.AddWebAuthnForm):
    """Takes what a browser's passkey dialogue answers, and nothing else: the package believes 0 and breaks on odd objects."""

    def clean_credential(self):
        credential = self.cleaned_data["credential"]
        if not isinstance(credential, dict) or not credential:
            raise get_adapter().validation_error("incorrect_code")
        return credential

    def clean(self):
        if "credential" not in self.cleaned_data:
            return self.cleaned_data
        try:
            return super().clean()
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):
    pass
