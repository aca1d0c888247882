"""Content files are read strictly: what cannot be meant is refused with file, line and field; text stays text."""

import re

import pytest

from catalogue.yaml_files import ContentError, Mapping, read, read_list, read_mapping


@pytest.fixture
def file(tmp_path):
    """Writes text or bytes to a content file."""

    def write(content):
        path = tmp_path / "things.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def complaint(read_it, path):
    with pytest.raises(ContentError) as refused:
        read_it(path, shown_as="data/things.yaml")
    said = str(refused.value)
    assert "\n" not in said
    assert said.startswith("data/things.yaml")
    return said


BROKEN = [
    ("slug: one\n  name: One\n", "line 2", "a deeper line under a finished value"),
    ("slug: one\n name: One\n", "line 2", "one space too many"),
    ("slug: one\n\tname: One\n", "line 2", "a tab"),
    ("slug: [one\nname: One\n", "line 2", "a bracket that is never closed"),
    ('slug: "one\nname: One\n', "line 3", "a quote that is never closed"),
    ("slug: a: b\n", "line 1", "two colons"),
    ("slug: one\n---\nslug: two\n", "line 2", "two documents in one file"),
    ("slug: *nobody\n", "line 1", "an alias of nothing"),
    ("slug: one\nname: !!python/object:os.system x\n", "line 2", "a tag"),
    ("slug: one\nname: !custom x\n", "line 2", "a tag of nobody's"),
    ("slug: &a [*a]\n", "line 1", "a list that holds itself"),
    ("slug: one\nslug: two\n", "line 2, slug", "a field twice"),
    ("slug: one\ndeep:\n  text: a\n  text: a\n", "line 4, text", "a field twice further in"),
    ("1: one\n", "line 1", "a number as a field name"),
    ("slug: one\ntrue: two\n", "line 2", "a truth as a field name"),
    ("? [a, b]\n: one\n", "line 1", "a list as a field name"),
    ("<<: {slug: one}\n", "line 1", "a merge"),
]


@pytest.mark.parametrize(("content", "place"), [row[:2] for row in BROKEN], ids=[row[2] for row in BROKEN])
def test_what_is_not_well_formed_names_its_line(file, content, place):
    assert complaint(read, file(content)).startswith(f"data/things.yaml, {place}: ")


@pytest.mark.parametrize(
    "content",
    [
        b"slug: caf\xe9\n",  # Latin-1, as an old editor saves it
        "slug: one\n".encode("utf-16"),
        b"slug: one\x00\n",
        b"slug: one\x07\n",
        b"[" * 5_000,  # no depth of the file exhausts the reader
    ],
)
def test_what_is_no_text_is_refused(file, content):
    assert complaint(read, file(content))


def test_a_missing_file_is_named(tmp_path):
    assert complaint(read, tmp_path / "nowhere.yaml") == "data/things.yaml: cannot be read (FileNotFoundError)"


@pytest.mark.parametrize("content", ["", "# nothing\n", "---\n", "null\n", "text\n", "5\n", "slug: one\n", "- one\n", "- - slug: one\n"])
def test_a_list_of_entries_is_asked_for(file, content):
    assert complaint(read_list, file(content)) == "data/things.yaml: must hold a list of entries"


@pytest.mark.parametrize("content", ["", "text\n", "- slug: one\n", "[]\n"])
def test_one_entry_is_asked_for(file, content):
    assert complaint(read_mapping, file(content)) == "data/things.yaml: must hold one entry with its fields"


def test_an_empty_list_is_a_list(file):
    assert read_list(file("[]\n")) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2026-11-22", "2026-11-22"),  # a day stays text
        ("yes", "yes"),  # only true and false are truths
        ("no", "no"),
        ("on", "on"),
        ("0.5.1", "0.5.1"),
        ("12:30", "12:30"),  # not 750
        ("1e3", "1e3"),
        ("~", None),
        ("null", None),
        ("", None),
        ("true", True),
        ("false", False),
        ("3", 3),
        ("010", "010"),  # not 8
        ("0x10", "0x10"),  # not 16
        ("1_000", "1_000"),  # not 1000
        ('"80"', "80"),
        ('"null"', "null"),
        ("nan", "nan"),
    ],
)
def test_a_value_is_what_it_looks_like(file, written, value):
    found = read(file(f"value: {written}\n"))["value"]
    assert found == value
    assert type(found) is type(value)


def test_an_unquoted_figure_never_becomes_text(file):
    """It is kept apart from text, so that every field can ask for quotes."""
    assert not isinstance(read(file("value: 80.5\n"))["value"], str)


def test_aliases_are_followed(file):
    rows = read_list(file("- a: &passage [s1, One]\n- a: *passage\n"))
    assert rows[1]["a"] == ["s1", "One"]


def test_an_alias_bomb_is_read_without_growing(file):
    """Nine lists of nine aliases each would be 9⁹ values if they were copied."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    bomb = read(file("\n".join(levels) + "\n"))
    assert bomb["a9"][0] is bomb["a9"][8]


def test_every_field_knows_its_line(file):
    row = read(file("# first\nslug: one\n\nname: |\n  long\n  text\nkind: cream\n"))
    assert (row.line, row.lines) == (2, {"slug": 2, "name": 4, "kind": 7})
    assert str(row.error("is wrong", "kind")).endswith("line 7, kind: is wrong")
    assert re.search(r"line 2: is wrong$", str(row.error("is wrong")))


def take(file, content):
    return lambda path, shown_as: read(file(content), shown_as=shown_as).take(required=["slug"], optional=["name"])


@pytest.mark.parametrize(
    ("content", "place", "sentence"),
    [
        ("slug: one\nnmae: One\n", "line 2, nmae", "this field is not known here"),  # lost in silence otherwise
        ("name: One\n", "line 1, slug", "a value is missing"),
        ("name: One\nslug:\n", "line 2, slug", "a value is missing"),
        ('slug: ""\n', "line 1, slug", "a value is missing"),
        ("slug: []\n", "line 1, slug", "a value is missing"),
    ],
)
def test_the_fields_of_an_entry_are_checked(file, content, place, sentence):
    assert complaint(take(file, content), None) == f"data/things.yaml, {place}: {sentence}"


@pytest.mark.parametrize("content", ["slug: one\n", "slug: one\nname:\n", "slug: 0\n", "slug: false\n"])
def test_an_entry_with_its_fields_passes(file, content):
    assert isinstance(read(file(content)).take(required=["slug"], optional=["name"]), Mapping)
