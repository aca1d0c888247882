"""Products of other brands as JSON: the same rows and the same words as their page."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from catalogue.access import say_if_gone
from catalogue.comparator_page import described
from catalogue.filters import ComparatorFilter
from catalogue.models import Comparator
from catalogue.models.comparators import ComparatorTopic

from .shared import CitationSerializer, ClaimSerializer, EvidenceSerializer


class ComparatorFactSerializer(EvidenceSerializer):
    topic = serializers.CharField(help_text=", ".join(ComparatorTopic.values))
    text = serializers.CharField()
    inferred = serializers.BooleanField()
    citations = CitationSerializer(many=True)


class ComparatorSerializer(serializers.Serializer):
    """A product of another brand, as the buying guide describes it."""

    slug = serializers.CharField()
    brand = serializers.CharField()
    name = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    human_origin = serializers.ChoiceField(Comparator.HumanOrigin.choices)
    summary = serializers.CharField()
    facts = ComparatorFactSerializer(many=True)
    claims = ClaimSerializer(many=True)
    citations = CitationSerializer(many=True)
    url = serializers.CharField()


class ComparatorViewSet(viewsets.ReadOnlyModelViewSet):
    """Products of other brands, in the order of the guide. Nothing is ranked."""

    serializer_class = ComparatorSerializer
    filterset_class = ComparatorFilter
    lookup_field = "slug"
    queryset = Comparator.objects.none()

    def get_queryset(self):
        return Comparator.objects.listed_for(self.request.viewer)

    @extend_schema(summary="Products of other brands, as the buying guide describes them")
    def list(self, request):
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.serialized(page))

    @extend_schema(summary="One product of another brand")
    def retrieve(self, request, slug=None):
        row = Comparator.objects.visible_to(request.viewer).filter(slug=slug).first()
        if row is None:
            say_if_gone(request.viewer, Comparator.objects, slug)
            raise Http404
        return Response(self.serialized([row])[0])

    def serialized(self, rows):
        return ComparatorSerializer(described(rows, self.request.viewer), many=True).data
