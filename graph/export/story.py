"""The scenes as one web page to show: keys lead through them, an edge still shows its sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from graph.export.html import shown_part, sources_data, write_page
from graph.export.subject import ExportSubject
from graph.model import GraphView, ViewQuery
from graph.render import CANVAS_SCRIPTS, client_script, vis_data
from graph.scenes import Scene, opening_scene
from graph.view import select_view

STORY_SCRIPTS = (*CANVAS_SCRIPTS, "evidence.js", "looking.js", "story.js")
MAX_NODES = 1_000
"""Entities drawn in one scene."""


def write_story(subject: ExportSubject, file: BinaryIO) -> None:
    """Write the page; where no view was kept it shows the opening view."""
    program = client_script((*STORY_SCRIPTS, "story_page.js"))
    write_page(file, "story.html.jinja", story_data(subject), program, ("page.css", "story.css"))


def story_data(subject: ExportSubject) -> dict[str, object]:
    """All that the page shows, in JSON values.

    Nodes and edges of all scenes come once, so that what stays from one to the next stays put.
    """
    scenes = subject.scenes or (opening_scene(subject.query),)
    views = [select_view(subject.kg, _capped(s.query), subject.positions) for s in scenes]
    drawn = [vis_data(view, subject.ontology) for view in views]
    part = shown_part(subject.kg, views)
    return {
        **sources_data(part, subject.ontology),
        "nodes": _once(vis["nodes"] for vis in drawn),
        "edges": _once(vis["edges"] for vis in drawn),
        "scenes": [_scene(*pair) for pair in zip(scenes, views, strict=True)],
    }


def _capped(query: ViewQuery) -> ViewQuery:
    return replace(query, max_nodes=min(query.max_nodes, MAX_NODES))


def _once(lists: Iterable[Sequence[Mapping[str, object]]]) -> list[Mapping[str, object]]:
    """All items, each as it comes first."""
    found: dict[object, Mapping[str, object]] = {}
    for items in lists:
        for item in items:
            found.setdefault(item["id"], item)
    return list(found.values())


def _scene(scene: Scene, view: GraphView) -> dict[str, object]:
    return {
        "id": scene.id,
        "title": scene.title,
        "text": scene.text,
        "nodes": [node.id for node in view.nodes],
        "edges": [edge.id for edge in view.edges],
        "marked": {"nodes": list(scene.nodes), "edges": list(scene.edges)},
        "camera": list(scene.camera) if scene.camera else None,
    }
