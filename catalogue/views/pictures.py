"""The files of product pictures, for whoever may see a product that shows them."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from catalogue.access import never_stored
from catalogue.models import Product
from catalogue.models.pictures import CONTENT_TYPES
from catalogue.pictures import file_name
from catalogue.visibility import ANYONE


@require_safe
def picture(request, fingerprint, width, extension):
    """Of a product that anyone may see it is public for good: another picture has another address. Of a draft it is nobody's but staff's."""
    shown_by = Product.objects.filter(pictures__sha256__startswith=fingerprint)
    public = shown_by.visible_to(ANYONE).exists()
    if not public and not shown_by.visible_to(request.viewer).exists():
        raise Http404
    try:
        file = default_storage.open(file_name(fingerprint, width, extension))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=CONTENT_TYPES[extension])
    if not public:
        return never_stored(response)
    # A session that was looked at may send its cookie along: then the browser alone may keep the answer.
    keeper = "private" if request.session.accessed else "public"
    response.headers["Cache-Control"] = f"{keeper}, max-age=31536000, immutable"
    response.same_for_everyone = True
    return response
