"""Being written."""

from django.http import Http404


def source_list(request, **kwargs):
    raise Http404


def source_detail(request, **kwargs):
    raise Http404


def glossary(request, **kwargs):
    raise Http404


def maker(request, **kwargs):
    raise Http404
