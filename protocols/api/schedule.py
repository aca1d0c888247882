"""The dated plan as JSON or as a calendar file, for verified practitioners."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response

from catalogue.api.shared import CitationSerializer

from .. import dosing, plans
from ..calendars import calendar_response
from ..plan_form import PlanForm
from .dosing import DOSING_PARAMETERS, DosingSerializer
from .shared import ApplicationSerializer, PractitionerView, checked


class DatedApplicationSerializer(ApplicationSerializer):
    date = serializers.CharField(help_text="The day, where the clinic is.")


class ReturnSerializer(serializers.Serializer):
    product = serializers.CharField()
    name = serializers.CharField()
    earliest_on = serializers.CharField(allow_null=True, help_text="Null where no document gives a figure: the clinician decides.")
    set_by = serializers.CharField(allow_null=True, help_text="house (which of the maker's one or two days), clinician, or null.")
    condition = serializers.CharField()
    says = serializers.ListField(child=serializers.CharField(), help_text="What the documents say on it.")
    citations = CitationSerializer(many=True)


class SunscreenSerializer(serializers.Serializer):
    text = serializers.CharField()
    citations = CitationSerializer(many=True)


class ScheduleSerializer(DosingSerializer):
    performed_at = serializers.CharField(help_text="The time of the treatment, by the clock of the clinic.")
    time_zone = serializers.CharField(allow_null=True)
    downtime_class = serializers.CharField(allow_null=True, help_text="The class of the dose that the dates are for.")
    first_application = serializers.CharField(allow_null=True)
    applications = DatedApplicationSerializer(many=True)
    ends_on = serializers.CharField(allow_null=True)
    uid = serializers.CharField(help_text="Of the plan, for `continues` of a plan that takes its place.")
    returns = ReturnSerializer(many=True)
    sunscreen = SunscreenSerializer(allow_null=True)


class CalendarRenderer(BaseRenderer):
    """`?format=ics`: the view answers with the file itself."""

    media_type = "text/calendar"
    format = "ics"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return data


class NothingToPlan(APIException):
    status_code = 409


SCHEDULE_PARAMETERS = [
    *DOSING_PARAMETERS,
    OpenApiParameter("performed_at", str, required=True, description="Time of the treatment by ISO 8601 with offset, years 2000 to 2100."),
    OpenApiParameter("time_zone", str, description="IANA name. The days are those of this zone; without it, those of the offset."),
    OpenApiParameter("downtime_class", str, description="After a conflict, the class that the clinician chose among those offered."),
    OpenApiParameter(
        "first_application", str, enum=["evening", "next_morning"], description="Needed after 18:00 local time (the hour is a setting)."
    ),
    OpenApiParameter("night_complex_on", OpenApiTypes.DATE, description="The day the clinician sets for Recovery Night Complex."),
    OpenApiParameter("creams_on", OpenApiTypes.DATE, description="The day the clinician sets for the creams."),
    OpenApiParameter(
        "continues", str, description="`uid` of the plan that this one takes the place of: its calendar entries are replaced."
    ),
    OpenApiParameter(
        "replaces", int, description="Home applications of the plan before: the calendar file cancels those that are left over."
    ),
    OpenApiParameter("format", str, enum=["json", "ics"], description="ics: all-day entries for a calendar."),
]


class ScheduleView(PractitionerView):
    """The dosing answer with its dates: every home application by day, part of the day and millilitres, its end, and what may return when.

    Source of the figures: as the dosing look-up. Without one dose to act on (a conflict that nobody settled, no rule, a
    contraindication) it answers 200 with that outcome and no application; a calendar file of it is 409. 400 names the parameter.
    """

    renderer_classes = [JSONRenderer, CalendarRenderer]

    def get_renderers(self):
        """Only an answer to GET can be a calendar."""
        return super().get_renderers() if getattr(self.request, "method", "GET") in {"GET", "HEAD"} else [JSONRenderer()]

    @extend_schema(responses=ScheduleSerializer, parameters=SCHEDULE_PARAMETERS, summary="Dated plan")
    def get(self, request):
        shown = self.shown()
        form = checked(request, PlanForm, rules=shown.rules, evening_from=settings.LATE_VISIT_AFTER)
        try:
            plan = plans.plan(shown, form.question(), form.visit(), request.viewer)
        except dosing.NotOffered:
            raise ValidationError({"downtime_class": [_("The answer does not offer this class.")]}) from None
        if request.accepted_renderer.format == "ics":
            return calendar(plan, shown.version, form)
        return Response(ScheduleSerializer({**plan, "uid": form.uid()}).data)

    def handle_exception(self, exc):
        """A refusal is JSON, whatever was asked for."""
        if hasattr(self.request, "accepted_renderer"):
            self.request.accepted_renderer, self.request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
        return super().handle_exception(exc)


def calendar(plan, version, form):
    if not plan["applications"]:
        raise NothingToPlan(_("There is no dose to plan, so there is no calendar: the answer says why."))
    content = plans.calendar_of(plan, version, uid=form.uid(), stamp=timezone.now(), replaces=form.cleaned_data["replaces"])
    return calendar_response(content, filename="skin-care-plan.ics")
