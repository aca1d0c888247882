"""Shapes that several answers have in common: figures, citations, evidence, claims."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalogue.figures import plain


@extend_schema_field(OpenApiTypes.STR)
class PercentField(serializers.Field):
    """A share as a plain decimal string, or null where none is stated."""

    def to_representation(self, value):
        return plain(value)


class CitationSerializer(serializers.Serializer):
    source = serializers.CharField()
    title = serializers.CharField()
    section = serializers.CharField()


class SaidSerializer(serializers.Serializer):
    text = serializers.CharField()
    inferred = serializers.BooleanField(required=False)
    citations = CitationSerializer(many=True)


class EvidenceSerializer(serializers.Serializer):
    evidence = serializers.CharField()
    evidence_group = serializers.CharField(help_text="laboratory, statement, opinion or specification")


class ClaimSerializer(EvidenceSerializer):
    code = serializers.CharField()
    text = serializers.CharField()
    qualifier = serializers.CharField(allow_null=True, help_text="As printed: up to, more than, about; null where the figure stands alone.")
    value = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    references = serializers.ListField(child=serializers.CharField())
    caveat = serializers.CharField()
    citations = CitationSerializer(many=True)


class WithheldSerializer(serializers.Serializer):
    part = serializers.CharField()
    vars()["for"] = serializers.CharField()  # a keyword of the language, the contract's key
    how = serializers.CharField()


class LinkedSlugField(serializers.CharField):
    """Something that is linked to, by its slug."""

    def to_representation(self, linked):
        return linked["slug"]
