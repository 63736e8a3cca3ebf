"""Words of the names of events: kind, head and modifiers, years."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from errors import OntologyError
from graph.names import folded

PATH = Path(__file__).parent / "data" / "event_words.yml"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def head_and_modifiers(name: str) -> tuple[str, tuple[str, ...]]:
    """The head of an event's name, singular, and the words before it.

    "the economic forum in Port Vell" -> "forum", ("economic",)
    """
    words = []
    for word in folded(name).split():
        if word in _lists()["enders"]:
            break
        if not word.isdigit():
            words.append(word)
    if not words:
        return "", ()
    return singular(words[-1]), tuple(words[:-1])


def kinds_of(head: str) -> frozenset[str]:
    """Kinds of event that a head noun may mean; the noun itself if it is in no list."""
    found = frozenset(kind for kind, heads in _kinds().items() if head in heads)
    return found or (frozenset({head}) if head else frozenset())


def lasting_kinds() -> frozenset[str]:
    """Kinds of which there is one between the same sides for years."""
    return _lists()["lasting"]


def recurring_kinds() -> frozenset[str]:
    """Kinds that come again and again under one name."""
    return _lists()["recurring"]


def years_in(name: str) -> set[int]:
    """Years that a name tells: {2022} of "the 2022 forum"."""
    return {int(year) for year in _YEAR.findall(name)}


def singular(noun: str) -> str:
    """A noun without its plural ending, as far as event nouns need it."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return (
        noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "ics")) else noun
    )


@lru_cache
def _kinds() -> Mapping[str, frozenset[str]]:
    content = _content().get("kinds")
    if not isinstance(content, dict):
        raise OntologyError(f"{PATH.name}: kinds should map each kind to its nouns.")
    return {str(kind): _words(heads, str(kind)) for kind, heads in content.items()}


@lru_cache
def _lists() -> Mapping[str, frozenset[str]]:
    names = ("lasting", "recurring", "enders")
    return {name: _words(_content().get(name), name) for name in names}


@lru_cache
def _content() -> dict[str, object]:
    content = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise OntologyError(f"{PATH.name}: should be a mapping.")
    return content


def _words(value: object, name: str) -> frozenset[str]:
    if not isinstance(value, Iterable) or not all(isinstance(word, str) for word in value):
        raise OntologyError(f"{PATH.name}: {name} should be a list of words.")
    return frozenset(str(word) for word in value)
