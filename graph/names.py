"""Names made comparable: folded to plain letters, split into their parts, spellings levelled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from graph.name_words import name_words

_APOSTROPHES = re.compile(r"['’‘`ʹʻʼ′\"“”«»]")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^the\s+(?=\S)")
_DOTTED = re.compile(r"\b((?:\w\.){2,}\w?)(?=\W|$)")
_SPELLINGS = (
    ("tsch", "ch"),
    ("shch", "sh"),
    ("sch", "sh"),
    ("dzh", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ck", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ye", "e"),
    ("je", "e"),
    ("ie", "e"),
    ("ya", "a"),
    ("ja", "a"),
    ("ia", "a"),
    ("yu", "u"),
    ("ju", "u"),
    ("iu", "u"),
    ("yo", "o"),
    ("jo", "o"),
    ("io", "o"),
    ("y", "i"),
)
"""Ways to write one sound of Slavic, Turkic, Arabic and Persian names; the order matters."""
_DOUBLE = re.compile(r"(.)\1+")
_BRACKETED = re.compile(r"\s{0,4}\(\s{0,4}[A-Z][A-Z.]{1,7}\s{0,4}\)?")
"""The acronym after a full name: "Port Health Authority (PHA)"."""
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+\b")
_VOWELS = re.compile(r"[aeiouyh]")


MAX_WORDS, MAX_LETTERS = 16, 400
"""Words and letters of a name that are compared; what is longer is no name but hostile."""


class Word(NamedTuple):
    """A word of a name, with what it is compared by."""

    letters: str
    """Folded."""
    sounds: str
    """Its skeleton."""
    single: str
    """Its letters, doubled ones written once."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of a person's name, in order, without titles and particles."""

    words: tuple[str, ...]
    spoken: tuple[Word, ...]
    """The same words, ready to be compared."""
    sounds: str
    """Their skeletons, with spaces between."""
    generation: int | None
    """1 for the elder (Sr.), 2 for the younger (Jr., II), and so on; None if the name tells not."""
    family_first: bool
    """"Merkel, Angela": the words have been put in the usual order."""

    @property
    def family(self) -> str:
        """The last word; in most languages the family name."""
        return self.words[-1] if self.words else ""


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """The words of an organization's name, in order, without its legal form."""

    words: tuple[str, ...]
    spoken: tuple[Word, ...]
    """The same words, ready to be compared."""
    sounds: str
    """Their skeletons, with spaces between."""
    legal_form: str
    """Short form, e.g. "ltd"; empty if none is given."""
    acronyms: frozenset[str]
    """Those of `words` that were written in capitals or with points: a slip makes another name."""

    @property
    def initials(self) -> str:
        """First letters of the words that count, e.g. "csto"."""
        generic = ("of", "and", "for", "on", "in", "the", "at", "to", "with")
        return "".join(word[0] for word in self.words if word not in generic)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Lower-case ASCII words with single spaces between: "Nur-Sultan" -> "nur sultan".

    Any script is transliterated; possessive endings and a leading article go.
    """
    text = _POSSESSIVE.sub("", text.strip())
    plain = (text if text.isascii() else anyascii(text)).lower()
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip()
    return _ARTICLE.sub("", words)


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """A folded word with the ways of transliterating one sound made equal.

    "tokayev", "tokaev" -> "tokaev"; "deljagin", "delyagin" -> "delagin".
    """
    for spelling, sound in _SPELLINGS:
        if spelling in word:
            word = word.replace(spelling, sound)
    return _DOUBLE.sub(r"\1", word)


def spoken(letters: str) -> Word:
    """A folded word, ready to be compared."""
    return Word(letters, skeleton(letters), _DOUBLE.sub(r"\1", letters))


def consonants(word: str) -> str:
    """A skeleton without vowels; its first letter stays: "mohammed", "muhammad" -> "mmd"."""
    bare = skeleton(word)
    return _DOUBLE.sub(r"\1", bare[:1] + _VOWELS.sub("", bare[1:]))


@lru_cache(maxsize=20_000)
def person_name(text: str) -> PersonName:
    """Take a person's name apart: "Dr. Nuristani, Abdul Aziz" -> abdul, aziz, nuristani."""
    words = name_words()
    text = text[:MAX_LETTERS]
    head, comma, tail = text.partition(",")
    turned = bool(comma) and not set(folded(tail).split()) <= words.titles | {*words.generations}
    found = _person_words(tail) + _person_words(head) if turned else _person_words(text)
    generations = [words.generations[word] for word in found if word in words.generations]
    kept = [word for word in found if word not in words.generations]
    generation = generations[0] if generations else None
    kept = kept[:MAX_WORDS]
    heard = tuple(map(spoken, kept))
    return PersonName(tuple(kept), heard, _sounds(heard), generation, turned)


@lru_cache(maxsize=20_000)
def organization_name(text: str) -> OrganizationName:
    """Take an organization's name apart: "A.B.C. Co., Ltd." -> abc; ltd."""
    words = name_words()
    text = text[:MAX_LETTERS]
    text = _BRACKETED.sub("", text).strip() or text
    text = _DOTTED.sub(lambda match: match[0].replace(".", "").upper(), text.replace("&", " and "))
    shouted = text.upper() == text and " " in text
    acronyms = frozenset(() if shouted else map(str.lower, _CAPITALS.findall(text)))
    plain = folded(text)
    found, form = _without_forms(plain.split()[:MAX_WORDS])
    levelled = (words.spellings.get(word, word) for word in found)
    numbered = tuple(str(words.numbers[w]) if w in words.numbers else w for w in levelled)
    heard = tuple(map(spoken, numbered))
    return OrganizationName(numbered, heard, _sounds(heard), form, acronyms)


def _sounds(words: Sequence[Word]) -> str:
    return " ".join(word.sounds for word in words)


def is_initial(word: str) -> bool:
    """Whether a folded word is the initial of a name."""
    return len(word) == 1


def _person_words(text: str) -> list[str]:
    """Words of a name without titles around it and particles in it, unless nothing is left.

    A title stands before or after a name, not in it: "Mahmud Sultan Bashir" keeps its Sultan. A
    particle in front is a given name: "Ben", "Al".
    """
    words = name_words()
    found = folded(text).split()
    while len(found) > 1 and found[0] in words.titles:
        found = found[1:]
    while len(found) > 1 and found[-1] in words.titles:
        found = found[:-1]
    given = found[:1] if found and found[0] in words.given_groups else []
    return given + [w for w in found[len(given) :] if w not in words.particles] or found


def _without_forms(found: Sequence[str]) -> tuple[list[str], str]:
    """Cut the legal form off either end, the longest first; never the whole name."""
    kept, form = list(found), ""
    cut = True
    while cut:
        cut = False
        for length in range(min(name_words().longest_form, len(kept) - 1), 0, -1):
            head, tail = tuple(kept[:length]), tuple(kept[-length:])
            if tail in name_words().legal_forms:
                form, kept, cut = name_words().legal_forms[tail], kept[:-length], True
            elif head in name_words().legal_forms and length < len(kept):
                form, kept, cut = name_words().legal_forms[head], kept[length:], True
            if cut:
                break
    return kept, form
