"""What planned treatments and courses need, as JSON, for verified practitioners."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from catalogue.api.shared import CitationSerializer

from ..forms import printable
from ..supplies_form import MOST_LINES, CourseForm, TreatmentForm
from ..supply_plan import courses_for, supply_plan
from .shared import PractitionerView, ProtocolReferenceSerializer, ReasonSerializer, SafeguardSerializer, errors_of

FIGURE_HELP = "A plain decimal as text, or null where it is left out."


class PlannedTreatmentSerializer(serializers.Serializer):
    procedure = serializers.CharField(required=False, allow_null=True, help_text="Slug of a procedure. It or a downtime is needed.")
    needle_depth_mm = serializers.CharField(required=False, allow_null=True, help_text=FIGURE_HELP)
    peel_level = serializers.CharField(required=False, allow_null=True, help_text=FIGURE_HELP)
    peel_neutralised = serializers.BooleanField(
        required=False, allow_null=True, help_text="Left out, a planned peel counts as neutralised."
    )
    expected_downtime_hours = serializers.CharField(required=False, allow_null=True, help_text=FIGURE_HELP)
    downtime_class = serializers.CharField(
        required=False, allow_null=True, help_text="After a conflict, the class that the clinician chose among those offered."
    )
    product = serializers.CharField(required=False, allow_null=True, help_text="Only calecim-serum has doses.")
    count = serializers.IntegerField(min_value=1, max_value=999, help_text="Treatments like this one.")


class PlannedCourseSerializer(serializers.Serializer):
    course = serializers.CharField(help_text="Slug of a course with treatments in the clinic.")
    treatments = serializers.IntegerField(min_value=1, max_value=999, help_text="Treatments in the clinic.")


class SuppliesRequestSerializer(serializers.Serializer):
    treatments = PlannedTreatmentSerializer(many=True, required=False, help_text="100 lines at most, courses included; at least one.")
    courses = PlannedCourseSerializer(many=True, required=False)


class SupplyTreatmentSerializer(serializers.Serializer):
    procedure = serializers.CharField(allow_null=True)
    needle_depth_mm = serializers.CharField(allow_null=True)
    peel_level = serializers.CharField(allow_null=True)
    peel_neutralised = serializers.BooleanField(allow_null=True)
    expected_downtime_hours = serializers.CharField(allow_null=True)
    downtime_class = serializers.CharField(allow_null=True, help_text="The class that was chosen.")
    text = serializers.CharField()


class OfferedClassSerializer(serializers.Serializer):
    downtime_class = serializers.CharField()
    name = serializers.CharField()
    hours = serializers.CharField()
    governs = serializers.BooleanField(help_text="True only for the class of a downtime that fits exactly one class.")


class NeedSerializer(serializers.Serializer):
    """Null throughout where there is no dose to count with."""

    in_clinic_ml = serializers.CharField(allow_null=True)
    take_home_ml = serializers.CharField(allow_null=True)
    volume_ml = serializers.CharField(allow_null=True, help_text="Both parts of all treatments, in ml.")
    opened_in_clinic = serializers.CharField(allow_null=True, help_text="Ampoules that the clinic opens.")
    shared_with_home = serializers.CharField(allow_null=True, help_text="Of these, the ones whose rest goes home with the same patient.")
    handed_over_unopened = serializers.CharField(allow_null=True, help_text="Ampoules that go home closed.")
    ampoules = serializers.CharField(allow_null=True, help_text="Ampoules in all.")


class SupplyLineSerializer(NeedSerializer):
    treatment = SupplyTreatmentSerializer()
    outcome = serializers.ChoiceField(["match", "conflict", "no_rule", "contraindicated"])
    outcome_text = serializers.CharField()
    count = serializers.IntegerField()
    downtime_class = serializers.CharField(allow_null=True, help_text="The class of the dose that was counted; null where there is none.")
    offered = OfferedClassSerializer(many=True, help_text="After a conflict, the classes to choose from.")
    reasons = ReasonSerializer(many=True)
    notes = serializers.ListField(child=serializers.CharField(), help_text="What was taken for granted, in words.")


class SupplyCourseSerializer(serializers.Serializer):
    course = serializers.CharField()
    name = serializers.CharField()
    product = serializers.CharField()
    treatments = serializers.IntegerField()
    volume_ml = serializers.CharField(allow_null=True)
    ampoules = serializers.CharField(allow_null=True, help_text="Null: the maker does not state the size of one unit.")
    reason = serializers.CharField()
    citations = CitationSerializer(many=True)


class ProductTotalSerializer(serializers.Serializer):
    product = serializers.CharField()
    name = serializers.CharField()
    volume_ml = serializers.CharField(allow_null=True)
    ampoules = serializers.CharField(allow_null=True)
    complete = serializers.BooleanField()


class SuppliesSerializer(NeedSerializer):
    """The figures at the top are those of the Serum, of all lines that have a dose."""

    lines = SupplyLineSerializer(many=True)
    courses = SupplyCourseSerializer(many=True)
    products = ProductTotalSerializer(many=True)
    complete = serializers.BooleanField(
        help_text="False while a line is not counted: it has no rule, or more than one class and no choice."
    )
    incomplete_because = serializers.ListField(child=serializers.CharField())
    counting = serializers.CharField(help_text="What is shared, and what is not.")
    safeguards = SafeguardSerializer(many=True)
    protocol = ProtocolReferenceSerializer()
    citations = CitationSerializer(many=True)


class SuppliesView(PractitionerView):
    """The ampoules that planned treatments need: each line answered by the look-up itself, the totals per product, and what is missing.

    Nothing is stored. A line without one dose to act on (no rule, a conflict that nobody settled, a contraindication) has no figures.
    400 names the line by its place, from 0, and its field: `{"treatments": {"0": {"count": ["…"]}}}`.
    """

    @extend_schema(request=SuppliesRequestSerializer, responses=SuppliesSerializer, summary="Supplies for planned treatments")
    def post(self, request):
        shown = self.shown()
        treatments, courses = lines_of(request.data)
        offered = courses_for(request.viewer) if courses else {}
        errors, planned = {}, {}
        for name, form_class, lines, needs in (
            ("treatments", TreatmentForm, treatments, {"shown": shown}),
            ("courses", CourseForm, courses, {"offered": offered}),
        ):
            wrong, planned[name] = checked_lines(form_class, lines, **needs)
            errors |= {name: wrong} if wrong else {}
        if errors:
            raise ValidationError(errors)
        return Response(SuppliesSerializer(supply_plan(shown, **planned)).data)


def lines_of(sent):
    """The lines of both kinds. Raises ValidationError where the whole is no plan."""
    if not isinstance(sent, dict):
        raise ValidationError({"non_field_errors": [_("Send an object with a list of treatments.")]})
    errors = {printable(name): [_("This parameter is not known.")] for name in sent if name not in {"treatments", "courses"}}
    found = [sent.get(name, []) for name in ("treatments", "courses")]
    errors |= {
        name: [_("Send a list of objects.")] for name, lines in zip(("treatments", "courses"), found, strict=True) if not is_lines(lines)
    }
    if not errors and not any(found):
        errors["treatments"] = [_("Name at least one treatment or course.")]
    if not errors and sum(map(len, found)) > MOST_LINES:
        errors["treatments"] = [_("Plan %(most)s lines at most.") % {"most": MOST_LINES}]
    if errors:
        raise ValidationError(errors)
    return found


def is_lines(value):
    return isinstance(value, list) and all(isinstance(line, dict) for line in value)


def checked_lines(form_class, lines, **needs):
    """`({place: {field: [sentence]}}, what is planned)`; the second is whole only where the first is empty."""
    wrong, planned = {}, []
    for place, line in enumerate(lines):
        given = {name: as_text(value) for name, value in line.items() if value is not None}
        found = {printable(name): [_("Give one value here.")] for name, value in given.items() if value is NOT_ONE_VALUE}
        form = form_class(given, **needs)
        found = found or errors_of(form, given)
        if found:
            wrong[str(place)] = found
        else:
            planned.append(form.planned())
    return wrong, planned


NOT_ONE_VALUE = object()


def as_text(value):
    """A value of JSON as a form reads it; lists and objects are no value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int) else NOT_ONE_VALUE
