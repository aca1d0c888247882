"""Sign-in with what a person or a program may send as an address."""

import pytest

from tests import factories


@pytest.mark.parametrize(
    "username",
    [
        "nobody@example.org",  # unknown
        "x" * 255,  # longer than an address can be
        "x" * 100_000,  # more than the database would compare
        "%@example.org",  # a wildcard is a letter like any other
        "a\x00b",
        "",
    ],
)
def test_what_is_nobodys_address_gets_a_sentence(db, client, username):
    page = client.post("/account/login/", {"username": username, "password": "a long enough password"})
    assert page.status_code == 400
    assert "_auth_user_id" not in client.session


def test_an_address_signs_in_in_any_case(db, client):
    factories.user(email="Someone@example.org")
    page = client.post("/account/login/", {"username": "SOMEONE@EXAMPLE.ORG", "password": "a long enough password"})
    assert page.status_code == 302
    assert "_auth_user_id" in client.session
