"""What the tests of notices start from."""

from catalogue.visibility import Audience
from notices import actions
from notices.jobs import deliver
from notices.models import Notice
from protocols.models import Protocol
from tests import factories


def protocol():
    return Protocol.objects.get()


def follower(subject, profession=Audience.PRACTITIONER, **fields):
    person = factories.professional(profession, **fields)
    actions.follow(by=person, subject=subject)
    return person


def disagreement_on(product, **fields):
    """A new one, linked as an editor links it."""
    made = factories.disagreement(**fields)
    made.products.add(product)
    return made


def tell_all():
    """What the worker does with every notice there is."""
    for notice in Notice.objects.all():
        deliver.call(notice.pk)
