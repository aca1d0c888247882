"""Importing and exporting tables: bring a file, read what is wrong with it or what it would change, then confirm or discard."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from catalogue.imports import exporting, jobs, runs
from catalogue.imports.checking import DRAFT, NEW, PROPOSAL
from catalogue.imports.problems import Unreadable
from catalogue.imports.reading import refuse_large
from catalogue.imports.sheets import SHEETS
from catalogue.models import ImportRun

from .columns import tag
from .exports import export_links, may_view

Status = ImportRun.Status
TONES = {
    Status.CHECKING: "caution",
    Status.REFUSED: "stop",
    Status.CHECKED: "caution",
    Status.APPLYING: "caution",
    Status.APPLIED: "good",
    Status.FAILED: "stop",
    Status.DISCARDED: "quiet",
}
WORKING = {Status.CHECKING, Status.APPLYING}
HOW = {
    NEW: _("New: becomes a draft that nobody else reads"),
    DRAFT: _("Draft: is changed at once"),
    PROPOSAL: _("Readers see it: becomes a proposed change, to be published by somebody"),
}
A_PAGE = 50
FORMATS = {"csv": exporting.as_csv, "xlsx": exporting.as_xlsx}


def may_import(user, sheet):
    """Whoever may change and add each of these by hand."""
    return all(user.has_perm(f"{one._meta.app_label}.{verb}_{one._meta.model_name}") for one in sheet.models for verb in ("change", "add"))


class ImportForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is in it"), widget=forms.RadioSelect)
    file = forms.FileField(label=_("File"), widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = ImportRun.Kind
        self.fields["kind"].choices = [(kind, kinds(kind).label) for kind, sheet in SHEETS.items() if may_import(user, sheet)]

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            refuse_large(file.size)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return file


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    list_display = ["file_name", "kind", "status_tag", "total", "made_by_name", "made_at"]
    list_filter = ["kind", "status"]
    list_per_page = A_PAGE
    show_full_result_count = False
    change_list_template = "admin/catalogue/import_list.html"

    class Media:
        css = {"all": ["css/admin.css", "css/admin_imports.css"]}

    @admin.display(description=_("status"), ordering="status")
    def status_tag(self, run):
        return tag(run.get_status_display(), TONES[run.status])

    def get_queryset(self, request):
        return super().get_queryset(request).defer("rows", "differences", "problems")

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        links = [link for sheet in SHEETS.values() for link in export_links(request.user, sheet)]
        everything = reverse("admin:catalogue_importrun_everything") if may_view(request.user, exporting.everything()) else ""
        return super().changelist_view(request, {"export_links": links, "everything": everything, **(extra_context or {})})

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("export/everything/", view(self.everything), name="catalogue_importrun_everything"),
            path("export/<str:kind>/<str:ending>/", view(self.export), name="catalogue_importrun_export"),
            path("<int:pk>/decide/", view(self.decide), name="catalogue_importrun_decide"),
            *super().get_urls(),
        ]

    # Import

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            return self.bring(request, **form.cleaned_data)
        sheets = [(label, SHEETS[kind].columns.values(), SHEETS[kind].key) for kind, label in form.fields["kind"].choices]
        limits = {"rows": settings.IMPORT_MAX_ROWS, "kilobytes": settings.IMPORT_MAX_BYTES // 1000}
        context = {**self.context(request, _("Import a table")), "form": form, "sheets": sheets, "limits": limits}
        return render(request, "admin/catalogue/import_form.html", context, status=400 if form.errors else 200)

    def bring(self, request, kind, file):
        run = runs.bring(data=file.read(), name=file.name, kind=kind, by=request.user)
        if run.total > runs.AT_ONCE and run.status == Status.CHECKING:
            jobs.check_run.enqueue(run.pk)
        else:
            runs.check_run(run)
        return HttpResponseRedirect(result_of(run))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        run = self.found(object_id)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        return self.result(request, run)

    @method_decorator(require_safe)
    def result(self, request, run, status=200):
        sheet = SHEETS.get(run.kind)
        page = Paginator(run.problems or rows_shown(run), A_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.context(request, run.file_name),
            "run": run,
            "page": page,
            "working": run.status in WORKING,
            "refresh": run.status in WORKING,
            "status_tag": self.status_tag(run),
            "may_decide": run.status == Status.CHECKED and self.may_decide(request, sheet),
            "counts": [(HOW[how], run.counts[how]) for how in HOW if run.counts.get(how)],
            "proposals": run.proposals.all()[:A_PAGE],
            "proposal_count": run.proposals.count(),
        }
        return render(request, "admin/catalogue/import_result.html", context, status=status)

    def may_decide(self, request, sheet):
        return self.has_add_permission(request) and sheet is not None and may_import(request.user, sheet)

    @method_decorator(require_POST)
    def decide(self, request, pk):
        run = self.found(pk)
        if not self.may_decide(request, SHEETS.get(run.kind)):
            raise PermissionDenied
        if not {"_confirm", "_discard"} & set(request.POST):
            raise SuspiciousOperation("neither confirmed nor discarded")
        first = runs.confirm(run=run) if "_confirm" in request.POST else runs.discard(run=run)
        if not first:
            messages.warning(request, _("This import was decided on already; nothing more was done."))
        elif run.status == Status.APPLYING:
            self.apply(request, run)
        return HttpResponseRedirect(result_of(run))

    def apply(self, request, run):
        if run.total > runs.AT_ONCE:
            jobs.apply_run.enqueue(run.pk, request.user.pk)
        else:
            runs.apply_run(run, by=request.user)

    # Export

    @method_decorator(require_safe)
    def export(self, request, kind, ending):
        sheet, write = SHEETS.get(kind), FORMATS.get(ending)
        if not (request.user.is_staff and sheet and write):
            raise Http404
        if not may_view(request.user, sheet.models):
            raise PermissionDenied
        return write(sheet)

    @method_decorator(require_safe)
    def everything(self, request):
        if not may_view(request.user, exporting.everything()):
            raise PermissionDenied
        return exporting.as_yaml()

    def found(self, pk):
        run = ImportRun.objects.filter(pk=pk).first() if str(pk).isdigit() else None
        if run is None:
            raise Http404
        return run

    def context(self, request, title):
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "media": self.media}


def result_of(run):
    return reverse("admin:catalogue_importrun_change", args=[run.pk])


def rows_shown(run):
    """One entry a changed cell; the first of a row says what becomes of it."""
    return [
        {
            "row": row["row"],
            "key": difference["key"],
            "title": difference["title"],
            "how": HOW[difference["how"]],
            "line": line_of(row),
            "cells": row["shown"],
        }
        for difference in run.differences
        for row in difference["rows"]
    ]


def line_of(row):
    return " ".join(part.strip('"') for part in row["line"])
