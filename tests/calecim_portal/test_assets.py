from pathlib import Path

import pytest
from django.conf import settings

from calecim_portal import fonts
from calecim_portal.management.commands.build_assets import joined, packed, scripts, with_chosen_theme, write

FACE = '@font-face {\n  font-family: "Title";\n  src: url("../fonts/title.woff2") format("woff2");\n}\n'


@pytest.fixture
def sheets(tmp_path):
    for name, text in {
        "print.css": "@media print { a { color: black; } }\n",
        "components/tag.css": "/* words,\n   not colours */\n.tag { color: red; }\n",
        "components/box.css": ".box { color: blue; }\n",
        "tokens.css": ":root { --ink: black; }\n",
        "base.css": FACE + "body { color: var(--ink); }\n",
    }.items():
        file = tmp_path / "css" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "css"


def test_sheets_are_joined_in_the_order_in_which_later_ones_win(sheets, tmp_path):
    css = joined(sheets, fonts_in=tmp_path)
    places = [css.index(text) for text in ("--ink", "body", ".box", ".tag", "@media print")]
    assert places == sorted(places)
    assert "not colours" not in css


def test_a_font_face_without_its_file_is_left_out(sheets, tmp_path):
    assert "@font-face" not in joined(sheets, fonts_in=tmp_path)


def test_a_font_face_with_its_file_stays(sheets, tmp_path):
    (tmp_path / "title.woff2").touch()
    assert "@font-face" in joined(sheets, fonts_in=tmp_path)


def test_an_unchanged_sheet_is_not_written_again(tmp_path):
    sheet = tmp_path / "css" / "site.css"
    assert write(sheet, "a {}\n")
    before = sheet.stat().st_mtime_ns
    assert not write(sheet, "a {}\n")
    assert sheet.stat().st_mtime_ns == before


def test_missing_font_packages_are_named_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "PACKAGES", ("fontpkg-that-is-not-there",))
    assert fonts.build(tmp_path / "fonts") == "fontpkg-that-is-not-there"
    assert not (tmp_path / "fonts").exists()


def test_the_fonts_hold_what_a_dose_needs_and_keep_to_their_budget(settings):
    from fontTools.ttLib import TTFont

    folder = settings.ASSETS_DIR / "fonts"
    assert fonts.build(folder) in {"written", "kept"}
    assert fonts.build(folder) == "kept"
    assert sum((folder / name).stat().st_size for name in fonts.FONTS) <= 65_000
    for name in fonts.FONTS:
        font = TTFont(folder / name)
        missing = [character for character in "0123456789.,-–−×±≤≥°µ%€®™½“”‘’\u00a0" if ord(character) not in font.getBestCmap()]
        assert missing == [], name
        assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}, name


DARK = "@media screen and (prefers-color-scheme: dark) {\n:root {\n--ink: white;\n}\n}\n"


@pytest.mark.parametrize(
    "selector",
    [
        '@media screen and (prefers-color-scheme: dark) {\n:root:not([data-theme="light"]) {',  # by the device, unless light was chosen
        '@media screen {\n:root[data-theme="dark"] {',  # by choice, whatever the device says
    ],
)
def test_the_dark_colours_serve_the_device_and_the_choice(selector):
    css = with_chosen_theme(DARK)
    assert css.count("--ink: white;") == 2
    assert selector in css


def test_the_dark_colours_of_this_portal_are_found():
    real = joined(Path(settings.BASE_DIR) / "static" / "css", fonts_in=Path("nowhere"))
    assert real.count("--paper: #14181c") == 2
    assert real.count("--paper: #fbf8f4") == 1


def test_a_sheet_loses_its_spaces_and_nothing_else():
    css = 'a:hover,\n.b > li:nth-child(2) {\n--x: 1px;\nmargin: 0 auto;\n}\n@media (min-width: 640px) {\n.c::after {\ncontent: "a; b";\n}\n}\n'
    small = 'a:hover,.b > li:nth-child(2){--x:1px;margin:0 auto}@media (min-width: 640px){.c::after{content:"a; b"}}'
    assert packed(css) == small


def test_a_script_loses_the_lines_that_only_explain(tmp_path):
    (tmp_path / "a.js").write_text("// Why\nconst address = 'https://x' // how\n  // where\ngo()\n")
    assert scripts(tmp_path).endswith("const address = 'https://x' // how\ngo()\n")


def test_scripts_are_joined_after_htmx_and_one_cannot_run_into_the_next(tmp_path):
    (tmp_path / "b.js").write_text("(function () { second() })()\n")
    (tmp_path / "a.js").write_text("(function () { first() })()\n")
    js = scripts(tmp_path)
    places = [js.index(text) for text in ("htmx", "first()", "second()")]
    assert places == sorted(places)
    assert "first() })()\n;\n(function" in js
