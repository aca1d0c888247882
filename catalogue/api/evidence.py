"""The claims ledger and the disagreements as JSON: what the pages of evidence show, one figure and one position at a time."""

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.response import Response

from catalogue.evidence import claim_entries, claims_for, disagreement_entries, disagreements_for
from catalogue.filters import ClaimFilter, DiscrepancyFilter
from catalogue.models import Claim, Discrepancy

from .shared import CitationSerializer, ClaimSerializer, LinkedSlugField, WithheldSerializer


class LedgerClaimSerializer(ClaimSerializer):
    """A claim with what it is about. Every claim names its kind of evidence; none is a result on people."""

    ledger = serializers.CharField(allow_null=True, help_text="Its entry among the quantified claims of the documents.")
    about = serializers.CharField(help_text="What it is about, in words.")
    product = serializers.CharField(allow_null=True, help_text="Slug, where it is about a product of this line.")
    comparator = serializers.CharField(allow_null=True, help_text="Slug, where it is about a product of another brand.")
    subject = serializers.CharField(allow_null=True, help_text="Where it is about no single product.")
    evidence_label = serializers.CharField(help_text="The kind of evidence in words, to be shown with the claim.")
    url = serializers.CharField()


class PositionSerializer(serializers.Serializer):
    text = serializers.CharField()
    cautious = serializers.BooleanField(help_text="The more cautious position; it comes first.")
    citations = CitationSerializer(many=True)


class RulingSerializer(serializers.Serializer):
    text = serializers.CharField()
    by = serializers.CharField()
    on = serializers.DateField()


class DiscrepancySerializer(serializers.Serializer):
    slug = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.CharField(help_text=", ".join(Discrepancy.Kind.values))
    presentation = serializers.CharField(help_text="What this portal does about it.")
    positions = PositionSerializer(many=True)
    ruling = RulingSerializer(allow_null=True, help_text="Null: nobody has ruled yet, and every position stands.")
    ruling_reason = serializers.CharField(allow_null=True, help_text="Why the ruling holds.")
    products = serializers.ListField(child=LinkedSlugField())
    questions = serializers.ListField(child=LinkedSlugField())
    articles = serializers.ListField(child=LinkedSlugField())
    withheld = WithheldSerializer(many=True)
    url = serializers.CharField()


@extend_schema_view(list=extend_schema(summary="The claims ledger: every claim with its figure and its evidence"))
class ClaimViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Claims on the products, on products of other brands and on the field. No document cites a study on people."""

    serializer_class = LedgerClaimSerializer
    filterset_class = ClaimFilter
    queryset = Claim.objects.none()

    def get_queryset(self):
        return claims_for(self.request.viewer)

    def paginate_queryset(self, queryset):
        return claim_entries(super().paginate_queryset(queryset), self.request.viewer)


@extend_schema_view(list=extend_schema(summary="Where the documents disagree"))
class DiscrepancyViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Disagreements between the documents, the cautious position first. Unruled ones are published as such."""

    serializer_class = DiscrepancySerializer
    filterset_class = DiscrepancyFilter
    lookup_field = "slug"
    queryset = Discrepancy.objects.none()

    def get_queryset(self):
        return disagreements_for(self.request.viewer)

    def paginate_queryset(self, queryset):
        return disagreement_entries(super().paginate_queryset(queryset), self.request.viewer)

    @extend_schema(summary="One disagreement")
    def retrieve(self, request, slug=None):
        found = disagreement_entries(self.get_queryset().filter(slug=slug), request.viewer)
        if not found:
            raise Http404
        return Response(self.get_serializer(found[0]).data)
