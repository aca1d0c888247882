"""Being written."""

from django.http import Http404


def article_list(request, **kwargs):
    raise Http404


def article_detail(request, **kwargs):
    raise Http404
