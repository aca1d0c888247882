"""Markdown as readers see it: sanitised, figures kept with their units, glossary terms linked at first use."""

import re
from functools import cache

import nh3
from django.utils.html import escape
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .figures import bind_units

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "code", "pre", "hr", "h3", "h4", "h5", "h6"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title", "class"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
SPACE = re.compile(r"\s+")


class Terms:
    """The glossary of one page: each term is linked once, where the page first uses it."""

    def __init__(self, terms=()):
        self.urls = {form: term.get_absolute_url() for term in terms for form in term.forms}
        self.linked = set()
        # Abbreviations as they are printed, words with a small or a large first letter.
        forms = sorted(self.urls, key=len, reverse=True)
        self.pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(loosely, forms)) + r")(?![\w-])") if forms else None

    def split(self, text):
        """Pieces of a text as (text, address or None)."""
        pieces, end = [], 0
        for match in self.pattern.finditer(text) if self.pattern else ():
            url = self.url_of(match[0])
            if url in self.linked:
                continue
            self.linked.add(url)
            pieces += [(text[end : match.start()], None), (match[0], url)]
            end = match.end()
        return [*pieces, (text[end:], None)]

    def url_of(self, written):
        return self.urls.get(written) or self.urls.get(written[0].lower() + written[1:]) or self.urls[written[0].upper() + written[1:]]

    def link(self, text):
        """Plain text with its terms linked."""
        html = "".join(
            f'<a class="term" href="{escape(url)}">{escape(piece)}</a>' if url else escape(piece)
            for piece, url in self.split(bind_units(str(text)))
        )
        return mark_safe(html)  # noqa: S308 - every piece is escaped above


def loosely(form):
    first, rest = form[0], form[1:]
    if rest and rest[0].islower() and first.isalpha():
        return f"[{first.upper()}{first.lower()}]{re.escape(rest)}"
    return re.escape(form)


def render(markdown, terms=None):
    """Safe HTML. Scripts, frames, styles and addresses such as `javascript:` do not pass; headings start below those of the page."""
    return mark_safe(sanitised(parser().render(markdown, {"terms": terms or Terms()})))  # noqa: S308 - sanitised


def sanitised(html):
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener")


def plain_text(markdown):
    """The words alone, for search, feeds and machines."""
    html = parser().render(markdown, {"terms": Terms()})
    return SPACE.sub(" ", unescape(nh3.clean(html.replace("</", " </"), tags=set()))).strip()


def unescape(text):
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


@cache
def parser():
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    markdown.core.ruler.push("house_style", house_style)
    return markdown


def house_style(state):
    """Lower headings below those of the page, bind units, link terms outside of links."""
    terms = state.env["terms"]
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
        if token.type == "inline":
            token.children = list(linked(token.children, terms))


def linked(tokens, terms):
    inside_link = False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            inside_link = token.type == "link_open"
        if token.type != "text":
            yield token
            continue
        token.content = bind_units(token.content)
        if inside_link:
            yield token
            continue
        for piece, url in terms.split(token.content):
            yield from as_link(piece, url) if url else [text_token(piece)]


def as_link(piece, url):
    return [
        Token("link_open", "a", 1, attrs={"href": url, "class": "term"}),
        text_token(piece),
        Token("link_close", "a", -1),
    ]


def text_token(content):
    return Token("text", "", 0, content=content)
