"""Records as rows of cells that every database can hold, and back: one cell a field."""

import json
import re
import types
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter, methodcaller
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

from evidence.codec import canonical, decoder, names_of, values_of

R = TypeVar("R")
Cell = str | int | float | bool | None
Encode = Callable[[object], Cell] | None
Decode = Callable[[Cell], object] | None
"""None where the cell is the value itself; neither is asked about a value of None."""

NUMBERS = (int, float, bool)
ESCAPE = "\U0010ffff"
"""A noncharacter that no text should hold; where one does, it is escaped too."""
_UNSTORABLE = re.compile("[\0\ud800-\udfff\U0010ffff]")
_ESCAPED = re.compile("\U0010ffff([0-9a-f]{6})")


def storable(text: str) -> str:
    """Text without what no database stores (lone surrogates) or PostgreSQL does not (NUL)."""
    if text.isascii() and "\0" not in text:
        return text
    return _UNSTORABLE.sub(lambda found: f"{ESCAPE}{ord(found[0]):06x}", text)


def restored(text: str) -> str:
    """The text that `storable` was given."""
    if ESCAPE not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def row_of(record: object) -> dict[str, Cell]:
    """The cells of a record, by field."""
    kind: type = type(record)
    values = zip(_encoders(kind), values_of(record), strict=True)
    return {
        name: cast(Cell, value) if value is None or encode is None else encode(value)
        for (name, encode), value in values
    }


def record_of(kind: type[R], row: Sequence[Cell]) -> R:
    """The record whose cells a row holds, in order of its fields.

    Raises:
        ValueError, TypeError, LookupError: A cell is not what `row_of` gives.
    """
    known: type = kind
    cells = zip(_decoders(known), row, strict=True)
    return kind(
        *[cell if cell is None or decode is None else decode(cell) for decode, cell in cells]
    )


def fields_of(kind: type) -> list[tuple[str, object, bool]]:
    """Name, type without None, and whether it may be None, of each field of a record."""
    hints = get_type_hints(kind)
    return [(name, *_without_none(hints[name])) for name in names_of(kind)]


@lru_cache
def _encoders(kind: type) -> list[tuple[str, Encode]]:
    return [(name, _encoder(hint)) for name, hint, _ in fields_of(kind)]


@lru_cache
def _decoders(kind: type) -> list[Decode]:
    return [_decoder(hint) for _, hint, _ in fields_of(kind)]


def _encoder(hint: object) -> Encode:
    if hint is str:
        return cast(Encode, storable)
    if hint in NUMBERS:
        return None
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return attrgetter("value")
    return methodcaller("isoformat") if hint is date else canonical


def _decoder(hint: object) -> Decode:
    if hint is str:
        return cast(Decode, restored)
    if hint in NUMBERS:
        return None
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        members: dict[Cell, object] = {member.value: member for member in hint}
        return members.__getitem__
    decode = decoder(hint)
    if hint is date:
        return decode
    return lru_cache(maxsize=4096)(lambda cell: decode(json.loads(str(cell))))  # many are "[]"


def _without_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    (known,) = (part for part in get_args(hint) if part is not type(None))
    return known, True
