"""Stating one's profession, and asking for its check."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.forms import ApplicationForm
from accounts.limits import seconds_to_wait
from accounts.standing import describe, verification_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profession(request):
    form = ApplicationForm(request.POST if request.method == "POST" else None, initial=stated(request))
    if request.method == "POST" and form.is_valid():
        try:
            if seconds_to_wait(f"application {request.user.pk}", settings.APPLICATION_RATE_ACCOUNT):
                raise ValidationError(_("You have sent your details many times. Wait an hour, then send them again."))
            actions.apply(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("We have your details and check them. You get an e-mail with the answer."))
            return redirect("account")
    context = {"form": form, "account": describe(request.user, timezone.localdate())}
    return render(request, "accounts/profession.html", context, status=400 if form.errors else 200)


def stated(request):
    """What the account stated before, else the profession chosen at the gate."""
    verification = verification_of(request.user)
    kept = {field: getattr(verification, field) for field in ("clinic", "register_number", "message")}
    chosen = request.viewer.lens if request.viewer.lens in verification.Profession.values else ""
    return {**kept, "name": request.user.name, "country": verification.country.code, "profession": verification.profession or chosen}
