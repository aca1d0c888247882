"""Being written."""

from django.http import Http404


def finder(request, **kwargs):
    raise Http404
