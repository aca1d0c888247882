"""The page of a course: one track a screen, its dates a GET form whose result has an address."""

from dataclasses import replace

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.access import refuse, turn_away

from .. import course_pages
from ..calendars import calendar_response, new_uid
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
        values = form.cleaned_data
        content = calendar_of(course, track=track, stamp=timezone.now(), continues=values["continues"], replaces=values["replaces"])
        return calendar_response(content, filename="hair-care.ics")
    if course["starts_on"] and "continues" not in given:
        given["continues"] = new_uid()  # from here on this plan has a name of its own, whatever is changed in it
    context |= course_pages.course_context(course, track, given) | {"today": timezone.localdate()}
    if course["starts_on"]:
        given["replaces"] = str(course_pages.longest(course, track, given))  # for the next change
    context |= course_pages.form_context(form, programme, track, given, may_repeat=course_pages.may_repeat(course))
    return render(request, "protocols/course.html", context)


def withheld_track(programme, given):
    """A track that was asked for and is not for this visitor, or the first of a course that has none for them."""
    for track in given.getlist("track"):
        if track in Track.values and track not in programme.tracks:
            return track
    return None if programme.tracks else programme.every_phase[0].track
