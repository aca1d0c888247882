"""What readers look up: the words of the field, and the maker."""

from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.citing import citations_of
from catalogue.models import Contact, GlossaryTerm, MakerFact
from catalogue.rich_text import Terms
from catalogue.said import said_together, statement


@require_safe
def glossary(request):
    terms = sorted(GlossaryTerm.objects.all(), key=lambda term: term.term.casefold())
    cited = citations_of(terms)
    entries = [{"term": term, "also": term.forms[1:], "citations": cited[term._meta.label, term.pk]} for term in terms]
    letters = [
        {"letter": letter, "entries": list(rows)} for letter, rows in groupby(entries, key=lambda entry: entry["term"].term[0].upper())
    ]
    return render(request, "catalogue/glossary.html", {"letters": letters})


@require_safe
def maker(request):
    facts, contacts = list(MakerFact.objects.all()), list(Contact.objects.all())
    cited = citations_of(facts, contacts)
    said = {
        topic: [statement(fact, cited[fact._meta.label, fact.pk]) for fact in facts if fact.topic == topic] for topic in MakerFact.Topic
    }
    context = {
        "topics": [{"topic": topic.value, "label": topic.label, "said": said_together(rows)} for topic, rows in said.items() if rows],
        "contacts": [{"contact": contact, "citations": cited[contact._meta.label, contact.pk]} for contact in contacts],
        "terms": Terms(GlossaryTerm.objects.all()),
    }
    return render(request, "catalogue/maker.html", context)
