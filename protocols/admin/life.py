"""The buttons in the life of a version: each asks the one door, and shows what it says."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from protocols import actions
from protocols.models import ProtocolVersion

Status = ProtocolVersion.Status
MAY_WRITE, MAY_SIGN = "protocols.change_protocolversion", "protocols.approve_protocolversion"
MAY_START, MAY_WITHDRAW = "protocols.add_protocolversion", "protocols.withdraw_protocolversion"
LONGEST_REASON = 2000
# For each verb that asks for a reason: the action, who may, and the words of its page.
WITH_REASON = {
    "return": {
        "action": actions.return_to_author,
        "may": {MAY_WRITE, MAY_SIGN},
        "title": gettext_lazy("Return %(version)s to its author"),
        "text": gettext_lazy("It becomes a draft again. What is changed then is submitted, read and signed anew."),
        "button": gettext_lazy("Return it to its author"),
        "done": gettext_lazy("Version %(number)s is a draft again."),
    },
    "withdraw": {
        "action": actions.withdraw,
        "may": {MAY_WITHDRAW},
        "title": gettext_lazy("Withdraw %(version)s"),
        "text": gettext_lazy(
            "At once, no clinic sees its amounts any more, and every printed sheet of it says so when it is checked. No other version takes "
            "its place by itself. It cannot be undone: the way back is a new version with a signature. Clinics read the reason."
        ),
        "button": gettext_lazy("Withdraw it now"),
        "done": gettext_lazy("Version %(number)s is withdrawn."),
    },
}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Give the reason.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LifeViews:
    """Addresses for the admin of versions, and the links to those that are open now."""

    change_form_template = "admin/protocols/version_change_form.html"

    def get_urls(self):
        own = [
            self.life_path("submit", require_POST(self.submit)),
            self.life_path("start", require_POST(self.start_from)),
            *(self.life_path(verb, require_http_methods(["GET", "HEAD", "POST"])(self.ask_reason), verb=verb) for verb in WITH_REASON),
        ]
        return [*own, *super().get_urls()]

    def life_path(self, name, view, **kwargs):
        return path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), kwargs, name=f"protocols_protocolversion_{name}")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        version = ProtocolVersion.objects.filter(pk=object_id).first() if object_id.isdigit() else None
        links = life_links(version, request.user) if version else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "life": links})

    def submit(self, request, pk):
        version = self.version_for(request, pk, {MAY_WRITE})
        self.attempt(
            request,
            lambda: actions.submit_for_review(version=version, by=request.user),
            _("Version %(number)s waits for a second person.") % {"number": version.number},
        )
        return HttpResponseRedirect(page_of(version))

    def start_from(self, request, pk):
        version = self.version_for(request, pk, {MAY_START})
        made = self.attempt(request, lambda: actions.start_new_version(protocol=version.protocol, by=request.user, like=version))
        if made:
            self.log_addition(request, made, [{"added": {}}])
            messages.success(request, _("Version %(number)s is started. Say what it changes, then change it.") % {"number": made.number})
        return HttpResponseRedirect(page_of(made or version))

    def ask_reason(self, request, pk, verb):
        """The second of two steps: what will happen, and why."""
        words = WITH_REASON[verb]
        version = self.version_for(request, pk, words["may"])
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                words["action"](version=version, by=request.user, reason=form.cleaned_data["reason"])
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, words["done"] % {"number": version.number})
                return HttpResponseRedirect(page_of(version))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "original": version,
            "title": words["title"] % {"version": version},
            "words": words,
            "form": form,
            "back_url": page_of(version),
        }
        return render(request, "admin/protocols/reason.html", context, status=400 if form.is_bound else 200)

    def version_for(self, request, pk, permissions):
        if not any(request.user.has_perm(permission) for permission in permissions):
            raise PermissionDenied
        return get_object_or_404(ProtocolVersion.objects.select_related("protocol"), pk=pk)

    def attempt(self, request, act, done=""):
        """What the action gave, or None and its refusal on the page."""
        try:
            result = act()
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return None
        if done:
            messages.success(request, done)
        return result


def page_of(version):
    return reverse("admin:protocols_protocolversion_change", args=[version.pk])


def life_links(version, user):
    """Name -> address of what this person may do with this version now."""
    draft, review = version.status == Status.DRAFT, version.status == Status.IN_REVIEW
    shown = version.status in {Status.ACTIVE, Status.RETIRED}
    may = {
        "submit": draft and user.has_perm(MAY_WRITE),
        "return": review and (user.has_perm(MAY_WRITE) or user.has_perm(MAY_SIGN)),
        "withdraw": shown and user.has_perm(MAY_WITHDRAW),
        "start": not draft and not review and user.has_perm(MAY_START),
    }
    return {name: reverse(f"admin:protocols_protocolversion_{name}", args=[version.pk]) for name, open_now in may.items() if open_now}
