"""What the review page of a version shows, as plain values: what it changes, what stands in its way, what was said of it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Precaution
from catalogue.visibility import Audience, Viewer

from . import actions, golden, review, signing
from .content import compose
from .models import DowntimeClass, Procedure, ProtocolVersion, Safeguard

Status = ProtocolVersion.Status
UNSIGNED = {Status.DRAFT, Status.IN_REVIEW}
# The parts of a content, in the order in which a reviewer reads its words.
PARTS = {
    "protocol": gettext_lazy("Protocol"),
    "audience": gettext_lazy("Who reads it"),
    "doses": gettext_lazy("Doses"),
    "technique": gettext_lazy("Technique"),
    "safeguards": gettext_lazy("Safeguards"),
    "unknowns": gettext_lazy("What the maker does not state"),
    "downtime_classes": gettext_lazy("Downtime classes"),
    "procedures": gettext_lazy("Procedures"),
}


def compared(version):
    """The version this one is read against, with the content of each: what clinics read now, or what they read before it."""
    before = before_of(version)
    return before, (before.content if before else None), version.content or compose(version)


def before_of(version):
    if version.status in UNSIGNED:
        return actions.before_of(version)
    earlier = ProtocolVersion.objects.filter(protocol=version.protocol_id, number__lt=version.number, status__in=ProtocolVersion.SHOWN)
    return earlier.latest_first().first()


def review_context(version, *, user):
    before, was, now = compared(version)
    figures = review.to_check(was, now)
    words = review.words_changed(was, now)
    return {
        "version": version,
        "before": before,
        "figures": figures,
        "answers": review.answers_changed(was, now),
        "words": parts_of(words),
        "number_of_words": len(words),
        "words_left": review.words_left(was, now),
        "blockers": blockers(version, now),
        "people": people(version),
        "waiting_days": waiting_days(version),
        "comments": comments(version, figures, words),
        "may_comment": version.status in UNSIGNED and user.has_perm("protocols.add_reviewcomment"),
        "sign_off": getattr(version, "sign_off", None),
        "in_review": version.status == Status.IN_REVIEW,
        "why_not": signing.why_not(version, user) if version.status == Status.IN_REVIEW else "",
        "meaning": signing.MEANING,
        "previews": [{"label": label, "url": preview_url(version, audience)} for audience, label in Audience.choices[::-1]],
        "change_url": reverse("admin:protocols_protocolversion_change", args=[version.pk]),
    }


def review_url(version):
    return reverse("admin:protocols_protocolversion_review", args=[version.pk])


def preview_url(version, audience):
    return f"{reverse('admin:protocols_protocolversion_review_preview', args=[version.pk])}?as={audience}"


def parts_of(words):
    """The changed texts under the part of the protocol they stand in."""
    grouped = [(label, [change for change in words if change.key.split(".")[0] == part]) for part, label in PARTS.items()]
    return [{"label": label, "changes": changes} for label, changes in grouped if changes]


def people(version):
    """Who wrote it, each once, and who submitted it."""
    wrote = [version.created_by, *(row.user for row in version.contributors.select_related("user"))]
    names = dict.fromkeys(person.get_full_name() for person in wrote if person)
    return {"wrote": list(names), "submitted": version.submitted_by.get_full_name() if version.submitted_by else ""}


def waiting_days(version):
    if version.status != Status.IN_REVIEW or version.submitted_at is None:
        return None
    return (timezone.now() - version.submitted_at).days


def comments(version, figures, words):
    labels = {change.key: change.label for change in (*words, *figures)}
    return [{"row": row, "about": labels.get(row.about, row.about)} for row in version.comments.all()]


def subjects(figures, words):
    """What a comment can be about: the version as a whole, or one of its changes."""
    named = {change.key: change.label for change in (*figures, *words)}
    return [("", _("The version as a whole")), *named.items()]


def blockers(version, content):
    found = review.blockers(content)
    addresses = admin_addresses(version) if found else {}
    return [{"problem": problem, "url": address_for(problem.about, version, addresses)} for problem in found]


def admin_addresses(version):
    """The admin page of each row outside the version that its content takes in, by the key of the row."""
    classes = DowntimeClass.objects.values_list("code", "pk")
    procedures = Procedure.objects.values_list("slug", "pk")
    safeguards = Precaution.objects.filter(pk__in=Safeguard.objects.values("precaution")).values_list("code", "pk")
    return {
        **{f"downtime_classes.{code}": reverse("admin:protocols_downtimeclass_change", args=[pk]) for code, pk in classes},
        **{f"procedures.{slug}": reverse("admin:protocols_procedure_change", args=[pk]) for slug, pk in procedures},
        **{f"safeguards.{code}": reverse("admin:catalogue_precaution_change", args=[pk]) for code, pk in safeguards},
        "downtime_classes": reverse("admin:protocols_downtimeclass_changelist"),
        "protocol": reverse("admin:protocols_protocol_change", args=[version.protocol_id]),
    }


def address_for(key, version, addresses):
    """The form in which a row is mended; the rows of the version itself stand in lists on its own page."""
    if key in addresses:
        return addresses[key]
    part = key.split(".")[0]
    return f"{reverse('admin:protocols_protocolversion_change', args=[version.pk])}#{part}-group"


def answers_of(version):
    """Every question of the table with its answer, as this version would give it."""
    return [{"question": question, "answer": answer, "made_of": parts} for question, answer, parts in golden.answers(compared(version)[2])]


def reads_protocols(audience):
    """By the rule that every page asks: whether somebody of this verified profession reads protocols at all."""
    return Viewer(audience=audience, signed_in=True).reads_protocols
