"""The search page: the same address, with script or without, shows the same results."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from catalogue.listing import page_number
from catalogue.search.index import KINDS
from catalogue.search.results import search, shown

PAGE_SIZE = 20


@require_safe
def search_page(request):
    """`q` is what is looked for, `kind` narrows to one kind of thing. Any text gets an ordinary answer."""
    query, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    answer = search(query, request.viewer)
    found = [one for one in answer.found if kind not in KINDS or one.kind == kind]
    pages = Paginator(found, PAGE_SIZE)
    number = page_number(request.GET.getlist("page"))
    if number is None or number > pages.num_pages:
        raise Http404
    page = pages.page(number)
    context = {
        "answer": answer,
        "groups": grouped(shown(page.object_list, answer.words)),
        "total": len(found),
        "kinds": kind_links(answer, kind),
        "page": page,
        "query": answer.query,
        "chosen_kind": kind if kind in KINDS else "",
        "previous_url": address(query, kind, page.previous_page_number()) if page.has_previous() else None,
        "next_url": address(query, kind, page.next_page_number()) if page.has_next() else None,
    }
    return render(request, "catalogue/search.html", context)


def grouped(found):
    """The things of one page by kind, the kind of the best result first."""
    groups = {}
    for one in found:
        groups.setdefault(one.kind, []).append(one)
    return [{"label": KINDS[kind].label, "kind": kind, "found": things} for kind, things in groups.items()]


def kind_links(answer, chosen):
    """The kinds among the results with their numbers, as links; the chosen one takes itself away."""
    return [
        {
            "label": KINDS[kind].label,
            "count": count,
            "chosen": kind == chosen,
            "url": address(answer.query, "" if kind == chosen else kind),
        }
        for kind, count in answer.counts().items()
    ]


def address(query, kind="", page=1):
    given = {"q": query, "kind": kind, "page": page if page > 1 else ""}
    return f"{reverse('search')}?{urlencode({name: value for name, value in given.items() if value})}"
