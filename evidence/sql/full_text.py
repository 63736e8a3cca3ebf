"""Full-text search over passages in the embedded store: SQLite's FTS5, best match first."""

import re
import sqlite3
from collections.abc import Iterator

import sqlalchemy as sa

from evidence.model import Document
from evidence.sql.tables import passages

CREATE = (
    "CREATE VIRTUAL TABLE passage_search USING fts5(text, "
    "tokenize='porter unicode61 remove_diacritics 2')"
)
_TERMS = re.compile(r'"([^"]+)"|([^\s"]+)')


def create_index(connection: sa.Connection) -> None:
    """Make the empty index."""
    connection.exec_driver_sql(CREATE)


def index_document(connection: sa.Connection, document: Document) -> None:
    """Index the passages of a document that were just stored."""
    found = connection.execute(
        sa.select(passages.c.number, passages.c.start, passages.c.end).where(
            passages.c.document_id == document.id
        )
    )
    rows = [(number, searchable(document.text[start:end])) for number, start, end in found]
    if rows:
        connection.exec_driver_sql("INSERT INTO passage_search(rowid, text) VALUES (?, ?)", rows)


def forget_document(connection: sa.Connection, document_id: str) -> None:
    """Take the passages of a document out of the index, before their rows go."""
    connection.exec_driver_sql(
        "DELETE FROM passage_search WHERE rowid IN "
        "(SELECT number FROM passages WHERE document_id = ?)",
        (document_id,),
    )


def find_passages(connection: sa.Connection, text: str, limit: int) -> list[str]:
    """Ids of the passages that hold all words, or phrases in double quotes, best first."""
    query = match_query(text)
    if not query:
        return []
    rows = connection.exec_driver_sql(
        "SELECT p.id FROM passage_search s JOIN passages p ON p.number = s.rowid "
        "WHERE passage_search MATCH ? ORDER BY bm25(passage_search), p.id LIMIT ?",
        (query, limit),
    )
    return [str(row[0]) for row in rows]


def match_query(text: str) -> str:
    """FTS5's query for what a person typed: every term quoted, so that no operator gets through."""
    terms = (phrase or word for phrase, word in _TERMS.findall(searchable(text)))
    return " ".join(f'"{term}"' for term in terms if any(c.isalnum() for c in term))


def searchable(text: str) -> str:
    """The text without what SQLite cannot hold or ends at: NUL and lone surrogates."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def index_problems(connection: sa.Connection) -> Iterator[str]:
    """Does the index fit the words it was made of, and every passage?"""
    copy = _copy(connection)
    try:
        copy.execute("INSERT INTO passage_search(passage_search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        yield f"the search index is damaged: {error}"
    finally:
        copy.close()
    indexed = connection.exec_driver_sql("SELECT count(*) FROM passage_search_docsize").scalar()
    stored = connection.execute(sa.select(sa.func.count()).select_from(passages)).scalar()
    if indexed != stored:
        yield f"the search index holds {indexed} of {stored} passages"


def document_problems(connection: sa.Connection, document: Document) -> Iterator[str]:
    """Are the words that were indexed those of the document's passages?"""
    rows = connection.exec_driver_sql(
        'SELECT p.start, p."end", s.text FROM passages p '
        "LEFT JOIN passage_search s ON s.rowid = p.number WHERE p.document_id = ?",
        (document.id,),
    )
    if any(text != searchable(document.text[start:end]) for start, end, text in rows):
        yield "the search index does not hold its text"


def _copy(connection: sa.Connection) -> sqlite3.Connection:
    """A copy to check: the check is an INSERT, which a store opened to read does not allow."""
    source = connection.connection.driver_connection
    copy = sqlite3.connect("", isolation_level=None)  # a temporary file
    if isinstance(source, sqlite3.Connection):
        source.backup(copy)
    return copy
