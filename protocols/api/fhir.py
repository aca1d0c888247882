"""A protocol version as FHIR R5, for verified practitioners' software."""

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException, NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from .. import fhir, pages
from ..current import Shown, why_withheld
from ..models import ProtocolVersion
from .shared import PractitionerView
from .versions import visible_versions

FHIR_JSON = "application/fhir+json"
DESCRIBED = {
    (200, FHIR_JSON): {
        "type": "object",
        "description": "A FHIR R5 Bundle: one PlanDefinition and an ActivityDefinition for each use. Quantities are numbers, in UCUM mL.",
    },
    409: OpenApiTypes.OBJECT,
    410: OpenApiTypes.OBJECT,
}


class FhirRenderer(JSONRenderer):
    media_type = FHIR_JSON
    format = "fhir"
    charset = None


class NotInForce(APIException):
    status_code = 409


class Withdrawn(APIException):
    status_code = 410


class FhirView(PractitionerView):
    renderer_classes = [FhirRenderer, JSONRenderer]

    def get_renderers(self):
        """Only an answer to GET is a bundle."""
        return super().get_renderers() if getattr(self.request, "method", "GET") in {"GET", "HEAD"} else [JSONRenderer()]

    def handle_exception(self, exc):
        """A refusal is the API's own JSON, whatever was asked for."""
        if hasattr(self.request, "accepted_renderer"):
            self.request.accepted_renderer, self.request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
        return super().handle_exception(exc)

    def bundle_of(self, version):
        refuse_what_is_not_in_force(version)
        return Response(fhir.bundle(Shown(version, version.content), site=settings.SITE_URL))


class CurrentFhirView(FhirView):
    """The active version of a protocol as a FHIR R5 Bundle, with the figures of the dosing look-up.

    409 while no version is in force or its review is overdue, 410 when it was withdrawn: each with a sentence and without a figure.
    """

    @extend_schema(responses=DESCRIBED, summary="The active version of a protocol as FHIR R5")
    def get(self, request, slug):
        version = pages.current_version(list(visible_versions(request.viewer, slug)))
        if version is None:
            raise NotFound
        if version.status == ProtocolVersion.Status.RETIRED:
            raise NotInForce(_("No version of this protocol is active."))
        return self.bundle_of(version)


class VersionFhirView(FhirView):
    """One version of a protocol as a FHIR R5 Bundle. A replaced one has the status `retired` and says that it is not for new treatments."""

    @extend_schema(responses=DESCRIBED, summary="One version of a protocol as FHIR R5")
    def get(self, request, slug, number):
        version = visible_versions(request.viewer, slug).filter(number=number).first()
        if version is None:
            raise NotFound
        if version.content is None:
            raise NotInForce(_("A draft has no frozen content yet: it can be exported once it is under review."))
        return self.bundle_of(version)


def refuse_what_is_not_in_force(version):
    """Raises with a sentence instead of figures. What was replaced is still exported, as `retired`."""
    why = why_withheld(version)
    if why == "protocol_withdrawn":
        raise Withdrawn(_("This version was withdrawn: %(reason)s") % {"reason": version.end_reason})
    if why == "review_overdue":
        raise NotInForce(_("The review of this protocol is overdue. Its figures are not given out."))
