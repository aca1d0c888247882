"""Mail of notices. No figure stands in any of them: which protocol or product, which versions, and the address of the page."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.letters import address_of

from .models import Notice
from .shown import address, sentence

Kind = Notice.Kind
SUBJECTS = {
    Kind.VERSION_ACTIVATED: gettext_lazy("New version: %(name)s"),
    Kind.VERSION_WITHDRAWN: gettext_lazy("Withdrawn, stop using it: %(name)s"),
    Kind.NEW_DISAGREEMENT: gettext_lazy("New disagreement between the documents: %(name)s"),
}


def one_line(text):
    """A line break that an editor pasted into a name must not begin another header."""
    return " ".join(text.split())


def tell_follower(user, notice):
    name = one_line(str(notice.subject))
    context = {
        "greeted": user.get_full_name(),
        "name": name,
        "sentence": sentence(notice),
        "url": settings.SITE_URL + address(notice),
        "follows_url": settings.SITE_URL + reverse("account-notices"),
    }
    body = render_to_string("notices/letters/notice.txt", context)
    send_mail(str(SUBJECTS[Kind(notice.kind)]) % {"name": name}, body, None, [address_of(user)])


def tell_of_worn_out(webhook):
    context = {"greeted": webhook.user.get_full_name(), "name": webhook.name, "url": settings.SITE_URL + reverse("account-webhooks")}
    body = render_to_string("notices/letters/worn_out.txt", context)
    send_mail(_("A webhook was switched off"), body, None, [address_of(webhook.user)])
