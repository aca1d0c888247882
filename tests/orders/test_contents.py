"""What stands in a list: read from anything, joined, changed, without a database."""

from uuid import UUID

import pytest

from orders.contents import Contents, Line, after_sending, empty, merged, packs, read, stored, with_line, without

from .orders import contents, line

KEY = "5f0c1d3a-5b1e-4a86-9f0e-0f6f5b0d8f11"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1", 1),
        ("999", 999),
        (" 12 ", 12),
        ("007", 7),
        ("0", None),
        ("1000", None),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("1e2", None),
        ("", None),
        ("two", None),
        ("٣", None),  # a three in other digits
        ("３", None),
        ("1 2", None),
        ("9" * 100_000, None),
        ("1\x00", None),
    ],
)
def test_a_number_of_packs_is_a_whole_one_from_1_to_999_in_plain_digits(typed, number):
    assert packs(typed) == number


def test_what_is_stored_is_read_again():
    held = contents(line(), line("calecim-serum", 12, "ampoule"), note="In May.\n", unreadable=1)
    assert read(stored(held)) == held


def test_an_empty_list_has_a_key_of_its_own():
    assert empty().key != empty().key
    assert UUID(empty().key)


@pytest.mark.parametrize(
    "row",
    [
        None,
        "multi-action-cream",
        [],
        ["multi-action-cream", ""],
        ["multi-action-cream", "", 1, 1],
        ["multi-action-cream", "", 0],
        ["multi-action-cream", "", -5],
        ["multi-action-cream", "", 1000],
        ["multi-action-cream", "", 10**30],
        ["multi-action-cream", "", "2"],
        ["multi-action-cream", "", 1.5],
        ["multi-action-cream", "", True],
        ["multi-action-cream", None, 1],
        ["", "", 1],
        ["a\x00b", "", 1],
        ["../admin", "", 1],
        ["a" * 81, "", 1],
        [["x"], "", 1],
        {"product": "multi-action-cream"},
    ],
)
def test_a_line_that_nobody_can_make_sense_of_stands_in_the_way_beside_the_others(row):
    held = read({"key": KEY, "lines": [["multi-action-cream", "", 2], row], "note": "Still here."})
    assert held.lines == (Line("multi-action-cream", "", 2),)
    assert (held.unreadable, held.note, held.key) == (1, "Still here.", KEY)


@pytest.mark.parametrize("held", ["text", 5, [], [["multi-action-cream", "", 2]], True])
def test_what_is_no_list_at_all_is_one_thing_that_cannot_be_read(held):
    assert read(held).unreadable == 1
    assert not read(held).is_empty


def test_nothing_kept_is_an_empty_list():
    assert read(None).is_empty


@pytest.mark.parametrize("lines", [5, "text", {"a": 1}, None])
def test_lines_that_are_none_cannot_be_read(lines):
    assert read({"key": KEY, "lines": lines}).unreadable == 1


def test_a_product_that_stands_twice_is_read_once():
    held = read({"key": KEY, "lines": [["cream", "", 2], ["cream", "", 3], ["cream", "tube", 1]]})
    assert [(one.key, one.quantity) for one in held.lines] == [("cream", 2), ("cream/tube", 1)]
    assert held.unreadable == 1


def test_ten_thousand_lines_are_not_all_read():
    held = read({"key": KEY, "lines": [[f"cream-{number}", "", 1] for number in range(10_000)]})
    assert held.size == 400


@pytest.mark.parametrize("unreadable", [-1, 10**9, "1", None, True, 1.5])
def test_a_wrong_count_of_what_cannot_be_read_is_one(unreadable):
    assert read({"key": KEY, "lines": [], "unreadable": unreadable}).unreadable == 1


@pytest.mark.parametrize("key", [None, "", "nonsense", 5, "\x00", ["a"]])
def test_a_damaged_key_is_replaced(key):
    assert UUID(read({"key": key, "lines": []}).key)


@pytest.mark.parametrize(("note", "kept"), [(None, ""), (5, ""), ("a\x00b", "ab"), ("a\ud800b", "a?b"), ("x" * 5000, "x" * 4000)])
def test_a_damaged_note_is_no_fault(note, kept):
    assert read({"key": KEY, "lines": [], "note": note}).note == kept


def test_a_line_goes_to_the_end_or_stays_in_its_place():
    held = with_line(with_line(contents(line("a"), line("b")), line("c", 1)), line("a", 9))
    assert [(one.product, one.quantity) for one in held.lines] == [("a", 9), ("b", 2), ("c", 1)]


def test_only_the_line_named_is_taken_out():
    held = without(contents(line("a"), line("a", pack="tube")), "a")
    assert [one.key for one in held.lines] == ["a/tube"]


@pytest.mark.parametrize(("kept", "brought", "number"), [(3, 5, 5), (5, 3, 5), (4, 4, 4)])
def test_of_a_product_in_both_lists_the_larger_number_counts(kept, brought, number):
    both = merged(contents(line("a", kept)), contents(line("a", brought)))
    assert [(one.product, one.quantity) for one in both.lines] == [("a", number)]


def test_two_lists_become_one_under_the_key_of_the_kept_one():
    kept, brought = contents(line("a")), contents(line("b"), unreadable=1)
    both = merged(kept, brought)
    assert [one.product for one in both.lines] == ["a", "b"]
    assert (both.key, both.unreadable) == (kept.key, 1)


def test_the_same_product_in_two_packs_stays_two_lines():
    both = merged(contents(line("a", 1, "tube")), contents(line("a", 2, "jar")))
    assert [(one.key, one.quantity) for one in both.lines] == [("a/tube", 1), ("a/jar", 2)]


@pytest.mark.parametrize(
    ("kept", "brought", "note"),
    [("", "", ""), ("One.", "", "One."), ("", "Two.", "Two."), ("One.", "Two.", "One.\nTwo."), ("Same.", "Same.", "Same.")],
)
def test_no_note_is_lost_and_none_stands_twice(kept, brought, note):
    assert merged(contents(note=kept), contents(note=brought)).note == note


def test_after_sending_only_what_came_in_meanwhile_is_left():
    told = contents(line("a"), line("b"), note="Soon.")
    left = after_sending(with_line(with_line(told, line("c")), line("b", 9)), told)
    assert [(one.product, one.quantity) for one in left.lines] == [("b", 9), ("c", 2)]
    assert left.note == ""
    assert left.key != told.key


def test_a_list_of_nothing_readable_is_not_empty():
    assert not Contents(key=KEY, unreadable=1).is_empty
    assert Contents(key=KEY).is_empty
