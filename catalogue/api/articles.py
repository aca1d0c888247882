"""Articles as JSON: what the pages show, each section as Markdown and as HTML."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from catalogue.articles import article_as_dict, article_entry, articles_for
from catalogue.filters import ArticleFilter
from catalogue.models import Article, ArticleSection
from catalogue.rich_text import render

from .evidence import LedgerClaimSerializer
from .shared import CitationSerializer, WithheldSerializer
from .texts import LinkSerializer, TextSerializer, TextViewSet


class ArticleSerializer(TextSerializer):
    title = serializers.CharField()
    reading_minutes = serializers.IntegerField(help_text="At 200 words a minute, of what the visitor may read.")
    checked_on = serializers.DateField(allow_null=True)


class SectionSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="The anchor of the section on the page.")
    heading = serializers.CharField()
    body = serializers.CharField(help_text="Markdown.")
    body_html = serializers.CharField(help_text="The same, sanitised.")
    inferred = serializers.BooleanField()
    shows = serializers.ChoiceField([("", "Nothing"), *ArticleSection.Shows.choices], help_text="The comparison below the text.")
    claims = LedgerClaimSerializer(many=True)
    citations = CitationSerializer(many=True)


class ArticleDetailSerializer(ArticleSerializer):
    key_points = serializers.ListField(child=serializers.CharField())
    sections = SectionSerializer(many=True)
    disagreements = LinkSerializer(many=True)
    withheld = WithheldSerializer(many=True)


@extend_schema_view(
    list=extend_schema(summary="Articles to learn from", responses=ArticleSerializer(many=True)),
    retrieve=extend_schema(summary="One article with its sections", responses=ArticleDetailSerializer),
)
class ArticleViewSet(TextViewSet):
    """Articles in sections, each with its own sources. `?audience=` narrows by emphasis and opens nothing."""

    serializer_class = ArticleSerializer
    detail_serializer_class = ArticleDetailSerializer
    filterset_class = ArticleFilter
    queryset = Article.objects.none()

    def get_queryset(self):
        return articles_for(self.request.viewer)

    def entry(self, row):
        return article_entry(row, row.sections.all())

    def as_dict(self, row):
        said = article_as_dict(row, self.request.viewer)
        return {**said, "sections": [{**section, "body_html": render(section["body"])} for section in said["sections"]]}
