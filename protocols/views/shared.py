from django.http import Http404

from ..current import current


def shown_or_404(request):
    shown = current(request.viewer)
    if shown is None:
        raise Http404
    return shown
