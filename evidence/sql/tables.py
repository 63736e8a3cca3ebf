"""The tables of the store, made from the records: one column a field, named alike."""

import json
import re
import types
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Union, cast, get_args, get_origin, get_type_hints

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from evidence.codec import canonical, decoder
from evidence.model import (
    Attribution,
    Claim,
    Decision,
    Document,
    FileRecord,
    Mention,
    Passage,
    Position,
    Run,
    SavedView,
)

SCHEMA_VERSION = 1
"""Raised by every change of a table; a store of a newer version is refused."""
ESCAPE = "\U0010ffff"
"""A noncharacter that no text should hold; where one does, it is escaped too."""
_UNSTORABLE = re.compile("[\0\ud800-\udfff\U0010ffff]")
_ESCAPED = re.compile("\U0010ffff([0-9a-f]{6})")


class ExactText(TypeDecorator[str]):
    """Text that comes back as it went in, NUL and lone surrogates included.

    No database stores lone surrogates, PostgreSQL no NUL: these are written as ESCAPE and six
    hexadecimal digits.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escape what no database can hold."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return _UNSTORABLE.sub(lambda found: f"{ESCAPE}{ord(found[0]):06x}", value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Undo the escapes."""
        if value is None or ESCAPE not in value:
            return value
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


class AsEnum(TypeDecorator[StrEnum]):
    """A member of an enumeration, stored by its value."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """The value."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The member; ValueError if there is none."""
        return None if value is None else self.kind(value)


class AsJson(TypeDecorator[object]):
    """A tuple or a nested record, stored as canonical JSON; None as NULL."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, hint: object) -> None:
        super().__init__()
        self.hint = hint

    def process_bind_param(self, value: object | None, dialect: Dialect) -> str | None:
        """Canonical JSON."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object | None:
        """The value; ValueError or TypeError if the text has another form."""
        return None if value is None else decoder(self.hint)(json.loads(value))


SCALARS: dict[object, type] = {
    str: ExactText,
    int: sa.BigInteger,
    float: sa.Double,
    bool: sa.Boolean,
    date: sa.Date,
}


def columns_of(record: type, *, key: tuple[str, ...] = ("id",)) -> list[sa.Column[object]]:
    """A column for each field of a record, in order.

    Args:
        record: A frozen dataclass of evidence/model.py.
        key: Fields that make the primary key.
    """
    hints = get_type_hints(record)
    return [_column(field.name, hints[field.name], field.name in key) for field in fields(record)]


def _column(name: str, hint: object, in_key: bool) -> sa.Column[object]:
    known, optional = _without_none(hint)
    return sa.Column(
        name, _column_type(known), primary_key=in_key, nullable=optional, autoincrement=False
    )


def _column_type(hint: object) -> TypeEngine[object]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return cast(TypeEngine[object], AsEnum(hint))
    return cast(TypeEngine[object], SCALARS[hint]()) if hint in SCALARS else AsJson(hint)


def _without_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    (known,) = (part for part in get_args(hint) if part is not type(None))
    return known, True


metadata = sa.MetaData()


def _table(
    name: str, record: type, *more: sa.Column[str], key: tuple[str, ...] = ("id",)
) -> sa.Table:
    return sa.Table(name, metadata, *columns_of(record, key=key), *more)


def _row_hash() -> sa.Column[str]:
    return sa.Column("row_sha256", sa.Text, nullable=False)


meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
runs = _table("runs", Run, _row_hash())
documents = _table(
    "documents",
    Document,
    sa.Column("run_id", sa.Text, nullable=False),
    _row_hash(),
    sa.Column("evidence_sha256", sa.Text, nullable=False),
)
files = _table("files", FileRecord, _row_hash(), key=("path",))
passages = sa.Table(
    "passages",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    *columns_of(Passage, key=()),
)
mentions = _table("mentions", Mention)
claims = _table("claims", Claim)
attributions = _table("attributions", Attribution)
decisions = _table("decisions", Decision, _row_hash(), key=("sequence",))
saved_views = _table("saved_views", SavedView, _row_hash())
positions = _table("positions", Position, _row_hash(), key=("entity_id",))

EVIDENCE = (passages, mentions, claims, attributions)
"""Evidence of a document, in the order in which it is hashed."""
HASHED: tuple[tuple[type, sa.Table], ...] = (
    (Run, runs),
    (FileRecord, files),
    (Decision, decisions),
    (SavedView, saved_views),
    (Position, positions),
)
"""Tables whose rows each carry their own SHA-256."""

sa.Index("passages_by_id", passages.c.id, unique=True)
sa.Index(
    "documents_by_hash",
    documents.c.id,
    documents.c.run_id,
    documents.c.row_sha256,
    documents.c.evidence_sha256,
)
sa.Index("files_by_name", files.c.name)
sa.Index("files_by_document", files.c.document_id)
for _evidence in (passages, mentions, claims, attributions):
    sa.Index(f"{_evidence.name}_by_document", _evidence.c.document_id)
