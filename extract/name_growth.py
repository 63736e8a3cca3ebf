"""Names made whole: over hyphens, on to what follows, and after a stray full stop."""

from extract.name_spans import HYPHENS, Countries, ModelName
from extract.titles import is_title
from extract.token_view import TokenView

APOSTROPHES = frozenset({"'", "’"})
CUT_BY_APOSTROPHE = frozenset({"o", "d", "m"})
"""First parts of "O' Leary", "D' Angelo", which tokenizers part."""


def join_names(view: TokenView, names: list[ModelName], countries: Countries) -> list[ModelName]:
    """Grow names over hyphens and on to what follows, and join persons' names that were cut."""
    found: list[ModelName] = []
    for name in names:
        if found and name.start < found[-1].end:
            continue
        if found and _is_one_person(view, found[-1], name, countries):
            found[-1].end, found[-1].label = name.end, "PERSON"
        else:
            found.append(name)
        _grow(view, found[-1], countries)
        if len(found) > 1:
            found[-1].start = max(found[-1].start, found[-2].end)
    return [name for name in found if name.start < name.end]


def _is_one_person(
    view: TokenView, first: ModelName, second: ModelName, countries: Countries
) -> bool:
    """Are two neighbours one name, "Kassym" and "-Jomart", or cut by a stray full stop?"""
    if "PERSON" not in (first.label, second.label) or second.start in countries:
        return False
    between = view.words[first.end : second.start]
    if first.start in countries or second.titled:
        return False
    return between in ([], ["-"])


def _is_cut_by_stop(view: TokenView, name: ModelName, countries: Countries) -> bool:
    """Does the surname follow after a stray full stop: "President Ana. Silva." at the end?

    Told by a title, and by a next sentence that is one capitalised word.
    """
    stop, token, after = name.end, name.end + 1, name.end + 2
    if name.label != "PERSON" or not name.titled or token >= len(view.words):
        return False
    if view.words[stop] != "." or not _is_name_part(view, token, countries):
        return False
    words = [w for w in view.words[name.start : name.end] if w not in HYPHENS]
    if len(words) > 1 and name.end - name.start == len(words):
        return False
    rest = view.words[after : after + 2]
    return not rest or view.breaks[after] or (rest[0] == "." and _is_last(view, after))


def _is_last(view: TokenView, token: int) -> bool:
    """Is the token the last of its sentence, but for space?"""
    after = token + 1
    if after >= len(view.words) or view.breaks[after]:
        return True
    return view.sentences[after] != view.sentences[token]


def _grow(view: TokenView, name: ModelName, countries: Countries) -> None:
    """Over a hyphen to a capital; a person's name also over further proper nouns."""
    count = len(view.words)
    if name.label != "ORGANIZATION":
        _grow_over_hyphens(view, name, countries)
    if _is_cut_by_stop(view, name, countries):
        name.end += 2
    limit = name.end + 2
    while name.label == "PERSON" and name.end < min(limit, count):
        if view.words[name.end] in APOSTROPHES and view.lowers[name.end - 1] in CUT_BY_APOSTROPHE:
            name.end += 1
        elif not _is_name_part(view, name.end, countries) or is_title(view.lowers[name.end]):
            break
        name.end += 1
    name.end = min(name.end, count)


def _grow_over_hyphens(view: TokenView, name: ModelName, countries: Countries) -> None:
    count = len(view.words)
    while (
        name.end + 1 < count
        and _is_tight_hyphen(view, name.end)
        and _is_name_part(view, name.end + 1, countries)
    ):
        name.end += 2
    while (
        name.start > 1
        and _is_tight_hyphen(view, name.start - 1)
        and _is_name_part(view, name.start - 2, countries)
    ):
        name.start -= 2


def _is_tight_hyphen(view: TokenView, token: int) -> bool:
    """A hyphen without space on either side."""
    if view.words[token] not in HYPHENS or token == 0 or token + 1 >= len(view.words):
        return False
    return view.ends[token - 1] == view.starts[token] and view.ends[token] == view.starts[token + 1]


def _is_name_part(view: TokenView, token: int, countries: Countries) -> bool:
    word = view.words[token]
    return (
        word[:1].isupper()
        and view.tags[token].startswith("NNP")
        and token not in countries
        and any(letter.islower() for letter in word)
    )
