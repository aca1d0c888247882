"""Who gets in where: every address of the portal by every kind of visitor, in a session and by token, with every method.

One table says it. An address without a row fails the first test.
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from accounts import actions
from accounts.models import ApiToken, User
from catalogue.models import ProductPicture
from catalogue.visibility import Audience
from tests import factories
from tests.reading import text_of

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)
METHODS = ["get", "head", "options", "post"]


def unverified(status):
    return factories.professional(status=status)


def staff(group):
    person = factories.user(is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person


def expired():
    return factories.practitioner(until=timezone.localdate() - ONE_DAY)


VISITORS = {
    "anonymous": lambda: None,
    "consumer": factories.user,
    "salon": lambda: factories.professional(Audience.SALON),
    "pending": lambda: unverified("pending"),
    "more needed": lambda: unverified("more_needed"),
    "expired": lambda: unverified("expired"),
    "past its day": expired,
    "revoked": lambda: unverified("revoked"),
    "refused": lambda: unverified("refused"),
    "not started": lambda: unverified("not_started"),
    "practitioner": factories.practitioner,
    "editor": lambda: staff("Editors"),
    "reviewer": lambda: staff("Reviewers"),
    "admin": lambda: factories.user(is_staff=True, is_superuser=True),
    # Staff who gave only their password are visitors like any other.
    "editor by password": lambda: staff("Editors"),
    "admin by password": lambda: factories.user(is_staff=True, is_superuser=True),
}
STAFF = {"editor", "reviewer", "admin"}
BY_PASSWORD = {"editor by password", "admin by password"}
READS_PROTOCOLS = {"practitioner"} | STAFF


@dataclass(frozen=True)
class Kind:
    """How a kind of address answers: to its readers, to an anonymous visitor, to anybody else who is signed in."""

    get: tuple
    options: tuple = (405, 405, 405)  # a plain view knows no more than its methods
    post: tuple = (405, 405, 405)
    readers: frozenset = frozenset(VISITORS) - {"anonymous"}

    def status(self, visitor, method):
        asked = self.get if method == "head" else getattr(self, method)
        return asked[0 if visitor in self.readers else 1 if visitor == "anonymous" else 2]


ONLY_CLINICS = frozenset(READS_PROTOCOLS)
ONLY_SIGNERS = frozenset({"reviewer", "admin"})
TO_SIGN_IN = (200, 302, 200)
KINDS = {
    "open": Kind((200, 200, 200)),
    "open form": Kind((200, 200, 200), post=(400, 400, 400)),
    "open, by Django": Kind((200, 200, 200), options=(200, 200, 200)),
    "open API page": Kind((200, 200, 200)),
    "open API": Kind((200, 200, 200), options=(200, 200, 200)),
    "open API, sent": Kind((405, 405, 405), options=(200, 200, 200), post=(415, 415, 415)),  # a form is no JSON
    "after a report": Kind((302, 302, 302)),
    "order": Kind((200, 200, 200), post=(302, 302, 302)),
    "order verb": Kind((405, 405, 405), post=(400, 400, 400)),
    "order to send": Kind((302, 302, 302), post=(400, 400, 400)),
    "clinic page": Kind((200, 302, 403), readers=ONLY_CLINICS),
    "clinic form": Kind((200, 302, 403), post=(400, 302, 403), readers=ONLY_CLINICS),
    "clinic form to a sheet": Kind((302, 302, 403), post=(302, 302, 403), readers=frozenset({"practitioner"})),
    "no sheet": Kind((404, 404, 404)),
    "clinic API": Kind((200, 401, 403), options=(200, 401, 403), post=(405, 401, 403), readers=ONLY_CLINICS),
    "clinic API, sent": Kind((405, 401, 403), options=(200, 401, 403), post=(415, 401, 403), readers=ONLY_CLINICS),  # a form is no JSON
    "signers, page": Kind((404, 302, 403), post=(404, 302, 403), readers=ONLY_SIGNERS),
    "signers, API": Kind((200, 401, 403), options=(200, 401, 403), post=(415, 401, 403), readers=ONLY_SIGNERS),
    "own account, API": Kind((200, 401, 200), options=(200, 401, 200), post=(405, 401, 405)),
    "own account": Kind(TO_SIGN_IN),
    "own form": Kind(TO_SIGN_IN, post=(400, 302, 400)),
    "own verb": Kind((405, 405, 405), post=(302, 302, 302)),
    "own file": Kind((405, 405, 405), post=(200, 302, 200)),
    # Pages of django-allauth: they answer OPTIONS with their methods.
    "sign-in": Kind((302, 200, 302), options=(302, 200, 302), post=(302, 400, 302)),
    "sign-out": Kind((200, 302, 200), options=(200, 200, 200), post=(302, 302, 302)),
    "passkey sign-in": Kind((302, 302, 302), options=(302, 200, 302), post=(302, 302, 302)),
    "within a sign-in": Kind((302, 302, 302), options=(302, 302, 302), post=(302, 302, 302)),
    "entrance": Kind((200, 200, 200), options=(200, 200, 200)),
    "entrance form": Kind((200, 200, 200), options=(200, 200, 200), post=(400, 400, 400)),
    "dead link": Kind((404, 404, 404), options=(200, 200, 200), post=(404, 404, 404)),
    "dead reset link": Kind((404, 404, 404), options=(404, 404, 404), post=(404, 404, 404)),
    "settings": Kind(TO_SIGN_IN, options=TO_SIGN_IN, post=(405, 302, 405)),
    "settings form": Kind(TO_SIGN_IN, options=TO_SIGN_IN, post=(400, 302, 400)),
    "settings verb": Kind(TO_SIGN_IN, options=TO_SIGN_IN, post=(302, 302, 302)),
    "not for who has it": Kind((302, 302, 302), options=(302, 302, 302), post=(302, 302, 302)),
    "nothing of the kind yet": Kind((404, 302, 404), options=(404, 302, 404), post=(404, 302, 404)),
    "no such key": Kind((404, 302, 404), options=TO_SIGN_IN, post=(404, 302, 404)),
    "no codes yet": Kind((404, 302, 404), options=TO_SIGN_IN, post=(405, 302, 405)),
}
PROTOCOL = {"slug": "serum-after-procedure"}
ROUTES = {
    "home": ("open", {}),
    "products": ("open", {}),
    "product": ("open", {"slug": "calecim-serum"}),
    "ingredients": ("open", {}),
    "ingredient": ("open", {"slug": "sodium-chloride"}),
    "search": ("open", {}),
    "picture": ("open", {}),
    "evidence": ("open", {}),
    "disagreements": ("open", {}),
    "sources": ("open", {}),
    "source": ("open", {"code": "s1"}),
    "serum-check": ("open", {}),
    "finder": ("open", {}),
    "routine": ("open", {}),
    "compare": ("open", {}),
    "questions": ("open", {}),
    "question": ("open", {"slug": "what-calecim-means"}),
    "articles": ("open", {}),
    "article": ("open", {"slug": "choosing-a-serum"}),
    "comparators": ("open", {}),
    "stem-cell-sources": ("open", {}),
    "glossary": ("open", {}),
    "maker": ("open", {}),
    "components": ("open", {}),
    "appearance": ("open form", {}),
    "sitemap": ("open", {}),
    "robots": ("open", {}),
    "changes-rss": ("open", {}),
    "changes-atom": ("open", {}),
    "course": ("open", {"slug": "advanced-hair-system"}),
    "dosing": ("clinic page", {}),
    "plan": ("clinic page", {}),
    "sheet-make": ("clinic form to a sheet", {}),
    "sheet": ("no sheet", {"token": "altered"}),
    "sheet-print": ("no sheet", {"token": "altered"}),
    "sheet-pdf": ("no sheet", {"token": "altered"}),
    "sheet-calendar": ("no sheet", {"token": "altered"}),
    "verify-entry": ("open", {}),
    "verify": ("no sheet", {"code": "no-code"}),
    "dosing-card": ("clinic page", {}),
    "offline-worker": ("open", {}),
    "supplies": ("clinic page", {}),
    "procedures": ("clinic page", {}),
    "procedure": ("clinic page", {"slug": "dermabrasion"}),
    "protocols": ("clinic page", {}),
    "protocol": ("clinic page", PROTOCOL),
    "protocol-version": ("clinic page", PROTOCOL | {"number": 1}),
    "api-product-list": ("open API", {}),
    "api-product-detail": ("open API", {"slug": "calecim-serum"}),
    "api-ingredient-list": ("open API", {}),
    "api-ingredient-detail": ("open API", {"slug": "sodium-chloride"}),
    "api-concern-list": ("open API", {}),
    "api-concern-detail": ("open API", {"slug": "ageing"}),
    "api-search": ("open API", {}),
    "api-routines": ("open API, sent", {}),
    "api-claim-list": ("open API", {}),
    "api-source-list": ("open API", {}),
    "api-source-detail": ("open API", {"code": "s1"}),
    "api-discrepancy-list": ("open API", {}),
    "api-discrepancy-detail": ("open API", {"slug": "pregnancy"}),
    "api-question-list": ("open API", {}),
    "api-question-detail": ("open API", {"slug": "what-calecim-means"}),
    "api-article-list": ("open API", {}),
    "api-article-detail": ("open API", {"slug": "choosing-a-serum"}),
    "api-comparator-list": ("open API", {}),
    "api-comparator-detail": ("open API", {"slug": "skinmedica-tns"}),
    "api-course-list": ("open API", {}),
    "api-course-detail": ("open API", {"slug": "advanced-hair-system"}),
    "api-procedures": ("clinic API", {}),
    "api-procedure": ("clinic API", {"slug": "dermabrasion"}),
    "api-downtime-classes": ("clinic API", {}),
    "api-protocols": ("clinic API", {}),
    "api-protocol": ("clinic API", PROTOCOL),
    "api-protocol-versions": ("clinic API", PROTOCOL),
    "api-protocol-fhir": ("clinic API", PROTOCOL),
    "api-protocol-version-fhir": ("clinic API", PROTOCOL | {"number": 1}),
    "protocol-sign": ("signers, page", {"pk": 0}),
    "api-protocol-sign-off": ("signers, API", PROTOCOL | {"number": 1}),
    "api-dosing": ("clinic API", {}),
    "api-schedule": ("clinic API", {}),
    "api-supplies": ("clinic API, sent", {}),
    "api-me": ("own account, API", {}),
    "api-notices": ("own account, API", {}),
    "api-schema": ("open API", {}),
    "api-docs": ("open API page", {}),
    "contact": ("open form", {}),
    "report": ("open form", {}),
    "report-sent": ("after a report", {}),
    "order": ("order", {}),
    "order-add": ("order verb", {}),
    "order-send": ("order to send", {}),
    "order-sent": ("after a report", {}),
    "order-requests": ("own account", {}),
    "privacy": ("open", {}),
    "terms": ("open", {}),
    "accessibility": ("open", {}),
    "account": ("own account", {}),
    "account-profession": ("own form", {}),
    "account-tokens": ("own form", {}),
    "account-notices": ("own account", {}),
    "follow": ("own verb", {}),
    "unfollow": ("own verb", {}),
    "account-webhooks": ("clinic form", {}),
    "webhook-remove": ("own verb", {"pk": 0}),
    "webhook-switch-on": ("own verb", {"pk": 0}),
    "webhook-test": ("own verb", {"pk": 0}),
    "webhook-send-again": ("own verb", {"key": "00000000-0000-0000-0000-000000000000"}),
    "account-token-revoke": ("own verb", {"pk": "nothing"}),
    "account-export": ("own file", {}),
    "account-delete": ("own form", {}),
    "account-deleted": ("open", {}),
    "account_login": ("sign-in", {}),
    "account_signup": ("sign-in", {}),
    "account_logout": ("sign-out", {}),
    "account_inactive": ("entrance", {}),
    "account_confirm_email": ("dead link", {"key": "MQ:1-x"}),
    "account_confirm_login_code": ("within a sign-in", {}),
    "account_email_verification_sent": ("entrance", {}),
    "account_reset_password": ("entrance form", {}),
    "account_reset_password_done": ("entrance", {}),
    "account_reset_password_from_key": ("dead reset link", {"uidb36": "1", "key": "abc-def"}),
    "account_reset_password_from_key_done": ("entrance", {}),
    "account_change_password": ("settings form", {}),
    "account_set_password": ("not for who has it", {}),
    "account_email": ("settings verb", {}),
    "account_reauthenticate": ("settings form", {}),
    "mfa_index": ("settings", {}),
    "mfa_authenticate": ("within a sign-in", {}),
    "mfa_reauthenticate": ("not for who has it", {}),
    "mfa_activate_totp": ("settings form", {}),
    "mfa_deactivate_totp": ("nothing of the kind yet", {}),
    "mfa_view_recovery_codes": ("no codes yet", {}),
    "mfa_generate_recovery_codes": ("settings form", {}),
    "mfa_download_recovery_codes": ("nothing of the kind yet", {}),
    "mfa_list_webauthn": ("settings", {}),
    "mfa_add_webauthn": ("settings form", {}),
    "mfa_edit_webauthn": ("no such key", {"pk": 1}),
    "mfa_remove_webauthn": ("no such key", {"pk": 1}),
    "mfa_login_webauthn": ("passkey sign-in", {}),
    "mfa_reauthenticate_webauthn": ("not for who has it", {}),
    "usersessions_list": ("settings verb", {}),
}
QUERIES = {
    "plan": "?expected_downtime_hours=12",
    "api-dosing": "?expected_downtime_hours=12",
    "api-schedule": "?expected_downtime_hours=12&performed_at=2026-11-25T10:00Z",
}
OPEN_WITHOUT_A_NAME = ["/healthz", "/readyz"]
OWN_PATHS = {"admin:login", "admin:logout", "admin:password_change"}  # replaced by the account pages; see test_signing_in


def named_routes(resolver, namespaces=()):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from named_routes(pattern, (*namespaces, pattern.namespace) if pattern.namespace else namespaces)
        elif pattern.name:
            yield ":".join([*namespaces, pattern.name])


ALL_ROUTES = sorted(set(named_routes(get_resolver())))
ADMIN_ROUTES = [name for name in ALL_ROUTES if name.startswith("admin:") and name not in OWN_PATHS]


def address_of(name):
    if name == "picture":
        return (ProductPicture.objects.first() or factories.picture()).largest_url
    kwargs = ROUTES[name][1]
    if name in {"ingredient", "api-ingredient-detail"}:
        kwargs = {"slug": factories.ingredient().slug}
    return reverse(name, kwargs=kwargs) + QUERIES.get(name, "")


def admin_address(name):
    """Of a page about one thing: of a thing that is not there, so that no test depends on which there are."""
    for arguments in ([], ["0"], ["0", "0"]):
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return reverse(name, args=["catalogue"])  # the list of one app


def enter(client, visitor, person=None):
    person = person or VISITORS[visitor]()
    if person:
        client.force_login(person, second_factor=visitor not in BY_PASSWORD and person.is_staff)
    return person


def visit(client, visitor):
    enter(client, visitor)
    return client


@pytest.fixture
def unhurried(settings):
    """The table asks thousands of times."""
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False


def test_every_named_address_is_in_the_table():
    """The admin's own pages are told by permission, below."""
    assert {name for name in ALL_ROUTES if not name.startswith("admin:")} == set(ROUTES)


