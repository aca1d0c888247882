"""Example values for the gallery of components; only /components/ loads it."""

from django import template

from calecim_portal.pictures import catalogue_examples, choosing_examples

register = template.Library()


@register.simple_tag
def examples_of_the_catalogue():
    return catalogue_examples.examples()


@register.simple_tag
def examples_of_choosing():
    return choosing_examples.examples()
