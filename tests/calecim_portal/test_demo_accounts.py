"""One account per role for trying the portal out: random passwords, readable by the owner of the file alone."""

import stat
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts import demo
from accounts.models import User, Verification
from accounts.viewers import viewer_for

pytestmark = pytest.mark.django_db

STAFF = {"editor", "reviewer", "admin"}
ROLES = ["consumer", "salon", "practitioner", "unverified", "editor", "reviewer", "admin"]


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "var" / "demo-accounts.txt"
    monkeypatch.setattr(demo, "FILE", path)
    return path


@pytest.fixture
def accounts(file):
    """{role: (e-mail, password)} after one run."""
    call_command("create_demo_accounts")
    return lines_of(file)


def lines_of(file):
    rows = [line.split(" ") for line in file.read_text().splitlines()]
    return {role: (email, password) for role, email, password, *_key in rows}


def key_of(file, role):
    return next(line.split(" ")[3] for line in file.read_text().splitlines() if line.startswith(f"{role} "))


def test_there_is_one_line_for_each_role(accounts, file):
    assert list(accounts) == ROLES
    assert len(file.read_text().splitlines()) == 7
    assert [email for email, _ in accounts.values()] == [f"{role}@demo.example" for role in ROLES]


def test_the_passwords_are_random_and_long(accounts):
    passwords = {password for _, password in accounts.values()}
    assert len(passwords) == 7
    assert all(len(password) >= 16 for password in passwords)


def test_only_the_owner_reads_the_file(accounts, file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_was_open_to_others_is_closed(file):
    file.parent.mkdir()
    file.touch(mode=0o644)
    call_command("create_demo_accounts")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def code_of(role):
    shown = StringIO()
    call_command("demo_code", role, stdout=shown)
    return shown.getvalue().strip()


def test_staff_have_a_second_factor_and_others_have_none(accounts, file):
    keys = {line.split(" ")[0]: len(line.split(" ")) == 4 for line in file.read_text().splitlines()}
    assert {role for role, has_key in keys.items() if has_key} == STAFF
    assert len({key_of(file, role) for role in STAFF}) == 3


@pytest.mark.parametrize("role", ["consumer", "salon", "nobody"])
def test_there_is_no_code_for_who_needs_none(accounts, role):
    with pytest.raises(CommandError, match="name editor, reviewer or admin"):
        code_of(role)


def test_a_second_factor_that_somebody_changed_stays(accounts, file):
    editor = User.objects.get(email="editor@demo.example")
    Authenticator.objects.filter(user=editor).delete()
    TOTP.activate(editor, "4Z2Z33D4CQDS5QIT4AXXYUNNF2CDFUUS")
    call_command("create_demo_accounts")
    assert Authenticator.objects.get(user=editor).data["secret"] == "4Z2Z33D4CQDS5QIT4AXXYUNNF2CDFUUS"


def test_a_second_factor_that_was_removed_comes_back_with_the_printed_key(accounts, file):
    key = key_of(file, "editor")
    Authenticator.objects.all().delete()
    call_command("create_demo_accounts")
    assert key_of(file, "editor") == key
    assert Authenticator.objects.get(user__email="editor@demo.example").data["secret"] == key


@pytest.mark.parametrize("role", ROLES)
def test_the_password_opens_the_account(accounts, client, role):
    email, password = accounts[role]
    answer = client.post("/account/login/", {"login": email, "password": password})
    assert answer.status_code == 302
    if role in STAFF:
        assert answer["Location"].startswith("/account/2fa/authenticate/")
        client.post("/account/2fa/authenticate/", {"code": code_of(role)})
        assert client.get("/admin/").status_code == 200
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("role", "audience", "previews", "admin"),
    [
        ("consumer", "consumer", False, False),
        ("salon", "salon", False, False),
        ("practitioner", "practitioner", False, False),
        ("unverified", "consumer", False, False),  # asked, not yet checked
        ("editor", "consumer", True, False),
        ("reviewer", "consumer", True, False),
        ("admin", "consumer", True, True),
    ],
)
def test_each_role_reads_what_it_should(accounts, role, audience, previews, admin):
    user = User.objects.get(email=accounts[role][0])
    viewer = viewer_for(user, as_staff=True)
    assert (viewer.audience, viewer.previews, user.is_superuser) == (audience, previews, admin)


@pytest.mark.parametrize(("role", "group"), [("editor", "Editors"), ("reviewer", "Reviewers"), ("admin", None), ("consumer", None)])
def test_staff_are_in_their_group(accounts, role, group):
    assert list(User.objects.get(email=accounts[role][0]).groups.values_list("name", flat=True)) == ([group] if group else [])


def test_the_unverified_account_waits(accounts):
    assert Verification.objects.get(user__email="unverified@demo.example").status == "pending"


def test_a_second_run_keeps_everything(accounts, file):
    before = file.read_text(), list(User.objects.order_by("pk").values_list("pk", "password"))
    call_command("create_demo_accounts")
    assert (file.read_text(), list(User.objects.order_by("pk").values_list("pk", "password"))) == before


def test_a_second_run_overwrites_no_decision(accounts):
    Verification.objects.filter(user__email="practitioner@demo.example").update(status="revoked")
    call_command("create_demo_accounts")
    assert Verification.objects.get(user__email="practitioner@demo.example").status == "revoked"


def test_a_lost_file_is_written_again_with_passwords_that_work(accounts, file, client):
    file.unlink()
    call_command("create_demo_accounts")
    email, password = lines_of(file)["practitioner"]
    assert password != accounts["practitioner"][1]
    assert client.login(username=email, password=password)
    assert User.objects.count() == 7


def test_a_line_that_was_lost_comes_back_and_the_others_stay(accounts, file):
    file.write_text("".join(line + "\n" for line in file.read_text().splitlines() if not line.startswith("salon ")))
    call_command("create_demo_accounts")
    after = lines_of(file)
    assert list(after) == ROLES
    assert {role: line for role, line in after.items() if role != "salon"} == {
        role: line for role, line in accounts.items() if role != "salon"
    }


def test_outside_demo_mode_there_are_no_such_accounts(settings, file):
    settings.DEMO = False
    with pytest.raises(CommandError, match="set DEMO=true"):
        call_command("create_demo_accounts")
    assert not file.exists()
    assert not User.objects.exists()


def test_a_file_of_another_database_gets_passwords_that_work(accounts, file, client):
    for user in User.objects.filter(email__endswith="@demo.example"):
        user.set_password("that of another database")
        user.save()
    call_command("create_demo_accounts")
    email, password = lines_of(file)["practitioner"]
    assert (email, password) != accounts["practitioner"]
    assert client.login(username=email, password=password)
