"""Mail about a report. What somebody wrote stays in the portal: the mail names the report and leads there."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _


def tell_staff(report):
    if settings.STAFF_EMAIL:
        url = settings.SITE_URL + reverse("admin:support_report_change", args=[report.pk])
        body = render_to_string("support/letters/report.txt", {"report": report, "url": url})
        subject = _("%(kind)s: report %(reference)s") % {"kind": report.get_kind_display(), "reference": report.reference}
        send_mail(subject, body, None, [settings.STAFF_EMAIL])
