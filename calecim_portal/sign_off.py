"""Where a signature is given: protocols knows what it needs, accounts knows the second factor, and this puts the two together.

A code opens one signature. It is entered again for each, however short a time ago the last one was.
"""

import time
from functools import wraps

from allauth.account import app_settings as account_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.second_factor import passed_second_factor
from catalogue.access import never_stored
from protocols import actions, signing
from protocols.admin.review import review_page
from protocols.models import ProtocolVersion
from protocols.review_pages import review_url
from protocols.sign_form import SignForm

MAY_SIGN = "protocols.approve_protocolversion"
SPENT = "second_factor_spent_at"  # in the session: the moment of the code that opened the last signature


def fresh_second_factor(request):
    """The moment of a code entered again within the last minutes that has opened no signature yet; None without one."""
    spent = request.session.get(SPENT, 0)
    moments = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record.get("method") == "mfa" and record.get("reauthenticated") and record["at"] > spent
    ]
    newest = max(moments, default=0)
    return newest if time.time() - newest <= account_settings.REAUTHENTICATION_TIMEOUT else None


def spend_second_factor(request):
    request.session[SPENT] = time.time()


def may_sign(request):
    """Staff with the right to sign, in a session that their second factor opened."""
    return request.user.is_staff and request.user.has_perm(MAY_SIGN) and passed_second_factor(request, request.user)


def signers_only(view):

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_sign(request):
            raise PermissionDenied
        return never_stored(view(request, *args, **kwargs))

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@signers_only
def sign(request, pk):
    """One signature. What was typed waits while the second factor is shown, and stands in its fields again if something is missing."""
    version = get_object_or_404(ProtocolVersion.objects.select_related("protocol"), pk=pk)
    if request.method != "POST":
        return redirect(review_url(version))
    if fresh_second_factor(request) is None:
        return suspend_request(request, reverse("mfa_reauthenticate"))
    form = SignForm(request.POST, changes=changes_of(version))
    if not signed(request, version, form):
        return review_page(request, version, sign_form=form)
    messages.success(request, _("Version %(number)s is signed. Clinics read it from now on.") % {"number": version.number})
    return redirect("protocol-version", slug=version.protocol.slug, number=version.number)


def changes_of(version):
    """The figures to tick; none once there is nothing to sign."""
    if version.content is None:
        return ()
    return signing.figures_to_check(version, actions.before_of(version))


def signed(request, version, form):
    """Whether the signature was given. If not, the form says why. It opens with this code, and no other does."""
    if not form.is_valid():
        return False
    try:
        actions.approve(version=version, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.refuse(error)
        return False
    spend_second_factor(request)
    return True
