"""Taking a passkey away. The package asks nobody whether that may be; for staff it may be the last second factor."""

from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from accounts.adapters import MFAAdapter


@method_decorator(login_required, name="dispatch")
class RemovePasskeyView(RemoveWebAuthnView):
    def form_valid(self, form):
        adapter = MFAAdapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        return super().form_valid(form)
