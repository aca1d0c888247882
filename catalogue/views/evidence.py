"""Being written."""

from django.http import Http404


def ledger(request, **kwargs):
    raise Http404


def disagreements(request, **kwargs):
    raise Http404
