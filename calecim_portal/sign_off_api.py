"""Signing a version by software: a reviewer's own session with a fresh second factor, and the same questions as on the page."""

from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import SessionAuthentication
from catalogue.access import never_stored
from protocols.models import ProtocolVersion
from protocols.sign_form import SignForm
from protocols.signing import MEANING

from .sign_off import changes_of, fresh_second_factor, may_sign, signed

NAMES = {"role", "registration", "next_review_on", "figures_checked", "content_sha256"}


class SignersOnly(BasePermission):
    """401 without an account; 403 with a token, or without the right to sign."""

    message = gettext_lazy("Only a clinical reviewer signs a version, signed in on the site. A token signs nothing.")

    def has_permission(self, request, view):
        by_session = isinstance(request.successful_authenticator, SessionAuthentication)
        return by_session and may_sign(request)


class FigureSerializer(serializers.Serializer):
    key = serializers.CharField(help_text="Named in `figures_checked` once it has been checked.")
    label = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class ToSignSerializer(serializers.Serializer):
    version = serializers.IntegerField()
    status = serializers.CharField()
    content_sha256 = serializers.CharField(help_text="SHA-256 of the frozen content; sent back, it says what was read.")
    meaning = serializers.CharField(help_text="What the signature means.")
    figures = FigureSerializer(many=True, help_text="Every figure that differs from the version clinics read now.")


class SignatureSerializer(serializers.Serializer):
    role = serializers.CharField(max_length=120)
    registration = serializers.CharField(max_length=120, help_text="Register and number.")
    next_review_on = serializers.DateField(help_text="At most 12 months from today.")
    figures_checked = serializers.ListField(child=serializers.CharField(), help_text="The keys of all changed figures.")
    content_sha256 = serializers.CharField(help_text="As read.")


class SignedSerializer(serializers.Serializer):
    version = serializers.IntegerField()
    status = serializers.CharField()
    name = serializers.CharField()
    role = serializers.CharField()
    registration = serializers.CharField()
    meaning = serializers.CharField()
    figures_checked = serializers.ListField(child=serializers.CharField())
    content_sha256 = serializers.CharField()
    signed_at = serializers.DateTimeField()


class SignOffView(APIView):
    """The signature of a clinical reviewer under a version. Signing needs the second factor entered again, once for each signature."""

    permission_classes = [SignersOnly]

    def finalize_response(self, request, response, *args, **kwargs):
        return never_stored(super().finalize_response(request, response, *args, **kwargs))

    @extend_schema(responses=ToSignSerializer, summary="What is to be signed")
    def get(self, request, slug, number):
        version = self.version(slug, number)
        shown = {"version": version.number, "status": version.status, "content_sha256": version.content_sha256, "meaning": MEANING}
        return Response(ToSignSerializer({**shown, "figures": changes_of(version)}).data)

    @extend_schema(request=SignatureSerializer, responses={201: SignedSerializer}, summary="Sign a version")
    def post(self, request, slug, number):
        version = self.version(slug, number)
        if fresh_second_factor(request) is None:
            raise PermissionDenied(
                _("Enter your second factor again at /account/2fa/reauthenticate/, then send this once more. Each signature needs it anew.")
            )
        form = SignForm(given(request.data), changes=changes_of(version))
        if not signed(request, version, form):
            raise ValidationError({"non_field_errors" if name == "__all__" else name: list(found) for name, found in form.errors.items()})
        version.refresh_from_db()
        kept = {**model_to_dict(version.sign_off), "version": version.number, "status": version.status}
        return Response(SignedSerializer(kept).data, status=status.HTTP_201_CREATED)

    def version(self, slug, number):
        version = ProtocolVersion.objects.select_related("protocol").filter(protocol__slug=slug, number=number).first()
        if version is None:
            raise NotFound
        return version


def given(data):
    """What was sent. Raises ValidationError for anything that is not what the schema names, in the words of the other answers."""
    if not isinstance(data, dict):
        raise ValidationError({"non_field_errors": [_("Send an object.")]})
    errors = {name: [_("This parameter is not known.")] for name in data if name not in NAMES}
    for name in NAMES & set(data):
        if name == "figures_checked":
            if not (isinstance(data[name], list) and all(isinstance(one, str) for one in data[name])):
                errors[name] = [_("Give a list of the keys of the figures.")]
        elif not isinstance(data[name], str):
            errors[name] = [_("Give a text.")]
    if errors:
        raise ValidationError(errors)
    return data
