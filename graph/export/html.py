"""One web page with the drawing, all sources and the documents: it works offline, from a file.

Its content policy lets nothing run but the two scripts whose hashes it names, and lets it fetch
nothing at all. Data is JSON in a block that no browser executes, and is shown by textContent.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import networkx as nx
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph.card import entity_panel
from graph.export.subject import ExportSubject
from graph.model import GraphView, KnowledgeGraph
from graph.overview import overview_panel
from graph.panel import edge_panel
from graph.reading import document_panel
from graph.render import (
    CANVAS_SCRIPTS,
    CLIENT,
    client_script,
    client_style,
    legend_keys,
    vis_data,
    vis_network_script,
)
from graph.view import select_view

TEMPLATE = "page.html.jinja"
MAX_NODES = 1_000
"""Entities drawn; the page says how many there are."""
MAX_TEXT = 3_000_000
"""Characters of documents; beyond, the page has the quotes only."""
_UNSAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def write_html(subject: ExportSubject, file: BinaryIO) -> None:
    """Write the page."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    style = client_style() + (CLIENT / "page.css").read_text(encoding="utf-8")
    library = vis_network_script()
    program = client_script((*CANVAS_SCRIPTS, "evidence.js", "page.js"))
    page = environment.get_template(TEMPLATE).render(
        title="Citegraph",
        script_hashes=f"{_hash(library)} {_hash(program)}",
        style_hash=_hash(style),
        style=style,
        data=script_safe(page_data(subject)),
        library=library,
        program=program,
    )
    file.write(page.encode("utf-8", "replace"))


def page_data(subject: ExportSubject) -> dict[str, object]:
    """All that the page shows, in JSON values."""
    kg, ontology = subject.kg, subject.ontology
    query = replace(subject.query, max_nodes=MAX_NODES)
    view = select_view(kg, query, subject.positions)
    part = _shown_part(kg, view)
    vis = vis_data(view, ontology)
    return {
        **vis,
        "legend": legend_keys(ontology),
        "n_nodes": f"{kg.graph.number_of_nodes():,}",
        "n_edges": f"{kg.graph.number_of_edges():,}",
        "overview": overview_panel(part, view, ontology),
        "statements": {edge.id: edge_panel(part, edge.id, ontology) for edge in view.edges},
        "entities": {node.id: entity_panel(part, node.id, ontology) for node in view.nodes},
        "documents": _documents(part),
    }


def script_safe(value: Mapping[str, object]) -> str:
    """JSON that can neither end a script block nor begin a comment in it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign, escaped in _UNSAFE.items():
        text = text.replace(sign, escaped)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _shown_part(kg: KnowledgeGraph, view: GraphView) -> KnowledgeGraph:
    """The graph of what is drawn, so that every link in a panel leads somewhere."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node.id, kg.graph.nodes[node.id]) for node in view.nodes)
    shown = {edge.id for edge in view.edges}
    graph.add_edges_from(
        (one, other, key, data)
        for one, other, key, data in kg.graph.edges(keys=True, data=True)
        if key in shown
    )
    return replace(kg, graph=nx.freeze(graph))


def _documents(kg: KnowledgeGraph) -> dict[str, object]:
    """The documents with their marks; none if they are too long for one page."""
    documents = kg.evidence.documents
    if sum(len(document.text) for document in documents) > MAX_TEXT:
        return {}
    return {document.id: document_panel(kg, document, whole=True) for document in documents}


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
