"""Being written."""

from django.http import Http404


def comparator_table(request, **kwargs):
    raise Http404


def stem_cell_sources(request, **kwargs):
    raise Http404
