"""The graph as a file, in the format of one's choice."""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from errors import InvalidQuery
from graph.export.gexf import write_gexf
from graph.export.graphml import write_graphml
from graph.export.html import write_html
from graph.export.node_link import write_node_link
from graph.export.story import write_story
from graph.export.subject import ExportSubject, part_of
from graph.export.tables import write_csv, write_tables
from graph.model import KnowledgeGraph, ViewQuery
from graph.scenes import Scene
from ontology.schema import Ontology

Exporter = Callable[[ExportSubject, BinaryIO], None]
"""Writes the whole of a subject; only forwards, so that the file may be a pipe."""

EXPORTERS: dict[str, Exporter] = {
    "csv": write_csv,
    "gexf": write_gexf,
    "graphml": write_graphml,
    "html": write_html,
    "json": write_node_link,
    "story": write_story,
    "tables": write_tables,
}


def export(
    kg: KnowledgeGraph,
    format_: str,
    path: Path,
    ontology: Ontology,
    *,
    query: ViewQuery | None = None,
    positions: Mapping[str, tuple[float, float]] | None = None,
    scenes: tuple[Scene, ...] = (),
) -> None:
    """Write a graph to a file: the new one whole, or the old one as it was.

    Args:
        kg: The graph.
        format_: A key of EXPORTERS.
        path: Replaced if it is there.
        ontology: Labels and colours of types.
        query: What to leave out; its size limit is not heeded. None: nothing.
        positions: Of entities, for formats that hold a picture.
        scenes: Views that were kept, for formats that tell a story.

    Raises:
        InvalidQuery: There is no such format, or the file cannot be written.
    """
    exporter = exporter_of(format_)
    subject = subject_of(kg, ontology, query=query, positions=positions, scenes=scenes)
    try:
        write_whole(path, lambda file: exporter(subject, file))
    except OSError as error:
        raise InvalidQuery(f"{path}: cannot be written: {error.strerror}.") from error


def subject_of(
    kg: KnowledgeGraph,
    ontology: Ontology,
    *,
    query: ViewQuery | None = None,
    positions: Mapping[str, tuple[float, float]] | None = None,
    scenes: tuple[Scene, ...] = (),
) -> ExportSubject:
    """What an exporter gets, see `export`."""
    chosen = kg if query is None or query == ViewQuery() else part_of(kg, query)
    return ExportSubject(chosen, ontology, query or ViewQuery(), positions or {}, scenes)


def exporter_of(format_: str) -> Exporter:
    """The exporter of a format.

    Raises:
        InvalidQuery: There is none; the message lists those there are.
    """
    if format_ not in EXPORTERS:
        raise InvalidQuery(f"{format_}: no such format; there are {', '.join(sorted(EXPORTERS))}.")
    return EXPORTERS[format_]


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file beside its place, then put it there; on any failure the old one stays."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
