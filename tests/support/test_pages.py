"""Only a page of the portal itself is kept with a report."""

import pytest

from support.pages import own_path

HOST = "portal.example.org"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/products/calecim-serum/", "/products/calecim-serum/"),
        ("  /products/  ", "/products/"),
        ("/dosing/?procedure=microneedling&needle_depth_mm=0.5", "/dosing/?procedure=microneedling&needle_depth_mm=0.5"),
        ("https://portal.example.org/products/", "/products/"),  # copied from the browser
        ("http://PORTAL.example.org/products/", "/products/"),
        ("/products/#sources", "/products/"),
        ("/products/?search=" + "a" * 480, "/products/?search=" + "a" * 480),  # 498 characters
        ("/products/?search=" + "a" * 483, "/products/"),  # 501: the page itself is short enough
        ("https://evil.example/products/", ""),
        ("https://portal.example.org.evil.example/products/", ""),
        ("https://portal.example.org@evil.example/products/", ""),
        ("//evil.example/products/", ""),
        ("//portal.example.org/products/", ""),  # without its scheme
        ("/\\evil.example/", ""),
        ("\\\\evil.example/", ""),
        ("///evil.example/", ""),
        ("https:///products/", ""),
        ("javascript:alert(1)", ""),
        ("ftp://portal.example.org/products/", ""),
        ("products/", ""),
        ("?page=2", ""),
        ("", ""),
        ("/nothing-there/", ""),
        ("/products/\x00", ""),
        ("/products/?a=\x00", ""),
        ("/products/?a=b c", ""),
        ("https://[portal/", ""),  # cannot be read at all
        ("/" + "a" * 600, ""),
    ],
)
def test_what_is_kept_of_an_address(address, path):
    assert own_path(address, host=HOST) == path
