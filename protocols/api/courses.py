"""Courses as JSON: for each visitor the tracks that they may read, with dates where a first day is given."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from catalogue.access import PractitionersOnly, say_if_gone, withheld_from
from catalogue.api.shared import CitationSerializer, SaidSerializer, WithheldSerializer

from ..course_dates import WEEKDAYS
from ..course_form import CourseForm
from ..courses import course_as_dict, listed, programme_of
from ..models import Course
from ..models.courses import Track
from .shared import checked


class CourseSerializer(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    product = serializers.CharField(help_text="Slug of the product.")
    summary = serializers.CharField()
    tracks = serializers.ListField(child=serializers.ChoiceField(Track.choices), help_text="The tracks that the visitor may read.")
    url = serializers.CharField()


class PartSerializer(SaidSerializer):
    code = serializers.CharField()
    track = serializers.CharField(allow_null=True, help_text="home or clinic; null for both.")


class CourseStepSerializer(SaidSerializer):
    code = serializers.CharField()
    place = serializers.CharField(help_text="clinic or home")
    volume_ml = serializers.CharField(allow_null=True, help_text="Null where none is stated.")


class PhaseSerializer(serializers.Serializer):
    code = serializers.CharField()
    track = serializers.CharField()
    name = serializers.CharField()
    note = serializers.CharField()
    treatments_per_week = serializers.IntegerField()
    weeks = serializers.IntegerField(allow_null=True, help_text="Weeks as planned; null for a phase of months.")
    weeks_exact = serializers.BooleanField(help_text="False where the weeks are the least.")
    months = serializers.IntegerField(allow_null=True)
    days = serializers.ListField(child=serializers.IntegerField(), help_text="Days of the week's treatments, 0 the first.")
    days_inferred = serializers.BooleanField()
    needle_min_mm = serializers.CharField(allow_null=True)
    needle_max_mm = serializers.CharField(allow_null=True)
    starts_on = serializers.CharField(allow_null=True)
    ends_on = serializers.CharField(allow_null=True, help_text="The last day of the phase's last week, or of its months.")
    dates_inferred = serializers.BooleanField()
    inferred = serializers.BooleanField()
    volume_ml = serializers.CharField(allow_null=True, help_text="Of one treatment, all its steps together.")
    steps = CourseStepSerializer(many=True)
    citations = CitationSerializer(many=True)


class TreatmentSerializer(serializers.Serializer):
    track = serializers.CharField()
    phase = serializers.CharField()
    number = serializers.IntegerField(help_text="Within its phase.")
    week = serializers.IntegerField()
    day = serializers.IntegerField(help_text="Day of the phase's own week, 0 the first.")
    date = serializers.CharField(allow_null=True)
    planned_on = serializers.CharField(
        allow_null=True, help_text="The day that was counted; another than `date` where the clinic is closed."
    )
    moved = serializers.BooleanField()
    inferred = serializers.BooleanField(help_text="True where the maker does not print the day.")
    volume_ml = serializers.CharField(allow_null=True)
    ampoules = serializers.CharField(allow_null=True, help_text="Always null: the size of a unit is not stated.")
    ampoules_reason = serializers.CharField()


class CheckUpSerializer(PartSerializer):
    months_after = serializers.IntegerField(allow_null=True, help_text="After the last treatment in the clinic.")
    every_months_min = serializers.IntegerField(allow_null=True)
    every_months_max = serializers.IntegerField(allow_null=True)
    date = serializers.CharField(allow_null=True)
    planned_on = serializers.CharField(allow_null=True)
    moved = serializers.BooleanField()


class AftercareSerializer(PartSerializer):
    hours_minimum = serializers.IntegerField(allow_null=True)
    hours_best = serializers.IntegerField(allow_null=True)
    during_course = serializers.BooleanField()


class CourseDetailSerializer(CourseSerializer):
    starts_on = serializers.CharField(allow_null=True)
    repeat_weeks = serializers.IntegerField(allow_null=True)
    closed = serializers.ListField(child=serializers.CharField())
    phases = PhaseSerializer(many=True)
    treatments = TreatmentSerializer(many=True)
    check_ups = CheckUpSerializer(many=True)
    aftercare = AftercareSerializer(many=True)
    repeat = PartSerializer(many=True)
    not_stated = PartSerializer(many=True)
    withheld = WithheldSerializer(many=True)
    citations = CitationSerializer(many=True)


class CourseListView(APIView):
    """Courses, each with the tracks that the visitor may read."""

    @extend_schema(responses=CourseSerializer(many=True), summary="Courses")
    def get(self, request):
        paginator = api_settings.DEFAULT_PAGINATION_CLASS()
        page = paginator.paginate_queryset(listed(request.viewer), request, view=self)
        return paginator.get_paginated_response(CourseSerializer(page, many=True).data)


COURSE_PARAMETERS = [
    OpenApiParameter("starts_on", OpenApiTypes.DATE, description="First day, years 2000 to 2100. Without it there are weeks and no dates."),
    OpenApiParameter("track", str, enum=Track.values, description="One track. Without it, all that the visitor may read."),
    OpenApiParameter("treatments", int, description="Treatments in the clinic, to extend the course beyond its least number."),
    OpenApiParameter("repeat", int, description="Weeks of a shorter repeat after a check-up, in place of the whole clinic course."),
    OpenApiParameter(
        "closed",
        str,
        many=True,
        enum=list(WEEKDAYS),
        description="A day of the week on which the clinic is closed; may be given several times. A visit moves to the next open day.",
    ),
]


class CourseView(APIView):
    """One course: its phases, treatments by week or date, check-ups and aftercare.

    Source: maker's FAQ, Advanced Hair System. A track that is for others answers 401 or 403 where it is asked for, and is named in
    `withheld` where it is not. 400 names the parameter and says what to write.
    """

    @extend_schema(responses=CourseDetailSerializer, parameters=COURSE_PARAMETERS, summary="One course, dated")
    def get(self, request, slug):
        programme = programme_of(slug, request.viewer)
        if programme is None:
            say_if_gone(request.viewer, Course.objects, slug)
            self.turn_away(withheld_from(request.viewer, Course.objects, slug))
        for track in request.query_params.getlist("track"):
            if track in Track.values and track not in programme.tracks:
                self.turn_away(programme.readers_of(track))
        if not programme.tracks:
            self.turn_away(programme.readers_of(programme.every_phase[0].track))
        asked = checked(request, CourseForm, programme=programme).asked()
        return Response(CourseDetailSerializer(course_as_dict(programme, asked)).data)

    def turn_away(self, access):
        if not access:
            raise Http404
        self.permission_denied(self.request, message=PractitionersOnly.message)