@pytest.mark.parametrize("visitor", VISITORS)
def test_who_gets_in(client, unhurried, visitor):
    person = enter(client, visitor)
    wrong = {}
    for name, (kind, _arguments) in ROUTES.items():
        for method in METHODS:
            if person and not client.is_signed_in:
                enter(client, visitor, person)  # the sign-out page has done what it is for
            found = getattr(client, method)(address_of(name)).status_code
            expected = expected_of(kind, visitor, method)
            if found != expected:
                wrong[f"{method} {name}"] = f"{found}, not {expected}"
    assert wrong == {}


def expected_of(kind, visitor, method):
    if visitor in BY_PASSWORD and method == "post" and kind in API_KINDS:
        return 403  # nothing is changed by staff without the second factor; it is refused before the method is looked at
    return KINDS[kind].status(visitor, method)


API_KINDS = {"signers, API", "open API page", "open API", "clinic API", "clinic API, sent", "own account, API"}


# By token: the API and nothing else, as the verified profession of its owner, never as staff


def with_token(person, *, end=None):
    row, token = actions.make_token(by=person, name="Software")
    if end:
        end(row)
    return token


TOKENS = {
    **{visitor: lambda visitor=visitor: with_token(VISITORS[visitor]()) for visitor in VISITORS if visitor != "anonymous"},
    "revoked token": lambda: with_token(factories.practitioner(), end=lambda row: actions.revoke_token(by=row.user, pk=row.pk)),
    "expired token": lambda: with_token(
        factories.practitioner(), end=lambda row: ApiToken.objects.filter(pk=row.pk).update(expiry=timezone.now() - ONE_DAY)
    ),
    "token of a closed account": lambda: with_token(
        factories.practitioner(), end=lambda row: User.objects.filter(pk=row.user_id).update(is_active=False)
    ),
    "no token at all": lambda: "cal_" + "0" * 64,
}
TRIED_ON_PAGES = {"practitioner", "admin"}  # a page does not look at a token, whoever's it is
REFUSED = {"revoked token", "expired token", "token of a closed account", "no token at all"}


