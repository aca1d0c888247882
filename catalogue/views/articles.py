"""Articles to learn from: the list, and one article with its sections, their claims and their sources."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue import linked_data
from catalogue.access import refuse
from catalogue.articles import article_as_dict, article_entry, article_facets, articles_for, neighbours, shown_below
from catalogue.filters import ArticleFilter
from catalogue.listing import Listing
from catalogue.models import Article, GlossaryTerm
from catalogue.rich_text import Terms


@require_safe
def article_list(request):
    rows = articles_for(request.viewer)
    articles = Listing(request, path=reverse("articles"), filterset_class=ArticleFilter, rows=rows)
    context = articles.context(article_facets(articles))
    context["count_label"] = ngettext("%(number)s article", "%(number)s articles", context["total"]) % {"number": context["total"]}
    context["articles"] = [article_entry(article, article.sections.all()) for article in context["page"].object_list]
    return render(request, "catalogue/article_list.html", context, status=200 if articles.is_valid else 400)


@require_safe
def article_detail(request, slug):
    article = Article.objects.visible_to(request.viewer).filter(slug=slug).first()
    if article is None:
        return refuse(request, Article.objects, slug, back="articles")
    said = article_as_dict(article, request.viewer)
    absolute = request.build_absolute_uri
    way = [(_("Learn"), reverse("articles")), (article.title, article.get_absolute_url())]
    context = {
        "linked_data": [linked_data.article(article, absolute), linked_data.breadcrumbs(way, absolute)],
        "article": said,
        "shown": shown_below(said["sections"], request.viewer),
        "status_label": article.get_status_display() if request.viewer.previews else "",
        "neighbours": neighbours(article, request.viewer),
        "terms": Terms(GlossaryTerm.objects.all()),
    }
    return render(request, "catalogue/article_detail.html", context)
