"""The page of a course: one track a screen, its dates a GET form whose result has an address."""

from dataclasses import replace

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.access import refuse, turn_away

from .. import course_pages
from ..calendars import calendar_response
from ..course_form import CoursePageForm
from ..courses import calendar_of, course_as_dict, programme_of
from ..models import Course
from ..models.courses import Track
from .shared import without_blanks


@require_safe
def course_detail(request, slug):
    programme = programme_of(slug, request.viewer)
    if programme is None:
        return refuse(request, Course.objects, slug)
    closed_to_viewer = withheld_track(programme, request.GET)
    if closed_to_viewer:
        return turn_away(request, programme.readers_of(closed_to_viewer))
    given = without_blanks(request.GET)
    form = CoursePageForm(given, programme=programme)
    track = course_pages.track_of(programme, given)
    context = course_pages.frame(programme, track)
    if not form.is_valid():
        context |= course_pages.form_context(form, programme, track, given, may_repeat=programme.may_repeat)
        return render(request, "protocols/course.html", context, status=400)
    # What is for patients of a clinic stands here too, for whoever may not open the clinic's track.
    tracks = (track, *(other for other in Track.values if other not in programme.tracks))
    course = course_as_dict(programme, replace(form.asked(), tracks=tracks))
    if form.cleaned_data["format"]:
        return calendar_response(calendar_of(course, track=track, stamp=timezone.now()), filename="hair-care.ics")
    context |= {
        **course_pages.course_context(course, track, given),
        **course_pages.form_context(form, programme, track, given, may_repeat=course_pages.may_repeat(course)),
        "today": timezone.localdate(),
    }
    return render(request, "protocols/course.html", context)


def withheld_track(programme, given):
    """A track that was asked for and is not for this visitor, or the first of a course that has none for them."""
    for track in given.getlist("track"):
        if track in Track.values and track not in programme.tracks:
            return track
    return None if programme.tracks else programme.every_phase[0].track
