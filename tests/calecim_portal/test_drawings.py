"""Our own drawings: small, in the colours of the tokens, the Serum pink, skin in several tones, one for each thing that is shown."""

import gzip
import re
import xml.etree.ElementTree as ElementTree

import pytest
import yaml
from django.conf import settings

from calecim_portal import drawings

FILES = sorted(drawings.FOLDER.glob("*.svg"))
TOKEN = re.compile(r"var\((--[a-z0-9-]+)\)")
TOKENS = (drawings.FOLDER.parent / "css" / "tokens.css").read_text(encoding="utf-8")
SHAPES = {"svg", "g", "path", "rect", "circle", "ellipse", "polygon"}


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def drawing(request):
    return request.param


def test_a_drawing_is_small(drawing):
    assert drawing.stat().st_size <= 4096


def test_a_drawing_stands_on_the_one_grid(drawing):
    assert 'viewBox="0 0 320 320"' in drawing.read_text()


def test_a_drawing_is_of_shapes_filled_with_tokens(drawing):
    for element in ElementTree.parse(drawing).iter():  # noqa: S314
        assert element.tag.split("}")[-1] in SHAPES
        assert {"style", "class", "stroke"}.isdisjoint(element.keys())
        if fill := element.get("fill"):
            token = TOKEN.fullmatch(fill)
            assert token, fill
            assert f" {token[1]}:" in TOKENS


def test_the_serum_is_drawn_pink_and_in_no_colour_that_means_do_not_use():
    drawn = [file.read_text() for file in FILES if "serum" in file.stem]
    assert drawn
    for text in drawn:
        assert "var(--serum)" in text
        assert not re.search(r"--serum-(yellow|orange)|--data-5|--caution", text)


def test_skin_is_drawn_in_at_least_four_tones_and_none_of_them_most_of_the_time():
    tones = [tone for file in FILES for tone in set(re.findall(r"--skin-\d", file.read_text())) if file.stem != "article-skin-tone"]
    assert len(set(tones)) >= 4
    assert max(tones.count(tone) for tone in set(tones)) <= len(tones) / 2


def rows(path):
    return yaml.safe_load((settings.BASE_DIR / path).read_text(encoding="utf-8"))


def slugs(path):
    return [row["slug"] for row in rows(path)]


def files(folder):
    return [file.stem for file in (settings.BASE_DIR / folder).glob("*.yaml")]


@pytest.mark.parametrize(
    ("group", "shown"),
    [
        ("product", lambda: files("catalogue/data/products")),
        ("article", lambda: files("catalogue/data/articles")),
        ("concern", lambda: slugs("catalogue/data/concerns.yaml")),
        ("procedure", lambda: slugs("protocols/data/procedures.yaml")),
        ("gate", lambda: ["consumer", "salon", "practitioner"]),
        ("state", lambda: ["empty", "not-found", "stop"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_has_a_drawing_of_its_own(group, shown):
    wanted = {f"{group}-{slug}" for slug in shown()}
    assert len(wanted) >= 3
    assert wanted <= drawings.names()


def test_the_sprite_is_small_on_its_way():
    assert len(gzip.compress(drawings.sprite().encode())) <= 15 * 1024


def test_every_drawing_is_a_symbol_of_the_sprite():
    found = {element.get("id") for element in ElementTree.fromstring(drawings.sprite())}  # noqa: S314
    assert found == {file.stem for file in FILES}


def test_what_is_not_drawn_gets_the_plain_one():
    assert drawings.name_for("product-nothing-of-the-kind") == "plain"


def test_the_first_name_that_is_drawn_is_taken():
    assert drawings.name_for("product-nothing-of-the-kind", "product-cream") == "product-cream"
