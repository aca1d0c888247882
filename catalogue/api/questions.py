"""Questions and answers as JSON: what the pages show, the answer as Markdown and as HTML."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from catalogue.filters import QuestionFilter
from catalogue.models import Question
from catalogue.questions import question_as_dict, question_entry, questions_for
from catalogue.rich_text import render

from .evidence import LedgerClaimSerializer
from .shared import CitationSerializer, WithheldSerializer
from .texts import LinkSerializer, TextSerializer, TextViewSet


class QuestionSerializer(TextSerializer):
    question = serializers.CharField()
    topic = serializers.ChoiceField(Question.Topic.choices)
    evidence = serializers.CharField(help_text="What the answer as a whole rests on.")
    evidence_group = serializers.CharField(help_text="laboratory, statement, opinion or specification")
    evidence_label = serializers.CharField(help_text="The kind of evidence in words, to be shown with the answer.")


class QuestionDetailSerializer(QuestionSerializer):
    answer = serializers.CharField(help_text="Markdown.")
    answer_html = serializers.CharField(help_text="The same, sanitised.")
    claims = LedgerClaimSerializer(many=True)
    disagreements = LinkSerializer(many=True)
    withheld = WithheldSerializer(many=True)
    citations = CitationSerializer(many=True)


@extend_schema_view(
    list=extend_schema(summary="Questions that people ask", responses=QuestionSerializer(many=True)),
    retrieve=extend_schema(summary="One question with its answer", responses=QuestionDetailSerializer),
)
class QuestionViewSet(TextViewSet):
    """Questions with their answers and what each answer rests on. `?audience=` narrows by emphasis and opens nothing."""

    serializer_class = QuestionSerializer
    detail_serializer_class = QuestionDetailSerializer
    filterset_class = QuestionFilter
    queryset = Question.objects.none()

    def get_queryset(self):
        return questions_for(self.request.viewer)

    def entry(self, row):
        return question_entry(row)

    def as_dict(self, row):
        return {**question_as_dict(row, self.request.viewer), "answer_html": render(row.answer)}
