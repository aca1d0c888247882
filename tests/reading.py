"""What a reader sees of a page: its text, its rows, its links. A test that reads this way survives another class name."""

import re
from html.parser import HTMLParser

UNSEEN = {"script", "style", "title", "head"}
VOID = {"input", "meta", "link", "br", "img", "hr", "path", "rect", "circle", "line", "use"}


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.links, self.rows, self.headings, self.fields = [], [], [], [], {}
        self.open, self.cell, self.heading = [], None, None
        self.in_term, self.goes_on = False, False  # a word of the glossary is linked within its sentence

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a" and attributes.get("class") == "term":
            self.in_term = self.goes_on = True
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"} and self.rows:
            self.cell = []
        if re.fullmatch("h[1-6]", tag):
            self.heading = []
        if tag in {"input", "select"} and attributes.get("name"):
            self.fields[attributes["name"]] = attributes.get("value", "")

    def handle_endtag(self, tag):
        if tag == "a" and self.in_term:
            self.in_term, self.goes_on = False, True
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if tag in {"td", "th"} and self.cell is not None:
            self.rows[-1].append(squeezed(self.cell))
            self.cell = None
        if re.fullmatch("h[1-6]", tag) and self.heading is not None:
            self.headings.append(squeezed(self.heading))
            self.heading = None

    def handle_data(self, data):
        if UNSEEN & set(self.open):
            return
        for part in (self.words, self.cell, self.heading):
            if part and self.goes_on:
                part[-1] += data
            elif part is not None:
                part.append(data)
        self.goes_on = False


def squeezed(words):
    """One line without runs of spaces; a no-break space stays what it is."""
    return re.sub(r"[ \t\r\n]+", " ", " ".join(words)).strip()


def read(response):
    reader = Reader()
    reader.feed(response.content.decode())
    return reader


def text_of(response):
    return squeezed(read(response).words)
