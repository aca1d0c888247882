"""The pages of this portal, as somebody writes them down."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from .models import LONGEST_PATH, OWN_PATH


def own_path(address, *, host):
    """The path of one of our own pages with its query, which holds the question to a look-up; else nothing.

    `address` is a path, or a whole address that somebody copied from the browser.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if (parts.scheme or parts.netloc) and not (parts.scheme in {"http", "https"} and parts.netloc.lower() == host.lower()):
        return ""
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    path = path if len(path) <= LONGEST_PATH else parts.path
    return path if OWN_PATH.regex.match(path) and len(path) <= LONGEST_PATH and is_there(parts.path) else ""


def is_there(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
