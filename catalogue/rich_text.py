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
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
CLASSES = {"a": {"term"}}  # what a text brings along cannot look like a button of the portal
SCHEMES = {"http", "https", "mailto"}
SPACE = re.compile(r"\s+")
BLOCK_END = re.compile(r"</(?!(?:a|strong|em|code)>)")  # where a paragraph or a cell ends, words are apart
LONGEST_NAME = 40  # letters of a word beside a term that are looked at
LAST_WORD = re.compile(rf"(?<!\w)(\w[\w’'-]{{0,{LONGEST_NAME}}}) $")
NEXT_WORD = re.compile(r" (\w)")
RAW_LINK = re.compile(r"\s*<\s*(/?)\s*a(?=[\s>/])", re.IGNORECASE)


class Terms:
    """The glossary of one page: each term is linked once, where the page first uses it."""

    def __init__(self, terms=()):
        self.urls = {}
        terms = list(terms)
        # A term's own name comes before another term's other form.
        named = [(one.forms[0], one) for one in terms] + [(form, one) for one in terms for form in one.forms[1:]]
        for form, one in named:
            for written in ways_to_write(form):
                self.urls.setdefault(written, one.get_absolute_url())
        self.linked = set()
        longest_first = "|".join(re.escape(written) for written in sorted(self.urls, key=len, reverse=True))
        # Not inside a longer word, an address or a name with hyphens.
        self.pattern = re.compile(rf"(?<![\w@.-])(?:{longest_first})(?![\w@-]|\.\w)") if terms else None

    def split(self, text):
        """Pieces of a text as (text, address or None)."""
        pieces, end = [], 0
        for match in self.pattern.finditer(text) if self.pattern else ():
            url = self.urls[match[0]]
            if url in self.linked or in_a_proper_name(match):
                continue
            self.linked.add(url)
            pieces += [(text[end : match.start()], None), (match[0], url)]
            end = match.end()
        return [*pieces, (text[end:], None)]

    def link(self, text):
        """Plain text with its terms linked."""
        html = "".join(
            f'<a class="term" href="{escape(url)}">{escape(piece)}</a>' if url else escape(piece)
            for piece, url in self.split(bind_units(str(text)))
        )
        return mark_safe(html)  # noqa: S308 - every piece is escaped above


def is_word(form):
    """`Exosome`, not `MSC` or `HLA-E`: an abbreviation is known only as it is printed."""
    return form[0].isalpha() and form[1:2].islower()


def ways_to_write(form):
    """A word also with the other size of its first letter: texts write it small, sentences begin with it."""
    return {form, form[0].upper() + form[1:], form[0].lower() + form[1:]} if is_word(form) else {form}


def in_a_proper_name(match):
    """“Calecim Cosmeceuticals” is a company: a large letter beside another word with one is a name, not the term."""
    if not (is_word(match[0]) and match[0][0].isupper()):
        return False
    text = match.string
    before, after = LAST_WORD.search(text, max(0, match.start() - LONGEST_NAME), match.start()), NEXT_WORD.match(text, match.end())
    return any(word and word[1][0].isupper() for word in (before, after))


def render(markdown, terms=None):
    """Safe HTML. Scripts, frames, styles and addresses such as `javascript:` do not pass; headings start below those of the page."""
    return mark_safe(sanitised(parser().render(markdown, {"terms": terms or Terms()})))  # noqa: S308 - sanitised


def sanitised(html):
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES, url_schemes=SCHEMES, link_rel="noopener")


def plain_text(markdown):
    """The words alone, for search, feeds and machines."""
    html = parser().render(markdown, {"terms": Terms()})
    return SPACE.sub(" ", unescape(nh3.clean(BLOCK_END.sub(" </", html), tags=set()))).strip(" ;")


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
    """Lower headings below those of the page, bind units, link terms outside of links and headings."""
    in_heading = False
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            in_heading = token.type == "heading_open"
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
        if token.type == "inline":
            token.children = list(linked(joined(token.children), NO_TERMS if in_heading else state.env["terms"]))


def joined(tokens):
    """A line of the source that ends in the middle of a sentence ends nothing for a reader: “conditioned⏎media”, “5⏎ml”."""
    texts = []
    for token in tokens:
        if token.type in {"text", "softbreak"}:
            texts.append(token.content if token.type == "text" else " ")
            continue
        if texts:
            yield text_token("".join(texts))
            texts = []
        yield token
    if texts:
        yield text_token("".join(texts))


def linked(tokens, terms):
    inside_link = False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            inside_link = token.type == "link_open"
        if token.type == "html_inline" and (tag := RAW_LINK.match(token.content)):
            inside_link = not tag[1]
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


NO_TERMS = Terms()
