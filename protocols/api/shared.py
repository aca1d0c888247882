"""What the clinic's answers in JSON share: the door, and the shapes of a dose, a safeguard and a protocol version."""

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from catalogue.access import PractitionersOnly, never_stored
from catalogue.api.shared import CitationSerializer

from ..current import current


class PractitionerView(APIView):
    """401 without an account, 403 without a verified practitioner; what passes is stored nowhere on the way."""

    permission_classes = [PractitionersOnly]

    def finalize_response(self, request, response, *args, **kwargs):
        return never_stored(super().finalize_response(request, response, *args, **kwargs))

    def shown(self):
        shown = current(self.request.viewer)
        if shown is None:
            raise NotFound
        return shown

    def paginated(self, rows, serializer_class):
        paginator = api_settings.DEFAULT_PAGINATION_CLASS()
        page = paginator.paginate_queryset(rows, self.request, view=self)
        return paginator.get_paginated_response(serializer_class(page, many=True).data)


def checked(request, form_class, **needs):
    """The valid form of a GET request. Raises ValidationError with each parameter and what to write."""
    given = request.query_params.copy()
    given.pop("format", None)
    form = form_class(given, **needs)
    errors = errors_of(form, given)
    if errors:
        raise ValidationError(errors)
    return form


def errors_of(form, given) -> dict:
    """What is wrong, by the name it was given under: with what to write at fields, names that are not known, and empty values."""
    errors = {name: list(found) for name, found in form.errors.items() if name != "__all__"}
    errors |= getattr(form, "refused", {})
    errors |= {
        name: [_("Give a value, or leave the parameter out.")] for name, value in given.items() if value == "" and name in form.fields
    }
    if not errors and form.non_field_errors():
        errors["non_field_errors"] = list(form.non_field_errors())
    return errors


class ShareSerializer(serializers.Serializer):
    volume_ml = serializers.CharField(help_text="Millilitres as a plain decimal string.")
    ampoules = serializers.CharField(help_text="Ampoules of 5 ml, as a part of one where it is less.")


class ApplicationSerializer(serializers.Serializer):
    sequence = serializers.IntegerField()
    day = serializers.IntegerField(help_text="0 is the day of the treatment.")
    part_of_day = serializers.ChoiceField(["morning", "evening"])
    when = serializers.CharField()
    volume_ml = serializers.CharField()
    inferred = serializers.BooleanField(help_text="True where the maker does not print it.")


class TakeHomeSerializer(ShareSerializer):
    applications = ApplicationSerializer(many=True)


class DoseSerializer(serializers.Serializer):
    downtime_class = serializers.CharField()
    name = serializers.CharField()
    hours = serializers.CharField()
    matched_by = serializers.ListField(child=serializers.CharField())
    governs = serializers.BooleanField(help_text="True only for the class of a downtime that fits exactly one class.")
    note = serializers.CharField()
    in_clinic = ShareSerializer()
    take_home = TakeHomeSerializer()
    total = ShareSerializer()


class NearestSerializer(serializers.Serializer):
    downtime_class = serializers.CharField()
    setting = serializers.CharField()
    bound = serializers.CharField()
    inclusive = serializers.BooleanField()


class ReasonSerializer(serializers.Serializer):
    code = serializers.CharField()
    text = serializers.CharField()
    downtime_class = serializers.CharField(allow_null=True)
    nearest = NearestSerializer(many=True)


class SafeguardSerializer(serializers.Serializer):
    code = serializers.CharField()
    severity = serializers.CharField()
    text = serializers.CharField()
    reason = serializers.CharField()
    action = serializers.CharField()
    scope_as_printed = serializers.CharField()
    house = serializers.BooleanField(help_text="True where this house widened it beyond the printed scope.")
    citations = CitationSerializer(many=True)


class ProtocolReferenceSerializer(serializers.Serializer):
    slug = serializers.CharField()
    version = serializers.IntegerField()
    status = serializers.CharField()
    ground = serializers.CharField(help_text="maker_published: not yet signed by a clinical reviewer; or signed_off.")
    approved_on = serializers.CharField(allow_null=True)
    signed_by = serializers.CharField(allow_null=True)
    next_review_on = serializers.CharField(allow_null=True)
    url = serializers.CharField()
