"""Mail about a protocol. No figure stands in any of it."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _


def tell_staff_of_review(version):
    url = settings.SITE_URL + reverse("admin:protocols_protocolversion_change", args=[version.pk])
    body = render_to_string("protocols/letters/review_near.txt", {"version": version, "url": url})
    send_mail(_("The review of %(version)s comes near") % {"version": version}, body, None, [settings.STAFF_EMAIL])
