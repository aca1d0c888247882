from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Verification


class LoginView(auth_views.LoginView):
    template_name = "accounts/login.html"

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=400)


def describe(user, day):
    """What an account is, in words: for the account page and `me/`."""
    try:
        verification = user.verification
    except ObjectDoesNotExist:
        verification = Verification(user=user, profession="")
    standing = verification.standing_on(day)
    return {
        "email": user.email,
        "name": user.name,
        "profession": verification.profession or None,
        "profession_label": verification.get_profession_display(),
        "verification": standing.value,
        "verification_label": standing.label,
        "verified_until": verification.verified_until,
        "how": HOW[standing],
    }


HOW = {
    Verification.Status.NOT_STARTED: _("Write to your CALECIM contact to have your profession checked."),
    Verification.Status.PENDING: _("Your profession is being checked. Nothing more is needed from you now."),
    Verification.Status.MORE_NEEDED: _("Your CALECIM contact has asked for more. Send it to finish the check."),
    Verification.Status.VERIFIED: _("Your account opens what is written for your profession."),
    Verification.Status.REFUSED: _("The check was refused. Write to your CALECIM contact if you think that is wrong."),
    Verification.Status.EXPIRED: _("The check has run out. Write to your CALECIM contact to have it renewed."),
    Verification.Status.REVOKED: _("The check was withdrawn. Write to your CALECIM contact if you think that is wrong."),
}


@login_required
def account(request):
    return render(request, "accounts/account.html", {"account": describe(request.user, timezone.localdate())})
