"""Questions: the list by topic with its filters, and each answer at its own address."""

from itertools import groupby

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue import linked_data
from catalogue.access import refuse
from catalogue.filters import QuestionFilter
from catalogue.listing import Listing
from catalogue.models import GlossaryTerm, Question
from catalogue.questions import question_as_dict, question_entry, question_facets, questions_for, related_to
from catalogue.related import listed_at
from catalogue.rich_text import Terms, plain_text


@require_safe
def question_list(request):
    rows = questions_for(request.viewer)
    questions = Listing(request, path=reverse("questions"), filterset_class=QuestionFilter, rows=rows)
    context = questions.context(question_facets(questions))
    context["count_label"] = ngettext("%(number)s question", "%(number)s questions", context["total"]) % {"number": context["total"]}
    entries = [question_entry(question) for question in context["page"].object_list]
    context["groups"] = [
        {"label": label, "questions": list(found)} for label, found in groupby(entries, key=lambda entry: entry["topic_label"])
    ]
    context["linked_data"] = [linked_data.questions(context["page"].object_list, request.build_absolute_uri)]
    context["elsewhere_url"] = f"{reverse('search')}?{urlencode({'q': questions.query})}" if questions.query else None
    return render(request, "catalogue/question_list.html", context, status=200 if questions.is_valid else 400)


@require_safe
def question_detail(request, slug):
    question = Question.objects.visible_to(request.viewer).filter(slug=slug).first()
    if question is None:
        return refuse(request, Question.objects, slug, back="questions")
    absolute = request.build_absolute_uri
    way = [(_("Questions"), reverse("questions")), (question.question, question.get_absolute_url())]
    context = {
        "linked_data": [linked_data.questions([question], absolute), linked_data.breadcrumbs(way, absolute)],
        "description": Truncator(plain_text(question.answer)).chars(200),
        "question": question_as_dict(question, request.viewer),
        "status_label": question.get_status_display() if request.viewer.previews else "",
        "related": related_to(question, request.viewer),
        "topic_url": listed_at("questions", topic=question.topic),
        "terms": Terms(GlossaryTerm.objects.all()),
    }
    return render(request, "catalogue/question_detail.html", context)
