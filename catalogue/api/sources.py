"""The source documents as JSON."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, viewsets

from catalogue.models import Citation, SourceDocument


class SourceSectionSerializer(serializers.ModelSerializer):
    heading = serializers.CharField(source="section")

    class Meta:
        model = Citation
        fields = ["heading", "house_heading"]
        extra_kwargs = {"house_heading": {"help_text": "True where the document has no heading there and this one was made up."}}


class SourceSerializer(serializers.ModelSerializer):
    """A document, with the headings that citations name."""

    sections = SourceSectionSerializer(source="citations", many=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = SourceDocument
        fields = ["code", "title", "kind", "stance", "sections", "url"]

    def get_url(self, document) -> str:
        return reverse("source", args=[document.code])


@extend_schema_view(
    list=extend_schema(summary="The documents that everything comes from"), retrieve=extend_schema(summary="One document with its sections")
)
class SourceViewSet(viewsets.ReadOnlyModelViewSet):
    """The source documents: what each is, how far it goes, and its sections."""

    serializer_class = SourceSerializer
    lookup_field = "code"
    queryset = SourceDocument.objects.prefetch_related("citations")
    filterset_class = None
