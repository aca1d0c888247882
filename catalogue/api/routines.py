"""The routine builder as JSON: the same order, reasons and advice as the page."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue.models import Product
from catalogue.routine import Active
from catalogue.routine_page import RoutinePage, marked

from .shared import CitationSerializer

MOST_PRODUCTS = 20
MOST_UNKNOWN_NAMES = 20  # more of them get one sentence for all


class RoutineRequestSerializer(serializers.Serializer):
    products = serializers.ListField(
        child=serializers.CharField(), min_length=1, max_length=MOST_PRODUCTS, help_text="Slugs of the products at hand, each once."
    )
    also_using = serializers.ListField(
        child=serializers.ChoiceField([active.value for active in Active]),
        required=False,
        help_text="What else goes on the face, each once.",
    )


class RoutineStepSerializer(serializers.Serializer):
    position = serializers.IntegerField(help_text="1 goes on first.")
    product = serializers.CharField(allow_null=True, help_text="Slug; null for cleanser, toner, sunscreen, and for what is used besides.")
    name = serializers.CharField()
    reason = serializers.CharField(help_text="Why it stands here, and what is not stated of its place.")
    citations = CitationSerializer(many=True)


class AdvisorySerializer(serializers.Serializer):
    code = serializers.CharField()
    severity = serializers.ChoiceField(["never", "delay", "caution", "consult", "info"])
    text = serializers.CharField()
    products = serializers.ListField(
        child=serializers.CharField(), help_text="Slugs of those at hand that it is about; empty: all of them."
    )
    citations = CitationSerializer(many=True)


class RoutineSerializer(serializers.Serializer):
    am = RoutineStepSerializer(many=True)
    pm = RoutineStepSerializer(many=True)
    advisories = AdvisorySerializer(many=True)


class RoutineView(APIView):
    """The morning and evening order of the products somebody owns, with the reason for each place. Nothing is stored.

    The skin is not asked: what depends on it (active acne, a procedure) stands among the advisories, and each holds if its condition does.
    A product that no document places is in neither order; an advisory says why.
    """

    changes_nothing = True

    @extend_schema(request=RoutineRequestSerializer, responses=RoutineSerializer, summary="Morning and evening order of products at hand")
    def post(self, request):
        products, actives = asked(request.data, request.viewer)
        page = RoutinePage(products, request.viewer, also_using=actives)
        answer = {
            "am": [as_step(step) for step in page.steps(page.routine.morning)],
            "pm": [as_step(step) for step in page.steps(page.routine.evening)],
            "advisories": page.advisories(),
        }
        return Response(RoutineSerializer(answer).data)


def as_step(step):
    return {**step, "reason": marked(step, "reason")}


def asked(sent, viewer):
    """The products and what is used besides. Raises ValidationError with a sentence for each field."""
    if not isinstance(sent, dict):
        raise ValidationError({"non_field_errors": [_("Send an object with a list of products.")]})
    unknown = [name for name in sent if name not in {"products", "also_using"}]
    if len(unknown) > MOST_UNKNOWN_NAMES:
        raise ValidationError({"non_field_errors": [_("Too many parameters are not known. Send products and also_using only.")]})
    errors = {shown(name): [_("This parameter is not known.")] for name in unknown}
    slugs, actives = sent.get("products"), sent.get("also_using", [])
    there = {row.slug: row for row in Product.objects.listed_for(viewer)}
    if why := wrong_list(slugs, there, least=1, most=MOST_PRODUCTS):
        errors["products"] = [why]
    if why := wrong_list(actives, {active.value for active in Active}, least=0, most=len(Active)):
        errors["also_using"] = [why]
    if errors:
        raise ValidationError(errors)
    return [there[slug] for slug in slugs], frozenset(map(Active, actives))


def wrong_list(values, known, *, least, most):
    """What is wrong with a list of names, as one sentence; empty where it can be used."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        return _("Send a list of texts.")
    if not least <= len(values) <= most:
        return _("Send %(least)s to %(most)s of them.") % {"least": least, "most": most}
    unknown = [value for value in values if value not in known]
    if unknown:
        return _("There is no “%(value)s” here.") % {"value": shown(unknown[0])}
    return _("Send each of them once.") if len(set(values)) < len(values) else ""


def shown(name):
    """What was sent, as it can be shown again: short and without control characters."""
    return "".join(letter for letter in name if letter.isprintable())[:40] or "?"
