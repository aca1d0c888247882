from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Verification
from .standing import describe


class MeSerializer(serializers.Serializer):
    email = serializers.EmailField()
    name = serializers.CharField(allow_blank=True)
    profession = serializers.ChoiceField(Verification.Profession.choices, allow_null=True)
    verification = serializers.ChoiceField(Verification.Status.choices)
    verified_until = serializers.DateField(allow_null=True)
    audience = serializers.CharField(help_text="What the account may read: consumer, salon or practitioner.")
    previews = serializers.BooleanField(help_text="True for editors, reviewers and admins, who read every audience's content.")


class MeView(APIView):
    """The account that asks: profession, how far its check has come, and what it may read."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses=MeSerializer, summary="The account that asks")
    def get(self, request):
        viewer = request.viewer
        account = describe(request.user, timezone.localdate())
        return Response(MeSerializer({**account, "audience": viewer.audience.value, "previews": viewer.previews}).data)
