"""Reads content files strictly: text stays text, a double key is refused, and every value remembers its line."""

import re
from pathlib import Path

import yaml


class ContentError(Exception):
    """What is wrong with a content file: which one, on which line, at which field."""

    def __init__(self, sentence, *, path, line=None, field=None):
        place = [str(path)] + ([f"line {line}"] if line else []) + ([field] if field else [])
        super().__init__(f"{', '.join(place)}: {sentence}")


class Mapping(dict):
    """A mapping that knows its file, and the line of each of its keys."""

    path: Path
    line: int
    lines: dict

    def error(self, sentence, field=None):
        return ContentError(sentence, path=self.path, line=self.lines.get(field, self.line), field=field)

    def take(self, *, required=(), optional=()):
        """Checks the keys: nothing missing, nothing unknown (a typing error would be lost in silence)."""
        for name in self:
            if name not in required and name not in optional:
                raise self.error("this field is not known here", name)
        for name in required:
            if self.get(name) in (None, "", []):
                raise ContentError("a value is missing", path=self.path, line=self.lines.get(name, self.line), field=name)
        return self


class StrictLoader(yaml.SafeLoader):
    """Only text, true, false, null and whole numbers: no dates, no tags, no `yes`, no 010 that means 8.

    An unquoted fraction is a float so that every field can refuse it: figures are quoted, and no binary fraction is ever stored.
    """

    yaml_implicit_resolvers = {}


for name, pattern, first in [
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(?:0|[1-9][0-9]*)?\.[0-9]+", "-.0123456789"),
    ("merge", r"<<", "<"),
]:
    StrictLoader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(rf"(?:{pattern})\Z"), first)


def construct_mapping(loader, node):
    mapping = Mapping()
    mapping.path, mapping.line, mapping.lines = loader.path, node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
        if not isinstance(key, str):
            raise ContentError("a field name must be text", path=loader.path, line=key_node.start_mark.line + 1)
        if key in mapping:
            raise ContentError("this field stands twice", path=loader.path, line=key_node.start_mark.line + 1, field=key)
        mapping[key] = loader.construct_object(value_node, deep=True)
        mapping.lines[key] = key_node.start_mark.line + 1
    return mapping


StrictLoader.add_constructor("tag:yaml.org,2002:map", construct_mapping)


def read(path: Path, *, shown_as: Path | None = None):
    """The content of one file. Raises ContentError naming the file and the line."""
    name = shown_as or path
    try:
        loader = StrictLoader(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"cannot be read ({type(error).__name__})", path=name) from error
    except yaml.YAMLError as error:
        raise ContentError("holds a character that YAML does not allow", path=name) from error
    loader.path = name
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "is not well-formed YAML"
        raise ContentError(problem, path=name, line=mark.line + 1 if mark else None) from error
    except RecursionError as error:
        raise ContentError("is nested too deeply", path=name) from error
    finally:
        loader.dispose()


def read_list(path: Path, *, shown_as: Path | None = None):
    rows = read(path, shown_as=shown_as)
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ContentError("must hold a list of entries", path=shown_as or path)
    return rows


def read_mapping(path: Path, *, shown_as: Path | None = None):
    row = read(path, shown_as=shown_as)
    if not isinstance(row, Mapping):
        raise ContentError("must hold one entry with its fields", path=shown_as or path)
    return row
