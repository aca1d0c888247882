"""What clients send as JSON, read strictly: nothing is taken for something else, and nothing in it is a fault of ours."""

import json

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.settings import api_settings


class StrictJSONParser(BaseParser):
    """JSON in UTF-8 up to the size of any other form. A figure with a fraction stays the text that was written: 0.1 is no binary fraction.

    A name that stands twice is refused, since one of its two values would be lost.
    """

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise refused(_("This is too much at once: send less than a megabyte."))
        try:
            return json.loads(body.decode(), parse_float=str, parse_constant=no_number, object_pairs_hook=once_each)
        except (ValueError, RecursionError):
            raise refused(_("This cannot be read as JSON in UTF-8 in which every name stands once.")) from None


def no_number(name):
    """NaN and Infinity, which are no JSON."""
    raise ValueError(name)


def once_each(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def refused(sentence):
    return ValidationError({api_settings.NON_FIELD_ERRORS_KEY: [sentence]})
