"""Account pages and mail as their reader meets them: the main thing said, a fault named at its field, nothing of the package's own."""

import json
import re
import time
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from allauth.account import app_settings as account_settings
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core import mail
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from tests import factories
from tests.links import addresses_of, words_of
from tests.reading import read
from tests.reading_grade import reading_grade

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ANYONE = [
    ("/account/login/", "Sign in"),
    ("/account/signup/", "Create an account"),
    ("/account/confirm-email/", "Look in your mail"),
    ("/account/confirm-email/nothing/", "This link does not work"),
    ("/account/password/reset/", "Set a new password"),
    ("/account/password/reset/done/", "Look in your mail"),
    ("/account/password/reset/key/1-nothing/", "This link does not work"),
    ("/account/password/reset/key/done/", "Your new password is saved"),
    ("/account/inactive/", "This account is closed"),
    ("/account/deleted/", "Your account is deleted"),
]
SIGNED_IN = [
    ("/account/", "Your account"),
    ("/account/profession/", "Your profession"),
    ("/account/email/", "E-mail address"),
    ("/account/password/change/", "Change your password"),
    ("/account/reauthenticate/", "Confirm that it is you"),
    ("/account/logout/", "Sign out?"),
    ("/account/2fa/", "Second factor"),
    ("/account/2fa/totp/activate/", "Set up an authenticator app"),
    ("/account/2fa/webauthn/", "Your passkeys"),
    ("/account/2fa/webauthn/add/", "Add a passkey"),
    ("/account/2fa/recovery-codes/generate/", "Make new recovery codes?"),
    ("/account/sessions/", "Where you are signed in"),
    ("/account/tokens/", "API tokens"),
    ("/account/delete/", "Delete your account?"),
]
WITH_FACTORS = [
    ("/account/2fa/", "Second factor"),
    ("/account/2fa/reauthenticate/", "Confirm that it is you"),
    ("/account/2fa/webauthn/reauthenticate/", "Confirm that it is you"),
    ("/account/2fa/totp/deactivate/", "Turn off the authenticator app?"),
    ("/account/2fa/recovery-codes/", "Recovery codes"),
    ("/account/2fa/webauthn/", "Your passkeys"),
    ("/account/2fa/webauthn/keys/{passkey}/edit/", "Rename a passkey"),
    ("/account/2fa/webauthn/keys/{passkey}/remove/", "Remove this passkey?"),
]


@pytest.fixture
def ada():
    return factories.user(email="ada@example.org", name="Ada")


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def secured(signed_in, ada):
    """Signed in, with every kind of second factor."""
    set_up_factors(ada)
    return signed_in


def set_up_factors(user):
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    WebAuthn.add(user, "my phone", passkey())


