"""The dosing look-up as JSON, for verified practitioners."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from catalogue.api.shared import CitationSerializer

from ..answers import answer
from ..forms import DosingForm
from .shared import DoseSerializer, PractitionerView, ProtocolReferenceSerializer, ReasonSerializer, SafeguardSerializer, checked


class DosingSerializer(serializers.Serializer):
    outcome = serializers.ChoiceField(["match", "conflict", "no_rule", "contraindicated"])
    doses = DoseSerializer(many=True)
    reasons = ReasonSerializer(many=True)
    safeguards = SafeguardSerializer(many=True)
    protocol = ProtocolReferenceSerializer()
    citations = CitationSerializer(many=True)


FIGURE = {"type": "string", "pattern": r"^[0-9]{1,4}(\.[0-9]{1,3})?$"}
DOSING_PARAMETERS = [
    OpenApiParameter("procedure", str, description="Slug of a procedure. At least a procedure or a downtime is needed."),
    OpenApiParameter("needle_depth_mm", FIGURE, description="Needle depth in mm, 10 at most; for microneedling only."),
    OpenApiParameter("peel_level", FIGURE, description="Peel level, 10 at most; for a chemical peel only."),
    OpenApiParameter("peel_neutralised", str, enum=["true", "false"], description="Needed with a chemical peel, and only there."),
    OpenApiParameter("expected_downtime_hours", FIGURE, description="Expected downtime in hours, 2160 at most. It governs."),
    OpenApiParameter("product", str, description="Only calecim-serum has doses."),
]


class DosingView(PractitionerView):
    """The Serum dose for one treatment, in millilitres and 5 ml ampoules, or an honest refusal.

    Source of every figure: maker's FAQ, "Professional Serum > How much Serum with each treatment?", through the current protocol version.
    Outcomes: `match` (one dose), `conflict` (all that fit; the reader chooses), `no_rule` (nothing is worked out in between), and
    `contraindicated` (no figure, whatever the downtime). 400 names the parameter and says what to write.
    """

    @extend_schema(responses=DosingSerializer, parameters=DOSING_PARAMETERS, summary="Dosing look-up")
    def get(self, request):
        shown = self.shown()
        return Response(DosingSerializer(answer(shown, checked(request, DosingForm, rules=shown.rules).question())).data)
