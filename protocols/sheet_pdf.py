"""The printed sheet as a PDF: WeasyPrint lays out the very HTML that a browser prints. It reads our own style sheet and fonts, and nothing else."""

import re
from contextlib import suppress
from functools import lru_cache
from io import BytesIO

from django.conf import settings
from fontTools.ttLib import TTFont

STYLE = settings.BASE_DIR / "static" / "css" / "sheet.css"
FONT_FILE = re.compile(r"""url\(["']?\.\./fonts/([^"')]+)["']?\)""")
FONT_NAME = re.compile(r"[a-z-]+\.woff2")


class CannotRender(RuntimeError):
    """The machine lacks a library that WeasyPrint needs; the message says which."""


def render(html: str) -> bytes:
    """The PDF of one sheet. Raises CannotRender. The import takes half a second, so it happens here, where it is needed."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as problem:  # without Pango the import itself fails
        raise CannotRender(str(problem).splitlines()[0]) from problem
    fonts = FontConfiguration()
    fetcher = own_files_only()
    style = CSS(string=with_local_fonts(STYLE.read_text(encoding="utf-8")), font_config=fonts, url_fetcher=fetcher)
    return HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


def warm_up():
    """Reads the libraries and the fonts before the first sheet needs them; a machine that lacks them stays as it is."""
    with suppress(CannotRender):
        render('<p lang="en">1.25 ml <strong>1.25 ml</strong></p>')


def fonts_folder():
    return settings.ASSETS_DIR / "fonts"


def with_local_fonts(css):
    """The addresses of the fonts as files of this machine. A missing one is left out by the fetcher, and the fallback serves."""
    return FONT_FILE.sub(lambda found: f'url("{(fonts_folder() / found.group(1)).as_uri()}")', css)


def own_files_only():
    """Gives the fonts of the portal, and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFonts(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix(fonts_folder().as_uri() + "/")
            if name == url or not FONT_NAME.fullmatch(name):
                raise ValueError("A sheet fetches nothing but the fonts of the portal.")
            return URLFetcherResponse(url, unpacked(fonts_folder() / name))

    return OwnFonts()


@lru_cache(maxsize=4)
def unpacked(file):
    """A font without its packing, once for each process: unpacking takes as long as laying out the page."""
    found = TTFont(file)
    found.flavor = None
    plain = BytesIO()
    found.save(plain)
    return plain.getvalue()
