"""The review page of a version: for whoever signs it, and for whoever wrote it to see what a reviewer will see."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from catalogue.access import never_stored
from catalogue.visibility import Audience
from protocols import pages, review_pages
from protocols.models import ProtocolVersion, ReviewComment
from protocols.review_comments import write_comment
from protocols.review_pages import review_context, review_url, subjects
from protocols.sign_form import SignForm

from .life import life_links

COMMENTED = gettext_lazy("The comment is written.")


class CommentForm(forms.Form):
    about = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=ReviewComment._meta.get_field("text").max_length,
        error_messages={"required": gettext_lazy("Write the comment.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, choices=(), **kwargs):
        super().__init__(*args, prefix="comment", **kwargs)
        self.fields["about"].choices = choices


def review_page(request, version, sign_form=None, comment_form=None):
    """The page as a whole. A form that was refused stands in it as it was filled in, and the answer is 400."""
    context = review_context(version, user=request.user)
    refused = [form for form in (sign_form, comment_form) if form is not None and form.is_bound]
    sign_form = sign_form if sign_form is not None else SignForm(changes=context["figures"])
    choices = subjects(context["figures"], [change for part in context["words"] for change in part["changes"]])
    context |= {
        **admin.site.each_context(request),
        "opts": ProtocolVersion._meta,
        "title": _("Review of %(version)s") % {"version": version},
        "sign_form": sign_form,
        "ticked": ticked(sign_form, version),
        "comment_form": comment_form or CommentForm(choices=choices),
        "refused": refused,
        "life": life_links(version, request.user),
        "may_sign": context["in_review"] and not context["why_not"] and not context["blockers"],
    }
    answer = render(request, "admin/protocols/protocolversion/review.html", context, status=400 if refused else 200)
    return never_stored(answer)


def ticked(form, version):
    """What was ticked stays ticked, unless another content stands on the page now: that has to be read again."""
    if not form.is_bound or form.data.get("content_sha256") != version.content_sha256:
        return []
    return form.data.getlist("figures_checked") if hasattr(form.data, "getlist") else form.data.get("figures_checked", [])


class ReviewViews:
    """Addresses of the review page in the admin of versions, and how long each version has waited in its list."""

    def get_urls(self):
        name = "protocols_protocolversion_review"
        own = [
            path("<int:pk>/review/", self.admin_site.admin_view(require_safe(self.review)), name=name),
            path("<int:pk>/review/preview/", self.admin_site.admin_view(require_safe(self.review_preview)), name=f"{name}_preview"),
            path("<int:pk>/review/comment/", self.admin_site.admin_view(require_POST(self.review_comment)), name=f"{name}_comment"),
        ]
        return [*own, *super().get_urls()]

    def review(self, request, pk):
        return review_page(request, self.version_to_read(request, pk))

    def review_comment(self, request, pk):
        version = self.version_to_read(request, pk)
        if not request.user.has_perm("protocols.add_reviewcomment"):
            raise PermissionDenied
        context = review_context(version, user=request.user)
        choices = subjects(context["figures"], [change for part in context["words"] for change in part["changes"]])
        form = CommentForm(request.POST, choices=choices)
        if not form.is_valid() or not self.written(form, version, request.user):
            return review_page(request, version, comment_form=form)
        messages.success(request, COMMENTED)
        return HttpResponseRedirect(f"{review_url(version)}#comments")

    def written(self, form, version, by):
        try:
            write_comment(version=version, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        return True

    def review_preview(self, request, pk):
        """What a verified practitioner, a salon or a consumer would be given at the address of the protocol."""
        version = self.version_to_read(request, pk)
        asked = request.GET.get("as", Audience.PRACTITIONER)
        audience = Audience(asked) if asked in Audience.values else Audience.PRACTITIONER
        links = [
            {"label": one.label, "url": review_pages.preview_url(version, one), "chosen": one == audience} for one in list(Audience)[::-1]
        ]
        context = {"version": version, "audience": audience.label, "previews": links, "review_url": review_url(version)}
        if not review_pages.reads_protocols(audience):
            return never_stored(render(request, "admin/protocols/protocolversion/preview_refused.html", context))
        versions = list(ProtocolVersion.objects.filter(protocol=version.protocol_id).select_related("protocol", "signed_by").latest_first())
        context |= pages.protocol_context(version, versions, request.viewer)
        context["answers"] = review_pages.answers_of(version)
        return never_stored(render(request, "admin/protocols/protocolversion/preview.html", context))

    def version_to_read(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = ProtocolVersion.objects.select_related("protocol__product", "created_by", "submitted_by", "signed_by", "sign_off")
        return get_object_or_404(rows, pk=pk)

    @admin.display(description=gettext_lazy("review"), ordering="submitted_at")
    def review_link(self, version):
        """How long a version has waited for a second person, and the way to its review page."""
        words = _("Review page")
        if version.status == ProtocolVersion.Status.IN_REVIEW and version.submitted_at:
            days = (timezone.now() - version.submitted_at).days
            words = ngettext("Waits for %(days)s day", "Waits for %(days)s days", days) % {"days": days}
        return format_html('<a href="{}">{}</a>', review_url(version), words)
