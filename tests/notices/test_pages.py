"""The buttons, the lists, the API, the feed, and what becomes of it all when an account goes."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import make_token
from accounts.privacy import delete_account, everything_about
from calecim_portal.rates import Rate
from catalogue.visibility import Access, Audience
from notices import actions
from notices.models import Follow, Notice, NoticeSent, Webhook, WebhookDelivery
from protocols.models import ProtocolVersion
from tests import factories
from tests.protocols.versions import signed_version, withdrawn
from tests.reading import text_of

from .notices import disagreement_on, follower, protocol, tell_all

pytestmark = pytest.mark.django_db

PROTOCOL = "/protocols/serum-after-procedure/"
HOOK = "https://clinic.example.org/hook"


def sign_in(client, person):
    client.force_login(person)
    return person


def test_a_practitioner_follows_and_unfollows_a_protocol(clinic, practitioner):
    assert "Follow" in text_of(clinic.get(PROTOCOL))
    answer = clinic.post("/account/notices/follow/", {"protocol": "serum-after-procedure", "next": PROTOCOL})
    assert answer["Location"] == PROTOCOL
    assert Follow.objects.get().user == practitioner
    assert "Unfollow" in text_of(clinic.get(PROTOCOL))
    clinic.post("/account/notices/unfollow/", {"protocol": "serum-after-procedure"})
    assert not Follow.objects.exists()


@pytest.mark.parametrize(
    ("visitor", "field", "offered"),
    [
        (lambda: factories.professional(Audience.SALON), "product", True),
        (factories.practitioner, "product", True),
        (factories.user, "product", False),
        (lambda: factories.professional(status="pending"), "product", False),
        (factories.editor, "product", False),
        (factories.practitioner, "protocol", True),
        (lambda: factories.professional(Audience.SALON), "protocol", False),
        (factories.editor, "protocol", False),
    ],
)
def test_who_may_follow_what(client, visitor, field, offered):
    sign_in(client, visitor())
    slug = {"product": "calecim-serum", "protocol": "serum-after-procedure"}[field]
    answer = client.post("/account/notices/follow/", {field: slug})
    assert answer.status_code == (302 if offered else 403)
    assert Follow.objects.exists() is offered
    page = client.get(f"/{field}s/{slug}/")
    assert ("/account/notices/" in page.content.decode()) is offered


def test_a_draft_is_nothing_to_follow(client):
    sign_in(client, factories.practitioner())
    draft = factories.product(status="draft")
    assert client.post("/account/notices/follow/", {"product": draft.slug}).status_code == 403


@pytest.mark.parametrize(
    "named", [{}, {"product": ""}, {"product": "calecim-serum", "protocol": "serum-after-procedure"}, {"product": "a\x00"}]
)
def test_what_names_no_single_thing_changes_nothing(clinic, named):
    assert clinic.post("/account/notices/follow/", named).status_code == 302
    assert not Follow.objects.exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example.org/", "//evil.example.org/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(clinic, elsewhere):
    answer = clinic.post("/account/notices/follow/", {"product": "calecim-serum", "next": elsewhere})
    assert answer["Location"] == "/account/notices/"


def test_the_two_hundred_and_first_is_refused(clinic, practitioner, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FOLLOWED", 1)
    clinic.post("/account/notices/follow/", {"product": "calecim-serum"})
    page = clinic.post("/account/notices/follow/", {"product": "multi-action-cream"}, follow=True)
    assert "which is the most" in text_of(page)
    assert Follow.objects.count() == 1


def test_too_many_in_an_hour_wait(clinic, settings):
    settings.NOTICE_RATE_ACCOUNT = Rate(1, 3600)
    clinic.post("/account/notices/follow/", {"product": "calecim-serum"})
    answer = clinic.post("/account/notices/unfollow/", {"product": "calecim-serum"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert Follow.objects.exists()


def test_the_protocol_page_says_what_replaced_what(clinic):
    signed_version()
    assert "Version 2 replaced version 1." in text_of(clinic.get(PROTOCOL))


def test_the_list_shows_what_is_followed_and_readable_now(client):
    cream = factories.product()
    person = sign_in(client, follower(cream, Audience.SALON))
    Follow.objects.create(user=person, protocol=protocol())
    signed_version()
    disagreement_on(cream)
    page = text_of(client.get("/account/notices/"))
    assert "The documents disagree on a point about it." in page
    assert "replaced version" not in page


def test_the_list_costs_the_same_with_more_rows(clinic, practitioner, django_assert_num_queries):
    def fill(number):
        for _number in range(number):
            cream = factories.product()
            actions.follow(by=practitioner, subject=cream)
            disagreement_on(cream)

    fill(2)
    clinic.get("/account/notices/")
    with CaptureQueriesContext(connection) as few:
        clinic.get("/account/notices/")
    fill(10)
    with django_assert_num_queries(len(few)):
        clinic.get("/account/notices/")


@pytest.mark.parametrize(("access", "shown"), [(Access.EVERYONE, True), (Access.PRACTITIONERS, False)])
def test_the_product_page_and_the_feed_tell_what_anyone_may_read(client, access, shown):
    cream = factories.product(name="Zorblax")
    disagreement_on(cream, access=access)
    assert ("What changed lately" in text_of(client.get(cream.get_absolute_url()))) is shown
    for feed in ("/changes/rss/", "/changes/atom/"):
        assert ("New disagreement: Zorblax" in client.get(feed).content.decode()) is shown


def test_no_feed_tells_of_a_protocol_whoever_asks(clinic):
    signed_version()
    withdrawn(ProtocolVersion.objects.get(number=2))
    for feed in ("/changes/rss/", "/changes/atom/"):
        told = clinic.get(feed).content.decode()
        assert "Version in use" not in told
        assert "withdrawn" not in told.lower()


def api(client, person):
    _row, token = make_token(by=person, name="Software")
    return client.get("/api/v1/notices/", headers={"authorization": f"Bearer {token}"})


def test_the_api_gives_what_the_account_follows(client):
    person = follower(protocol())
    signed_version()
    disagreement_on(factories.product())
    told = api(client, person).json()
    assert told["count"] == 1
    (notice,) = told["results"]
    assert (notice["kind"], notice["protocol"], notice["version"], notice["replaces"]) == (
        "version_activated",
        "serum-after-procedure",
        2,
        1,
    )
    assert notice["status"] == "active"
    assert notice["text"] == "Version 2 replaced version 1."


def test_the_api_tells_a_salon_professional_of_no_protocol(client):
    salon = factories.professional(Audience.SALON)
    Follow.objects.create(user=salon, protocol=protocol())
    signed_version()
    assert api(client, salon).json()["count"] == 0


# Webhooks


def test_the_secret_is_shown_once(clinic):
    page = clinic.post("/account/webhooks/", {"name": "Clinic software", "url": HOOK})
    secret = Webhook.objects.get().secret
    assert page.status_code == 200
    assert secret in page.content.decode()
    assert secret not in clinic.get("/account/webhooks/").content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "", "url": HOOK}, "Say what the webhook is for."),
        ({"name": "x", "url": ""}, "Enter the address that is to be called."),
        ({"name": "x", "url": "http://clinic.example.org/"}, "The address must begin with https://."),
        ({"name": "x", "url": "https://10.0.0.1/"}, "private network"),
        ({"name": "x", "url": "https://a@clinic.example.org/"}, "Leave out user name"),
    ],
)
def test_a_wrong_webhook_is_a_sentence_and_nothing_is_lost(clinic, settings, typed, sentence):
    settings.WEBHOOK_ALLOW_PRIVATE = False
    page = clinic.post("/account/webhooks/", typed)
    assert page.status_code == 400
    assert sentence in text_of(page)
    assert typed["url"] in page.content.decode()
    assert not Webhook.objects.exists()


def test_the_page_says_when_webhooks_are_off(clinic, settings):
    settings.WEBHOOKS = False
    assert "Webhooks are switched off on this portal." in text_of(clinic.get("/account/webhooks/"))


def test_staff_read_the_page_and_make_none(client):
    sign_in(client, factories.superuser())
    page = client.post("/account/webhooks/", {"name": "x", "url": HOOK})
    assert page.status_code == 400
    assert not Webhook.objects.exists()


def test_the_log_is_the_owners_alone(clinic, practitioner, client):
    other = follower(protocol())
    actions.make_webhook(by=other, name="Zorblax", url=HOOK)
    signed_version()
    tell_all()
    assert WebhookDelivery.objects.exists()
    assert "Zorblax" not in text_of(clinic.get("/account/webhooks/"))
    client.force_login(other)
    assert "Zorblax" in text_of(client.get("/account/webhooks/"))


def test_the_verbs_of_the_page(clinic, practitioner, settings):
    webhook = actions.make_webhook(by=practitioner, name="Clinic software", url=HOOK)
    page = clinic.post(f"/account/webhooks/{webhook.pk}/test/", follow=True)
    assert "A test is on its way." in text_of(page)
    Webhook.objects.update(disabled_at="2027-01-01T00:00Z", failed_in_a_row=20)
    clinic.post(f"/account/webhooks/{webhook.pk}/switch-on/")
    webhook.refresh_from_db()
    assert (webhook.disabled_at, webhook.failed_in_a_row) == (None, 0)
    clinic.post(f"/account/webhooks/{webhook.pk}/remove/")
    assert not Webhook.objects.exists()


# Data of an account


@pytest.fixture
def everything():
    person = follower(protocol(), email="ada@example.org")
    actions.make_webhook(by=person, name="Clinic software", url=HOOK)
    signed_version()
    tell_all()
    return person


def test_the_copy_holds_all_of_it_but_the_secret(everything):
    told = everything_about(everything)["notices"]
    assert [one["page"] for one in told["follows"]] == [protocol().name]
    assert len(told["letters"]) == 1
    assert told["webhooks"][0]["url"] == HOOK
    assert len(told["webhooks"][0]["deliveries"]) == 1
    assert Webhook.objects.get().secret not in json.dumps(told, default=str)


@pytest.mark.parametrize("named_elsewhere", [False, True])
def test_a_deleted_account_leaves_none_of_it(everything, named_elsewhere):
    """Also one that is emptied and not removed, since its name stands elsewhere."""
    if named_elsewhere:
        LogEntry.objects.create(user=everything, action_flag=2, object_repr="A cream")
    delete_account(user=everything)
    for model in (Follow, NoticeSent, Webhook, WebhookDelivery):
        assert not model.objects.exists()
    assert Notice.objects.exists()


@pytest.mark.parametrize("model", ["notice", "webhookdelivery"])
def test_admins_look_and_change_nothing(client, everything, model):
    sign_in(client, factories.superuser())
    assert client.get(f"/admin/notices/{model}/").status_code == 200
    row = {"notice": Notice, "webhookdelivery": WebhookDelivery}[model].objects.first()
    page = client.get(f"/admin/notices/{model}/{row.pk}/change/")
    assert page.status_code == 200
    assert Webhook.objects.get().secret not in page.content.decode()
    assert client.post(f"/admin/notices/{model}/{row.pk}/change/", {}).status_code == 403
    assert client.post(f"/admin/notices/{model}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_editors_delete_a_disagreement_that_was_told(client):
    sign_in(client, factories.editor())
    made = disagreement_on(factories.product())
    page = client.get(f"/admin/catalogue/discrepancy/{made.pk}/delete/")
    assert page.status_code in {200, 403}
    assert "notice" not in text_of(page).lower()
