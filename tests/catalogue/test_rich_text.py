"""Markdown as readers see it: what passes and what does not, figures with their units, words of the glossary linked once."""

import re
import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from catalogue.models import GlossaryTerm
from catalogue.rich_text import Terms, plain_text, render

LINK = re.compile(r'<a[^>]*class="term"[^>]*>(.*?)</a>')


def term(name, *also):
    return GlossaryTerm(slug=name.lower().replace(" ", "-"), term=name, meaning="A word.", also_written="\n".join(also))


def terms():
    return Terms(
        [
            term("Cosmeceutical", "cosmeceuticals"),
            term("Conditioned media", "conditioned medium"),
            term("Exosome", "exosomes"),
            term("MSC", "MSCs", "mesenchymal stem cell"),
            term("HLA-E and HLA-G", "HLA-E", "HLA-G"),
            term("AHS", "CALECIM AHS"),
            term("Trans-epidermal water loss"),
        ]
    )


def linked_in(html):
    return LINK.findall(html)


# What passes


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**bold** and *slanted*", "<p><strong>bold</strong> and <em>slanted</em></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
        ("[in](/learn/)", '<p><a href="/learn/" rel="noopener">in</a></p>'),
        ("[out](https://example.org/)", '<p><a href="https://example.org/" rel="noopener">out</a></p>'),
        ("[mail](mailto:a@example.org)", '<p><a href="mailto:a@example.org" rel="noopener">mail</a></p>'),
        ("# One\n\n## Two", "<h3>One</h3>\n<h4>Two</h4>"),  # below the h1 and h2 of the page
        ("##### Five", "<h6>Five</h6>"),  # never below h6
        ("", ""),
    ],
)
def test_markdown_becomes_html(markdown, html):
    assert render(markdown).strip() == html


def test_a_table_stays_a_table():
    html = render("| Share | Product |\n|---|---|\n| 80 % | Serum |")
    assert re.sub(r"\n", "", html) == (
        "<table><thead><tr><th>Share</th><th>Product</th></tr></thead><tbody><tr><td>80&nbsp;%</td><td>Serum</td></tr></tbody></table>"
    )


# What does not

DANGER = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<script >alert(1)</script\n>",
    "<iframe src='https://example.org'></iframe>",
    "<object data='x.swf'></object>",
    "<embed src='x.swf'>",
    "<style>p { display: none }</style>",
    "<p style='position:fixed'>over</p>",
    "<p onclick='alert(1)'>press</p>",
    "<p OnMouseOver=alert(1)>press</p>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a href='/x'>x</a></svg>",
    "<math><mi href='javascript:alert(1)'>x</mi></math>",
    "<form action='/account/logout/'><button>go</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<a class='button' href='/x'>x</a>",
    "<a href='/x' target='_blank'>x</a>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='DATA:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='VBScript&colon;msgbox(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>script>alert(1)<</script>/script>",
    "<p><script>alert(1)",
    "<a href='javascript:alert(1)",
    "<!--><script>alert(1)</script>-->",
    "<noscript><p title='</noscript><script>alert(1)</script>'>x</p></noscript>",
    "<textarea></textarea><script>alert(1)</script>",
    "`<script>`\n\n<script>alert(1)</script>",
    "<base href='https://example.org/'>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<h1>A second first heading</h1>",
]


