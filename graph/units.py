"""Units of resolution: chains that are one beyond doubt, with what their names tell."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.clusters import Clusters
from graph.name_words import name_words
from graph.names import (
    OrganizationName,
    PersonName,
    folded,
    is_initial,
    organization_name,
    person_name,
)
from graph.profiles import Profile

MAX_NAMES = 4
"""Names of a unit that are compared, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Chains that already are one, and the names to compare them by."""

    id: str
    """Smallest chain id."""
    type: str
    names: tuple[str, ...]
    """Full names, most frequent first; lone ones if there are no others."""
    parsed: tuple[PersonName | OrganizationName, ...]
    """The same names taken apart, as the type asks."""
    full: bool
    """False: only a family name, or initials; its bearer has to be found in context."""
    reference: str | None
    country: str | None
    chains: tuple[str, ...]
    documents: tuple[str, ...]


def units_of(profiles: Iterable[Profile], clusters: Clusters) -> list[Unit]:
    """The units that bear a name, sorted by type and name."""
    groups: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        if profile.names:
            groups[clusters.root(profile.id)].append(profile)
    units = [_unit(group) for group in groups.values()]
    return sorted(units, key=lambda unit: (unit.type, folded(unit.names[0]), unit.id))


def exact_key(profile: Profile) -> tuple[str, ...] | None:
    """Chains of different documents with one key are one without a closer look.

    A gazetteer reference is a key of its own. A name is one if it is full: family names alone,
    initials, and names like "Supreme Court" of an unknown country are not. Events are told apart by
    who, where and when, see event_resolution.
    """
    if profile.reference:
        return ("reference", profile.reference)
    if not profile.names or profile.type == "EVENT":
        return None
    name = full_names(profile.type, profile.names)[0]
    if not is_full(profile.type, name):
        return None
    if is_institution(profile.type, name):
        if profile.country is None:
            return None
        return (profile.type, folded(name), profile.country)
    return (profile.type, folded(name))


def full_names(type_: str, names: Sequence[tuple[str, int]]) -> list[str]:
    """The fullest names first: full ones by frequency, else all by frequency."""
    full = [name for name, _ in names if is_full(type_, name)]
    return full or [name for name, _ in names]


def is_full(type_: str, name: str) -> bool:
    """Whether a name tells its bearer by itself: no family name alone, initials or acronym."""
    if type_ == "PERSON":
        words = person_name(name).words
        return len(words) > 1 and not all(is_initial(word) for word in words[:-1])
    parsed = organization_name(name)
    return type_ != "ORGANIZATION" or len(parsed.words) != 1 or not parsed.acronyms


def is_institution(type_: str, name: str) -> bool:
    """Whether many countries have an organization of that name."""
    if type_ not in ("ORGANIZATION", "PLACE"):
        return False
    words = organization_name(name).words
    known = name_words().institutions | name_words().generic
    return all(word in known for word in words)


def _unit(group: Sequence[Profile]) -> Unit:
    counts: Counter[str] = Counter()
    for profile in group:
        counts.update(dict(profile.names))
    type_ = _most(profile.type for profile in group) or ""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    names = full_names(type_, ordered)[:MAX_NAMES]
    return Unit(
        id=min(profile.id for profile in group),
        type=type_,
        names=tuple(names),
        parsed=tuple(map(person_name if type_ == "PERSON" else organization_name, names)),
        full=is_full(type_, names[0]),
        reference=_most(profile.reference for profile in group),
        country=_most(profile.country for profile in group),
        chains=tuple(sorted(profile.id for profile in group)),
        documents=tuple(sorted({profile.document_id for profile in group})),
    )


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
