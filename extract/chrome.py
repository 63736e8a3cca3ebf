"""Lines that are page and not article, told by the line alone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from evidence.model import Mask
from extract.lexicons import load_lexicon
from extract.lines import Line, compared

DATE = re.compile(
    r"\b\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}\b"
    r"|\b[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b"
)
CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
AGO = re.compile(r"\b\d{1,3} (?:minute|hour|day|week|month|year)s? ago\b", re.IGNORECASE)
CREDIT = re.compile(
    r"\((?:[A-Z]{2,8} )?(?:[Pp]hoto|[Ii]mage|[Pp]icture)s?(?: by |: ?|/)[^()\n]{2,60}\)"
)
TRAILING_LINK = re.compile(
    r"(?:…|\.{3}|\[…\]|\[\.{3}\]) {0,2}(?:read more|continue reading|full story)\W{0,4}$",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r" [|»›>/•·] |\t| {2,}")
YEAR = re.compile(r"[\[(](?:19|20)\d\d[\])]|\b(?:19|20)\d\d\b")
RIGHTS_SIGN = re.compile(r"©|\([cC]\) ?(?:19|20)\d\d|^copyright\b", re.IGNORECASE)


def reason(line: Line) -> str:
    """Why no claim may rest on this line; empty for a line of the article."""
    if not line.words:
        return "chrome" if line.text and not any(map(str.isalnum, line.text)) else ""
    words = load_lexicon("chrome")
    if _is_menu(line, words):
        return "chrome"
    if _begins(line, words["notices"], 60):
        return "form"
    if _is_rights_line(line, words):
        return "copyright"
    if is_source_line(line):
        return "source"
    if is_stamp(line):
        return "stamp"
    if is_byline(line):
        return "byline"
    if _is_teaser(line, words):
        return "teaser"
    return ""


def is_tail(line: Line) -> bool:
    """Do teasers follow this line?"""
    return line.key in load_lexicon("chrome")["tails"]


def is_end(line: Line) -> bool:
    """Does the page's own matter end here?"""
    return line.key in load_lexicon("chrome")["ends"]


def is_stamp(line: Line) -> bool:
    """Is it a date or a time of day, with at most rubrics or a name beside it?"""
    if len(line.words) > 14:
        return False
    if not any(pattern.search(line.text) for pattern in (DATE, CLOCK, AGO)):
        return False
    words = load_lexicon("chrome")
    left = compared(CLOCK.sub(" ", DATE.sub(" ", line.text)))
    rest = [word for word in left if word not in words["stamp_words"]]
    if all(word in words["site_words"] for word in rest):
        return True
    named = all(word[0].isupper() for word in line.text.split() if word[0].isalpha())
    return bool(DATE.search(line.text)) and named and len(rest) <= 3 and not line.is_closed


def is_byline(line: Line) -> bool:
    """Is it the name of whoever wrote, edited or took the picture?"""
    words = load_lexicon("chrome")
    label, colon, names = line.text.partition(":")
    if colon and " ".join(compared(label)) in words["labels"]:
        return len(line.words) <= 10 and _are_names(names, words)
    start = _beginning(line, words["byline_starts"])
    if not start or len(line.words) > 16:
        return False
    names = re.split(r"\s+", line.text.lstrip("([ "), maxsplit=start)[-1]
    return _are_names(names, words)


def is_signature(line: Line) -> bool:
    """Is it a name alone, as stands beside a date or a byline?"""
    named = all(token[0].isupper() for token in line.text.split() if token[0].isalpha())
    is_open = not line.is_closed and line.text[-1] != ":"
    return 0 < len(line.words) <= 6 and is_open and named and line.text[0].isupper()


def is_role(line: Line) -> bool:
    """Does it say who wrote without a name, "Fjord Staff"?"""
    role = line.words[-1:] and line.words[-1] in load_lexicon("chrome")["role_words"]
    return bool(role) and len(line.words) <= 4 and is_signature(line)


def inner_masks(line: Line) -> Iterator[Mask]:
    """What is page within a line of the article: the credit of a picture, a link at its end."""
    for pattern, why in ((CREDIT, "byline"), (TRAILING_LINK, "chrome")):
        for match in pattern.finditer(line.text):
            yield Mask(line.start + match.start(), line.start + match.end(), why)


