"""What stands in an order list, wherever it is kept: plain values in, plain values out. Standard library only.

A session and a row of the database hold the same shape. What is read from either is believed only as far as it can be read.
"""

import re
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

# House decisions: no document says how much one order may hold.
MOST_LINES = 50
MOST_PACKS = 999
LONGEST_NOTE = 1000

MOST_READ = 200  # lines; no sign-in, which joins two lists, comes near it
LONGEST_READ = 4000  # characters of a note
SLUG = re.compile(r"[A-Za-z0-9_-]{1,80}")
WHOLE_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class Line:
    product: str  # its slug
    pack: str  # the code of the pack; blank where no size is stated
    quantity: int  # packs

    @property
    def key(self):
        return line_key(self.product, self.pack)


@dataclass(frozen=True)
class Contents:
    key: str  # of this list until it is sent: what is sent twice under one key is one request
    lines: tuple[Line, ...] = ()
    note: str = ""
    unreadable: int = 0  # lines that nobody can make sense of; they stand in the way until they are removed

    @property
    def is_empty(self):
        return not self.lines and not self.unreadable

    @property
    def size(self):
        return len(self.lines) + self.unreadable

    def quantity_of(self, key):
        return next((line.quantity for line in self.lines if line.key == key), 0)


def line_key(product, pack):
    return f"{product}/{pack}" if pack else product


def empty():
    return Contents(key=str(uuid4()))


def packs(text):
    """The number of packs that somebody typed, or None: a whole number from 1 to 999 in plain digits."""
    typed = text.strip()
    return int(typed) if WHOLE_NUMBER.fullmatch(typed) and 1 <= int(typed) <= MOST_PACKS else None


def with_line(contents, line):
    """The same with this line, in its old place if the product stood there already."""
    if any(one.key == line.key for one in contents.lines):
        return replace(contents, lines=tuple(line if one.key == line.key else one for one in contents.lines))
    return replace(contents, lines=(*contents.lines, line))


def without(contents, key):
    return replace(contents, lines=tuple(line for line in contents.lines if line.key != key))


def merged(kept, brought):
    """Two lists as one. Of a product in both the larger number counts, so that nothing is asked for twice; no note is lost."""
    both = kept
    for line in brought.lines:
        both = with_line(both, replace(line, quantity=max(line.quantity, kept.quantity_of(line.key))))
    notes = [kept.note, brought.note] if brought.note not in kept.note else [kept.note]
    note = "\n".join(note for note in notes if note)[:LONGEST_READ]
    return replace(both, note=note, unreadable=kept.unreadable + brought.unreadable)


def after_sending(now, sent):
    """What is left once `sent` has been sent: what was added or changed meanwhile, as a new list."""
    return replace(empty(), lines=tuple(line for line in now.lines if line not in sent.lines))


def stored(contents):
    """As a session or a column of JSON holds it."""
    lines = [[line.product, line.pack, line.quantity] for line in contents.lines]
    return {"key": contents.key, "lines": lines, "note": contents.note, "unreadable": contents.unreadable}


def read(held):
    """The contents that `stored` wrote; of anything else, as much as can be read."""
    if not isinstance(held, dict):
        return replace(empty(), unreadable=0 if held is None else 1)
    rows = held.get("lines", [])
    rows = rows if isinstance(rows, list) else [rows]
    found, unreadable = {}, held.get("unreadable", 0)
    unreadable = unreadable if is_whole(unreadable) and 0 <= unreadable <= MOST_READ else 1
    for row in rows:
        line = read_line(row)
        if line and line.key not in found and len(found) < MOST_READ:
            found[line.key] = line
        else:
            unreadable = min(unreadable + 1, MOST_READ)
    return Contents(key=read_key(held.get("key")), lines=tuple(found.values()), note=read_note(held.get("note")), unreadable=unreadable)


def read_line(row):
    if not isinstance(row, list) or len(row) != 3:
        return None
    product, pack, quantity = row
    named = is_slug(product) and (pack == "" or is_slug(pack))
    return Line(product, pack, quantity) if named and is_whole(quantity) and 1 <= quantity <= MOST_PACKS else None


def is_slug(value):
    return isinstance(value, str) and SLUG.fullmatch(value) is not None


def is_whole(value):
    return type(value) is int  # a bool is an int too


def read_key(value):
    try:
        return str(UUID(value))
    except (ValueError, TypeError, AttributeError):
        return str(uuid4())


def read_note(value):
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode().replace("\x00", "")[:LONGEST_READ]
