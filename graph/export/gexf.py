"""GEXF 1.3, streamed, with colours and positions for Gephi."""

from collections.abc import Iterable
from typing import BinaryIO, TypeVar

from graph.export.columns import EDGE_COLUMNS, NODE_COLUMNS, Column
from graph.export.fields import edges, entities
from graph.export.subject import ExportSubject
from graph.export.xml import attribute
from graph.filters import Edge
from graph.model import Entity, KnowledgeGraph

KINDS: dict[type, str] = {str: "string", int: "long", float: "double", bool: "boolean"}
OWN_PLACE = frozenset({"label", "weight"})
"""Columns that GEXF has attributes of its own for."""
T = TypeVar("T")
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="directed" mode="static">
"""


def write_gexf(subject: ExportSubject, file: BinaryIO) -> None:
    """Write nodes with colour and position, edges with weight, and all columns of both."""
    kg = subject.kg
    _write(file, HEAD + _declared("node", NODE_COLUMNS) + _declared("edge", EDGE_COLUMNS))
    _write(file, "<nodes>\n")
    for entity in entities(kg):
        _write(file, _node(entity, subject))
    _write(file, "</nodes>\n<edges>\n")
    for edge in edges(kg):
        _write(file, _edge(edge, subject))
    _write(file, "</edges>\n</graph>\n</gexf>\n")


def _node(entity: Entity, subject: ExportSubject) -> str:
    values = _values(NODE_COLUMNS, entity, subject.kg)
    name = f"id={attribute(entity.id)} label={attribute(entity.name)}"
    return f"<node {name}>{values}{_looks(entity, subject)}</node>\n"


def _edge(edge: Edge, subject: ExportSubject) -> str:
    ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
    label = next(str(c.value(edge, subject.kg)) for c in EDGE_COLUMNS if c.name == "label")
    own = f'id={attribute(edge.id)} {ends} label={attribute(label)} weight="{edge.n_sources}"'
    return f"<edge {own}>{_values(EDGE_COLUMNS, edge, subject.kg)}</edge>\n"


def _looks(entity: Entity, subject: ExportSubject) -> str:
    kind = subject.ontology.entities.get(entity.type)
    parts = []
    if kind is not None:
        red, green, blue = bytes.fromhex(kind.colour.lstrip("#"))
        parts.append(f'<viz:color r="{red}" g="{green}" b="{blue}"/>')
    if entity.id in subject.positions:
        x, y = subject.positions[entity.id]
        parts.append(f'<viz:position x="{x}" y="{-y}" z="0.0"/>')  # here y grows upwards
    return "".join(parts)


def _declared(domain: str, columns: Iterable[Column[T]]) -> str:
    lines = [
        f'<attribute id="{column.name}" title="{column.name}" type="{KINDS[column.kind]}"/>\n'
        for column in columns
        if column.name not in OWN_PLACE
    ]
    return f'<attributes class="{domain}">\n{"".join(lines)}</attributes>\n'


def _values(columns: Iterable[Column[T]], item: T, kg: KnowledgeGraph) -> str:
    parts = []
    for column in columns:
        value = None if column.name in OWN_PLACE else column.value(item, kg)
        if value is not None:
            text = str(value).lower() if column.kind is bool else str(value)
            parts.append(f'<attvalue for="{column.name}" value={attribute(text)}/>')
    return f"<attvalues>{''.join(parts)}</attvalues>"


def _write(file: BinaryIO, text: str) -> None:
    file.write(text.encode())
