"""Where an order list is kept: a visitor's in the session, an account's in the database, so that it is the same on every device."""

from django.db import transaction

from .contents import empty, merged, read, stored
from .models import OrderList

SENT = "order_sent"  # in the session: the reference of what was sent last
LIST, COUNT = "order_list", "order_lines"  # in the session; the count of an account's list too, so that no page asks for it


def contents_of(request):
    """The list of whoever asks, as it is kept."""
    if request.user.is_authenticated:
        row = OrderList.objects.filter(user=request.user).first()
        return read(row.contents) if row else empty()
    return read(request.session.get(LIST))


def lines_in(request):
    """How many lines the header names. It may be old where an account is used on another device; the page itself counts anew."""
    count = request.session.get(COUNT, 0) if hasattr(request, "session") else 0
    return count if type(count) is int and count > 0 else 0


def count(request, contents):
    """Notes for the header how many lines there are, if that has changed: nobody gets a session for an empty list."""
    if lines_in(request) != contents.size:
        request.session[COUNT] = contents.size


@transaction.atomic
def change(request, change_of):
    """Keeps what `change_of(contents)` makes of the list, and returns it. Two devices change an account's list one after the other."""
    if request.user.is_authenticated:
        contents = change_account(request.user, change_of)
    else:
        contents = change_of(read(request.session.get(LIST)))
        request.session[LIST] = stored(contents)
    request.session[COUNT] = contents.size
    return contents


@transaction.atomic
def change_account(user, change_of):
    OrderList.objects.get_or_create(user=user, defaults={"contents": stored(empty())})
    row = OrderList.objects.select_for_update().get(user=user)
    contents = change_of(read(row.contents))
    row.contents = stored(contents)
    row.save()
    return contents


def bring_along(session, user):
    """At sign-in: what the visitor had in this browser joins the list of the account, once. Gives both as one, and whether both held something."""
    brought = read(session.pop(LIST, None))
    if brought.is_empty and not brought.note:
        row = OrderList.objects.filter(user=user).first()
        kept = read(row.contents) if row else empty()
        session[COUNT] = kept.size
        return kept, False
    before = []

    def join(kept):
        before.append(kept)
        return merged(kept, brought)

    both = change_account(user, join)
    session[COUNT] = both.size
    return both, not before[0].is_empty
