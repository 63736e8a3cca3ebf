"""Web pages: the visible text in blocks; what is not article is masked."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from errors import UnreadableDocument
from evidence.model import Mask
from extract.lexicons import load_lexicon
from extract.readers.encoding import decode
from extract.readers.imprint import parse_day
from extract.readers.markup import Token, tokens
from extract.readers.reading import Reading

LARGEST = 10_000_000
"""Characters of markup."""
DEEPEST = 5_000
ARTICLE_WORDS = 60
"""An article element with fewer words is a teaser."""
Words = Mapping[str, frozenset[str]]
DECLARED = re.compile(rb"charset=[\"']?([a-zA-Z0-9_-]{2,20})")
LINKED_DATA = "application/ld+json"


@dataclass(slots=True)
class Element:
    """An element that is still open."""

    tag: str
    start: int
    """Offset into the text, in characters."""
    is_dropped: bool = False
    is_chrome: bool = False


@dataclass(slots=True)
class Facts:
    """What the head of a page tells."""

    metas: dict[str, str] = field(default_factory=dict)
    title: str = ""
    times: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    canonical: str = ""


def read_hypertext(data: bytes) -> Reading:
    """Read an .html file.

    Raises:
        UnreadableDocument: Too large, or no text.
    """
    markup = decode(data, _declared(data))
    if len(markup) > LARGEST:
        raise UnreadableDocument(f"the page has over {LARGEST:,} signs. Split it.")
    page = Page()
    for token in tokens(markup):
        page.take(token)
    page.close_all()
    text = "".join(page.parts).rstrip()
    published = _published(page.facts)
    metas = page.facts.metas
    return Reading(
        text,
        "text/html",
        title=metas.get("og:title") or " ".join(page.facts.title.split()),
        source=metas.get("og:site_name") or metas.get("publisher", ""),
        url=page.facts.canonical or metas.get("og:url", ""),
        published=published,
        masks=tuple(_masks(page, text)),
    )


def _declared(data: bytes) -> str:
    """The encoding that the head of the page names."""
    match = DECLARED.search(data[:2_048])
    return match[1].decode("ascii") if match else ""


class Page:
    """Collects the visible text of a page and where its parts stand in it."""

    def __init__(self) -> None:
        self.words = load_lexicon("hypertext")
        self.parts: list[str] = []
        self.length = 0
        self.facts = Facts()
        self.chrome: list[tuple[int, int]] = []
        self.articles: list[tuple[int, int]] = []
        self.open: list[Element] = []
        self.counts: dict[str, int] = {}
        self.n_dropped = 0
        self.breaks = 0
        self.has_space = True

    def take(self, token: Token) -> None:
        """Take up the next token."""
        if token.kind == "text":
            self._add_text(token.value)
        elif token.kind == "start":
            self._open(token.value, token.attributes)
        else:
            self._close(token.value)

    def close_all(self) -> None:
        """Close what the page left open."""
        while self.open:
            self._close_last()

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._note_facts(tag, attributes)
        if self.open and self._ends_at(self.open[-1].tag, tag):
            self._close_last()
        if tag in self.words["blocks"]:
            self.breaks = 2
        elif tag == "br":
            self.breaks = max(self.breaks, 1)
        if tag in self.words["void"] or len(self.open) >= DEEPEST:
            return
        is_chrome = _is_chrome(tag, attributes, self.words)
        element = Element(tag, self.length, _is_dropped(tag, attributes, self.words), is_chrome)
        self.open.append(element)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.n_dropped += element.is_dropped

    def _close(self, tag: str) -> None:
        """Close an element and whatever is still open in it."""
        if tag in self.words["blocks"]:
            self.breaks = 2
        if not self.counts.get(tag):
            return
        while self._close_last() != tag:
            pass

    def _add_text(self, data: str) -> None:
        if self.open and self.open[-1].tag == "title" and not self.facts.title:
            self.facts.title = data.strip()[:300]
            return
        if self.n_dropped:
            self._note_linked_data(data)
            return
        words = data.split()
        if not words:
            self.has_space = self.has_space or bool(data)
            return
        self._write_gap(data[0].isspace())
        self._write(" ".join(words))
        self.has_space = data[-1].isspace()

    def _write_gap(self, starts_with_space: bool) -> None:
        if self.breaks and self.length:
            self._write("\n" * self.breaks)
        elif self.length and (self.has_space or starts_with_space):
            self._write(" ")
        self.breaks = 0

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _ends_at(self, tag: str, following: str) -> bool:
        """Does an open element end where the following one begins?"""
        items = self.words["items"]
        inner = (tag, following) in (("tr", "td"), ("tr", "th"))
        return (tag == "p" and following in self.words["blocks"]) or (
            tag in items and following in items and not inner
        )

    def _close_last(self) -> str:
        element = self.open.pop()
        self.counts[element.tag] -= 1
        self.n_dropped -= element.is_dropped
        if element.is_chrome:
            self.chrome.append((element.start, self.length))
        if element.tag in ("article", "main"):
            self.articles.append((element.start, self.length))
        return element.tag

    def _note_facts(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "meta":
            name = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            )
            if name:
                self.facts.metas.setdefault(name.casefold(), attributes.get("content", "").strip())
        elif tag == "time" and len(self.facts.times) < 1:
            self.facts.times.append(attributes.get("datetime", ""))
        elif tag == "link" and attributes.get("rel", "").casefold() == "canonical":
            self.facts.canonical = attributes.get("href", "")
        elif tag == "script" and attributes.get("type", "").casefold() == LINKED_DATA:
            self.facts.linked.append("")

    def _note_linked_data(self, data: str) -> None:
        if self.facts.linked and not self.facts.linked[-1] and self.open[-1].tag == "script":
            self.facts.linked[-1] = data


def _is_dropped(tag: str, attributes: Mapping[str, str], words: Words) -> bool:
    style = attributes.get("style", "").replace(" ", "").casefold()
    hidden = "hidden" in attributes or "display:none" in style or "visibility:hidden" in style
    return tag in words["dropped"] or hidden


def _is_chrome(tag: str, attributes: Mapping[str, str], words: Words) -> bool:
    if tag in ("html", "body", "main", "article"):
        return False
    if tag in words["chrome"] or attributes.get("role", "").casefold() in words["chrome_roles"]:
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".casefold()
    parts = names.replace("-", " ").replace("_", " ").split()
    return not words["chrome_names"].isdisjoint(parts)


def _masks(page: Page, text: str) -> list[Mask]:
    """Chrome elements, and all that lies outside the article where there is one."""
    spans = [(start, end) for start, end in page.chrome if end - start < 0.7 * len(text)]
    article = max(page.articles, key=lambda span: span[1] - span[0], default=None)
    if article and len(text[slice(*article)].split()) >= ARTICLE_WORDS:
        spans += [(0, article[0]), (article[1], len(text))]
    return [Mask(start, min(end, len(text)), "chrome") for start, end in spans if start < end]


def _published(facts: Facts) -> date | None:
    """The day of publication as the page's own data tells it, not as its text does."""
    names = ("article:published_time", "datepublished", "date", "dc.date", "pubdate")
    told = [facts.metas.get(name, "") for name in names]
    told += [_linked_date(linked) for linked in facts.linked] + facts.times
    return next((day for day in map(parse_day, told) if day), None)


def _linked_date(linked: str) -> str:
    try:
        content = json.loads(linked)
    except (ValueError, RecursionError):
        return ""
    items = content if isinstance(content, list) else [content]
    dates = (item.get("datePublished") for item in items if isinstance(item, dict))
    return next((day for day in dates if isinstance(day, str)), "")
