"""Panels that list: what the view holds, several entities, the ways between two. JSON values."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from graph.filters import Edge
from graph.lookup import lookup
from graph.model import GraphView, KnowledgeGraph
from graph.panel import EntityRef, edge_index, entity_ref, find_edge
from graph.paths import Path
from graph.render import sources_words, stance_words
from graph.view import edge_label
from ontology.schema import Ontology

TOP_STATEMENTS, TOP_ENTITIES = 12, 12


class Statement(TypedDict):
    """An edge in a line of text."""

    edge: str
    text: str
    stance: str
    denied: bool
    sources: str
    hint: str


class StatementGroup(TypedDict):
    """Statements under a title."""

    title: str
    statements: list[Statement]


class ListPanel(TypedDict):
    """Entities and statements to choose from."""

    kind: str
    title: str
    note: str
    facts: list[list[str]]
    entities_title: str
    entities: list[EntityRef]
    groups: list[StatementGroup]
    ids: list[str]
    """Entities that the panel's actions are about."""


def overview_panel(kg: KnowledgeGraph, view: GraphView, ontology: Ontology) -> ListPanel:
    """What the view holds: counts, the best supported statements, the weightiest entities."""
    ranked = sorted(view.edges, key=lambda e: (e.inferred, -e.n_sources, -e.confidence, e.id))
    best = _edges(kg, [edge.id for edge in ranked[:TOP_STATEMENTS]])
    disputed = {claim for conflict in kg.conflicts for claim in conflict.claim_ids}
    contested = [e for e in edge_index(kg).values() if disputed & set(e.claim_ids)][:TOP_STATEMENTS]
    nodes = sorted(view.nodes, key=lambda node: (-node.weight, node.id))[:TOP_ENTITIES]
    sources = len({kg.lineage_of[document.id] for document in kg.evidence.documents})
    groups = [
        _group("Best supported statements", kg, best),
        _group("Disputed: affirmed and denied", kg, contested),
    ]
    return {
        "kind": "list",
        "title": "What these documents say",
        "note": "Click a line or a figure in the drawing: every statement shows its sources.",
        "facts": [
            ["Documents", sources_words(len(kg.evidence.documents), sources)],
            ["Entities", f"{kg.graph.number_of_nodes():,}"],
            ["Statements", f"{kg.graph.number_of_edges():,}"],
        ],
        "entities_title": "Most telling",
        "entities": [entity_ref(kg, node.id, ontology) for node in nodes],
        "groups": [group for group in groups if group["statements"]],
        "ids": [],
    }


def several_panel(kg: KnowledgeGraph, ids: Sequence[str], ontology: Ontology) -> ListPanel:
    """Several entities that were selected, and the statements among them."""
    chosen = {entity for entity in ids if entity in kg.graph}
    among = [e for e in edge_index(kg).values() if e.source in chosen and e.target in chosen]
    group = _group("Statements among them", kg, among[: 4 * TOP_STATEMENTS])
    return {
        "kind": "list",
        "title": f"{len(chosen)} entities",
        "note": "" if among else "No statement links any two of them.",
        "facts": [],
        "entities_title": "Selected",
        "entities": [entity_ref(kg, entity, ontology) for entity in ids if entity in chosen],
        "groups": [group] if among else [],
        "ids": sorted(chosen),
    }


def path_panel(
    kg: KnowledgeGraph, ends: tuple[str, str], paths: Iterable[Path], ontology: Ontology
) -> ListPanel:
    """The shortest ways from one entity to another, step by step with their statements."""
    names = [kg.resolution.entities[end].name for end in ends]
    found = list(paths)
    steps = dict.fromkeys(step for path in found for step in path.steps)
    groups = [_group(_step_title(kg, step), kg, _edges(kg, step)) for step in steps]
    length = len(found[0].steps) if found else 0
    ways = f"{len(found)} shortest {'way' if len(found) == 1 else 'ways'}"
    note = f"{ways}, {length} {'step' if length == 1 else 'steps'}." if found else ""
    return {
        "kind": "list",
        "title": f"From {names[0]} to {names[1]}",
        "note": note or "Nothing in these documents connects the two.",
        "facts": [],
        "entities_title": "On the way",
        "entities": [entity_ref(kg, id_, ontology) for id_ in path_nodes(found)],
        "groups": groups,
        "ids": [],
    }


def path_nodes(paths: Iterable[Path]) -> list[str]:
    """All entities on the ways, in order of the first way."""
    return list(dict.fromkeys(node for path in paths for node in path.nodes))


def statement_text(kg: KnowledgeGraph, edge: Edge) -> str:
    """An edge as a sentence: "Kazakhstan borders Russia"."""
    entities = kg.resolution.entities
    label = edge_label(edge.type, edge.mode)
    return f"{entities[edge.source].name} {label} {entities[edge.target].name}"


def statement(kg: KnowledgeGraph, edge: Edge) -> Statement:
    """An edge in a line of text, with its standing and its first quote."""
    claimant = kg.resolution.entities.get(edge.attributed_to or "")
    return {
        "edge": edge.id,
        "text": statement_text(kg, edge),
        "stance": stance_words(edge.polarity, edge.modality, claimant.name if claimant else None),
        "denied": edge.polarity == "negated",
        "sources": sources_words(edge.n_documents, edge.n_sources),
        "hint": " ".join(lookup(kg).quote(edge.claim_ids[0]).split()),
    }


def _edges(kg: KnowledgeGraph, ids: Iterable[str]) -> list[Edge]:
    return [edge for edge in (find_edge(kg, id_) for id_ in ids) if edge]


def _group(title: str, kg: KnowledgeGraph, edges: Iterable[Edge]) -> StatementGroup:
    return {"title": title, "statements": [statement(kg, edge) for edge in edges]}


def _step_title(kg: KnowledgeGraph, step: Sequence[str]) -> str:
    edge = find_edge(kg, step[0])
    if edge is None:
        return ""
    entities = kg.resolution.entities
    return f"{entities[edge.source].name} – {entities[edge.target].name}"
