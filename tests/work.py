"""Reads the work list as the admin shows it to somebody who sees all of it."""

from calecim_portal import work_list
from tests import factories


def found(section, user=None):
    """(name, why) of every entry of one section."""
    sections = {one["code"]: one for one in work_list.sections(user or factories.superuser())}
    assert sections[section]["count"] == len(sections[section]["entries"]), "more than one page of it"
    return [(entry["name"], entry["why"]) for entry in sections[section]["entries"]]


def count_of(section, user=None):
    return {one.code: count for one, count in work_list.counts(user or factories.superuser())}.get(section)