def is_source_line(line: Line) -> bool:
    """Does the line say where the text was taken from?"""
    text = line.text.lstrip("([").casefold()
    return len(line.words) <= 12 and text.startswith(("source:", "source :", "sources:", "via:"))


def is_outlet_name(text: str) -> bool:
    """Does a short name hold a word that outlets use, "Daily"?"""
    words = compared(text)
    return 1 < len(words) < 6 and not load_lexicon("chrome")["outlet_words"].isdisjoint(words)


def is_company_name(words: Iterable[str]) -> bool:
    """Is one of the words the mark of a company, "ltd"?"""
    return not load_lexicon("chrome")["company_words"].isdisjoint(words)


def _is_menu(line: Line, words: Mapping[str, frozenset[str]]) -> bool:
    if len(line.words) > 15:
        return False
    if line.key in words["lines"] or line.key in words["tails"]:
        return True
    if "advertisement" in line.words and len(line.words) <= 3:
        return True
    if not line.is_closed and _begins(line, words["starts"], 12):
        return True
    return _is_rubric(line, words) or _is_link(line)


def _is_rubric(line: Line, words: Mapping[str, frozenset[str]]) -> bool:
    """A line of nothing but rubrics, "World News", "Home > Asia"."""
    has_mark = not words["rubric_words"].isdisjoint(line.words)
    if has_mark and all(word in words["site_words"] for word in line.words):
        return len(line.words) <= 8
    parts = [part for part in SEPARATOR.split(line.text) if part.strip()]
    return has_mark and len(parts) > 2 and all(len(part.split()) <= 3 for part in parts)


def _is_link(line: Line) -> bool:
    """An address of the web or of mail, with at most a few words around it."""
    tokens = line.text.split()
    return len(tokens) <= 6 and any(
        token.startswith(("http://", "https://", "www.")) or ("@" in token[1:] and "." in token)
        for token in tokens
    )


def _is_rights_line(line: Line, words: Mapping[str, frozenset[str]]) -> bool:
    if len(line.words) > 40:
        return False
    if "all rights reserved" in line.key or "appeared first on" in line.key:
        return True
    if RIGHTS_SIGN.search(line.text):
        return bool(YEAR.search(line.text)) or len(line.words) <= 8
    has_year = YEAR.search(line.text) is not None
    return has_year and len(line.words) <= 8 and not line.is_closed and _ends_in_year(line, words)


def _ends_in_year(line: Line, words: Mapping[str, frozenset[str]]) -> bool:
    """As in: Some Company Limited [2021]."""
    bracketed = line.text.rstrip(" .").endswith(("]", ")"))
    return bracketed and not words["company_words"].isdisjoint(line.words)


def _is_teaser(line: Line, words: Mapping[str, frozenset[str]]) -> bool:
    label, colon, rest = line.text.partition(":")
    is_short = len(label) < 30 and len(line.words) <= 40
    if colon and rest.strip() and is_short and " ".join(compared(label)) in words["teasers"]:
        return True
    return not line.is_closed and _begins(line, words["plain_teasers"], 30)


def _begins(line: Line, starts: frozenset[str], longest: int) -> bool:
    return len(line.words) <= longest and _beginning(line, starts) > 0


def _beginning(line: Line, starts: frozenset[str]) -> int:
    """How many words of the line are one of the starts; 0 if none."""
    if line.words[0] not in _first_words(starts):
        return 0
    sizes = range(min(8, len(line.words)), 0, -1)
    return next((size for size in sizes if " ".join(line.words[:size]) in starts), 0)


@lru_cache
def _first_words(starts: frozenset[str]) -> frozenset[str]:
    return frozenset(start.split(maxsplit=1)[0] for start in starts)


def _are_names(text: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Capitalised words, with small words and dates between them."""
    tokens = [token.strip("()[]|,;.&/*-–—\"'“”’ ") for token in CLOCK.sub(" ", text).split()]
    named = [token for token in tokens if token and token[0].isalpha()]
    small = words["byline_words"] | words["stamp_words"]
    return any(token[0].isupper() for token in named) and all(
        token[0].isupper() or token.casefold() in small for token in named
    )
