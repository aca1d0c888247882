"""The catalogue as JSON: the same rows, the same rules and the same words as the pages."""

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from .citing import cite
from .figures import plain
from .filters import IngredientFilter, ProductFilter
from .models import Concentration, Concern, Ingredient, Product
from .product_page import evidence_as_dict, parts_of
from .views import functions_of, products_with
from .visibility import Audience, Status


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


class FormulaLineSerializer(serializers.Serializer):
    ingredient = serializers.CharField(allow_null=True, help_text="Slug of the ingredient; null for a line without one.")
    name = serializers.CharField()
    percent = PercentField(help_text='"80", or null where no figure is stated.')
    qualifier = serializers.CharField(help_text="exact, about, remainder or not_stated")
    as_stated = serializers.CharField()
    note = serializers.CharField()
    printed = serializers.BooleanField(help_text="False where only a general statement on the line puts it here.")
    citations = CitationSerializer(many=True)


class EvidenceSerializer(serializers.Serializer):
    evidence = serializers.CharField()
    evidence_group = serializers.CharField(help_text="laboratory, statement, opinion or specification")


class ClaimSerializer(EvidenceSerializer):
    code = serializers.CharField()
    text = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    references = serializers.ListField(child=serializers.CharField())
    caveat = serializers.CharField()
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


class WithheldSerializer(serializers.Serializer):
    part = serializers.CharField()
    vars()["for"] = serializers.CharField()  # a keyword of the language, the contract's key
    how = serializers.CharField()


class AfterProcedureSerializer(serializers.Serializer):
    rule = serializers.CharField()
    text = serializers.CharField()
    facts = SaidSerializer(many=True)


class AppearanceSerializer(SaidSerializer):
    topic = serializers.CharField(help_text="appearance, colour_change, smell, ph or sensation")


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
    }


class Gone(APIException):
    status_code = 410
    default_code = "gone"


def gone_sentence(product, viewer):
    if product.replacement is None or not viewer.may_open(product.replacement):
        return product.retired_reason
    return _("%(reason)s Its place is taken by %(replacement)s.") % {
        "reason": product.retired_reason,
        "replacement": product.replacement.slug,
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
            raise Gone(gone_sentence(product, request.viewer))
        return Response(ProductDetailSerializer(product_as_dict(product, request.viewer)).data)


class FunctionSerializer(EvidenceSerializer):
    text = serializers.CharField()
    citations = CitationSerializer(many=True, required=False, help_text="With one ingredient; left out in lists.")


class IngredientProductSerializer(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    percent = PercentField()
    qualifier = serializers.CharField()
    as_stated = serializers.CharField()


class IngredientSerializer(serializers.ModelSerializer):
    """An ingredient in a list; `inci` and `origin` are null unless a document states them."""

    inci = serializers.SerializerMethodField()
    origin = serializers.SerializerMethodField()
    aliases = serializers.ListField(source="alias_list", child=serializers.CharField())
    functions = serializers.SerializerMethodField()
    products = serializers.SerializerMethodField()
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Ingredient
        fields = ["slug", "name", "inci", "aliases", "kind", "role", "summary", "functions", "origin", "products", "url"]

    kind = serializers.CharField(source="group")

    def get_inci(self, ingredient) -> str | None:
        return ingredient.inci or None

    def get_origin(self, ingredient) -> str | None:
        return ingredient.origin or None

    @extend_schema_field(FunctionSerializer(many=True))
    def get_functions(self, ingredient):
        said = [{"text": one.text, **evidence_as_dict(one.evidence)} for one in ingredient.functions.all()]
        return FunctionSerializer(said, many=True).data

    def get_products(self, ingredient) -> list[str]:
        """Only those the visitor may see: the rows come filtered with the ingredient."""
        held = [line.product.slug for line in ingredient.concentrations.all()]
        return sorted({*held, *(product.slug for product in ingredient.also_in.all())})


class IngredientDetailSerializer(IngredientSerializer):
    """An ingredient with where it is found and how much of it is stated there."""

    note = serializers.CharField()
    shares = serializers.SerializerMethodField()
    citations = serializers.SerializerMethodField()

    class Meta(IngredientSerializer.Meta):
        fields = [*IngredientSerializer.Meta.fields, "note", "shares", "citations"]

    @extend_schema_field(FunctionSerializer(many=True))
    def get_functions(self, ingredient):
        return FunctionSerializer(functions_of(ingredient), many=True).data

    @extend_schema_field(IngredientProductSerializer(many=True))
    def get_shares(self, ingredient):
        return IngredientProductSerializer(products_with(ingredient, self.context["request"].viewer), many=True).data

    @extend_schema_field(CitationSerializer(many=True))
    def get_citations(self, ingredient):
        return cite(ingredient)


@extend_schema_view(
    list=extend_schema(summary="Ingredients and classes of ingredients that the documents name"),
    retrieve=extend_schema(responses=IngredientDetailSerializer, summary="One ingredient"),
)
class IngredientViewSet(viewsets.ReadOnlyModelViewSet):
    """Ingredients, with what each is said to do and the kind of evidence behind it."""

    filterset_class = IngredientFilter
    lookup_field = "slug"
    queryset = Ingredient.objects.none()

    def get_queryset(self):
        visible = Product.objects.listed_for(self.request.viewer)
        return self.rows().prefetch_related(
            "functions",
            Prefetch("concentrations", Concentration.objects.filter(product__in=visible).select_related("product")),
            Prefetch("also_in", visible),
        )

    def rows(self):
        """Lists leave out what is retired; its own address still answers staff, as the page does."""
        every = Ingredient.objects.listed_for if self.action == "list" else Ingredient.objects.visible_to
        return every(self.request.viewer)

    def get_serializer_class(self):
        return IngredientSerializer if self.action == "list" else IngredientDetailSerializer


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