def passkey():
    """What a browser sends of a new passkey, as it is kept."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    credential = AttestedCredentialData.create(b"\0" * 16, b"the name of a key", key)
    data = AuthenticatorData.create(b"\0" * 32, flags, 0, credential)
    named = websafe_encode(b"the name of a key")
    return {
        "id": named,
        "rawId": named,
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(CollectedClientData.create("webauthn.create", b"challenge", "http://testserver")),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def title_of(page):
    return re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL).group(1)


class Markup(HTMLParser):
    """What the content security policy would refuse, and every id of the page."""

    def __init__(self):
        super().__init__()
        self.refused, self.ids = [], set()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        inline = tag == "script" and "src" not in attributes and attributes.get("type") not in {"application/json", "application/ld+json"}
        handlers = [name for name in attributes if name.startswith("on") or name == "style"]
        data = [value for value in attributes.values() if (value or "").startswith(("data:", "javascript:"))]
        if inline or handlers or data or tag == "style":
            self.refused.append((tag, handlers, data))


def markup(page):
    parser = Markup()
    parser.feed(page.content.decode())
    return parser


def of_the_package(response):
    """Templates of django-allauth that the answer was made with; those of ours have the same names."""
    return [template.name for template in response.templates if "/allauth/" in template.origin.name]


def check(page, heading):
    assert page.status_code == (404 if heading == "This link does not work" else 200)
    assert read(page).headings[0] == heading
    assert of_the_package(page) == []
    assert markup(page).refused == []
    assert b'<meta name="robots" content="noindex">' in page.content
    assert "example.com" not in words_of(page)


@pytest.mark.parametrize(("path", "heading"), ANYONE)
def test_a_page_for_anyone_says_its_main_thing(client, path, heading):
    check(client.get(path), heading)


@pytest.mark.parametrize(("path", "heading"), SIGNED_IN)
def test_a_page_of_an_account_says_its_main_thing(signed_in, path, heading):
    check(signed_in.get(path), heading)


@pytest.mark.parametrize(("path", "heading"), WITH_FACTORS)
def test_a_page_of_a_second_factor_says_its_main_thing(secured, path, heading):
    check(secured.get(path.format(passkey=Authenticator.objects.get(type="webauthn").pk)), heading)


def test_an_account_without_a_password_is_asked_for_one(signed_in, ada):
    ada.set_unusable_password()
    ada.save()
    signed_in.force_login(ada)
    check(signed_in.get("/account/password/set/"), "Choose a password")


def test_a_password_with_a_second_factor_leads_to_the_question_for_it(client, ada):
    set_up_factors(ada)
    page = client.post("/account/login/", {"login": ada.email, "password": PASSWORD}, follow=True)
    check(page, "Your second factor")
    wrong = client.post("/account/2fa/authenticate/", {"code": "nothing"})
    assert wrong.status_code == 400
    assert title_of(wrong).startswith("Error:")
    assert "The code is not right." in words_of(wrong)


@pytest.mark.parametrize("path", [path for path, _heading in ANYONE if "nothing" not in path])
def test_a_page_for_anyone_is_easy_to_read(client, path):
    words = words_of(client.get(path))
    main = words[words.index(read(client.get(path)).headings[0]) : words.index("Help If your skin")]
    assert reading_grade(main) <= 8


# -- Faults


@pytest.mark.parametrize(
    ("path", "sent", "field", "sentence"),
    [
        ("/account/login/", {"login": "ada", "password": PASSWORD}, "login", "Enter an e-mail address, such as name@example.org."),
        ("/account/signup/", {"email": "new@example.org", "password1": "short"}, "password1", "at least 12 characters"),
        (
            "/account/signup/",
            {"email": "", "password1": "ponies graze at dawn"},
            "email",
            "Enter an e-mail address, such as name@example.org.",
        ),
        ("/account/password/reset/", {"email": "ada"}, "email", "Enter an e-mail address, such as name@example.org."),
    ],
)
def test_a_fault_of_a_visitor_is_named_at_its_field(client, path, sent, field, sentence):
    check_fault(client.post(path, sent), field, sentence)


@pytest.mark.parametrize(
    ("path", "sent", "field", "sentence"),
    [
        ("/account/email/", {"email": "ada@example.org", "action_add": ""}, "email", "This is the address of your account already."),
        (
            "/account/password/change/",
            {"oldpassword": "x", "password1": "", "password2": ""},
            "oldpassword",
            "Enter your current password.",
        ),
        ("/account/reauthenticate/", {"password": "x"}, "password", "The password is not right."),
        ("/account/2fa/totp/activate/", {"code": "nothing"}, "code", "The code is not right."),
        ("/account/profession/", {"name": "Ada"}, "register_number", "Enter your register or licence number."),
        ("/account/tokens/", {"name": ""}, "name", "Say what the token is for."),
        ("/account/delete/", {}, "sure", "Tick the box"),
    ],
)
def test_a_fault_in_an_account_is_named_at_its_field(signed_in, path, sent, field, sentence):
    check_fault(signed_in.post(path, sent), field, sentence)


def check_fault(page, field, sentence):
    html = page.content.decode()
    assert page.status_code == 400
    assert title_of(page).startswith("Error:")
    assert read(page).headings[0] == "There is a problem"
    assert words_of(page).count(sentence) >= 2  # in the summary and at the field
    assert f'href="#id_{field}"' in html
    assert re.search(rf'id="{field}-error">', html)
    assert f"id_{field}" in markup(page).ids
    assert of_the_package(page) == []
    assert markup(page).refused == []


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/account/login/", {"login", "password"}),
        ("/account/signup/", {"email", "password1"}),
        ("/account/password/reset/", {"email"}),
    ],
)
def test_a_page_asks_for_all_that_its_form_needs(client, path, fields):
    page = client.get(path)
    assert set(page.context["form"].fields) == fields
    assert fields <= set(read(page).fields)


@pytest.mark.parametrize(
    "path", ["/account/password/change/", "/account/2fa/webauthn/add/", "/account/2fa/totp/activate/", "/account/email/"]
)
def test_a_page_of_an_account_asks_for_all_that_its_form_needs(signed_in, path):
    page = signed_in.get(path)
    assert set(page.context["form"].fields) <= set(read(page).fields)


# -- Links, and what they promise


def test_a_reset_link_opens_once(client, ada):
    client.post("/account/password/reset/", {"email": ada.email})
    link = re.search(r"http://127.0.0.1:8000(\S+/key/\S+)", mail.outbox[-1].body).group(1)
    form = client.get(link, follow=True)
    check(form, "Choose a new password")
    where = form.redirect_chain[-1][0]
    check_fault(client.post(where, {"password1": "short", "password2": "short"}), "password1", "at least 12 characters")
    new = {"password1": "zebras dance at night", "password2": "zebras dance at night"}
    check(client.post(where, new, follow=True), "Your new password is saved")
    assert mail.outbox[-1].subject == "Your password was changed"
    used = client.get(link)
    check(used, "This link does not work")
    assert "/account/password/reset/" in addresses_of(used)


def test_a_confirmation_asks_first_and_works_once(client):
    client.post("/account/signup/", {"email": "new@example.org", "password1": "ponies graze at dawn"})
    link = re.search(r"http://127.0.0.1:8000(\S+/confirm-email/\S+)", mail.outbox[-1].body).group(1)
    page = client.get(link)
    check(page, "Confirm your address")
    assert "new@example.org" in words_of(page)
    assert not EmailAddress.objects.get(email="new@example.org").verified
    assert "Thank you: new@example.org is confirmed." in words_of(client.post(link, follow=True))
    used = client.get(link)
    check(used, "This link does not work")
    assert "/account/email/" in addresses_of(used)


def test_sign_up_answers_the_same_whether_or_not_the_address_is_known(client, ada):
    answers = [
        client.post("/account/signup/", {"email": email, "password1": "ponies graze at dawn"}, follow=True)
        for email in ("new@example.org", ada.email)
    ]
    assert words_of(answers[0]) == words_of(answers[1])
    assert mail.outbox[0].subject == "Confirm your e-mail address"
    assert mail.outbox[1].subject == "You have an account already"


def test_the_times_and_lengths_that_pages_and_mail_name_are_those_of_the_settings():
    assert account_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS == 3
    assert timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) == timedelta(days=3)
    lengths = [one["OPTIONS"]["min_length"] for one in settings.AUTH_PASSWORD_VALIDATORS if "MinimumLength" in one["NAME"]]
    assert lengths == [12]


# -- Mail


def test_mail_is_ours_and_leads_to_the_next_step(client, ada):
    answer = client.post("/account/password/reset/", {"email": "o'neil&sons@example.org"})
    assert of_the_package(answer) == []
    letter = mail.outbox[-1]
    assert letter.subject == "There is no account with this address"
    assert "o'neil&sons@example.org" in letter.body
    assert "http://127.0.0.1:8000/account/signup/" in letter.body
    known = client.post("/account/password/reset/", {"email": ada.email})
    assert of_the_package(known) == []
    assert mail.outbox[-1].subject == "Set a new password"


def test_a_change_is_told_with_what_to_do_about_it(signed_in):
    new = {"oldpassword": PASSWORD, "password1": "horses sleep at noon", "password2": "horses sleep at noon"}
    answer = signed_in.post("/account/password/change/", new, headers={"user-agent": "Mozilla/5.0 of somebody"})
    assert of_the_package(answer) == []
    letter = mail.outbox[-1]
    assert letter.subject == "Your password was changed"
    assert "from the network address 127.0.0.1" in letter.body
    assert "http://127.0.0.1:8000/account/password/reset/" in letter.body
    assert "http://127.0.0.1:8000/contact/" in letter.body
    assert "Mozilla" not in letter.body


def test_a_new_address_is_confirmed_and_the_old_one_told(signed_in, ada):
    waiting = signed_in.post("/account/email/", {"email": "new@example.org", "action_add": ""}, follow=True)
    check(waiting, "E-mail address")
    assert "We have sent a link to new@example.org" in words_of(waiting)
    assert mail.outbox[-1].to == ["new@example.org"]
    link = re.search(r"http://127.0.0.1:8000(\S+/confirm-email/\S+)", mail.outbox[-1].body).group(1)
    signed_in.post(link)
    letter = next(one for one in mail.outbox if one.subject == "Your e-mail address was changed")
    assert letter.to == ["ada@example.org"]
    assert "from ada@example.org to new@example.org" in letter.body


# -- Second factor


def test_the_key_of_the_app_is_a_picture_of_the_page_and_text_in_fours(signed_in):
    page = signed_in.get("/account/2fa/totp/activate/")
    html = page.content.decode()
    secret = page.context["form"].secret
    assert '<div class="qr-code" role="img"' in html
    assert "<svg" in html.split('class="qr-code"')[1][:200]
    assert "<?xml" not in html
    assert " ".join(re.findall("....", secret)) in html
    assert 'autocomplete="one-time-code" inputmode="numeric"' in html
    check(signed_in.post("/account/2fa/totp/activate/", {"code": code(secret)}, follow=True), "Recovery codes")


@pytest.mark.django_db(transaction=True)  # this mail goes once the change is kept
def test_a_change_of_the_second_factor_is_said_and_told(signed_in):
    secret = signed_in.get("/account/2fa/totp/activate/").context["form"].secret
    done = signed_in.post("/account/2fa/totp/activate/", {"code": code(secret)}, follow=True)
    assert "The authenticator app is set up." in words_of(done)
    assert "Your recovery codes are ready." in words_of(done)
    renewed = signed_in.post("/account/2fa/recovery-codes/generate/")
    gone = signed_in.post("/account/2fa/totp/deactivate/", follow=True)
    assert "The authenticator app is turned off." in words_of(gone)
    assert [letter.subject for letter in mail.outbox] == [
        "An authenticator app was set up",
        "New recovery codes were made",
        "Your authenticator app was turned off",
    ]
    assert of_the_package(renewed) + of_the_package(gone) == []


def test_recovery_codes_are_shown_once(secured):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    page = secured.get("/account/2fa/recovery-codes/")
    assert all(one in words_of(page) for one in codes)
    assert "not shown again" in words_of(page)
    later = secured.get("/account/2fa/recovery-codes/")
    assert later.status_code == 200
    assert not any(one in later.content.decode() for one in codes)
    assert "10 of 10 codes are left." in words_of(later)
    assert not any(one in secured.get("/account/2fa/recovery-codes/download/").content.decode() for one in codes)


@pytest.mark.parametrize("path", ["/account/login/", "/account/2fa/webauthn/add/", "/account/2fa/webauthn/reauthenticate/"])
def test_the_passkey_script_finds_all_it_looks_for(client, ada, path):
    if "login" not in path:
        set_up_factors(ada)
        client.force_login(ada)
    page = client.get(path)
    html = page.content.decode()
    (block,) = re.findall(r'data-allauth-onload="[\w.]+" type="application/json">(.*?)</script>', html)
    assert set(json.loads(block)["ids"].values()) <= markup(page).ids
    sources = re.findall(r'<script defer src="/static/([\w/.-]+?)(?:\.[0-9a-f]{12})?\.js"', html)
    order = ["mfa/js/webauthn-json", "mfa/js/webauthn", "account/js/onload", "js/passkey"]
    assert [source for source in sources if source in order] == order
    assert re.search(r"<button[^>]* data-passkey hidden>", html)


def test_staff_without_a_second_factor_are_told_to_set_one_up(client):
    editor = factories.user(is_staff=True)
    client.force_login(editor, second_factor=False)
    page = client.get("/account/2fa/")
    assert "A staff account must have one." in words_of(page)
    assert "/admin/" not in addresses_of(page)


def test_staff_who_have_not_shown_theirs_are_led_on(client):
    editor = factories.user(is_staff=True)
    TOTP.activate(editor, SECRET)
    client.force_login(editor, second_factor=False)
    assert "/admin/" in addresses_of(client.get("/account/2fa/"))


def test_staff_read_why_their_last_factor_stays(client):
    editor = factories.user(is_staff=True)
    TOTP.activate(editor, SECRET)
    client.force_login(editor)
    page = client.get("/account/2fa/totp/deactivate/")
    check(page, "The authenticator app stays on")
    assert not title_of(page).startswith("Error:")
    refused = client.post("/account/2fa/totp/deactivate/")
    assert refused.status_code == 400
    assert title_of(refused).startswith("Error:")
    assert "A staff account keeps its second factor." in words_of(refused)


# -- Sessions and tokens


def test_sessions_are_named_in_words_and_ended_elsewhere(signed_in, ada, client):
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1"
    other = type(client)()
    other.force_login(ada)
    UserSession.objects.filter(session_key=other.session.session_key).update(user_agent=phone, ip="192.0.2.7")
    page = signed_in.get("/account/sessions/")
    check(page, "Where you are signed in")
    assert "Safari on an iPhone" in words_of(page)
    assert "192.0.2.7" in words_of(page)
    assert words_of(page).count("This one") == 1
    ended = signed_in.post("/account/sessions/", follow=True)
    assert "You are signed out everywhere else." in words_of(ended)
    assert "Sign out everywhere else" not in words_of(ended).replace("Sign out everywhere else, then", "")
    assert other.get("/account/")["Location"].startswith("/account/login/")


def test_a_token_is_shown_once_with_how_to_send_it(signed_in):
    made = signed_in.post("/account/tokens/", {"name": "Clinic software"})
    token = made.context["made"]
    html = made.content.decode()
    assert re.search(rf"<textarea[^>]* readonly[^>]*>{token}</textarea>", html)
    assert f"Authorization: Bearer {token}" in words_of(made)
    assert "http://testserver/api/v1/me/" in words_of(made)
    listed = signed_in.get("/account/tokens/")
    assert token not in listed.content.decode()
    assert token[:12] in words_of(listed)
    row = listed.context["tokens"][0]
    assert "The token is revoked." in words_of(signed_in.post(f"/account/tokens/{row.pk}/revoke/", follow=True))


# -- The account page


@pytest.mark.parametrize(
    ("status", "said", "way"),
    [
        ("not_started", "Not started", "State your profession"),
        ("pending", "A check usually takes up to 3 working days.", "Change what you sent"),
        ("more_needed", "Which register is it?", "Send what is missing"),
        ("refused", "Which register is it?", "Write to us if you think this is wrong"),
        ("revoked", "Which register is it?", "Send new details"),
        ("expired", "A check holds for 12 months at most", "Ask for a new check"),
    ],
)
def test_the_account_page_says_how_far_the_check_is_and_what_to_do(client, status, said, way):
    person = factories.professional(status=status)
    type(person.verification).objects.update(reason="Which register is it?")
    client.force_login(person)
    page = client.get("/account/")
    assert said in words_of(page)
    assert way in words_of(page)
    assert "/account/profession/" in addresses_of(page)


def test_a_verified_account_reads_until_when_and_renews_in_its_last_month(client):
    day = timezone.localdate() + timedelta(days=31)
    client.force_login(factories.practitioner(until=day))
    page = client.get("/account/profession/")
    assert f"until {day:%-d %B %Y}" in words_of(page)
    assert "register_number" not in read(page).fields
    client.force_login(factories.practitioner(until=timezone.localdate() + timedelta(days=30)))
    assert "Renew it" in words_of(client.get("/account/"))
    renewal = client.get("/account/profession/")
    assert "this one closes at once" in words_of(renewal)
    assert "register_number" in read(renewal).fields


def test_the_account_page_leads_to_everything_of_ones_own(signed_in):
    page = signed_in.get("/account/")
    ways = {"/account/email/", "/account/password/change/", "/account/2fa/", "/account/sessions/", "/account/tokens/", "/account/delete/"}
    assert ways <= set(addresses_of(page))
    posts = re.findall(r'<form[^>]* action="([^"]+)" method="post"', page.content.decode())
    assert {"/account/export/", "/account/logout/"} <= set(posts)


def test_deleting_says_what_goes_and_what_stays(signed_in):
    words = words_of(signed_in.get("/account/delete/"))
    assert words.index("What goes") < words.index("API tokens") < words.index("What stays") < words.index("register number")


def test_too_many_requests_name_the_wait_and_the_way_on(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    pages = [client.post("/account/signup/", {"email": "", "password1": ""}) for _time in range(2)]
    assert pages[1].status_code == 429
    assert read(pages[1]).headings[0] == "Please wait a few minutes"
    assert "/" in addresses_of(pages[1])
    assert markup(pages[1]).refused == []
