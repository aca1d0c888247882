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


def without_blanks(given):
    """What was filled in. A field that stands twice is kept, so that its form can say so."""
    given = given.copy()
    for name in [name for name, value in given.items() if value == "" and len(given.getlist(name)) == 1]:
        del given[name]
    return given
