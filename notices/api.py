"""What happened to the products and protocols that the account follows."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated

from .models import Notice
from .shown import facts_of, sentence


class NoticeSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="pk")
    kind = serializers.CharField(help_text=", ".join(Notice.Kind.values))
    happened_at = serializers.DateTimeField()
    text = serializers.SerializerMethodField(help_text="What happened, in one sentence.")
    product = serializers.SlugField(allow_null=True, help_text="Slug, where it is about a product.")
    protocol = serializers.SlugField(allow_null=True, help_text="Slug, where it is about a protocol.")
    version = serializers.IntegerField(allow_null=True, help_text="Number of the version it is about.")
    replaces = serializers.IntegerField(allow_null=True, help_text="Number of the version that it took the place of.")
    status = serializers.CharField(allow_null=True, help_text="Status of that version now.")
    url = serializers.CharField()

    def get_text(self, notice) -> str:
        return sentence(notice)

    def to_representation(self, notice):
        facts = facts_of(notice)
        told = {"id": notice.pk, "kind": notice.kind, "text": self.get_text(notice), **facts}
        moment = self.fields["happened_at"].to_representation(notice.happened_at)
        return {name: moment if name == "happened_at" else told[name] for name in self.fields}


@extend_schema(summary="Notices of what the account follows, newest first")
class NoticeListView(ListAPIView):
    """A new version in use, a withdrawn version, a new disagreement. What the account may not read any more is left out.

    The same facts go to webhooks, which are made on the account page. Each call is signed: the header `X-Calecim-Signature` is
    `t=<seconds since 1970>,v1=<signature>`, and the signature is the hex HMAC-SHA256, under the secret of the webhook, of the seconds,
    a full stop and the body exactly as it came. Compute it, compare it in constant time, and refuse what is older than five minutes.
    `X-Calecim-Delivery` names the message: one that comes twice bears the same. Answer with a status from 200 to 299 within five
    seconds; anything else is tried again after 1 and 5 and 30 minutes, 2 and 12 hours.
    """

    permission_classes = [IsAuthenticated]
    serializer_class = NoticeSerializer
    queryset = Notice.objects.none()

    def get_queryset(self):
        return Notice.objects.followed_by(self.request.user).readable_by(self.request.viewer).with_subjects()
