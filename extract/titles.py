"""Titles and offices before names, by the words of `lexicon/titles.yml`."""

from functools import lru_cache

from extract.lexicons import load_lexicon
from extract.token_view import TokenView


def is_title(word: str) -> bool:
    """Is the lower-case word a title, office or a modifier of one?"""
    return word in title_words()


@lru_cache
def title_words() -> frozenset[str]:
    """Every word that may stand in a title."""
    titles = load_lexicon("titles")
    return titles["honorifics"] | titles["offices"] | titles["modifiers"]


def is_office(view: TokenView, token: int) -> bool:
    """Is the token an office or an honorific, so that a person's name may follow?"""
    titles = load_lexicon("titles")
    word = view.lowers[token]
    return word in titles["offices"] or word in titles["honorifics"]
