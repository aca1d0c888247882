"""Reports for tests: what a browser would send, and rows made with one call."""

import uuid

from support import actions

TYPED = {
    "question": {"text": "Is there a smaller pack?"},
    "unwanted_effect": {"kind": "unwanted_effect", "text": "It itched for a day."},
    "spoiled_product": {"kind": "spoiled_product", "text": "It is orange.", "lot_number": "L-204"},
    "wrong_figure": {"kind": "wrong_figure", "text": "80, not 50."},
}
REPORTS = ["unwanted_effect", "spoiled_product", "wrong_figure"]
ADDRESS = {"question": "/contact/", **dict.fromkeys(REPORTS, "/report/")}


def typed(kind, /, **changes):
    """A filled-in form as a browser sends it; None takes a field out."""
    data = {"form_key": str(uuid.uuid4()), **TYPED[kind], **changes}
    return {name: value for name, value in data.items() if value is not None}


def sent(*, by=None, **fields):
    written = {"form_key": uuid.uuid4(), "kind": "wrong_figure", "text": "80, not 50.", **fields}
    return actions.send(by=by, **written)
