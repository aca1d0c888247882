"""Shapes of refusals: 400 names the field or `non_field_errors`, everything else is `{"detail": "sentence"}`."""

from django.core.exceptions import ValidationError as ModelValidationError
from django.utils.translation import ngettext
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, PermissionDenied, Throttled, ValidationError
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

BEFORE_COUNTING = (AuthenticationFailed, NotAuthenticated, PermissionDenied)


def answer(error, context):
    if isinstance(error, BEFORE_COUNTING):
        error = counted(error, context)
    if isinstance(error, Throttled):
        error.detail = waiting_time(error.wait)
    if isinstance(error, ModelValidationError):
        error = ValidationError(getattr(error, "message_dict", None) or error.messages)
    if isinstance(error, ValidationError) and isinstance(error.detail, list):
        error = ValidationError({api_settings.NON_FIELD_ERRORS_KEY: error.detail})
    return exception_handler(error, context)


def counted(error, context):
    """A refusal comes before requests are counted: here it is, so that nobody tries tokens or addresses without end."""
    try:
        context["view"].check_throttles(context["request"])
    except Throttled as throttled:
        return throttled
    return error


def waiting_time(seconds):
    sentence = ngettext(
        "Too many requests. Ask again in %(seconds)d second.", "Too many requests. Ask again in %(seconds)d seconds.", int(seconds)
    )
    return sentence % {"seconds": seconds}
