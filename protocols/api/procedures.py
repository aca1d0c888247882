"""Procedures and downtime classes of the current protocol version, for verified practitioners."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from catalogue.access import say_if_gone
from catalogue.api.shared import CitationSerializer
from protocols.models import Procedure

from .shared import PractitionerView


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
        say_if_gone(request.viewer, Procedure.objects, slug)
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
