"""The product finder: a few questions, then one to three products with the reason. The answers are the address."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.finder_form import FinderForm
from catalogue.finder_page import FinderPage, goals


@require_safe
def finder(request):
    form = FinderForm(request.GET, concerns=goals(request.viewer))
    answered = form.is_bound and form.is_valid()
    context = {"questions": form.questions(), "problems": form.problems(), "answered": answered}
    if answered:
        context |= {
            "answers": form.summary(),
            "sign_in_url": form.sign_in_url(request.viewer),
            **FinderPage(form, request.viewer).context(),
        }
    return render(request, "catalogue/finder.html", context, status=400 if form.is_bound and not answered else 200)
