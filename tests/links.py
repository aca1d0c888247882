"""The links of a page with their words, and those of a list that narrow it."""

import re

from tests.reading import Reader, squeezed, text_of

FACET_LINK = re.compile(r"^(?P<label>.+?) ,? ?results: (?P<count>\d+)$")


class LinkReader(Reader):
    """Also keeps the words of every link."""

    def __init__(self):
        super().__init__()
        self.labelled, self.inside = [], False

    def handle_starttag(self, tag, attributes):
        super().handle_starttag(tag, attributes)
        if tag == "a":
            self.labelled.append((dict(attributes).get("href"), []))
            self.inside = True

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        self.inside = self.inside and tag != "a"

    def handle_data(self, data):
        super().handle_data(data)
        if self.inside:
            self.labelled[-1][1].append(data)


def links_of(page):
    """(address, words) of every link."""
    reader = LinkReader()
    reader.feed(page.content.decode())
    return [(address, squeezed(words)) for address, words in reader.labelled]


def addresses_of(page):
    return [address for address, _words in links_of(page)]


def words_of(page):
    """What the page says, with ordinary spaces."""
    return text_of(page).replace("\u00a0", " ")


def filter_links(page):
    """(address, label, promised count) of every link that narrows the list."""
    found = [(address, FACET_LINK.match(words)) for address, words in links_of(page)]
    return [(address, match["label"].strip(), int(match["count"])) for address, match in found if match]


def total(page):
    return int(re.search(r"(\d+) (?:products?|ingredients?)\b", words_of(page)).group(1))