class Judge(HTMLParser):
    """Every tag and every address that a browser would see."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.addresses = set(), set(), set()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            self.attributes.add((tag, name))
            if name == "href":
                self.addresses.add(value)
            if name == "class":
                assert value in {"", "term"}


@pytest.mark.parametrize("markdown", DANGER)
def test_what_could_act_does_not_pass(markdown):
    html = render(f"Before.\n\n{markdown}\n\nAfter.")
    judge = Judge()
    judge.feed(html)
    assert judge.tags <= {"p", "a", "code", "ul", "h3"}
    assert judge.attributes <= {("a", "href"), ("a", "rel"), ("a", "class"), ("a", "title")}
    assert {urlsplit(address).scheme for address in judge.addresses} <= {"", "https"}
    assert "Before." in html


@pytest.mark.parametrize(
    "markdown", ["<b>un*closed", "<p><ul><li>open", "**open\n\n[open](", "</p></div></main>", "<", "[[[]", "\x00", "\ud7ff"]
)
def test_a_text_cannot_close_or_open_what_is_around_it(markdown):
    html = render(markdown)
    for tag in ("p", "ul", "li", "strong", "em"):
        assert len(re.findall(rf"<{tag}\b", html)) == html.count(f"</{tag}>")
    assert "</div>" not in html
    assert "</main>" not in html


@pytest.mark.parametrize("much", ["word " * 50_000, "[" * 10_000, "*a " * 5_000, "> " * 10_000, "exosome " * 20_000, "| a " * 5_000])
def test_a_huge_text_is_read_in_seconds(much):
    began = time.monotonic()
    render(much, terms())
    assert time.monotonic() - began < 5


# Figures and their units


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("5 ml", "5&nbsp;ml"),
        ("0.5 mm and 80 %", "0.5&nbsp;mm and 80&nbsp;%"),
        ("**1.25 ml**", "<strong>1.25&nbsp;ml</strong>"),
        ("- 5 ml", "<li>5&nbsp;ml</li>"),
        ("5\nml", "5&nbsp;ml"),  # parted by the line of the source
        ("[5 ml](/x)", "5&nbsp;ml"),
        ("## 5 ml", "5&nbsp;ml"),
        ("5 millions", "5 millions"),  # not a unit
    ],
)
def test_a_figure_stays_with_its_unit(markdown, words):
    assert words in render(markdown, terms())


# Words of the glossary


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("An exosome.", ["exosome"]),
        ("Exosomes carry signals.", ["Exosomes"]),  # a sentence begins with it
        ("They rest. Exosomes carry signals.", ["Exosomes"]),
        ("Exosomes and exosomes.", ["Exosomes"]),  # once a page
        ("(exosomes), “exosomes”", ["exosomes"]),
        ("The exosome’s wall.", ["exosome"]),
        ("Media: conditioned media.", ["conditioned media"]),
        ("The conditioned\nmedia of it.", ["conditioned media"]),  # parted by the line of the source
        ("HLA-E and HLA-G together.", ["HLA-E and HLA-G"]),  # the longest form
        ("HLA-G alone.", ["HLA-G"]),
        ("CALECIM AHS", ["CALECIM AHS"]),
        ("trans-epidermal water loss", ["trans-epidermal water loss"]),
        # Not the term
        ("Ask Calecim Cosmeceuticals for it.", []),  # a company
        ("Cosmeceuticals Limited", []),  # a company
        ("Cord Lining Conditioned Media", []),
        ("Cord Lining Conditioned media", []),
        ("Rejuvenating Conditioned Media", []),
        ("unconditioned media", []),  # inside a word
        ("an exosome-rich fluid", []),  # inside a word with a hyphen
        ("non-exosome", []),
        ("www.exosome.com, a@exosome.org, exosome.org", []),  # an address
        ("msc, Msc, ahs", []),  # an abbreviation only in capitals
        ("EXOSOME", []),
        ("[exosomes](/x)", []),  # inside a link
        ("[the **exosomes** here](/x)", []),
        ("<a href='/x'>exosomes</a>", []),
        ("<A HREF='/x'>the exosomes", []),
        ("# Exosomes", []),  # a heading
        ("Exosomes\n---", []),
        ("`exosome`", []),  # code
        ("![exosome](/x.png)", []),
    ],
)
def test_where_a_term_is_linked(text, linked):
    assert linked_in(render(text, terms())) == linked


def test_a_name_leaves_the_term_for_its_next_use():
    html = render("# Exosomes\n\nAsk Calecim Cosmeceuticals. [Exosomes](/x), then exosomes and a cosmeceutical.", terms())
    assert linked_in(html) == ["exosomes", "cosmeceutical"]


def test_a_link_ends_where_it_ends():
    assert linked_in(render("<a href='/x'>exosomes</a> and exosomes, [MSC](/y) and MSC", terms())) == ["exosomes", "MSC"]


def test_a_term_is_linked_once_for_all_texts_of_a_page():
    page = terms()
    first, second, third = render("An exosome.", page), page.link("Exosomes & an MSC"), render("MSCs, exosomes", page)
    assert [linked_in(html) for html in (first, second, third)] == [["exosome"], ["MSC"], []]


def test_a_term_leads_to_its_place_in_the_glossary():
    assert 'href="/glossary/#conditioned-media"' in render("Some conditioned medium.", terms())


def test_plain_text_is_escaped_around_its_links():
    html = terms().link("<b>exosomes</b> & 5 ml")
    assert html == '&lt;b&gt;<a class="term" href="/glossary/#exosome">exosomes</a>&lt;/b&gt; &amp; 5\u00a0ml'


def test_what_an_editor_writes_as_a_term_is_text_and_no_pattern():
    odd = Terms([term("a.*c (x"), term("ßeta"), term("Q"), term("<i>")])
    assert linked_in(render("abc, ßeta, Seta, a.*c (x and Q", odd)) == ["ßeta", "a.*c (x", "Q"]


def test_a_term_comes_before_another_terms_other_form():
    page = Terms([term("Packet", "exosome"), term("Exosome")])
    assert 'href="/glossary/#exosome"' in render("An exosome.", page)


def test_without_a_glossary_nothing_is_linked():
    assert render("exosomes") == "<p>exosomes</p>\n"


@pytest.mark.django_db
def test_the_names_of_the_real_glossary_are_told_from_its_terms():
    page = Terms(GlossaryTerm.objects.all())
    html = render("Calecim Cosmeceuticals sells Cord Lining Conditioned Media, or Rejuvenating Conditioned Media.", page)
    assert linked_in(html) == []


# For machines


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**5 ml** of [Serum](/x)\n\n- one\n- two", "5 ml of Serum one two"),
        ("a &amp; b < c", "a & b < c"),
        ("<script>alert(1)</script>safe", "safe"),
        ("# Title\n\ntext", "Title text"),
    ],
)
def test_the_words_alone(markdown, words):
    assert plain_text(markdown) == words
