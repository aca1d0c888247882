"""API tokens of one's own: made, shown once, revoked."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts.forms import TokenForm
from accounts.models import ApiToken


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def tokens(request):
    """The list, and the form for one more. The answer to that form is the only page on which a token is ever read."""
    form, made = TokenForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            row, made = actions.make_token(by=request.user, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            form = TokenForm()
    rows = ApiToken.objects.filter(user=request.user)
    context = {"form": form, "made": made, "tokens": rows, "most": settings.TOKENS_PER_ACCOUNT}
    return render(request, "accounts/tokens.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def revoke_token(request, pk):
    """The same answer for a token that is gone and for somebody else's."""
    if actions.revoke_token(by=request.user, pk=pk):
        messages.success(request, _("The token is revoked. Software that used it is refused from now on."))
    else:
        messages.info(request, _("There is no such token, or it was revoked already."))
    return redirect("account-tokens")
