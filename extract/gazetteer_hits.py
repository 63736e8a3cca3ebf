"""Every name, adjective, people and seat of the gazetteer in a text, in linear time."""

from dataclasses import dataclass
from functools import lru_cache

from extract.lexicons import load_lexicon
from extract.token_view import TokenView
from ontology.gazetteer import Gazetteer, Sense, Use, first_word, fold

SMALL_LETTERS = 4
"""A name written small needs so many letters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of tokens that the gazetteer knows."""

    start: int
    end: int
    senses: tuple[Sense, ...]
    """Best first, never empty."""

    @property
    def best(self) -> Sense:
        """The first reading."""
        return self.senses[0]


def find_hits(view: TokenView, gazetteer: Gazetteer) -> list[Hit]:
    """Hits in order, without overlap.

    A token begins a hit if it has a capital letter, or is a country, capital or adjective written
    small that is no common word ("kyiv", but not "turkey").
    """
    found, token, count = [], 0, len(view.words)
    while token < count:
        hit = _hit_at(view, gazetteer, token)
        if hit is None:
            token += 1
            continue
        found.append(hit)
        token = hit.end
    return found


def _hit_at(view: TokenView, gazetteer: Gazetteer, token: int) -> Hit | None:
    lower = view.lowers[token]
    key = lower if lower.isalnum() and lower.isascii() else first_word(fold(lower))
    longest = gazetteer.longest.get(key)
    if longest is None:
        return None
    if not view.is_capital(token):
        return _small_hit(view, gazetteer, token)
    for end in range(_last_end(view, token, longest), token, -1):
        senses = gazetteer.lookup_word(view.slice(token, end))
        if senses and _is_fit(view, token, end, senses):
            return Hit(token, end, senses)
    return None


def _last_end(view: TokenView, token: int, longest: int) -> int:
    """End of the longest span that may hold a name of so many characters."""
    limit = view.starts[token] + longest + 2  # accents and double spaces fold away
    end = token + 1
    while end < len(view.words) and view.ends[end] <= limit and not view.breaks[end]:
        end += 1
    return end


def _small_hit(view: TokenView, gazetteer: Gazetteer, token: int) -> Hit | None:
    word = view.lowers[token]
    if len(word) < SMALL_LETTERS or word in load_lexicon("ambiguous")["common_words"]:
        return None
    senses = tuple(
        sense
        for sense in gazetteer.senses.get(fold(word), ())
        if sense.entry.type == "COUNTRY" or sense.entry.capital_of
    )
    return Hit(token, token + 1, senses) if senses else None


def _is_fit(view: TokenView, start: int, end: int, senses: tuple[Sense, ...]) -> bool:
    """Is the span that reading, and not part of another name?"""
    if senses[0].entry.reference == "region:the-west" and end == start + 1:
        return _is_the_west(view, start)
    after = view.words[end] if end < len(view.words) else ""
    if after == "'" and view.word_after(end + 1).startswith("s"):
        return True
    return not (after[:1] == "-" and len(after) > 1 and after[1].isupper())


def _is_the_west(view: TokenView, token: int) -> bool:
    """The West as a bloc: not a point of the compass, not a part of another name."""
    after = view.words[token + 1] if token + 1 < len(view.words) else ""
    if after.lower() in load_lexicon("ambiguous")["west_rest"]:
        return False
    if view.lowers[token] == "western":
        return True
    names_on = after[:1].isupper() and view.tags[token + 1].startswith("NNP")
    before = view.words[token - 1] if token else ""
    names_before = before[:1].isupper() and view.tags[token - 1].startswith("NNP")
    return not names_on and not names_before


@lru_cache
def combining_forms() -> dict[str, str]:
    """Countries by combining form: {"sino": "CN"}."""
    pairs = (item.split(":") for item in load_lexicon("ambiguous")["combining"])
    return dict(pairs)


def combining_hits(view: TokenView, gazetteer: Gazetteer) -> list[Hit]:
    """The first halves of "Russo-Ukrainian" and the like."""
    forms, found = combining_forms(), []
    for token, lower in enumerate(view.lowers[:-1]):
        code = forms.get(lower)
        if code and view.is_capital(token) and view.words[token + 1] in ("-", "–"):
            entry = gazetteer.country(code)
            if entry is not None:
                found.append(Hit(token, token + 1, (Sense(entry, Use.ADJECTIVE),)))
    return found
