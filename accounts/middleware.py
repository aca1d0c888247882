"""Answers in the terms of HTTP, for pages of packages too."""

import logging

from django.conf import settings
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import DataError

logger = logging.getLogger("portal.admin")
TOO_MANY = "too_many_login_attempts"


class StatusMiddleware:
    """A form that comes back with errors is a 400, one refused for its many attempts a 429, a link that leads nowhere a 404.
    Nothing typed is lost: the page stays what it is. A 429 says when to come back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 429 and "Retry-After" not in response.headers:
            response.headers["Retry-After"] = str(settings.RETRY_PAGE_AFTER)
        return response

    def process_template_response(self, request, response):
        context = response.context_data or {}
        if response.status_code == 200:
            if leads_nowhere(request, context):
                response.status_code = 404
            elif request.method == "POST" and has_errors(context):
                response.status_code = 429 if refused_for_attempts(context) else 400
        return response


def bound_forms(context):
    return [value for value in context.values() if getattr(value, "is_bound", False) and getattr(value, "errors", None)]


def has_errors(context):
    return bool(context.get("errors") or bound_forms(context))  # `errors`: the admin's own list, of the lines below a form too


def refused_for_attempts(context):
    return any(hasattr(form, "has_error") and form.has_error("__all__", TOO_MANY) for form in bound_forms(context))


def leads_nowhere(request, context):
    """The links of letters that are used up, expired or altered; the package answers 200."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    return (name == "account_confirm_email" and not context.get("confirmation")) or bool(context.get("token_fail"))


class AdminInputMiddleware:
    """What no page of the admin sends is a bad request there, and no fault of ours: a null character, the key of no row, a year
    that no calendar has. It is noted all the same, so that a fault of ours is found behind it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith("/admin/") and has_null(request):
            raise SuspiciousOperation
        return self.get_response(request)

    def process_exception(self, request, exception):
        asked = request.GET or "_selected_action" in request.POST
        odd = isinstance(exception, DataError | ValidationError) or (asked and isinstance(exception, ValueError | OverflowError))
        if request.path_info.startswith("/admin/") and odd:
            logger.warning("odd input in the admin: %s", type(exception).__name__, exc_info=exception)
            raise SuspiciousOperation from exception


def has_null(request):
    sent = [*request.GET.lists(), *(request.POST.lists() if request.method == "POST" else [])]
    return any("\x00" in text for name, values in sent for text in (name, *values))
