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
    """Every drawing by the name of its file, and by the two words the drawing tag takes."""
    return [{"file": file, "group": group, "name": name} for file in sorted(drawings.names()) for group, _dash, name in [file.partition("-")]]
