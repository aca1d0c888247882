"""The documents that everything comes from: what each is, how far it goes, and what rests on each of its sections."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.cited_by import KINDS, cited_by, numbers
from catalogue.evidence import withheld_part
from catalogue.models import Citation, SourceDocument
from catalogue.visibility import Access, Audience, Viewer

PRACTITIONER = Viewer(audience=Audience.PRACTITIONER)


@require_safe
def source_list(request):
    documents = SourceDocument.objects.prefetch_related("citations")
    passages = Citation.objects.all()
    cited = cited_by(passages, request.viewer)
    context = {
        "sources": [source(document, cited) for document in documents],
        "withheld": withheld(passages, cited, request.viewer),
    }
    return render(request, "catalogue/source_list.html", context)


@require_safe
def source_detail(request, code):
    document = get_object_or_404(SourceDocument.objects.prefetch_related("citations"), code=code)
    passages = document.citations.all()
    cited = cited_by(passages, request.viewer)
    context = {"source": source(document, cited), "withheld": withheld(passages, cited, request.viewer)}
    return render(request, "catalogue/source_detail.html", context)


def withheld(passages, cited, viewer):
    """Said where a verified practitioner would find more resting on these passages; never what or how much."""
    if viewer.reads_protocols or cited_by(passages, PRACTITIONER) == cited:
        return []
    return withheld_part([Access.PRACTITIONERS], _("Treatment volumes, in-clinic steps and other clinic content"), viewer)


def source(document, cited):
    sections = list(document.citations.all())
    return {
        "code": document.code,
        "title": document.title,
        "kind": document.kind,
        "stance": document.stance,
        "numbers": numbers(cited.get(section.pk, {}) for section in sections),
        "sections": [
            {
                "anchor": f"section-{place}",
                "heading": one.section,
                "house_heading": one.house_heading,
                "cited_by": things(cited.get(one.pk, {})),
            }
            for place, one in enumerate(sections, start=1)
        ],
    }


def things(kinds):
    """What cites one section, by kind: each with its name, its address where it has one, and how many of its statements do."""
    return [
        {
            "label": kind.label,
            "things": [{"name": name, "url": url, "count": count} for (name, url), count in sorted(kinds[code].items())],
        }
        for code, kind in KINDS.items()
        if code in kinds
    ]
