"""Protocols and their versions as JSON, for verified practitioners."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response

from catalogue.api.shared import CitationSerializer

from .. import as_of, pages
from ..answers import protocol_as_dict
from ..current import current
from ..models import Protocol, ProtocolVersion
from .shared import DoseSerializer, PractitionerView, ProtocolReferenceSerializer, SafeguardSerializer


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
    from_on = serializers.CharField(allow_null=True, help_text="First day on which clinics read it.")
    until_on = serializers.CharField(allow_null=True, help_text="Last day on which clinics read it; null while it is in force.")
    activated_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    end_reason = serializers.CharField(help_text="Why it was withdrawn; empty otherwise.")
    verify_url = serializers.CharField(allow_null=True, help_text="Where anybody checks whether it still holds, for printouts.")


ON = OpenApiParameter(
    "on",
    OpenApiTypes.DATE,
    description="Only what was in force on this day, in the order of time: one, none, or on the day of a change both. `said` says it in words.",
)


class ProtocolVersionListView(PractitionerView):
    """Every version of a protocol that was shown, the newest first; with `on`, those in force on that day."""

    @extend_schema(parameters=[ON], responses=VersionSerializer(many=True), summary="Versions of a protocol")
    def get(self, request, slug):
        versions = list(visible_versions(request.viewer, slug))
        if not versions:
            raise NotFound
        if "on" not in request.query_params:
            return self.paginated([self.row(version) for version in versions], VersionSerializer)
        day = checked_day(request.query_params)
        found = as_of.in_force_on(versions, day)
        answer = self.paginated([self.row(version) for version in found], VersionSerializer)
        answer.data |= {"on": day.isoformat(), "said": as_of.said(versions, found, day)}
        return answer

    def row(self, version):
        address = pages.verify_address(version)["verify_url"]
        more = {"change_note": version.change_note, "verify_url": address and self.request.build_absolute_uri(address) or None}
        return {**protocol_as_dict(version), **as_of.figures(version), **more}


def checked_day(given):
    """Raises ValidationError with what to write."""
    form = as_of.DayForm(given)
    if not form.is_valid():
        raise ValidationError({"on": list(form.errors["on"])})
    return form.cleaned_data["on"]


def visible_versions(viewer, slug):
    return ProtocolVersion.objects.visible_to(viewer).filter(protocol__slug=slug).select_related("protocol", "signed_by").latest_first()
