"""Browser tests commit, and yet none finds anything of another: of two alike each finds all as it was, and leaves nothing as it was."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from catalogue import guards
from catalogue.models import Product
from tests import factories
from tests.browser import pages

ADDRESS = "/products/multi-action-cream/"
ids_given = set()


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_commits_is_gone_in_the_next(page, live_server, turn):
    product = Product.objects.get(slug="multi-action-cream")
    page.goto(f"{live_server.url}{ADDRESS}")
    assert page.get_by_role("heading", level=1).inner_text() == "Multi-Action Cream"
    assert [User.objects.count(), Session.objects.count(), cache.get("count")] == [0, 0, None]
    assert all(Group.objects.get(name=name).permissions.exists() for name in ("Editors", "Reviewers"))
    assert ContentType.objects.get_for_model(Product).pk == ContentType.objects.get_by_natural_key("catalogue", "product").pk
    assert_guarded(product)

    # By this test, and by the server, which must see it
    Product.objects.filter(pk=product.pk).update(name="Another name")
    Group.objects.all().delete()
    ContentType.objects.create(app_label="catalogue", model="another")
    cache.set("count", 1)
    person = factories.user(email="ada@example.org")
    pages.sign_in(page, live_server.url, "ada@example.org", "a long enough password")
    page.goto(f"{live_server.url}{ADDRESS}")
    assert page.get_by_role("heading", level=1).inner_text() == "Another name"
    assert Session.objects.exists()
    guards.remove(connection)
    if connection.vendor == "sqlite":  # elsewhere emptied tables go on counting
        ids_given.add(person.pk)
        assert len(ids_given) == 1


def assert_guarded(product):
    product.save()  # writes its history, which nobody may change
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_historicalproduct SET name = 'x' WHERE id = %s", [product.pk])
