"""What opens an account besides its password, to be seen and taken away. No secret is shown: not the keys, not the hashes."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.utils.decorators import method_decorator

from accounts.models import ApiToken
from accounts.second_factor import second_factor_again

# The packages' own pages would let addresses be confirmed by hand and show the keys of second factors.
for model in (EmailAddress, EmailConfirmation, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class TakenAwayOnly(admin.ModelAdmin):
    list_select_related = ["user"]
    search_fields = ["user__email"]
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(ApiToken)
class ApiTokenAdmin(TakenAwayOnly):
    list_display = ["user", "name", "created", "expiry", "last_used_at"]
    fields = list_display


@admin.register(Authenticator)
class AuthenticatorAdmin(TakenAwayOnly):
    """Whoever has lost a device is let in again by deleting its line here; the account then sets up another.

    Not for one's own: the account page does that, and keeps the last one of staff.
    """

    list_display = ["user", "type", "created_at", "last_used_at"]
    fields = list_display

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.user_id != request.user.pk)

    @method_decorator(second_factor_again)
    def delete_view(self, request, *args, **kwargs):
        return super().delete_view(request, *args, **kwargs)


@admin.register(UserSession)
class UserSessionAdmin(TakenAwayOnly):
    list_display = ["user", "created_at", "ip", "user_agent"]
    fields = list_display

    def delete_model(self, request, obj):
        obj.end()

    def delete_queryset(self, request, queryset):
        for session in queryset:
            session.end()
