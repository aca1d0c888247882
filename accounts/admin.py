from datetime import timedelta

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.forms import UserChangeForm as DjangoUserChangeForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.admin.base import EditorAdmin
from catalogue.admin.columns import tag
from catalogue.admin.forms import EditorForm

from .models import User, Verification

A_YEAR = timedelta(days=366)
TONES = {
    "verified": "good",
    "pending": "caution",
    "more_needed": "caution",
    "refused": "stop",
    "expired": "stop",
    "revoked": "stop",
}
ONE_ADDRESS = {"email_once_in_any_case": "email"}


class UserCreationForm(EditorForm, AdminUserCreationForm):
    error_fields = ONE_ADDRESS

    class Meta:
        model = User
        fields = ["email", "name"]
        field_classes = {}


class UserChangeForm(EditorForm, DjangoUserChangeForm):
    error_fields = ONE_ADDRESS

    class Meta:
        model = User
        fields = "__all__"  # the admin's fieldsets say which
        field_classes = {}


class VerificationForm(EditorForm):
    error_fields = {"verified_has_an_end": "verified_until"}

    def clean_verified_until(self):
        day = self.cleaned_data["verified_until"]
        if day and day > timezone.localdate() + A_YEAR:
            self.add_error("verified_until", _("A verification holds for 12 months at most."))
        return day


class VerificationInline(admin.StackedInline):
    model = Verification
    form = VerificationForm
    fields = [("profession", "status", "verified_until"), "note"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Whoever manages accounts without being a superuser never gives or takes rights, nor touches an account that has some."""

    form = UserChangeForm
    add_form = UserCreationForm
    list_display = ["email", "name", "standing", "is_staff", "is_active", "joined_at"]
    list_filter = ["is_staff", "is_active", "verification__status", "verification__profession"]
    list_select_related = ["verification"]
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []
    autocomplete_fields = ["groups"]
    readonly_fields = ["last_login", "joined_at"]
    inlines = [VerificationInline]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name", "usable_password", "password1", "password2"]})]
    RIGHTS = ["is_staff", "is_superuser", "groups"]

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        account = ["email", "name", "is_active", "last_login", "joined_at"]
        if self.has_change_permission(request, obj):
            account.insert(1, "password")
        return [(None, {"fields": account}), (_("Rights"), {"fields": self.RIGHTS})]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, *([] if request.user.is_superuser else self.RIGHTS)]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_manage(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_manage(request.user, obj)

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    @admin.display(description=_("profession"), ordering="verification__status")
    def standing(self, user):
        verification = getattr(user, "verification", None)
        return f"{verification.get_profession_display()}: {standing_label(verification)}" if verification else None


def may_manage(by, account):
    """A new password or address for an account with rights would be a way to those rights."""
    return by.is_superuser or account is None or not (account.is_staff or account.is_superuser)


def standing_label(verification):
    return verification.standing_on(timezone.localdate()).label


@admin.register(Verification)
class VerificationAdmin(EditorAdmin):
    form = VerificationForm
    list_display = ["user", "standing", "profession", "verified_until"]
    list_filter = ["status", "profession"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name"]
    autocomplete_fields = ["user"]
    permanent = ["user"]
    fields = ["user", ("profession", "status", "verified_until"), "note"]

    @admin.display(description=_("status"), ordering="status")
    def standing(self, verification):
        standing = verification.standing_on(timezone.localdate())
        return tag(standing.label, TONES.get(standing.value, "quiet"))