@pytest.mark.parametrize("owner", TOKENS)
def test_who_gets_in_by_token(client, unhurried, owner):
    headers = {"authorization": f"Bearer {TOKENS[owner]()}"}
    wrong = {}
    for name, (kind, _arguments) in ROUTES.items():
        if kind not in API_KINDS and owner not in TRIED_ON_PAGES:
            continue
        for method in METHODS:
            found = getattr(client, method)(address_of(name), headers=headers).status_code
            expected = expected_by_token(kind, owner, method)
            if found != expected:
                wrong[f"{method} {name}"] = f"{found}, not {expected}"
    assert wrong == {}


def expected_by_token(kind, owner, method):
    if kind not in API_KINDS or kind == "open API page":
        return KINDS[kind].status("anonymous", method)
    if owner in REFUSED:
        return 401
    return KINDS[kind].status("practitioner" if owner == "practitioner" else "consumer", method)


# The admin: each page by permission, and none without the second factor


@pytest.mark.parametrize("visitor", [visitor for visitor in VISITORS if visitor not in STAFF])
def test_nobody_else_enters_the_admin(client, visitor):
    enter(client, visitor)
    place = "/account/2fa/" if visitor in BY_PASSWORD else "/admin/login/"
    wrong = {}
    for name in ADMIN_ROUTES:
        for method in METHODS:
            answer = getattr(client, method)(admin_address(name))
            if answer.status_code != 302 or answer["Location"].split("?")[0] != place:
                wrong[f"{method} {name}"] = answer.status_code
    assert wrong == {}


