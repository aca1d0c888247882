"""One shape for every refusal: the API answers in JSON, a page in words."""

from django.http import HttpResponseBadRequest, JsonResponse
from django.template import loader


def answer_error(request, template, response_class, sentence, context=None):
    """The API answers in JSON, a page in words."""
    if request.path.startswith("/api/"):
        shape = {"non_field_errors": [sentence]} if response_class is HttpResponseBadRequest else {"detail": sentence}
        return JsonResponse(shape, status=response_class.status_code)
    return response_class(loader.render_to_string(template, {"sentence": sentence, **(context or {})}, request))
