"""The model's names, put right: cut at line breaks, freed of titles, whole where they were cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extract.gazetteer_hits import Hit
from extract.lexicons import load_lexicon
from extract.token_view import TokenView
from ontology.gazetteer import Use

Countries = Mapping[int, bool]
"""Tokens of countries and demonyms; True for a demonym, which ends no person's name."""
LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORGANIZATION", "GPE": "PLACE", "LOC": "PLACE",
    "FAC": "PLACE", "NORP": "GROUP", "WORK_OF_ART": "WORK", "PRODUCT": "WORK",
}  # fmt: skip
"""What the model's labels mean here; GROUP and WORK are no types of the graph."""
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "their"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’", "s"})
LINKS = frozenset({"of", "the", "and", "for", "east", "west", "north", "south"})
APOSTROPHES = frozenset({"'", "’"})
CUT_BY_APOSTROPHE = frozenset({"o", "d", "m"})
"""First parts of "O' Leary", "D' Angelo", which tokenizers part."""
PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "bint", "abu", "de", "da", "do", "di", "du", "del", "della", "von",
     "van", "der", "den", "ter", "la", "le", "les", "los", "las", "ben", "af", "av", "zu", "dos"}
)  # fmt: skip
"""Written small, and yet the start of a name."""
HYPHENS = frozenset({"-", "–", "‑"})
LONGEST_NAME = 12
"""Tokens; the model's longer spans are lists or lost sentences."""


@dataclass(slots=True)
class ModelName:
    """A name the model marks."""

    start: int
    end: int
    label: str
    """PERSON, ORGANIZATION, PLACE, GROUP or WORK."""
    titled: bool = False
    """A title stood before it."""


def find_model_names(view: TokenView, hits: list[Hit]) -> list[ModelName]:
    """The model's names, cleaned, in order, without overlap."""
    countries = {
        token: hit.best.use in (Use.ADJECTIVE, Use.PEOPLE)
        for hit in hits
        if hit.best.entry.type == "COUNTRY" or hit.best.use in (Use.ADJECTIVE, Use.PEOPLE)
        for token in range(hit.start, hit.end)
    }
    found: list[ModelName] = []
    for ent in view.doc.ents:
        label = LABELS.get(ent.label_)
        if label is None:
            continue
        for start, end in _between_breaks(view, ent.start, ent.end):
            name = clean_name(view, ModelName(start, end, label), countries)
            if name is not None:
                found.append(name)
    return _joined(view, found, countries)


def clean_name(view: TokenView, name: ModelName, countries: Countries) -> ModelName | None:
    """A name without articles, titles, possessive and stray signs; None if nothing is left."""
    _strip_edges(view, name)
    if name.label == "PERSON":
        _strip_titles(view, name, countries)
        _cut_at_comma(view, name)
        while name.end - 1 > name.start and countries.get(name.end - 1, False):
            name.end -= 1
    if name.label in ("PERSON", "ORGANIZATION"):
        _cut_at_possessive(view, name, countries)
    _strip_edges(view, name)
    if name.start >= name.end or name.end - name.start > LONGEST_NAME:
        return None
    if name.start > 0 and is_office(view, name.start - 1):
        name.titled = True
        if name.label == "PLACE" and not any(
            token in countries for token in range(name.start, name.end)
        ):
            name.label = "PERSON"
    if _is_no_name(view, name, countries) or _is_department(view, name):
        return None
    if _is_generic(view, name) or _is_shouted(view, name):
        return None
    words = view.words[name.start : name.end]
    return name if any(word[:1].isupper() for word in words) else None


def is_office(view: TokenView, token: int) -> bool:
    """Is the token an office or an honorific, so that a person's name may follow?"""
    titles = load_lexicon("titles")
    word = view.lowers[token]
    return word in titles["offices"] or word in titles["honorifics"]


