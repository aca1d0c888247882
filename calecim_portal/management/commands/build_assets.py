"""Joins the style sheets into one and cuts the fonts: one request for each, and no build step in the repository."""

import os
import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from calecim_portal import fonts

# In this order, since later rules win. Addresses inside are relative to css/site.css, where all of them end up.
PARTS = ("tokens.css", "base.css", "components/*.css", "pages/*.css", "print.css")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\n?")
FONT_FILE = re.compile(r"url\([\"']?\.\./fonts/([^\"')?#]+)")


class Command(BaseCommand):
    help = "Write css/site.css and the subset fonts to ASSETS_DIR."
    requires_system_checks = []

    def handle(self, *args, verbosity=1, **options):
        outcome = fonts.build(settings.ASSETS_DIR / "fonts")
        if outcome not in {"written", "kept"}:
            self.stderr.write(f"The fonts were not built, the fallback fonts serve: missing {outcome}.")
        css = joined(settings.BASE_DIR / "static" / "css", fonts_in=settings.ASSETS_DIR / "fonts")
        changed = write(settings.ASSETS_DIR / "css" / "site.css", css)
        if verbosity and (changed or outcome == "written"):
            self.stdout.write(f"Style sheet: {'written' if changed else 'kept'}. Fonts: {outcome}.")


def joined(folder: Path, *, fonts_in: Path):
    files = [file for part in PARTS for file in sorted(folder.glob(part))]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    lines = (line.strip() for line in COMMENT.sub("", text).splitlines())
    css = "\n".join(line for line in lines if line) + "\n"
    # A face whose file is missing would be a broken address in the manifest and a 404 in the browser.
    return FONT_FACE.sub(lambda face: face.group() if all_there(face.group(), fonts_in) else "", css)


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
