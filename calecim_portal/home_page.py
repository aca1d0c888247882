"""What each home shows besides its words: chosen by the order the editors keep, and by nothing that was counted."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from calecim_portal.news import news_for
from catalogue.articles import article_entry, articles_for
from catalogue.citing import citations_of
from catalogue.listing import concerns_with_counts
from catalogue.models import Product, Question
from catalogue.visibility import Audience
from protocols import pages as clinic_pages
from protocols.current import current
from protocols.models import Aftercare, Course

MOST_PRODUCTS = 12
MOST_ARTICLES = 3
MOST_QUESTIONS = 5


def gate(viewer, lens):
    return {"concerns": concerns_with_counts(viewer)}


def consumer(viewer, lens):
    articles = written_for(lens, articles_for(viewer))[:MOST_ARTICLES]
    return {
        "concerns": concerns_with_counts(viewer),
        "articles": [article_entry(article, article.sections.all()) for article in articles],
        "questions": questions_for(viewer, lens)[:MOST_QUESTIONS],
    }


def salon(viewer, lens):
    courses = list(Course.objects.listed_for(viewer).select_related("product").prefetch_related(rules_of_care(viewer)))
    products = [course.product for course in courses]
    cited = citations_of([rule for course in courses for rule in course.aftercare.all()])
    for course in courses:
        course.rules = [
            {"text": rule.text, "inferred": rule.inferred, "citations": cited[rule._meta.label, rule.pk]} for rule in course.aftercare.all()
        ]
    return {"courses": courses, "questions": questions_for(viewer, lens).filter(products__in=products).distinct()[:MOST_QUESTIONS]}


def practitioner(viewer, lens):
    context = {"courses": Course.objects.listed_for(viewer)}
    if viewer.reads_protocols and (shown := current(viewer)):
        context |= {
            "protocol": clinic_pages.protocol_summary(shown),
            "procedures": [row for group in clinic_pages.procedure_groups(shown, to_look_up=True) for row in group["procedures"]],
        }
    return context


PARTS = {None: gate, Audience.CONSUMER: consumer, Audience.SALON: salon, Audience.PRACTITIONER: practitioner}
HEADINGS = {
    None: lambda: _("Welcome"),
    Audience.CONSUMER: lambda: _("For use at home"),
    Audience.SALON: lambda: _("For hair salons"),
    Audience.PRACTITIONER: lambda: _("For practitioners"),
}


def context_for(viewer, lens):
    """Everything the page shows to this viewer, through the lens they look with. The same number of queries however much there is."""
    products = Product.objects.listed_for(viewer).with_share().with_pictures()
    return {
        "lens": lens,
        "page_title": HEADINGS[lens](),
        "products": products.for_audience(lens)[:MOST_PRODUCTS] if lens else products.none(),
        **PARTS[lens](viewer, lens),
        **news_for(viewer),
    }


def questions_for(viewer, lens):
    return written_for(lens, Question.objects.listed_for(viewer))


def written_for(lens, texts):
    """Those for this profession, in the editors' own order."""
    return texts.filter(**{f"for_{lens}": True}).order_by("position", "pk")


def rules_of_care(viewer):
    return Prefetch("aftercare", Aftercare.objects.visible_to(viewer))
