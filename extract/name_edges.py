"""Where a name begins and ends: without articles, titles, possessives and stray signs."""

from extract.lexicons import load_lexicon
from extract.name_spans import POSSESSIVES, Countries, ModelName, has_letters
from extract.titles import is_title
from extract.token_view import TokenView

DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "their"})
PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "bint", "abu", "de", "da", "do", "di", "du", "del", "della", "von",
     "van", "der", "den", "ter", "la", "le", "les", "los", "las", "ben", "af", "av", "zu", "dos"}
)  # fmt: skip
"""Written small, and yet the start of a name."""


def strip_edges(view: TokenView, name: ModelName) -> None:
    """Take articles, small words, possessives and signs from both ends."""
    while name.start < name.end and (
        _is_lead(view, name.start) or _is_small(view, name.start, name.end)
    ):
        name.start += 1
    while name.end > name.start and (
        _is_tail(view, name.end - 1) or _is_small_title(view, name, name.end - 1)
    ):
        name.end -= 1


def _is_lead(view: TokenView, token: int) -> bool:
    return view.lowers[token] in DETERMINERS or not has_letters(view.words[token])


def _is_small(view: TokenView, token: int, end: int) -> bool:
    """A word without any capital that a capitalised one follows, and no "al-" or "von"."""
    word = view.words[token]
    if not word.islower() or word in PARTICLES:
        return False
    return any(not view.words[later].islower() for later in range(token + 1, end))


def _is_small_title(view: TokenView, name: ModelName, token: int) -> bool:
    """The "sheriff" of "Springfield sheriff", which the model takes for part of the name."""
    word = view.words[token]
    return token > name.start and word.islower() and word in load_lexicon("titles")["offices"]


def _is_tail(view: TokenView, token: int) -> bool:
    word = view.lowers[token]
    return word in POSSESSIVES or not any(letter.isalpha() for letter in word)


def strip_titles(view: TokenView, name: ModelName, countries: Countries) -> None:
    """Take "Kazakh Deputy Foreign Minister" from the front of a person's name."""
    start = name.start
    for token in range(name.start, name.end - 1):
        word = view.lowers[token]
        if is_title(word) and not _is_given_name(view, token, name.end):
            name.titled, start = True, token + 1
        elif token in countries and _is_nationality(view, token, name):
            start = token + 1
        elif not (word in ("and", "of", "for", "-") and name.titled):
            break
    name.start = start


def _is_given_name(view: TokenView, token: int, end: int) -> bool:
    """Is a title word written like the first of two names: "Young Smith"? Only modifiers are."""
    word = view.lowers[token]
    modifiers = load_lexicon("titles")["modifiers"]
    return word in modifiers and end - token == 2 and not is_title(view.word_before(token))


def _is_nationality(view: TokenView, token: int, name: ModelName) -> bool:
    """Is the demonym no given name, as in "German Gref"?"""
    given = view.lowers[token] in load_lexicon("ambiguous")["given_names"]
    return not given or name.end - token > 2 or is_title(view.lowers[token + 1])


def cut_at_comma(view: TokenView, name: ModelName) -> None:
    """End a person's name at the first comma, bracket or colon."""
    for token in range(name.start + 1, name.end):
        if view.words[token] in (",", ";", "(", ":", "—"):
            name.end = token
            return


def cut_at_possessive(view: TokenView, name: ModelName, countries: Countries) -> None:
    """Part "Russia's Security Council" into two names, but leave "Lloyd's of London" whole."""
    for token in range(name.start + 1, name.end - 1):
        if view.lowers[token] not in POSSESSIVES:
            continue
        if name.label == "PERSON" and token > name.start:
            name.end = token
        elif token - 1 in countries and view.is_capital(token + 1):
            name.start = token + 1
        return
