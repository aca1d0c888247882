"""A row of a report says all that its kind and its status need, whoever writes it."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from support.models import LETTERS, Report, new_reference
from tests import factories

pytestmark = pytest.mark.django_db

WRITTEN = {"kind": "wrong_figure", "text": "80, not 50."}
HANDLED = {"handled_by_name": "Ann", "handled_at": timezone.now()}


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "spoiled_product"},  # neither a number nor the word that there is none
        {"kind": "spoiled_product", "lot_number": "L-204", "lot_unreadable": True},  # both
        {"kind": "unwanted_effect", "lot_number": "L-204", "lot_unreadable": True},
        {"page": "https://evil.example/"},
        {"page": "//evil.example/"},
        {"page": "products/"},
        {"status": "in_work"},  # by nobody
        {"status": "in_work", "handled_by_name": "Ann"},  # at no time
        {"status": "in_work", "handled_at": timezone.now()},
        {"status": "new", **HANDLED},
        {"status": "closed", **HANDLED},  # with nothing to say
        {"status": "closed", "outcome": "Mended."},
        {"status": "in_work", "outcome": "Mended.", **HANDLED},  # done and not done
        {"status": "lost", **HANDLED},
    ],
)
def test_a_row_that_says_too_little_is_refused_by_the_database(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(**{**WRITTEN, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "spoiled_product", "lot_number": "L-204"},
        {"kind": "spoiled_product", "lot_unreadable": True},
        {"kind": "unwanted_effect"},  # a lot number is asked for, not needed
        {"page": "/products/calecim-serum/"},
        {"status": "in_work", **HANDLED},
        {"status": "closed", "outcome": "Mended.", **HANDLED},
    ],
)
def test_a_row_that_says_enough_is_kept(fields):
    assert Report.objects.create(**{**WRITTEN, **fields}).pk


@pytest.mark.parametrize("page", ["//evil.example/", "/\\evil.example/", "https://evil.example/", "/a b/", "/a\nb/", "products/"])
def test_a_page_that_is_not_ours_is_no_page(page):
    with pytest.raises(ValidationError) as error:
        Report(**WRITTEN, page=page).full_clean()
    assert "page" in error.value.message_dict


@pytest.mark.parametrize("field", ["reference", "form_key"])
def test_a_number_and_a_form_stand_for_one_report(field):
    first = Report.objects.create(**WRITTEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(**{**WRITTEN, field: getattr(first, field)})


def test_a_reference_can_be_read_out_and_not_be_guessed():
    made = {new_reference() for _number in range(500)}
    assert len(made) > 495
    assert all(one[:2] == "R-" and len(one) == 8 and set(one[2:]) <= set(LETTERS) for one in made)
    assert not set("01ILOAEU") & set(LETTERS)


def test_a_report_outlives_the_account_and_the_product_it_names():
    person, product = factories.user(), factories.product()
    row = Report.objects.create(**WRITTEN, written_by=person, product=product, form_key=uuid.uuid4())
    person.delete()
    product.delete()
    row.refresh_from_db()
    assert (row.written_by, row.product) == (None, None)


def test_what_is_open_stands_before_what_is_closed_and_the_oldest_first():
    closed, old, new = (Report.objects.create(**WRITTEN) for _number in range(3))
    Report.objects.filter(pk=closed.pk).update(status="closed", outcome="Mended.", **HANDLED)
    Report.objects.filter(pk=old.pk).update(status="in_work", **HANDLED)
    assert list(Report.objects.queued()) == [old, new, closed]
