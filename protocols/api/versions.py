"""Protocols and their versions as JSON, for verified practitioners."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from catalogue.api.shared import CitationSerializer

from .. import pages
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
