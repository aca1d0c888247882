"""What the database refuses is answered in words."""

import pytest
from django.db import IntegrityError

from catalogue.admin.locking import NoticesOthers
from catalogue.models import Product
from protocols.models import ProtocolVersion
from tests import factories
from tests.admin_forms import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def editing(client):
    client.force_login(factories.superuser())
    return client


def alter_what_is_frozen(*args, **kwargs):
    ProtocolVersion.objects.update(number=77)


def make_twice(*args, **kwargs):
    Product.objects.create(slug="calecim-serum", name="Twice", kind="serum", summary="Twice.")


def form_page():
    return address(Product, "change", Product.objects.first().pk)


def test_a_guards_sentence_is_the_answer_on_a_page(editing, monkeypatch):
    monkeypatch.setattr(NoticesOthers, "_changeform_view", alter_what_is_frozen)
    answer = editing.get(form_page())
    assert answer.status_code == 409
    assert "start a new one" in answer.content.decode()


def test_a_guards_sentence_is_the_answer_of_the_api(editing, monkeypatch):
    monkeypatch.setattr("accounts.throttling.ApiThrottle.allow_request", alter_what_is_frozen)
    answer = editing.get("/api/v1/products/")
    assert answer.status_code == 409
    assert "start a new one" in answer.json()["detail"]


def test_any_other_fault_of_the_database_stays_a_fault(editing, monkeypatch):
    monkeypatch.setattr(NoticesOthers, "_changeform_view", make_twice)
    with pytest.raises(IntegrityError):
        editing.get(form_page())
