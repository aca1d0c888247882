"""Everything of one's own. What stands first replaces the page of django-allauth at the same address."""

from django.urls import include, path

from .views import account, passkeys, privacy, profession, tokens

urlpatterns = [
    path("", account.account, name="account"),
    path("logout/", account.LogoutView.as_view(), name="account_logout"),
    path("profession/", profession.profession, name="account-profession"),
    path("tokens/", tokens.tokens, name="account-tokens"),
    path("tokens/<slug:pk>/revoke/", tokens.revoke_token, name="account-token-revoke"),
    path("export/", privacy.export, name="account-export"),
    path("delete/", privacy.delete, name="account-delete"),
    path("deleted/", privacy.deleted, name="account-deleted"),
    path("2fa/webauthn/keys/<int:pk>/remove/", passkeys.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
    path("", include("allauth.urls")),
]
