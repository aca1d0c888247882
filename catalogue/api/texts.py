"""What the answers for questions and for articles have in common."""

from django.http import Http404
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from catalogue.access import PractitionersOnly, say_if_gone, withheld_from
from catalogue.visibility import Audience


class TextSerializer(serializers.Serializer):
    """A question or an article in a list."""

    slug = serializers.CharField()
    audiences = serializers.ListField(child=serializers.ChoiceField(Audience.choices), help_text="Emphasis, never access.")
    products = serializers.ListField(child=serializers.CharField(), help_text="Slugs of the products it speaks of.")
    url = serializers.CharField()
    summary = serializers.CharField()


class LinkSerializer(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    url = serializers.CharField()


class TextViewSet(viewsets.ReadOnlyModelViewSet):
    """Texts with an address each. One that is written for others answers 401 or 403; a draft is not there."""

    lookup_field = "slug"
    detail_serializer_class = None

    def entry(self, row):
        raise NotImplementedError

    def as_dict(self, row):
        raise NotImplementedError

    def list(self, request, *args, **kwargs):
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.get_serializer([self.entry(row) for row in page], many=True).data)

    def retrieve(self, request, slug=None):
        rows = self.queryset.model.objects
        row = rows.visible_to(request.viewer).filter(slug=slug).first()
        if row is None:
            say_if_gone(request.viewer, rows, slug)
            if withheld_from(request.viewer, rows, slug):
                self.permission_denied(request, message=PractitionersOnly.message)
            raise Http404
        return Response(self.detail_serializer_class(self.as_dict(row)).data)
