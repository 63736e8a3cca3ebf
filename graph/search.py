"""Find entities by what people type: names, aliases, beginnings, spellings."""

from rapidfuzz import fuzz

from graph.metrics import importance
from graph.model import Entity, KnowledgeGraph
from graph.names import folded

MIN_RATIO = 80.0
"""Similarity (0 to 100) from which a spelling counts as a hit."""
_EXACT, _START, _WORD, _PART, _FUZZY = range(5)


def search_entities(kg: KnowledgeGraph, text: str, limit: int = 20) -> list[Entity]:
    """Entities of the graph that `text` may mean, best first.

    Exact names come first, then beginnings of names, of words, parts, then similar spellings;
    among equals the more important entity.

    Args:
        kg: Where to look; entities that are no nodes are not found.
        text: Any script, case and accents do not matter.
        limit: Entities returned at most.
    """
    wanted = folded(text)
    if not wanted:
        return []
    weight = importance(kg.graph)
    ranked = []
    for entity_id in kg.graph:
        entity = kg.resolution.entities[entity_id]
        rank = _rank(wanted, entity)
        if rank is not None:
            ranked.append((rank, -weight[entity_id], entity.name, entity_id))
    return [kg.resolution.entities[entity_id] for *_, entity_id in sorted(ranked)[:limit]]


def _rank(wanted: str, entity: Entity) -> tuple[int, float] | None:
    """How well an entity fits, smaller is better; None: not at all."""
    found = [rank for name in (entity.name, *entity.aliases) if (rank := _fit(wanted, name))]
    return min(found) if found else None


def _fit(wanted: str, name: str) -> tuple[int, float] | None:
    known = folded(name)
    if known == wanted:
        return _EXACT, 0.0
    if known.startswith(wanted):
        return _START, 0.0
    if f" {wanted}" in known:
        return _WORD, 0.0
    if wanted in known:
        return _PART, 0.0
    ratio = max(fuzz.ratio(wanted, known), *(fuzz.ratio(wanted, word) for word in known.split()))
    return (_FUZZY, -ratio) if ratio >= MIN_RATIO and len(wanted) > 3 else None
