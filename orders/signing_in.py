"""What happens to a visitor's order list when they sign in, also after a sign-up."""

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .keeping import SENT, bring_along


@receiver(user_logged_in)
def join_lists(sender, request, user, **kwargs):
    if request is None or not hasattr(request, "session"):
        return
    request.session.pop(SENT, None)  # somebody else may have sent it in this browser
    _both, joined = bring_along(request.session, user)
    if joined:
        sentence = _("Your account held an order already. What you added here has joined it; of the same product the larger number counts.")
        link = format_html('<a href="{}">{}</a>', reverse("order"), _("Check your order"))
        messages.warning(request, format_html("{} {}", sentence, link), fail_silently=True)
