from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.forms import UserChangeForm as DjangoUserChangeForm
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts import actions, privacy
from accounts.models import User
from accounts.second_factor import second_factor_again
from catalogue.admin.forms import EditorForm

ONE_ADDRESS = {"email_once_in_any_case": "email"}


class UserCreationForm(EditorForm, AdminUserCreationForm):
    error_fields = ONE_ADDRESS

    class Meta:
        model = User
        fields = ["email", "name"]
        field_classes = {}


class UserChangeForm(EditorForm, DjangoUserChangeForm):
    error_fields = ONE_ADDRESS
    OF_AN_ADMIN = ["is_superuser", "is_staff", "is_active"]

    def clean(self):
        super().clean()
        lost = [name for name in self.OF_AN_ADMIN if self.cleaned_data.get(name) is False]
        if lost and self.instance.is_superuser and privacy.is_last_admin(self.instance):
            self.add_error(lost[0], _("This is the only admin. Make another account an admin first."))

    class Meta:
        model = User
        fields = "__all__"  # the admin's fieldsets say which
        field_classes = {}


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
    readonly_fields = ["last_login", "joined_at", "standing"]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name", "usable_password", "password1", "password2"]})]
    RIGHTS = ["is_staff", "is_superuser", "groups"]

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        account = ["email", "name", "is_active", "standing", "last_login", "joined_at"]
        if self.has_change_permission(request, obj):
            account.insert(1, "password")
        return [(None, {"fields": account}), (_("Rights"), {"fields": self.RIGHTS})]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, *([] if request.user.is_superuser else self.RIGHTS)]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_manage(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        """Nobody deletes the own account here: the account page does that, and keeps the last admin."""
        return super().has_delete_permission(request, obj) and may_manage(request.user, obj) and obj != request.user

    @method_decorator(second_factor_again)
    def changeform_view(self, request, *args, **kwargs):
        """Rights and addresses of others are a risk: the second factor is asked for again."""
        return super().changeform_view(request, *args, **kwargs)

    @method_decorator(second_factor_again)
    def delete_view(self, request, *args, **kwargs):
        return super().delete_view(request, *args, **kwargs)

    @method_decorator(second_factor_again)
    def user_change_password(self, request, *args, **kwargs):
        return super().user_change_password(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            actions.expect_confirmation(obj)
        if "is_active" in form.changed_data and not obj.is_active:
            actions.close(obj)

    def get_deleted_objects(self, objs, request):
        """What belongs to an account goes or stays by the rule of `privacy.delete_account`, not by who may delete each row."""
        rows, counts, _needed, _protected = super().get_deleted_objects(objs, request)
        refused = {str(user._meta.verbose_name) for user in objs if not self.has_delete_permission(request, user)}
        return rows, counts, refused, []

    def delete_model(self, request, obj):
        privacy.delete_account(user=obj)

    def delete_queryset(self, request, queryset):
        for user in queryset:
            privacy.delete_account(user=user)

    @admin.display(description=_("profession"), ordering="verification__status")
    def standing(self, user):
        verification = getattr(user, "verification", None)
        if verification is None:
            return None
        label = f"{verification.get_profession_display()}: {verification.standing_on(timezone.localdate()).label}"
        return format_html('<a href="{}">{}</a>', reverse("admin:accounts_verification_change", args=[verification.pk]), label)


def may_manage(by, account):
    """A new password or address for an account with rights would be a way to those rights."""
    return by.is_superuser or account is None or not (account.is_staff or account.is_superuser)
