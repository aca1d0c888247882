from django.http import Http404

from catalogue.visibility import Audience

from .. import card
from ..current import current


def shown_or_404(request):
    shown = current(request.viewer)
    if shown is None:
        raise Http404
    return shown


def copy_for(request, version):
    """What a page tells the worker that keeps the offline copy. Only a verified practitioner has one; what staff preview stays here."""
    if request.viewer.previews or request.viewer.audience != Audience.PRACTITIONER:
        return None
    return {"key": card.key(request.user, version), "hours": card.MOST_HOURS_OLD}
