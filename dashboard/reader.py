"""The reader: a document with every mention and claim marked, opened at a place."""

from dashboard.state import Reading
from evidence.model import Document
from graph.lookup import lookup
from graph.model import KnowledgeGraph
from graph.reading import document_panel


def reader_panel(kg: KnowledgeGraph, reading: Reading) -> dict[str, object] | None:
    """The open document; None if there is no such document."""
    document = lookup(kg).documents.get(reading.document_id)
    if document is None:
        return None
    return dict(document_panel(kg, document, place_in(document, reading)))


def place_in(document: Document, reading: Reading) -> tuple[int, int] | None:
    """The place to show; None if none is asked for, or it lies outside the text."""
    start, end = reading.start, reading.end
    if start is None or end is None or not 0 <= start < end <= len(document.text):
        return None
    return start, end
