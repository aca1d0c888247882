"""For pages of the apps below: the button to follow, and what happened lately. Says nothing to those it is not for."""

from django import template

from notices.models import Follow, Notice
from notices.reading import is_practitioner
from notices.shown import as_shown

register = template.Library()
MOST_SHOWN = 5


@register.inclusion_tag("notices/_follow.html", takes_context=True)
def follow_button(context, field, slug):
    """`field`: product or protocol."""
    viewer, request = context["viewer"], context["request"]
    offered = is_practitioner(viewer) if field == "protocol" else viewer.is_verified_professional
    follows = offered and Follow.objects.filter(user=request.user, **{f"{field}__slug": slug}).exists()
    return {
        "offered": offered,
        "follows": follows,
        "field": field,
        "slug": slug,
        "next": request.path,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("notices/_latest.html", takes_context=True)
def latest_notices(context, field, slug):
    rows = Notice.objects.filter(**{f"{field}__slug": slug}).readable_by(context["viewer"]).with_subjects()
    return {"notices": [as_shown(notice) for notice in rows[:MOST_SHOWN]]}
