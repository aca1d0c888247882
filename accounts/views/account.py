"""The account page: who one is, how far the check has come, and the way to everything of one's own."""

from allauth.account.views import LogoutView as AllauthLogoutView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.standing import describe, tasks


@require_safe
@login_required
def account(request):
    described = describe(request.user, timezone.localdate())
    context = {"account": described, "tasks": tasks(request.user, described), "working_days": settings.VERIFICATION_WORKING_DAYS}
    return render(request, "accounts/account.html", context)


class LogoutView(AllauthLogoutView):
    """Signs out, and has the browser forget what it kept of these pages: the next person at the tablet finds nothing."""

    def dispatch(self, request, *args, **kwargs):
        signed_in = request.user.is_authenticated
        response = super().dispatch(request, *args, **kwargs)
        if signed_in and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response
