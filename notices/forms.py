from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.typed_forms import Line, TypedForm


class WebhookForm(TypedForm):
    name = Line(
        label=_("What is the webhook for?"),
        error_messages={"required": _("Say what the webhook is for.")},
        max_length=80,
        help_text=_("For example the name of your clinic software."),
    )
    url = Line(
        label=_("Address"),
        error_messages={"required": _("Enter the address that is to be called.")},
        max_length=500,
        help_text=_("It begins with https:// and is reached from the internet."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
