"""What the database itself refused is an answer, and no fault of ours."""

from django.db import IntegrityError
from django.http import HttpResponse

from catalogue.guards import sentence_of

from .error_answers import answer_error


class HttpResponseConflict(HttpResponse):
    status_code = 409


class RefusalMiddleware:
    """A change that a guard of the tables turned away answers 409 with the guard's own sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        sentence = sentence_of(exception) if isinstance(exception, IntegrityError) else ""
        return answer_error(request, "400.html", HttpResponseConflict, sentence) if sentence else None
