"""The clinic's questions as JSON: procedures, classes, protocols and the dosing look-up. All of it is for verified practitioners."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from catalogue.access import PractitionersOnly, never_stored
from catalogue.api.shared import CitationSerializer

from . import pages
from .answers import answer, protocol_as_dict
from .current import current
from .forms import DosingForm
from .models import Protocol, ProtocolVersion


class PractitionerView(APIView):
    """401 without an account, 403 without a verified practitioner; what passes is stored nowhere on the way."""

    permission_classes = [PractitionersOnly]

    def finalize_response(self, request, response, *args, **kwargs):
        return never_stored(super().finalize_response(request, response, *args, **kwargs))

    def shown(self):
        shown = current(self.request.viewer)
        if shown is None:
            raise NotFound
        return shown

    def paginated(self, rows, serializer_class):
        paginator = api_settings.DEFAULT_PAGINATION_CLASS()
        page = paginator.paginate_queryset(rows, self.request, view=self)
        return paginator.get_paginated_response(serializer_class(page, many=True).data)


class ExampleSerializer(serializers.Serializer):
    downtime_class = serializers.CharField()
    minimum = serializers.CharField(allow_null=True)
    minimum_inclusive = serializers.BooleanField()
    maximum = serializers.CharField(allow_null=True)
    maximum_inclusive = serializers.BooleanField()
    whole_numbers = serializers.BooleanField()
    as_printed = serializers.CharField()
    citations = CitationSerializer(many=True)


class ProcedureSerializer(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    family = serializers.CharField()
    setting = serializers.CharField(allow_null=True, help_text="needle_depth_mm, peel_level or null")
    summary = serializers.CharField()
    cautions = serializers.CharField()
    examples = ExampleSerializer(many=True)
    citations = CitationSerializer(many=True)


class ProcedureListView(PractitionerView):
    """Procedures of the current protocol version, with where the maker's table puts each."""

    @extend_schema(responses=ProcedureSerializer(many=True), summary="Procedures")
    def get(self, request):
        shown = self.shown()
        return self.paginated([in_force(shown, row) for row in shown.content["procedures"]], ProcedureSerializer)


class ProcedureView(PractitionerView):
    """One procedure of the current protocol version."""

    @extend_schema(responses=ProcedureSerializer, summary="One procedure")
    def get(self, request, slug):
        shown = self.shown()
        procedure = shown.procedure(slug)
        if procedure is None:
            raise NotFound
        return Response(ProcedureSerializer(in_force(shown, procedure)).data)


def in_force(shown, procedure):
    """A procedure as it may be shown today: without the table's lines while the version is withheld."""
    return {**procedure, "examples": []} if shown.withheld_because else procedure


class DowntimeClassSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    label = serializers.CharField()
    lower_hours = serializers.CharField()
    lower_inclusive = serializers.BooleanField()
    upper_hours = serializers.CharField(allow_null=True)
    upper_inclusive = serializers.BooleanField(allow_null=True)
    note = serializers.CharField()
    citations = CitationSerializer(many=True)


class DowntimeClassListView(PractitionerView):
    """The classes of expected downtime, each bound with its own flag: an hour on a shared bound lies in two."""

    @extend_schema(responses=DowntimeClassSerializer(many=True), summary="Downtime classes")
    def get(self, request):
        return self.paginated(self.shown().content["downtime_classes"], DowntimeClassSerializer)


class ShareSerializer(serializers.Serializer):
    volume_ml = serializers.CharField(help_text="Millilitres as a plain decimal string.")
    ampoules = serializers.CharField(help_text="Ampoules of 5 ml, as a part of one where it is less.")


class ApplicationSerializer(serializers.Serializer):
    sequence = serializers.IntegerField()
    day = serializers.IntegerField(help_text="0 is the day of the treatment.")
    part_of_day = serializers.ChoiceField(["morning", "evening"])
    when = serializers.CharField()
    volume_ml = serializers.CharField()
    inferred = serializers.BooleanField(help_text="True where the maker does not print it.")


class TakeHomeSerializer(ShareSerializer):
    applications = ApplicationSerializer(many=True)


