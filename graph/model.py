"""What the graph side makes out of evidence: entities, lineages, conflicts, views."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import networkx as nx

from evidence.model import Evidence, MentionKind, Modality, Polarity


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two chains that may be one entity, with the reasons."""

    left: str
    right: str
    score: float
    features: tuple[tuple[str, float], ...]
    """Each named feature with its value, e.g. ("surname", 0.93), sorted by name."""
    verdict: str
    """"same" (merged), "suggested" (for review), "different"."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world as far as the documents tell: a cluster of chains."""

    id: str
    """Hash of the anchor: the smallest mention id of the cluster."""
    type: str
    name: str
    aliases: tuple[str, ...]
    """Names, demonyms and metonyms other than `name`, most frequent first."""
    country: str | None
    reference: str | None
    chains: tuple[str, ...]
    mention_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which chains are one entity."""

    entities: Mapping[str, Entity]
    entity_of: Mapping[str, str]
    """Mention id to entity id."""
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Documents that go back to one original: one source, however many copies."""

    id: str
    document_ids: tuple[str, ...]
    reasons: tuple[str, ...]
    """In words, e.g. "13 of 30 sentences tell the same as in 001.txt"."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that disagree on the same slot."""

    id: str
    kind: str
    claim_ids: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """The graph and all it was made from; a pure function of evidence, decisions and ontology.

    `graph` is a frozen MultiDiGraph. Node key: entity id; attributes `type`, `name`, `country`,
    `n_documents`, `n_sources`, `n_mentions`. Edge key: edge id; attributes `type`, `mode`,
    `polarity`, `modality`, `attributed_to` (entity id or None), `confidence`, `inferred`,
    `claim_ids` (tuple), `n_documents`, `n_sources`, `earliest`, `latest` (date or None), `when`
    (words).
    """

    graph: nx.MultiDiGraph
    evidence: Evidence
    resolution: Resolution
    lineages: tuple[Lineage, ...]
    lineage_of: Mapping[str, str]
    """Document id to lineage id."""
    conflicts: tuple[Conflict, ...]
    revision: str


@dataclass(frozen=True, slots=True)
class ViewQuery:
    """What an analyst wants to see; view.py turns it into URL parameters and back."""

    entity_types: tuple[str, ...] = ()
    """Empty: all."""
    relation_types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Document ids; empty: all."""
    since: date | None = None
    until: date | None = None
    min_sources: int = 1
    polarity: tuple[Polarity, ...] = ()
    modality: tuple[Modality, ...] = ()
    inferred: bool = True
    """False: leave out edges that rest on inferred claims alone."""
    focus: tuple[str, ...] = ()
    """Entity ids whose surroundings are shown."""
    hops: int = 1
    expanded: tuple[str, ...] = ()
    """Entity ids whose best neighbours are shown too, whatever focus and size say."""
    text: str = ""
    hidden: tuple[str, ...] = ()
    """Entity ids the analyst hid."""
    without: tuple[str, ...] = ()
    """Lineage ids; what rests on them alone fades, so that one sees what hangs on one source."""
    max_nodes: int = 300


@dataclass(frozen=True, slots=True)
class ViewNode:
    """A node as drawn."""

    id: str
    type: str
    name: str
    degree: int
    """Links in the whole graph, not only in this view."""
    weight: float
    """Importance in [0, 1]; sets the size."""
    n_documents: int
    n_sources: int
    x: float
    y: float
    fades: bool = False
    """Only sources left out by `ViewQuery.without` mention it."""


@dataclass(frozen=True, slots=True)
class ViewEdge:
    """An edge as drawn; `claim_ids` lead to its citations."""

    id: str
    subject: str
    type: str
    object: str
    label: str
    polarity: Polarity
    modality: Modality
    attributed_to: str | None
    """Entity id of the claimant."""
    n_documents: int
    n_sources: int
    confidence: float
    inferred: bool
    claim_ids: tuple[str, ...]
    hint: str
    """The first quote, for the hover preview."""
    fades: bool = False
    """It rests on sources left out by `ViewQuery.without` alone."""


@dataclass(frozen=True, slots=True)
class GraphView:
    """What is shown, and how much is not."""

    nodes: tuple[ViewNode, ...]
    edges: tuple[ViewEdge, ...]
    n_nodes: int
    """Nodes that match the filters, shown or not."""
    n_edges: int
    query: ViewQuery


LINKABLE = frozenset({MentionKind.NAME, MentionKind.DEMONYM, MentionKind.METONYM})
"""Kinds of mention that name their entity outside its document."""
