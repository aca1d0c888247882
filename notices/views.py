"""What one follows, and one's webhooks. Every change is a POST that leads back to the list."""

from functools import wraps

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import seconds_to_wait
from catalogue.access import practitioners_only

from . import actions
from .forms import WebhookForm
from .models import Follow, Notice, Webhook, WebhookDelivery
from .reading import followable_product, followable_protocol, is_practitioner
from .shown import as_shown

MOST_SHOWN = 20


def unhurried(view):
    """Each account may change and try so much in an hour; past that 429, and nothing is done."""

    @wraps(view)
    def limited(request, *args, **kwargs):
        posted = request.method == "POST" and request.user.is_authenticated
        wait = seconds_to_wait(f"notices {request.user.pk}", settings.NOTICE_RATE_ACCOUNT) if posted else 0
        if not wait:
            return view(request, *args, **kwargs)
        response = render(request, "429.html", status=429)
        response.headers["Retry-After"] = str(wait)
        return response

    return limited


@require_safe
@login_required
def notices(request):
    """What the account follows, and the latest of it that it may read now."""
    rows = Notice.objects.followed_by(request.user).readable_by(request.viewer).with_subjects()
    follows = Follow.objects.filter(user=request.user).select_related("product", "protocol")
    context = {
        "notices": [as_shown(notice) for notice in rows[:MOST_SHOWN]],
        "follows": [follow_as_shown(one) for one in follows],
        "may_follow": request.viewer.is_verified_professional,
        "may_use_webhooks": is_practitioner(request.viewer),
        "most": MOST_SHOWN,
    }
    return render(request, "notices/notices.html", context)


def follow_as_shown(follow):
    subject = follow.subject
    return {"name": str(subject), "url": subject.get_absolute_url(), "field": subject._meta.model_name, "slug": subject.slug}


def subject_named(request):
    """What is to be followed: exactly one of `product` and `protocol`, by its slug."""
    named = {name: request.POST[name] for name in ("product", "protocol") if request.POST.get(name)}
    return named if len(named) == 1 and "\x00" not in "".join(named.values()) else {}


@require_POST
@login_required
@unhurried
def follow(request):
    named = subject_named(request)
    if not named:
        messages.info(request, _("Nothing was named to follow."))
        return redirect("account-notices")
    product, protocol = named.get("product"), named.get("protocol")
    subject = followable_product(request.viewer, product) if product else followable_protocol(request.viewer, protocol)
    if subject is None:
        raise PermissionDenied
    try:
        actions.follow(by=request.user, subject=subject)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("You follow %(name)s. We write to you when it changes.") % {"name": subject})
    return back(request)


@require_POST
@login_required
@unhurried
def unfollow(request):
    """Open whatever the account may read now: nobody is held to letters."""
    named = subject_named(request)
    if named and actions.unfollow(by=request.user, **named):
        messages.success(request, _("You do not follow it any more."))
    else:
        messages.info(request, _("You did not follow it."))
    return back(request)


def back(request):
    path = request.POST.get("next", "")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return redirect(path if is_ours else "account-notices")


@require_http_methods(["GET", "HEAD", "POST"])
@practitioners_only
@reauthentication_required
@unhurried
def webhooks(request):
    """The list with its log, and the form for one more. The answer to that form is the only page on which a secret is ever read."""
    form, made = WebhookForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        made = make(request, form)
        form = WebhookForm() if made else form
    deliveries = WebhookDelivery.objects.filter(webhook__user=request.user).select_related(
        "webhook", "notice__product", "notice__protocol", "notice__version", "notice__discrepancy"
    )
    context = {
        "form": form,
        "made": made,
        "webhooks": Webhook.objects.filter(user=request.user),
        "deliveries": [delivery_as_shown(row) for row in deliveries[:MOST_SHOWN]],
        "most": actions.MOST_WEBHOOKS,
        "switched_on": settings.WEBHOOKS,
        "may_make": is_practitioner(request.viewer),
    }
    return render(request, "notices/webhooks.html", context, status=400 if form.errors else 200)


def make(request, form):
    """The new webhook; None if it was refused, and the form says why."""
    if not is_practitioner(request.viewer):
        form.add_error(None, _("Only a verified practitioner can have webhooks."))
        return None
    try:
        return actions.make_webhook(by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def delivery_as_shown(delivery):
    about = _("Test") if delivery.is_test else str(delivery.notice)
    return {"row": delivery, "about": about, "may_repeat": not delivery.is_test and delivery.status != WebhookDelivery.Status.WAITING}


def own_verb(done, nothing):
    """A verb on something of one's own. The same answer for what is gone and for somebody else's."""

    def decorated(act):
        @require_POST
        @login_required
        @unhurried
        @wraps(act)
        def view(request, **named):
            if act(request, **named):
                messages.success(request, done())
            else:
                messages.info(request, nothing())
            return redirect("account-webhooks")

        return view

    return decorated


@own_verb(lambda: _("The webhook is removed."), lambda: _("There is no such webhook, or it was removed already."))
def remove_webhook(request, pk):
    return actions.remove_webhook(by=request.user, pk=pk)


@own_verb(lambda: _("The webhook is switched on again."), lambda: _("There is no such webhook, or it is switched on already."))
def switch_on(request, pk):
    return actions.switch_on(by=request.user, pk=pk)


@own_verb(
    lambda: _("A test is on its way. Reload this page in a moment to see how it went."),
    lambda: _("There is no such webhook, or its last test is still on its way."),
)
def send_test(request, pk):
    return actions.send_test(by=request.user, pk=pk)


@own_verb(
    lambda: _("It is on its way again. Reload this page in a moment to see how it went."),
    lambda: _("There is no such message, or it is on its way already."),
)
def send_again(request, key):
    return actions.send_again(by=request.user, key=key)
