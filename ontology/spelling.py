"""Countries, capitals and regions under a misspelt name, by edit distance."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from ontology.gazetteer import Entry, Gazetteer, Use, fold, load_gazetteer

SHORTEST = 6
"""Letters; below, one edit makes another word."""
TWO_EDITS = 9
"""Letters from which two edits are allowed."""


def nearest_place(gazetteer: Gazetteer, name: str) -> Entry | None:
    """The country, capital or region whose name differs by one edit, or two in a long one.

    A swap of two neighbours is one edit (optimal string alignment). The first letter must agree.

    Returns:
        None where nothing is near, or two places are as near.
    """
    key = fold(name)
    if len(key) < SHORTEST or key in gazetteer.senses or any(map(str.isdigit, key)):
        return None
    allowed = 2 if len(key) >= TWO_EDITS else 1
    best, found = allowed + 1, set[Entry]()
    for word, entry in _candidates().get(key[0], ()):
        distance = OSA.distance(key, word, score_cutoff=allowed)
        if distance < best:
            best, found = distance, {entry}
        elif distance == best and distance <= allowed:
            found.add(entry)
    return found.pop() if len(found) == 1 else None


@lru_cache
def _candidates() -> dict[str, list[tuple[str, Entry]]]:
    """Names of countries, capitals and regions by first letter."""
    found: dict[str, list[tuple[str, Entry]]] = {}
    for word, senses in load_gazetteer().senses.items():
        entry = senses[0].entry
        wide = entry.kind in ("country", "bloc") or entry.capital_of is not None
        region = entry.reference.startswith("region:")
        if (
            senses[0].use in (Use.NAME, Use.FORMER)
            and (wide or region)
            and len(word) >= SHORTEST - 1
        ):
            found.setdefault(word[0], []).append((word, entry))
    return found
