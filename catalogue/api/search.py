"""Search as JSON: the same answer as the search page."""

from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView

from catalogue.models import SearchPart
from catalogue.search.index import KINDS
from catalogue.search.results import search, shown


class FoundSerializer(serializers.Serializer):
    kind = serializers.CharField(
        help_text="product, ingredient, question, article, procedure, protocol, course, comparator, term, disagreement"
    )
    slug = serializers.CharField()
    title = serializers.CharField(help_text="Of the passage that fits best.")
    text = serializers.CharField(help_text="The passage that fits best, shortened.")
    url = serializers.CharField()


PAGE = {
    "count": serializers.IntegerField(help_text="Things found, looking at the first 400 passages that fit."),
    "next": serializers.CharField(allow_null=True),
    "previous": serializers.CharField(allow_null=True),
    "results": FoundSerializer(many=True),
    "did_you_mean": serializers.CharField(
        allow_null=True, help_text="The words that were searched for instead, where those of the query found nothing."
    ),
    "complete": serializers.BooleanField(help_text="False where nothing holds all the words and some were left out."),
}


class SearchView(GenericAPIView):
    """Finds what the account may read by any of its names. `q` may be any text; `kind` narrows to one kind of thing."""

    queryset = SearchPart.objects.none()
    serializer_class = FoundSerializer
    filter_backends = []

    @extend_schema(
        summary="Search everything the visitor may see",
        operation_id="search",
        parameters=[OpenApiParameter("q", str, description="What is looked for."), OpenApiParameter("kind", str, description="One kind.")],
        responses=inline_serializer("SearchAnswer", PAGE),
    )
    def get(self, request):
        kind = request.query_params.get("kind", "")
        if kind and kind not in KINDS:
            raise ValidationError({"kind": [f"Choose one of {', '.join(KINDS)}."]})
        answer = search(request.query_params.get("q", ""), request.viewer)
        found = self.paginate_queryset([one for one in answer.found if not kind or one.kind == kind])
        response = self.get_paginated_response(FoundSerializer(shown(found, answer.words), many=True).data)
        response.data |= {"did_you_mean": answer.did_you_mean, "complete": answer.complete}
        return response