NEEDED = {
    "changelist": ["view", "change"],
    "history": ["view", "change"],
    "change": ["view", "change"],
    "add": ["add"],
    "delete": ["delete"],
    "preview": ["view", "change"],
    "start_version": ["add"],
    "review": ["view", "change"],
    "review_preview": ["view", "change"],
    "review_comment": ["view", "change"],
}


def lacks_permission(person, name):
    """Whether this page of the admin belongs to a model for which the person has none of the permissions needed."""
    for model in admin.site._registry:
        prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        if name.startswith(prefix) and name.removeprefix(prefix) in NEEDED:
            verbs = NEEDED[name.removeprefix(prefix)]
            return not any(person.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}") for verb in verbs)
    return False


def refusals(name):
    """Of the history of a thing that is not there Django says so before it looks at permissions."""
    return {302, 403, 405} if name.endswith("_history") else {403, 405}


@pytest.mark.parametrize("visitor", ["editor", "reviewer"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_open_no_page_of_the_admin_without_the_permission(client, visitor, method):
    person = enter(client, visitor)
    closed = [name for name in ADMIN_ROUTES if lacks_permission(person, name)]
    opened = {name for name in closed if getattr(client, method)(admin_address(name)).status_code not in refusals(name)}
    assert len(closed) > 20
    assert opened == set()


@pytest.mark.parametrize("visitor", sorted(STAFF))
def test_staff_open_the_lists_they_may_see(client, visitor):
    person = enter(client, visitor)
    lists = [name for name in ADMIN_ROUTES if name.endswith("_changelist") and not lacks_permission(person, name)]
    assert len(lists) > 20
    assert {name for name in lists if client.get(admin_address(name)).status_code != 200} == set()


@pytest.mark.parametrize("address", OPEN_WITHOUT_A_NAME)
def test_the_health_pages_are_open(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "name", [name for name, (kind, _) in ROUTES.items() if kind in {"clinic page", "own account", "own form", "settings"}]
)
def test_an_anonymous_visitor_comes_back_after_signing_in(client, name):
    answer = client.get(address_of(name))
    assert answer["Location"] == f"/account/login/?next={quote(address_of(name))}"


def test_the_question_is_kept_across_signing_in(client):
    answer = client.get("/dosing/?procedure=microneedling&needle_depth_mm=1")
    assert answer["Location"] == "/account/login/?next=/dosing/%3Fprocedure%3Dmicroneedling%26needle_depth_mm%3D1"


def test_a_refusal_says_for_whom_it_is_and_how_to_get_in(client):
    page = visit(client, "consumer").get("/dosing/")
    assert "It is written for verified medical aesthetic practitioners." in text_of(page)
    assert "Have your profession checked" in text_of(page)


@pytest.mark.parametrize(
    ("visitor", "way"),
    [
        ("pending", "We are still checking your profession"),
        ("more needed", "We need more from you"),
        ("expired", "Your verification has ended"),
        ("past its day", "Your verification has ended"),
        ("refused", "could not be verified"),
        ("revoked", "was withdrawn: read why"),
        ("not started", "Have your profession checked"),
        ("salon", "See what your profession opens"),
    ],
)
def test_a_refusal_says_what_stands_in_the_way(client, visitor, way):
    assert way in text_of(visit(client, visitor).get("/dosing/"))


# The profession


@pytest.mark.parametrize("visitor", ["anonymous", "consumer", "salon", "pending"])
@pytest.mark.parametrize("name", [name for name, (kind, _) in ROUTES.items() if kind.startswith("clinic")])
def test_choosing_a_profession_opens_nothing(client, name, visitor):
    client.cookies["profession"] = "practitioner"
    answer = visit(client, visitor).get(address_of(name))
    assert answer.status_code == KINDS[ROUTES[name][0]].status(visitor, "get")


@pytest.mark.parametrize(
    ("until", "status"),
    [
        (-ONE_DAY, 403),  # until yesterday
        (timedelta(0), 200),  # its last day
        (ONE_DAY, 200),  # until tomorrow
    ],
)
@pytest.mark.parametrize("address", ["/dosing/", "/api/v1/dosing/?expected_downtime_hours=12"])
def test_a_verification_holds_through_its_last_day(client, address, until, status):
    client.force_login(factories.practitioner(until=timezone.localdate() + until))
    assert client.get(address).status_code == status


def test_a_verification_that_ends_closes_the_door_at_once(client):
    person = factories.practitioner()
    client.force_login(person)
    assert client.get("/dosing/").status_code == 200
    type(person.verification).objects.filter(user=person).update(status="revoked")
    assert client.get("/dosing/").status_code == 403


@pytest.mark.parametrize(
    ("visitor", "audience", "verification"),
    [
        ("consumer", "consumer", "not_started"),  # never asked
        ("salon", "salon", "verified"),
        ("pending", "consumer", "pending"),  # asked, not answered
        ("practitioner", "practitioner", "verified"),
    ],
)
def test_an_account_is_told_what_it_may_read(client, visitor, audience, verification):
    told = visit(client, visitor).get("/api/v1/me/").json()
    assert (told["audience"], told["verification"], told["previews"]) == (audience, verification, False)


def test_staff_are_told_that_they_preview(client):
    assert visit(client, "reviewer").get("/api/v1/me/").json()["previews"] is True


# What is there and what is not must look the same from outside

PAIRS = [
    ("/procedures/{}/", "dermabrasion"),
    ("/protocols/{}/", "serum-after-procedure"),
    ("/protocols/{}/v1/", "serum-after-procedure"),
    ("/api/v1/procedures/{}/", "dermabrasion"),
    ("/api/v1/protocols/{}/", "serum-after-procedure"),
    ("/api/v1/protocols/{}/versions/", "serum-after-procedure"),
    ("/api/v1/protocols/{}/fhir/", "serum-after-procedure"),
    ("/api/v1/protocols/{}/versions/1/fhir/", "serum-after-procedure"),
]


@pytest.mark.parametrize("visitor", ["anonymous", "consumer", "salon"])
@pytest.mark.parametrize(("pattern", "slug"), PAIRS)
def test_what_is_there_answers_like_what_is_not(client, pattern, slug, visitor):
    visit(client, visitor)
    there, nowhere = client.get(pattern.format(slug)), client.get(pattern.format("x" * len(slug)))
    assert there.status_code == nowhere.status_code
    assert there.headers.get("Location", "").replace(slug, "") == nowhere.headers.get("Location", "").replace("x" * len(slug), "")
    assert slug not in text_of(there)
    assert text_of(there) == text_of(nowhere)


def test_a_wrong_question_is_not_judged_for_who_may_not_ask(client):
    visit(client, "consumer")
    assert client.get("/api/v1/dosing/?procedure=nothing").status_code == 403
    assert client.get("/dosing/?procedure=nothing").status_code == 403
