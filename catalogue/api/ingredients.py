"""Ingredients as JSON."""

from django.db.models import Prefetch
from django.http import Http404
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, viewsets

from catalogue.access import say_if_gone
from catalogue.citing import cite
from catalogue.claim_cards import evidence_as_dict
from catalogue.filters import IngredientFilter
from catalogue.models import Concentration, Ingredient, Product
from catalogue.views.ingredients import functions_of, products_with

from .shared import CitationSerializer, EvidenceSerializer, PercentField


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

    @cached_property
    def held(self):
        return products_with(self.instance, self.context["request"].viewer)

    def get_products(self, ingredient) -> list[str]:
        return sorted({product["slug"] for product in self.held})

    @extend_schema_field(IngredientProductSerializer(many=True))
    def get_shares(self, ingredient):
        return IngredientProductSerializer(self.held, many=True).data

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
        if self.action != "list":
            return self.rows().prefetch_related("functions")
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

    def get_object(self):
        """What is not there for this viewer may have been retired: its address says so."""
        try:
            return super().get_object()
        except Http404:
            say_if_gone(self.request.viewer, Ingredient.objects, self.kwargs["slug"])
            raise

    def get_serializer_class(self):
        return IngredientSerializer if self.action == "list" else IngredientDetailSerializer
