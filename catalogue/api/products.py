"""Products and concerns as JSON: the same rows, the same rules and the same words as the pages."""

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from catalogue.access import Gone
from catalogue.filters import ProductFilter
from catalogue.models import Concern, Product
from catalogue.product_page import parts_of
from catalogue.visibility import Audience, Status

from .shared import CitationSerializer, ClaimSerializer, PercentField, SaidSerializer, WithheldSerializer


class FormulaLineSerializer(serializers.Serializer):
    ingredient = serializers.CharField(allow_null=True, help_text="Slug of the ingredient; null for a line without one.")
    name = serializers.CharField()
    percent = PercentField(help_text='"80", or null where no figure is stated.')
    qualifier = serializers.CharField(help_text="exact, about, remainder or not_stated")
    as_stated = serializers.CharField()
    note = serializers.CharField()
    printed = serializers.BooleanField(help_text="False where only a general statement on the line puts it here.")
    citations = CitationSerializer(many=True)


class PrecautionSerializer(serializers.Serializer):
    code = serializers.CharField()
    severity = serializers.CharField(help_text="never, delay, caution or consult")
    text = serializers.CharField(source="title")
    reason = serializers.CharField()
    action = serializers.CharField()
    scope_as_printed = serializers.CharField()
    house = serializers.BooleanField()
    citations = CitationSerializer(many=True)


class UseSerializer(serializers.Serializer):
    setting = serializers.CharField()
    steps = SaidSerializer(many=True)


class AfterProcedureSerializer(serializers.Serializer):
    rule = serializers.CharField()
    text = serializers.CharField()
    facts = SaidSerializer(many=True)


class AppearanceSerializer(SaidSerializer):
    topic = serializers.CharField(help_text="appearance, colour_change, smell, ph or sensation")


class PictureSerializer(serializers.Serializer):
    description = serializers.CharField()
    width = serializers.IntegerField(help_text="Of the widest file, in pixels; its height beside it.")
    height = serializers.IntegerField()
    urls = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField()), help_text="By format (avif, webp, jpg) and width in pixels."
    )


class ProductSerializer(serializers.ModelSerializer):
    """A product in a list."""

    audiences = serializers.ListField(child=serializers.ChoiceField(Audience.choices), help_text="Emphasis, never access.")
    concerns = serializers.SlugRelatedField("slug", many=True, read_only=True)
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Product
        fields = ["slug", "name", "kind", "summary", "step", "audiences", "concerns", "url"]


class ProductDetailSerializer(serializers.Serializer):
    """A product with everything the visitor may read, and in `withheld` the names of what they may not."""

    slug = serializers.CharField()
    name = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    kind = serializers.ChoiceField(Product.Kind.choices)
    summary = serializers.CharField()
    step = serializers.IntegerField(allow_null=True)
    audiences = serializers.ListField(child=serializers.CharField())
    concerns = serializers.ListField(child=serializers.CharField())
    url = serializers.CharField()
    morning = serializers.BooleanField()
    evening = serializers.BooleanField()
    formula = FormulaLineSerializer(many=True)
    claims = ClaimSerializer(many=True)
    precautions = PrecautionSerializer(many=True)
    facts = serializers.DictField(child=SaidSerializer(many=True))
    how_to_use = UseSerializer(many=True)
    after_procedure = AfterProcedureSerializer()
    results_timeline = SaidSerializer(many=True)
    appearance = AppearanceSerializer(many=True)
    pictures = PictureSerializer(many=True)
    withheld = WithheldSerializer(many=True)
    citations = CitationSerializer(many=True)


SEEN_OR_FELT = ("appearance", "colour_change", "smell", "ph", "sensation")


def product_as_dict(product, viewer):
    parts = parts_of(product, viewer)
    facts = parts["facts"]
    return {
        **ProductSerializer(product).data,
        **{name: parts[name] for name in ("formula", "claims", "precautions", "how_to_use", "withheld", "facts", "citations")},
        "aliases": product.alias_list,
        "morning": product.morning,
        "evening": product.evening,
        "after_procedure": {
            "rule": product.after_procedure,
            "text": product.get_after_procedure_display(),
            "facts": facts.get("after_procedure", []),
        },
        "results_timeline": facts.get("results", []),
        "appearance": [{**fact, "topic": topic} for topic in SEEN_OR_FELT for fact in facts.get(topic, [])],
        "pictures": product.pictures.all(),
    }


@extend_schema_view(list=extend_schema(summary="Products the visitor may see"))
class ProductViewSet(viewsets.ReadOnlyModelViewSet):
    """Products. `?audience=` narrows by emphasis and never widens what the account may read."""

    serializer_class = ProductSerializer
    filterset_class = ProductFilter
    lookup_field = "slug"
    queryset = Product.objects.none()

    def get_queryset(self):
        return Product.objects.listed_for(self.request.viewer).prefetch_related("concerns")

    @extend_schema(responses=ProductDetailSerializer, summary="One product with its formula, claims, precautions and use")
    def retrieve(self, request, slug=None):
        product = Product.objects.known_to(request.viewer).prefetch_related("concerns").filter(slug=slug).first()
        if product is None:
            raise Http404
        if product.status == Status.RETIRED:
            raise Gone(product, request.viewer)
        return Response(ProductDetailSerializer(product_as_dict(product, request.viewer)).data)


class ConcernSerializer(serializers.ModelSerializer):
    class Meta:
        model = Concern
        fields = ["slug", "name", "summary"]


@extend_schema_view(list=extend_schema(summary="Concerns to browse by"), retrieve=extend_schema(summary="One concern"))
class ConcernViewSet(viewsets.ReadOnlyModelViewSet):
    """What visitors want help with."""

    serializer_class = ConcernSerializer
    lookup_field = "slug"
    queryset = Concern.objects.all()
    filterset_class = None
