"""Institutions named with their state: "US Air Force", "Supreme Court of Peru"."""

import re
from functools import lru_cache

from graph.name_words import name_words
from graph.names import folded, organization_name
from ontology.gazetteer import Use, load_gazetteer

LONGEST = 4
"""Words of the longest country name that is looked for at the ends of a name."""
_OF = re.compile(r"\s{1,4}(?:of|in)\s{1,4}(?:the\s{1,4})?", re.IGNORECASE)


def is_institution(type_: str, name: str) -> bool:
    """Whether many countries have an organization of that name, as of "Supreme Court"."""
    if type_ not in ("ORGANIZATION", "PLACE"):
        return False
    words = organization_name(name).words
    known = name_words().institutions | name_words().generic
    return bool(words) and all(word in known for word in words)


@lru_cache(maxsize=20_000)
def state_institution(name: str) -> tuple[str, str] | None:
    """Country code and kind of an institution that is named with its state; None for all others.

    "U.S. Air Force", "Air Force of the United States" -> "US", "air force".
    "Air France", "Bank of America" -> None: these are names of their own.
    """
    words = name.split()
    for length in range(min(LONGEST, len(words) - 1), 0, -1):
        found = _parts(" ".join(words[:length]), " ".join(words[length:]))
        if found:
            return found
    head, of, tail = _partition_last(name)
    return _parts(tail, head) if of else None


def kind_of_institution(name: str) -> str:
    """Words of an institution's name without its state: "air force"."""
    found = state_institution(name)
    return found[1] if found else " ".join(organization_name(name).words)


def _parts(country: str, rest: str) -> tuple[str, str] | None:
    if not is_institution("ORGANIZATION", rest) or not folded(rest):
        return None
    for sense in load_gazetteer().lookup_word(country.strip()):
        if sense.entry.type == "COUNTRY" and sense.entry.country and sense.use is not Use.SEAT:
            return sense.entry.country, " ".join(organization_name(rest).words)
    return None


def _partition_last(name: str) -> tuple[str, str, str]:
    matches = list(_OF.finditer(name))
    if not matches:
        return name, "", ""
    last = matches[-1]
    return name[: last.start()], last[0], name[last.end() :]
