"""CSV for spreadsheets: no cell that starts a formula, no cell that breaks a row."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, BinaryIO

from graph.export.columns import EDGE_COLUMNS, NODE_COLUMNS
from graph.export.fields import citation_fields, dumps, edges, entities
from graph.export.subject import ExportSubject
from graph.filters import Edge
from graph.model import KnowledgeGraph

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""Source: OWASP, "CSV Injection"; ASVS 5.0, 1.2.10."""
CITED = ("document", "start", "end", "quote", "rule")
EPOCH = (1980, 1, 1, 0, 0, 0)
Row = Sequence[object]


def write_csv(subject: ExportSubject, file: BinaryIO) -> None:
    """One table, a row a citation: the edge in words, then the quote and where it stands."""
    _write_rows(file, _cited_edges(subject.kg))


def write_tables(subject: ExportSubject, file: BinaryIO) -> None:
    """An archive of three tables: nodes.csv, edges.csv, citations.csv."""
    tables = {
        "nodes.csv": _nodes(subject.kg),
        "edges.csv": _edges(subject.kg),
        "citations.csv": _citations(subject.kg),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            member = zipfile.ZipInfo(name, EPOCH)  # no clock: same graph, same bytes
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w", force_zip64=True) as table:
                _write_rows(table, rows)


def safe_cell(value: object) -> object:
    """A value that no spreadsheet runs: text that starts a formula gets an apostrophe in front."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    return f"'{text}" if text[:1] in FORMULA_STARTS else text


def _write_rows(file: IO[bytes], rows: Iterable[Row]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)  # quotes guard a lone CR too
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
    text.detach()


def _cited_edges(kg: KnowledgeGraph) -> Iterator[Row]:
    yield ("subject", "relation", "object", *_stance_names(), *CITED, "edge_id")
    for edge in edges(kg):
        names = [kg.resolution.entities[end].name for end in (edge.source, edge.target)]
        relation = f"{edge.type} ({edge.mode})" if edge.mode else edge.type
        for citation in citation_fields(edge, kg):
            cited = [citation[name] for name in CITED]
            yield (names[0], relation, names[1], *_stance(edge, kg), *cited, edge.id)


def _nodes(kg: KnowledgeGraph) -> Iterator[Row]:
    yield ("node_id", *(column.name for column in NODE_COLUMNS))
    for entity in entities(kg):
        yield (entity.id, *(column.value(entity, kg) for column in NODE_COLUMNS))


def _edges(kg: KnowledgeGraph) -> Iterator[Row]:
    yield ("source_id", "target_id", *(column.name for column in EDGE_COLUMNS))
    for edge in edges(kg):
        yield (edge.source, edge.target, *(column.value(edge, kg) for column in EDGE_COLUMNS))


def _citations(kg: KnowledgeGraph) -> Iterator[Row]:
    yield ("edge_id", "claim", *CITED, "trigger")
    for edge in edges(kg):
        for citation in citation_fields(edge, kg):
            cited = [citation[name] for name in CITED]
            yield (edge.id, citation["claim"], *cited, dumps(citation["trigger"]))


def _stance_names() -> Row:
    return ("polarity", "modality", "claimant", "earliest", "latest", "n_documents", "n_sources")


def _stance(edge: Edge, kg: KnowledgeGraph) -> Row:
    claimant = kg.resolution.entities[edge.attributed_to].name if edge.attributed_to else None
    days = [day.isoformat() if day else None for day in (edge.earliest, edge.latest)]
    counts = edge.n_documents, edge.n_sources
    return (edge.polarity.value, edge.modality.value, claimant, *days, *counts)
