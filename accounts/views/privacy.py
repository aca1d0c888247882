"""Taking one's data along, and deleting one's account."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import DeletionForm
from accounts.privacy import delete_account, everything_about


@require_POST
@login_required
def export(request):
    """All that is kept about the account, as a file. Who is asked for the password first comes back to the account page: a
    download in answer to that form would leave it standing there.
    """
    if is_reauthentication_required(request, app="accounts"):
        messages.info(request, _("You can save your data as a file now."))
        way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
        return redirect(f"{way}?{urlencode({'next': reverse('account')})}")
    answer = JsonResponse(everything_about(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer.headers["Content-Disposition"] = 'attachment; filename="calecim-portal-account.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def delete(request):
    form = DeletionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            delete_account(user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            logout(request)
            return redirect("account-deleted")
    return render(request, "accounts/delete.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
def deleted(request):
    return render(request, "accounts/deleted.html")
