"""From a cluster of chains to the entity it stands for: type, name, aliases, country, id."""

from collections import Counter
from collections.abc import Iterable, Sequence

from evidence.model import content_id
from graph.curate import Curation, latest
from graph.model import Entity
from graph.names import folded
from graph.profiles import Profile
from ontology.gazetteer import load_gazetteer

_NAME_WEIGHT = 3
"""A name tells more of an entity's type than a demonym or a nominal."""


def entities_of(
    clusters: Iterable[Sequence[Profile]], curation: Curation
) -> tuple[dict[str, Entity], dict[str, str]]:
    """Entities by id, and the entity of each mention.

    Args:
        clusters: Profiles of one entity together, each cluster sorted.
        curation: Renamed and retyped mentions.
    """
    groups = sorted(clusters, key=_anchor)
    keeper = _reference_keepers(groups)
    entities: dict[str, Entity] = {}
    entity_of: dict[str, str] = {}
    for number, group in enumerate(groups):
        entity = _entity(group, curation, keeper.get(_reference(group) or "") == number)
        entities[entity.id] = entity
        entity_of.update(dict.fromkeys(entity.mention_ids, entity.id))
    return dict(sorted(entities.items())), entity_of


def _entity(group: Sequence[Profile], curation: Curation, keeps_reference: bool) -> Entity:
    reference = _reference(group)
    mention_ids = tuple(sorted(m for profile in group for m in profile.mention_ids))
    type_ = latest(mention_ids, curation.types) or _type(group)
    name = latest(mention_ids, curation.names) or best_name(group, type_)
    anchor = reference if keeps_reference else mention_ids[0]
    return Entity(
        id=content_id("entity", anchor),
        type=type_,
        name=name,
        aliases=_aliases(group, name),
        country=_most(profile.country for profile in group),
        reference=reference,
        chains=tuple(sorted(profile.id for profile in group)),
        mention_ids=mention_ids,
    )


def best_name(group: Sequence[Profile], type_: str) -> str:
    """The name people would put on the chart: frequent and full, never a demonym if avoidable.

    Countries, what only a demonym names, and what the documents themselves call so at least once
    are called as the gazetteer calls them. Else full names (two words and more) win over a lone
    word as long as they hold a tenth of the mentions; spelling variants compete by frequency; of
    equals the longer, then the alphabet.
    """
    names = _counts(group, "names")
    entry = load_gazetteer().entries.get(_reference(group) or "")
    if entry is not None:
        told = {folded(name) for name in names}
        if type_ == "COUNTRY" or not names or folded(entry.name) in told:
            return entry.name
    if names:
        return _fullest(names)
    other = _counts(group, "adjectives") or Counter(
        " ".join(text.split()) for profile in group for text in profile.nominals
    )
    return _commonest(other) if other else "(unnamed)"


def _fullest(names: Counter[str]) -> str:
    total = sum(names.values())
    full = Counter({n: c for n, c in names.items() if len(folded(n).split()) > 1})
    chosen = full if sum(full.values()) * 10 >= total else names
    return _commonest(chosen)


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def _counts(group: Sequence[Profile], field: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for profile in group:
        counts.update(dict(profile.names if field == "names" else profile.adjectives))
    return counts


def _aliases(group: Sequence[Profile], name: str) -> tuple[str, ...]:
    counts = _counts(group, "names") + _counts(group, "adjectives")
    del counts[name]
    return tuple(sorted(counts, key=lambda text: (-counts[text], text)))


def _anchor(group: Sequence[Profile]) -> str:
    return min(mention for profile in group for mention in profile.mention_ids)


def _reference(group: Sequence[Profile]) -> str | None:
    return _most(profile.reference for profile in group)


def _reference_keepers(groups: Sequence[Sequence[Profile]]) -> dict[str, int]:
    """Which cluster may take its id from a reference that several hold: the biggest."""
    keeper: dict[str, tuple[int, int]] = {}
    for number, group in enumerate(groups):
        reference = _reference(group)
        if reference is not None:
            size = sum(len(profile.mention_ids) for profile in group)
            keeper[reference] = max(keeper.get(reference, (0, 0)), (size, -number))
    return {reference: -number for reference, (_, number) in keeper.items()}


def _type(group: Sequence[Profile]) -> str:
    votes: Counter[str] = Counter()
    for profile in group:
        named = sum(count for _, count in profile.names)
        votes[profile.type] += _NAME_WEIGHT * named + len(profile.mention_ids)
    return min(votes, key=lambda type_: (-votes[type_], type_))


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
