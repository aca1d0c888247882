"""Being written."""

from django.http import Http404


def serum_check(request, **kwargs):
    raise Http404
