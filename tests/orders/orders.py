"""Orders for tests: what a browser would send, and rows made with one call."""

from uuid import uuid4

from orders import actions
from orders.contents import Contents, Line
from orders.models import Distributor
from tests import factories
from tests.reading import read

SERUM, CREAM = "calecim-serum", "multi-action-cream"
SENDER = {"name": "Ada Lovelace", "business": "Clinic", "country": "GB", "reply_to": "ada@example.org"}


def line(product=CREAM, quantity=2, pack=""):
    return Line(product, pack, quantity)


def contents(*lines, **fields):
    return Contents(**{"key": str(uuid4()), "lines": lines or (line(),), **fields})


def sent(*, by=None, viewer=factories.CONSUMER, held=None, **fields):
    return actions.send(by=by, viewer=viewer, contents=held or contents(), **{**SENDER, **fields})


def distributor(**fields):
    return Distributor.objects.create(**{"name": "Northern Skin", "countries": ["GB", "IE"], "email": "orders@example.com", **fields})


def add(client, product=CREAM, quantity="2", **more):
    return client.post("/order/add/", {"product": product, "quantity": quantity, **more})


def send(client, **changes):
    """Opens the page on which an order is sent, and sends it with the fields that stand there."""
    return client.post("/order/send/", filled_in(client, **changes))


def filled_in(client, **changes):
    fields = read(client.get("/order/send/")).fields
    hidden = {name: fields[name] for name in ("form_key", "seen") if name in fields}
    return {name: value for name, value in {**hidden, **SENDER, **changes}.items() if value is not None}
