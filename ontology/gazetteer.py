"""Countries, places and organizations of the world, and every English word that names them."""

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
COUNTRY, PLACE, ORGANIZATION = "COUNTRY", "PLACE", "ORGANIZATION"
QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "\n": " "})


class Use(StrEnum):
    """What a word says of the entry it belongs to."""

    NAME = "name"
    FORMER = "former"
    """A name it bore once."""
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    SEAT = "seat"
    """A building or street that stands for the government."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A country, place or organization of the world."""

    reference: str
    """"country:KZ", "place:1526273" (GeoNames), "place:RU-KRS" (ISO 3166-2), "region:the-west",
    "organization:UN"."""
    name: str
    """As an English text of today names it."""
    type: str
    """COUNTRY, PLACE or ORGANIZATION."""
    kind: str
    """"country", "territory", "city", "region", "bloc", or the kind of an organization."""
    country: str | None = None
    """Code of the country it is, or lies in, or serves."""
    population: int = 0
    capital_of: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    members: tuple[str, ...] = ()
    """Codes of the countries that belong to it; for a former state, those that succeeded it."""
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a word or phrase."""

    entry: Entry
    use: Use


@dataclass(slots=True)
class Gazetteer:
    """The world by reference and by name; made by `load_gazetteer`, never changed after."""

    entries: dict[str, Entry] = field(default_factory=dict)
    senses: dict[str, tuple[Sense, ...]] = field(default_factory=dict)
    """Of every folded name and word that may be found in text; countries before regions,
    regions before cities, and the larger city first."""
    acronyms: dict[str, tuple[Sense, ...]] = field(default_factory=dict)
    """Names that count only as they are written: "US", "WHO"."""
    alternates: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    """Foreign and rare names of places, to resolve a name that is known to be a place."""
    longest: dict[str, int] = field(default_factory=dict)
    """Characters of the longest name that begins with a folded first word."""
    capitals: dict[str, Entry] = field(default_factory=dict)
    """Present capital by country code."""

    def lookup_name(self, text: str) -> tuple[Entry, ...]:
        """Entries that a name may mean, best first; adjectives and peoples are not names."""
        found = [s.entry for s in self.lookup_word(text) if s.use in (Use.NAME, Use.FORMER)]
        found += self.alternates.get(fold(text), ())
        return tuple(dict.fromkeys(found))

    def lookup_word(self, text: str) -> tuple[Sense, ...]:
        """Readings of a name, adjective, people or seat of government, best first."""
        exact = self.acronyms.get(text)
        return exact if exact is not None else self.senses.get(fold(text), ())

    def country(self, code: str) -> Entry | None:
        """The country with this code of countries.yml."""
        return self.entries.get(f"country:{code}")

    def seat_of(self, place: Entry) -> Entry | None:
        """The organization a town stands for, as Brussels for the European Union."""
        for sense in self.senses.get(fold(place.name), ()):
            if sense.use is Use.SEAT and sense.entry.type == ORGANIZATION:
                return sense.entry
        return None


def fold(text: str) -> str:
    """Key of a name: no accents, no case, plain apostrophes, single spaces, no leading article."""
    text = text.translate(QUOTES)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(text.casefold().split()).removeprefix("the ")


def first_word(folded: str) -> str:
    """The leading letters and digits of a folded name: "nur" of "nur-sultan"."""
    end = next((i for i, letter in enumerate(folded) if not letter.isalnum()), len(folded))
    return folded[:end]


@lru_cache
def load_gazetteer(folder: Path = FOLDER) -> Gazetteer:
    """Read the data files of the ontology once.

    Raises:
        OntologyError: A file is missing or not of the form that README.md describes.
    """
    from ontology.gazetteer_files import read_gazetteer  # the reader imports our records

    return read_gazetteer(folder)
