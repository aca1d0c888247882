"""Answers of forms in the terms of HTTP."""


class FormErrorsMiddleware:
    """A form that comes back with errors is a 400, in pages of packages too. Nothing typed is lost: the page stays what it is."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        if request.method == "POST" and response.status_code == 200 and has_errors(response.context_data or {}):
            response.status_code = 400
        return response


def has_errors(context):
    if context.get("errors"):  # the admin's own list, of the lines below a form too
        return True
    return any(getattr(value, "is_bound", False) and getattr(value, "errors", None) for value in context.values())
