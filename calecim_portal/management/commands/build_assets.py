"""Joins the style sheets, the scripts and the drawings into one file each and cuts the fonts: few requests, no build step in the repository."""

import os
import re
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from calecim_portal import drawings, fonts

# In this order, since later rules win. Addresses inside are relative to css/site.css, where all of them end up.
PARTS = ("tokens.css", "base.css", "components/*.css", "pages/*.css", "print.css")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARATION = re.compile(r"^(-{0,2}[a-z][\w-]*): ", re.MULTILINE)
COMMENT_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\n?")
# The theme of the device, and the same colours for who has chosen dark: written once, so that they cannot differ.
DARK_BY_DEVICE = re.compile(r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}")
HTMX = Path(find_spec("django_htmx").origin).parent / "static" / "django_htmx" / "htmx-2.min.js"
FONT_FILE = re.compile(r"url\([\"']?\.\./fonts/([^\"')?#]+)")


class Command(BaseCommand):
    help = "Write css/site.css, js/site.js, the sprite of drawings and the subset fonts to ASSETS_DIR."
    requires_system_checks = []

    def handle(self, *args, verbosity=1, **options):
        outcome = fonts.build(settings.ASSETS_DIR / "fonts")
        if outcome not in {"written", "kept"}:
            self.stderr.write(f"The fonts were not built, the fallback fonts serve: missing {outcome}.")
        static = settings.BASE_DIR / "static"
        made = {
            "css/site.css": packed(joined(static / "css", fonts_in=settings.ASSETS_DIR / "fonts")),
            "js/site.js": scripts(static / "js" / "site"),
            drawings.SPRITE: drawings.sprite(),
        }
        written = [name for name, text in made.items() if write(settings.ASSETS_DIR / name, text)]
        if verbosity and (written or outcome == "written"):
            self.stdout.write(f"Written: {', '.join(written) or 'nothing'}. Fonts: {outcome}.")


def joined(folder: Path, *, fonts_in: Path):
    files = [file for part in PARTS for file in sorted(folder.glob(part))]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    lines = (line.strip() for line in COMMENT.sub("", text).splitlines())
    css = with_chosen_theme("\n".join(line for line in lines if line) + "\n")
    # A face whose file is missing would be a broken address in the manifest and a 404 in the browser.
    return FONT_FACE.sub(lambda face: face.group() if all_there(face.group(), fonts_in) else "", css)


def packed(css):
    """Without the spaces that are for us. It relies on how sheets are written here: a declaration a line, a space before each brace."""
    css = DECLARATION.sub(r"\1:", css).replace(" {\n", "{")
    return re.sub(r"(?<=[;{},])\n", "", css).replace(";}", "}")


def with_chosen_theme(css):
    """A choice of light or dark stands in `data-theme` and wins over the device; paper stays light."""
    return DARK_BY_DEVICE.sub(
        lambda dark: (
            f'@media screen and (prefers-color-scheme: dark) {{\n:root:not([data-theme="light"]) {{{dark[1]}}}\n}}\n'
            f'@media screen {{\n:root[data-theme="dark"] {{{dark[1]}}}\n}}'
        ),
        css,
    )


def scripts(folder: Path):
    """htmx as its package ships it, and our own after it; what only one page needs stays a file of its own."""
    ours = [COMMENT_LINE.sub("", file.read_text(encoding="utf-8")).strip() for file in sorted(folder.glob("*.js"))]
    return "\n;\n".join([HTMX.read_text(encoding="utf-8").strip(), *ours]) + "\n"  # none of them need end in a semicolon


def all_there(face, folder):
    return all((folder / name).is_file() for name in FONT_FILE.findall(face))


def write(target: Path, text):
    """True if the file changed. Written beside and moved, so that a reader never meets half of it."""
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    part.replace(target)
    return True
