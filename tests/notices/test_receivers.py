"""Which events make a notice, and that each makes one."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from catalogue.models import Product
from catalogue.visibility import Access
from notices.jobs import deliver
from notices.models import Notice
from protocols.models import ProtocolVersion
from protocols.signals import version_activated
from tests import factories
from tests.protocols.versions import signed_version, withdrawn

from .notices import disagreement_on

pytestmark = pytest.mark.django_db


def kinds():
    return list(Notice.objects.order_by("pk").values_list("kind", flat=True))


def test_a_signed_version_makes_one_notice_with_the_number_it_replaces():
    version = signed_version()
    (notice,) = Notice.objects.all()
    assert (notice.kind, notice.version, notice.replaced_number, notice.protocol) == ("version_activated", version, 1, version.protocol)
    assert DBTaskResult.objects.filter(task_path=deliver.module_path).count() == 1


def test_the_same_event_told_twice_is_one_notice():
    version = signed_version()
    version_activated.send(ProtocolVersion, version=version, before=None)
    assert kinds() == ["version_activated"]
    assert DBTaskResult.objects.filter(task_path=deliver.module_path).count() == 1


def test_a_withdrawn_version_makes_one_notice():
    withdrawn(ProtocolVersion.objects.get(number=1))
    (notice,) = Notice.objects.all()
    assert (notice.kind, notice.version.number, notice.replaced_number) == ("version_withdrawn", 1, None)


@transaction.atomic
def withdrawn_and_broken_off():
    withdrawn(ProtocolVersion.objects.get(number=1))
    raise RuntimeError


def test_what_is_rolled_back_is_told_to_nobody():
    with pytest.raises(RuntimeError):
        withdrawn_and_broken_off()
    assert not Notice.objects.exists()
    assert not DBTaskResult.objects.filter(task_path=deliver.module_path).exists()


def test_a_new_disagreement_is_told_once_for_each_product():
    cream, serum = factories.product(), factories.product()
    made = disagreement_on(cream)
    made.products.add(cream, serum)
    made.save()
    assert sorted(Notice.objects.values_list("product__slug", "discrepancy__slug")) == sorted(
        [(cream.slug, made.slug), (serum.slug, made.slug)]
    )


def test_one_that_is_linked_from_the_product_is_told_too():
    cream, made = factories.product(), factories.disagreement()
    cream.discrepancies.add(made)
    assert kinds() == ["new_disagreement"]


def test_one_without_readers_is_told_once_it_has_some():
    made = disagreement_on(factories.product(), access="")
    assert kinds() == []
    made.access = Access.PRACTITIONERS
    made.save()
    made.access = Access.EVERYONE
    made.save()
    assert kinds() == ["new_disagreement"]


def test_one_that_was_shown_already_is_no_news_when_it_is_edited():
    made = disagreement_on(factories.product())
    Notice.objects.all().delete()  # as if it had been there before there were notices
    made.title = "Another title"
    made.save()
    assert kinds() == []


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"access": ""}])
def test_a_product_that_nobody_reads_has_no_news(hidden):
    disagreement_on(factories.product(**hidden))
    assert kinds() == []


def test_what_comes_with_its_product_at_the_first_loading_is_no_news():
    """The content of the tests was loaded by the files' own command, with some dozens of disagreements."""
    assert Product.objects.filter(discrepancies__isnull=False).exists()
    assert kinds() == []


def test_loading_the_files_again_is_no_news():
    call_command("load_catalogue", verbosity=0)
    assert kinds() == []


def test_a_deleted_disagreement_takes_nothing_else_along():
    made = disagreement_on(factories.product())
    made.delete()
    assert Notice.objects.get().discrepancy is None
