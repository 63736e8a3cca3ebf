"""One web page with the drawing, all sources and the documents: it works offline, from a file.

Its content policy lets nothing run but the two scripts whose hashes it names, and lets it fetch
nothing at all. Data is JSON in a block that no browser executes, and is shown by textContent.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
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
from ontology.schema import Ontology

MAX_NODES = 1_000
"""Entities drawn; the page says how many there are."""
MAX_TEXT = 3_000_000
"""Characters of documents; beyond, the page has the quotes only."""
_UNSAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def write_html(subject: ExportSubject, file: BinaryIO) -> None:
    """Write the page."""
    program = client_script((*CANVAS_SCRIPTS, "evidence.js", "looking.js", "page.js"))
    write_page(file, "page.html.jinja", page_data(subject), program, ("page.css",))


def write_page(
    file: BinaryIO,
    template: str,
    data: Mapping[str, object],
    program: str,
    styles: Iterable[str],
) -> None:
    """Write a page that holds all it needs, under a policy that lets it fetch nothing.

    Args:
        file: Open for bytes.
        template: Name of a file in this folder.
        data: JSON values.
        program: Script that runs after vis-network.
        styles: Names of style sheets of the browser side, besides those of canvas and panel.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    style = client_style() + "".join((CLIENT / n).read_text(encoding="utf-8") for n in styles)
    library = vis_network_script()
    page = environment.get_template(template).render(
        title="Citegraph",
        script_hashes=f"{_hash(library)} {_hash(program)}",
        style_hash=_hash(style),
        style=style,
        data=script_safe(data),
        library=library,
        program=program,
    )
    file.write(page.encode("utf-8", "replace"))


def page_data(subject: ExportSubject) -> dict[str, object]:
    """All that the page shows, in JSON values."""
    kg, ontology = subject.kg, subject.ontology
    query = replace(subject.query, max_nodes=MAX_NODES)
    view = select_view(kg, query, subject.positions)
    part = shown_part(kg, [view])
    return {
        **vis_data(view, ontology),
        **sources_data(part, ontology),
        "n_nodes": f"{kg.graph.number_of_nodes():,}",
        "n_edges": f"{kg.graph.number_of_edges():,}",
        "overview": overview_panel(part, view, ontology),
    }


def sources_data(part: KnowledgeGraph, ontology: Ontology) -> dict[str, object]:
    """Legend, and the panels of all that is drawn, by id."""
    edges = sorted(key for _, _, key in part.graph.edges(keys=True))
    return {
        "legend": legend_keys(ontology),
        "statements": {edge: edge_panel(part, edge, ontology) for edge in edges},
        "entities": {node: entity_panel(part, node, ontology) for node in sorted(part.graph)},
        "documents": _documents(part),
    }


def script_safe(value: Mapping[str, object]) -> str:
    """JSON that can neither end a script block nor begin a comment in it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign, escaped in _UNSAFE.items():
        text = text.replace(sign, escaped)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def shown_part(kg: KnowledgeGraph, views: Iterable[GraphView]) -> KnowledgeGraph:
    """The graph of what is drawn, so that every link in a panel leads somewhere."""
    views = tuple(views)
    nodes = dict.fromkeys(node.id for view in views for node in view.nodes)
    shown = {edge.id for view in views for edge in view.edges}
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node, kg.graph.nodes[node]) for node in nodes)
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
