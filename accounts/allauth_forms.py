"""The forms of django-allauth with our words: what is missing is named, and a new password is typed once (it can be shown)."""

from uuid import uuid4

from allauth.account import forms as account
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import EmailValidator
from django.db import transaction
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
        if self.account_already_exists:
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
    pass


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    pass


class CodeForm(InOurWords, mfa.AuthenticateForm):
    pass


class CodeAgainForm(InOurWords, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):
    pass
