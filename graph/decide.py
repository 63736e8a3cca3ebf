"""What an analyst does on the chart, as decisions for the journal.

Decisions hold on to mentions and claims, which come from the text, not to entities and edges,
which the next document may change: so they outlive re-extraction and new documents.
"""

from collections.abc import Iterable, Mapping

from errors import InvalidQuery, UnknownEntity
from evidence.journal import DecisionDraft
from evidence.model import DecisionKind, Mention
from graph.lookup import lookup
from graph.model import LINKABLE, Entity, KnowledgeGraph
from graph.names import folded
from ontology.schema import Ontology


def merging(kg: KnowledgeGraph, left: Entity, right: Entity, note: str = "") -> list[DecisionDraft]:
    """What makes two entities one.

    Raises:
        InvalidQuery: They are one already.
    """
    if left.id == right.id:
        raise InvalidQuery(f"{left.name} and {right.name} are one entity already.")
    mentions = lookup(kg).mentions
    ends = anchor(left.mention_ids, mentions), anchor(right.mention_ids, mentions)
    return [DecisionDraft(DecisionKind.SAME, *ends, note=note)]


def splitting(
    kg: KnowledgeGraph, entity: Entity, part: Iterable[str], note: str = ""
) -> list[DecisionDraft]:
    """What takes chains out of an entity and makes one entity of them.

    Args:
        kg: The graph.
        entity: To be split.
        part: What goes: a name the entity goes by, or mention ids; chains are never cut.
        note: Why.

    Raises:
        InvalidQuery: Nothing of the entity is meant, or all of it.
    """
    mentions = lookup(kg).mentions
    chains: dict[str, list[str]] = {}
    for mention_id in entity.mention_ids:
        chains.setdefault(mentions[mention_id].chain, []).append(mention_id)
    wanted = {folded(text) for text in part} | set(part)
    out = {
        chain for chain, ids in chains.items() if any(_is_meant(mentions[i], wanted) for i in ids)
    }
    if not out or len(out) == len(chains):
        what = "no part" if not out else "all"
        raise InvalidQuery(f"{what} of {entity.name} goes by that; name a part of it.")
    taken = sorted(anchor(chains[chain], mentions) for chain in out)
    rest = anchor([i for chain, ids in chains.items() if chain not in out for i in ids], mentions)
    same = [DecisionDraft(DecisionKind.SAME, taken[0], other, note=note) for other in taken[1:]]
    return same + [DecisionDraft(DecisionKind.DIFFERENT, one, rest, note=note) for one in taken]


def renaming(kg: KnowledgeGraph, entity: Entity, name: str, note: str = "") -> list[DecisionDraft]:
    """What gives an entity another name.

    Raises:
        InvalidQuery: The name is empty.
    """
    if not name.strip():
        raise InvalidQuery("A name must not be empty.")
    left = anchor(entity.mention_ids, lookup(kg).mentions)
    return [DecisionDraft(DecisionKind.RENAME, left, value=name.strip(), note=note)]


def retyping(
    kg: KnowledgeGraph, entity: Entity, type_: str, ontology: Ontology, note: str = ""
) -> list[DecisionDraft]:
    """What gives an entity another type.

    Raises:
        InvalidQuery: The ontology has no such type.
    """
    if type_ not in ontology.entities:
        raise InvalidQuery(f"{type_}: no such type; there are {', '.join(ontology.entities)}.")
    left = anchor(entity.mention_ids, lookup(kg).mentions)
    return [DecisionDraft(DecisionKind.RETYPE, left, value=type_, note=note)]


def rejecting(claim_ids: Iterable[str], note: str = "") -> list[DecisionDraft]:
    """What takes an edge off the chart: each of its claims is rejected."""
    return [DecisionDraft(DecisionKind.REJECT, claim_id, note=note) for claim_id in claim_ids]


def anchor(mention_ids: Iterable[str], mentions: Mapping[str, Mention]) -> str:
    """The mention that stands for an entity: one with a name, as its span is surest to last.

    Raises:
        UnknownEntity: There is no mention.
    """
    known = sorted(mention_ids)
    named = [mention_id for mention_id in known if mentions[mention_id].kind in LINKABLE]
    for mention_id in named or known:
        return mention_id
    raise UnknownEntity("This entity has no mention to hold on to.")


def _is_meant(mention: Mention, wanted: set[str]) -> bool:
    named = mention.kind in LINKABLE and folded(mention.text) in wanted
    return mention.id in wanted or named