class DoseSerializer(serializers.Serializer):
    downtime_class = serializers.CharField()
    name = serializers.CharField()
    hours = serializers.CharField()
    matched_by = serializers.ListField(child=serializers.CharField())
    governs = serializers.BooleanField(help_text="True only for the class of a downtime that fits exactly one class.")
    note = serializers.CharField()
    in_clinic = ShareSerializer()
    take_home = TakeHomeSerializer()
    total = ShareSerializer()


class NearestSerializer(serializers.Serializer):
    downtime_class = serializers.CharField()
    setting = serializers.CharField()
    bound = serializers.CharField()
    inclusive = serializers.BooleanField()


class ReasonSerializer(serializers.Serializer):
    code = serializers.CharField()
    text = serializers.CharField()
    downtime_class = serializers.CharField(allow_null=True)
    nearest = NearestSerializer(many=True)


class SafeguardSerializer(serializers.Serializer):
    code = serializers.CharField()
    severity = serializers.CharField()
    text = serializers.CharField()
    reason = serializers.CharField()
    action = serializers.CharField()
    scope_as_printed = serializers.CharField()
    house = serializers.BooleanField(help_text="True where this house widened it beyond the printed scope.")
    citations = CitationSerializer(many=True)


class ProtocolReferenceSerializer(serializers.Serializer):
    slug = serializers.CharField()
    version = serializers.IntegerField()
    status = serializers.CharField()
    ground = serializers.CharField(help_text="maker_published: not yet signed by a clinical reviewer; or signed_off.")
    approved_on = serializers.CharField(allow_null=True)
    signed_by = serializers.CharField(allow_null=True)
    next_review_on = serializers.CharField(allow_null=True)
    url = serializers.CharField()


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
        return Response(DosingSerializer(answer(shown, self.question(request, shown))).data)

    def question(self, request, shown):
        given = request.query_params.copy()
        given.pop("format", None)
        form = DosingForm(given, rules=shown.rules)
        errors = {name: list(found) for name, found in form.errors.items() if name != "__all__"}
        errors |= getattr(form, "refused", {})
        errors |= {
            name: [_("Give a value, or leave the parameter out.")] for name, value in given.items() if value == "" and name in form.fields
        }
        if not errors and form.non_field_errors():
            errors["non_field_errors"] = list(form.non_field_errors())
        if errors:
            raise ValidationError(errors)
        return form.question()


class ProtocolSerializer(ProtocolReferenceSerializer):
    name = serializers.CharField()
    summary = serializers.CharField()
    status_label = serializers.CharField()
    ground_text = serializers.CharField()


class ProtocolDetailSerializer(ProtocolSerializer):
    intended_for = serializers.CharField()
    not_for = serializers.CharField()
    doses = DoseSerializer(many=True)
    safeguards = SafeguardSerializer(many=True)
    citations = CitationSerializer(many=True)


class ProtocolListView(PractitionerView):
    """Protocols with the version that clinics read today."""

    @extend_schema(responses=ProtocolSerializer(many=True), summary="Protocols")
    def get(self, request):
        shown = [current(request.viewer, product=protocol.product.slug) for protocol in Protocol.objects.select_related("product")]
        return self.paginated([pages.protocol_summary(one) for one in shown if one], ProtocolSerializer)


class ProtocolView(PractitionerView):
    """One protocol: its current version with every dose and safeguard."""

    @extend_schema(responses=ProtocolDetailSerializer, summary="One protocol")
    def get(self, request, slug):
        versions = list(visible_versions(request.viewer, slug))
        version = pages.current_version(versions)
        if version is None:
            raise NotFound
        context = pages.protocol_context(version, versions, request.viewer)
        shown = {name: context[name] for name in ("doses", "safeguards", "citations")}
        return Response(ProtocolDetailSerializer({**context["protocol"], **shown}).data)


class VersionSerializer(ProtocolReferenceSerializer):
    change_note = serializers.CharField()


class ProtocolVersionListView(PractitionerView):
    """Every version of a protocol that was shown, the newest first."""

    @extend_schema(responses=VersionSerializer(many=True), summary="Versions of a protocol")
    def get(self, request, slug):
        versions = list(visible_versions(request.viewer, slug))
        if not versions:
            raise NotFound
        return self.paginated([{**protocol_as_dict(row), "change_note": row.change_note} for row in versions], VersionSerializer)


def visible_versions(viewer, slug):
    return ProtocolVersion.objects.visible_to(viewer).filter(protocol__slug=slug).select_related("protocol", "signed_by").latest_first()
