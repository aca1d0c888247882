"""Shapes of refusals: 400 names the field or `non_field_errors`, everything else is `{"detail": "sentence"}`."""

from django.core.exceptions import ValidationError as ModelValidationError
from rest_framework.exceptions import ValidationError
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler


def answer(error, context):
    if isinstance(error, ModelValidationError):
        error = ValidationError(getattr(error, "message_dict", None) or error.messages)
    if isinstance(error, ValidationError) and isinstance(error.detail, list):
        error = ValidationError({api_settings.NON_FIELD_ERRORS_KEY: error.detail})
    return exception_handler(error, context)
