"""Definite phrases that may refer back: "the country", "the alliance", "the president"."""

from functools import lru_cache

from extract.lexicons import load_lexicon
from extract.token_view import TokenView

DEFINITE = frozenset({"the", "this", "that"})


@lru_cache
def nouns(name: str) -> frozenset[str]:
    """Nouns that stand for something named before, by its type."""
    return load_lexicon("anaphors")[name]


@lru_cache
def telling_nouns() -> dict[str, set[str]]:
    """Kinds of the gazetteer by the noun that stands for them: {"court": {"court"}}."""
    found: dict[str, set[str]] = {}
    for item in load_lexicon("anaphors")["telling"]:
        noun, _, kind = item.partition(":")
        found.setdefault(noun, set()).add(kind)
    return found


def start_of_phrase(view: TokenView, token: int) -> int:
    """First modifier of a noun, without the article."""
    start = token
    for child in reversed(list(view.doc[token].lefts)):
        if child.dep_ not in ("amod", "compound", "nmod", "nummod", "det") or view.breaks[child.i]:
            break
        start = child.left_edge.i
    while start < token and view.lowers[start] in (*DEFINITE, "a", "an"):
        start += 1
    return start


def has_owner(view: TokenView, token: int) -> bool:
    """Does the phrase itself say whose: "the president of X", "X's president"?"""
    return any(
        child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in ("of", "for"))
        for child in view.doc[token].children
    )


def has_adjective(view: TokenView, start: int, token: int) -> bool:
    """Does another adjective narrow the noun down?"""
    return any(view.tags[i][:2] in ("JJ", "VB", "CD") for i in range(start, token))