def _is_generic(view: TokenView, name: ModelName) -> bool:
    """A noun for bodies alone, "the Court", says what it is and not which."""
    if name.end - name.start != 1 or name.label != "ORGANIZATION":
        return False
    return view.lowers[name.start] in load_lexicon("collectives")["generic"]


def _is_shouted(view: TokenView, name: ModelName) -> bool:
    """Several words of a line in capitals, in which models see names everywhere."""
    if name.end - name.start < 3 or not all(w.isupper() for w in view.words[name.start : name.end]):
        return False
    near = range(max(0, name.start - 4), min(len(view.words), name.end + 4))
    around = [view.words[t] for t in near if view.words[t].isalpha()]
    return len(around) > name.end - name.start and all(word.isupper() for word in around)


def _is_department(view: TokenView, name: ModelName) -> bool:
    """The "State" of "Secretary of State", the "Home" of "Home Secretary": part of an office."""
    if any(not is_title(view.lowers[token]) for token in range(name.start, name.end)):
        return False
    after = view.word_after(name.end)
    if after in load_lexicon("titles")["offices"] and view.is_capital(name.end):
        return True
    before = view.word_before(name.start)
    return before in ("of", "for") and name.start > 1 and is_office(view, name.start - 2)


def _is_no_name(view: TokenView, name: ModelName, countries: Countries) -> bool:
    """Countries and points of the compass alone, or an office such as "Prosecutor General"."""
    rest = [
        token
        for token in range(name.start, name.end)
        if token not in countries and view.lowers[token] not in LINKS
        if _has_letters(view.words[token])
    ]
    if not rest:
        return True
    offices = load_lexicon("titles")["offices"]
    titles = all(is_title(view.lowers[token]) for token in rest)
    ends = {view.lowers[rest[0]], view.lowers[rest[-1]]}
    return titles and (view.lowers[rest[-1]] in offices or ends <= {"prosecutor", "general"})


def is_title(word: str) -> bool:
    """Is the lower-case word a title, office or a modifier of one?"""
    return word in title_words()


@lru_cache
def title_words() -> frozenset[str]:
    """Every word that may stand in a title."""
    titles = load_lexicon("titles")
    return titles["honorifics"] | titles["offices"] | titles["modifiers"]


def _between_breaks(view: TokenView, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a span between line breaks."""
    parts, first = [], start
    for token in range(start, end):
        if view.breaks[token]:
            parts.append((first, token))
            first = token + 1
    return [part for part in [*parts, (first, end)] if part[0] < part[1]]


def _strip_edges(view: TokenView, name: ModelName) -> None:
    while name.start < name.end and (
        _is_lead(view, name.start) or _is_small(view, name.start, name.end)
    ):
        name.start += 1
    while name.end > name.start and (
        _is_tail(view, name.end - 1) or _is_small_title(view, name, name.end - 1)
    ):
        name.end -= 1


def _is_lead(view: TokenView, token: int) -> bool:
    return view.lowers[token] in DETERMINERS or not _has_letters(view.words[token])


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


def _has_letters(word: str) -> bool:
    return any(letter.isalnum() for letter in word)


def _strip_titles(view: TokenView, name: ModelName, countries: Countries) -> None:
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


def _cut_at_comma(view: TokenView, name: ModelName) -> None:
    for token in range(name.start + 1, name.end):
        if view.words[token] in (",", ";", "(", ":", "—"):
            name.end = token
            return


def _cut_at_possessive(view: TokenView, name: ModelName, countries: Countries) -> None:
    """Part "Russia's Security Council" into two names, but leave "Lloyd's of London" whole."""
    for token in range(name.start + 1, name.end - 1):
        if view.lowers[token] not in POSSESSIVES:
            continue
        if name.label == "PERSON" and token > name.start:
            name.end = token
        elif token - 1 in countries and view.is_capital(token + 1):
            name.start = token + 1
        return


def _joined(view: TokenView, names: list[ModelName], countries: Countries) -> list[ModelName]:
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
