"""Units of resolution: chains that are one beyond doubt, with what their names tell."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.affiliation import is_institution, kind_of_institution, state_institution
from graph.clusters import Clusters
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
    lone: tuple[PersonName | OrganizationName, ...]
    """Other names it goes by in its documents: family name, acronym, what is not in `names`."""
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
    of_state = state_institution(name) if profile.type == "ORGANIZATION" else None
    if of_state:
        return (profile.type, "institution", *of_state)
    if is_institution(profile.type, name):
        known = (profile.type, "institution", profile.country or "", kind_of_institution(name))
        return known if profile.country else None
    return (profile.type, folded(name)) if is_full(profile.type, name) else None


def full_names(type_: str, names: Sequence[tuple[str, int]]) -> list[str]:
    """The fullest names first: full ones by frequency, else all by frequency."""
    full = [name for name, _ in names if is_full(type_, name)]
    return full or [name for name, _ in names]


def is_full(type_: str, name: str) -> bool:
    """Whether a name tells its bearer by itself.

    Not so a family name alone, initials, an acronym, or "Supreme Court".
    """
    if type_ == "PERSON":
        words = person_name(name).words
        return len(words) > 1 and not all(is_initial(word) for word in words[:-1])
    parsed = organization_name(name)
    acronym = type_ == "ORGANIZATION" and len(parsed.words) == 1 and bool(parsed.acronyms)
    return not acronym and not is_institution(type_, name)


def _unit(group: Sequence[Profile]) -> Unit:
    counts: Counter[str] = Counter()
    for profile in group:
        counts.update(dict(profile.names))
    type_ = _most(profile.type for profile in group) or ""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    names = full_names(type_, ordered)[:MAX_NAMES]
    country = _most(profile.country for profile in group) or _country_of(type_, names[0])
    parse = person_name if type_ == "PERSON" else organization_name
    return Unit(
        id=min(profile.id for profile in group),
        type=type_,
        names=tuple(names),
        parsed=tuple(map(parse, names)),
        lone=tuple(parse(name) for name, _ in ordered if name not in names)[:MAX_NAMES],
        full=is_full(type_, names[0]) or (country is not None and is_institution(type_, names[0])),
        reference=_most(profile.reference for profile in group),
        country=country,
        chains=tuple(sorted(profile.id for profile in group)),
        documents=tuple(sorted({profile.document_id for profile in group})),
    )


def _country_of(type_: str, name: str) -> str | None:
    of_state = state_institution(name) if type_ == "ORGANIZATION" else None
    return of_state[0] if of_state else None


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
