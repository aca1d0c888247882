"""Taking one's data along, and leaving."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from . import actions, letters
from .models import ApiToken, User, Verification, VerificationEvent

OF_OTHER_APPS = {}


def also_of_an_account(name, *, tell, forget):
    """For apps above this one: `tell(user)` gives their rows for the copy of the data, `forget(user)` runs when the account goes."""
    OF_OTHER_APPS[name] = (tell, forget)


def everything_about(user):
    """All that the portal keeps about an account, as plain values. What opens the account stays out: password, tokens, keys of second factors."""
    return {
        "written_at": timezone.now(),
        "account": row_of(user, ["email", "name", "joined_at", "last_login", "is_staff"]),
        "addresses": rows_of(EmailAddress.objects.filter(user=user), ["email", "verified", "primary"]),
        "verification": rows_of(
            Verification.objects.filter(user=user),
            [*actions.STATED, "message", "status", "reason", "note", "verified_until", "waiting_since"],
        ),
        "verification_history": rows_of(
            VerificationEvent.objects.filter(user=user), ["happened_at", "kind", "reason", "name", *actions.STATED, "verified_until"]
        ),
        "second_factors": rows_of(Authenticator.objects.filter(user=user), ["type", "created_at", "last_used_at"]),
        "sessions": rows_of(UserSession.objects.filter(user=user), ["created_at", "ip", "user_agent"]),
        "api_tokens": rows_of(ApiToken.objects.filter(user=user), ["name", "created", "expiry", "last_used_at"]),
        "changes_in_the_admin": rows_of(LogEntry.objects.filter(user=user), ["action_time", "object_repr", "change_message"]),
        **{name: tell(user) for name, (tell, _forget) in OF_OTHER_APPS.items()},
    }


def rows_of(rows, fields):
    return [row_of(row, fields) for row in rows]


def row_of(row, fields):
    values = {field: getattr(row, field) for field in fields}
    return {field: str(value) if field == "country" else value for field, value in values.items()}


@transaction.atomic
def delete_account(*, user):
    """Remove an account with all that belongs to it alone. Decisions on professions keep the name and the register number.

    The name of who signed, ruled or edited stays with what they did: such an account is emptied and closed instead of removed.
    Raises ValidationError for the last admin.
    """
    if is_last_admin(user):
        raise ValidationError(_("You are the only admin. Make another account an admin first."))
    address = letters.address_of(user)
    actions.close(user)
    for _tell, forget in OF_OTHER_APPS.values():
        forget(user)
    if LogEntry.objects.filter(user=user).exists() or not removed(user):
        empty(user)
    letters.tell_deleted(address)


def is_last_admin(user):
    """Whether nobody could give rights any more without this account. The admins are held meanwhile: two must not both leave."""
    admins = list(User.objects.select_for_update().filter(is_superuser=True, is_active=True).order_by("pk").values_list("pk", flat=True))
    return admins == [user.pk]


def removed(user):
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).delete()
    except ProtectedError:
        return False
    return True


def empty(user):
    for rows in (EmailAddress.objects, Authenticator.objects, Verification.objects):
        rows.filter(user=user).delete()
    user = User.objects.get(pk=user.pk)
    user.email = f"deleted-{user.pk}@deleted.invalid"
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()
