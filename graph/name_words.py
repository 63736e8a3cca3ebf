"""Words in names that tell little: titles, particles, legal forms; read once from graph/data."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from errors import OntologyError

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of name_words.yml and given_names.yml, ready for look-up."""

    titles: frozenset[str]
    generations: Mapping[str, int]
    particles: frozenset[str]
    legal_forms: Mapping[tuple[str, ...], str]
    """Words of a legal form, e.g. ("joint", "stock", "company"), to its short form."""
    generic: frozenset[str]
    numbers: Mapping[str, int]
    spellings: Mapping[str, str]
    given_groups: Mapping[str, frozenset[int]]
    """Given name to the numbers of the groups it stands in."""
    institutions: frozenset[str]
    """Words of names like "Supreme Court", which many countries use for one of theirs."""
    longest_form: int
    """Words of the longest legal form."""


@lru_cache
def name_words(folder: Path = FOLDER) -> NameWords:
    """Read the word lists.

    Raises:
        OntologyError: A list is missing or not of its form.
    """
    words = _mapping(folder / "name_words.yml")
    forms = {
        tuple(form.split()): short
        for short, written in _table(words, "legal_forms").items()
        for form in _strings(written, "legal_forms")
    }
    return NameWords(
        titles=frozenset(_strings(words.get("titles"), "titles")),
        generations={k: int(str(v)) for k, v in _table(words, "generations").items()},
        particles=frozenset(_strings(words.get("particles"), "particles")),
        legal_forms=forms,
        generic=frozenset(_strings(words.get("generic"), "generic")),
        numbers={k: int(str(v)) for k, v in _table(words, "numbers").items()},
        spellings={k: str(v) for k, v in _table(words, "spellings").items()},
        given_groups=_given_groups(_mapping(folder / "given_names.yml")),
        institutions=frozenset(_strings(words.get("institutions"), "institutions")),
        longest_form=max(map(len, forms)),
    )


def _given_groups(content: Mapping[str, object]) -> dict[str, frozenset[int]]:
    groups = [
        _strings(row, kind)
        for kind in ("short_forms", "languages")
        for row in _rows(content.get(kind), kind)
    ]
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for name in group:
            found[name].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _mapping(path: Path) -> dict[str, object]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise OntologyError(f"{path.name}: should be a mapping of list names to lists.")
    return content


def _table(words: Mapping[str, object], name: str) -> dict[str, object]:
    table = words.get(name)
    if not isinstance(table, dict):
        raise OntologyError(f"name_words.yml: {name} should be a mapping.")
    return {str(key): value for key, value in table.items()}


def _rows(value: object, name: str) -> list[object]:
    if not isinstance(value, list):
        raise OntologyError(f"given_names.yml: {name} should be a list of groups.")
    return value


def _strings(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise OntologyError(f"{name}: should be a list of words; quote those like yes and no.")
    return value
