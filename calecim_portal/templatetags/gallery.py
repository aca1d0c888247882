"""Example values for the gallery of components; only /components/ loads it."""

from django import template

from calecim_portal import drawings
from calecim_portal.pictures import catalogue_examples, choosing_examples

register = template.Library()


@register.simple_tag
def examples_of_the_catalogue():
    return catalogue_examples.examples()


@register.simple_tag
def examples_of_choosing():
    return choosing_examples.examples()


@register.simple_tag
def all_drawings():
    """Every drawing: the name of its file, and the two words by which the drawing tag finds it."""
    return [drawn(file) for file in sorted(drawings.names())]


def drawn(file):
    group, _dash, name = file.partition("-")
    return {"file": file, "group": group, "name": name}
