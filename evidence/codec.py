"""Records to plain values and back: the form that is hashed, and stored where no column fits."""

import hashlib
import json
import types
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

Decoder = Callable[[object], object]
T = TypeVar("T")


def canonical(value: object) -> str:
    """One line of ASCII JSON, equal for equal values of a type and for no others.

    Args:
        value: A record, or whatever a field of one may hold, or a list of these.
    """
    return _ENCODER.encode(value)


def values_of(record: object) -> tuple[object, ...]:
    """The values of a record's fields, in order."""
    kind: type = type(record)
    return _getter(kind)(record)


@lru_cache
def names_of(kind: type) -> tuple[str, ...]:
    """The names of a record's fields, in order."""
    return tuple(field.name for field in fields(kind))


def records_sha256(records: Iterable[object]) -> str:
    """SHA-256 over the canonical form of records, in their order, in hexadecimal."""
    return hashlib.sha256(canonical(list(records)).encode()).hexdigest()


@lru_cache
def decoder(hint: object) -> Decoder:
    """A function that makes a value of a type out of what `json.loads` gives for it.

    Args:
        hint: A scalar, `date`, an enumeration, a dataclass, a tuple of these, or any of them
            or None.

    Returns:
        A function that raises ValueError or TypeError on a value of another form.
    """
    if get_origin(hint) is tuple:
        return _tuple_decoder(get_args(hint))
    if get_origin(hint) in (Union, types.UnionType):
        return _optional_decoder(get_args(hint))
    if hint is date:
        return lambda value: date.fromisoformat(_checked(str, value))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and is_dataclass(hint):
        return _record_decoder(hint)
    if isinstance(hint, type):
        kind = hint
        return lambda value: _checked(kind, value)
    raise TypeError(f"{hint}: a type that records do not use.")


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return values_of(value)
    raise TypeError(f"{type(value).__name__}: no plain form.")


@lru_cache
def _getter(kind: type) -> Callable[[object], tuple[object, ...]]:
    names = names_of(kind)
    if len(names) < 2:  # attrgetter gives a bare value for one name
        return lambda record: tuple(getattr(record, name) for name in names)
    return attrgetter(*names)


_ENCODER = json.JSONEncoder(default=_plain, separators=(",", ":"))


def _checked(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} should be {kind.__name__}.")
    return value


def _tuple_decoder(hints: tuple[object, ...]) -> Decoder:
    if len(hints) == 2 and hints[1] is Ellipsis:
        each = decoder(hints[0])
        return lambda value: tuple(each(item) for item in _checked(list, value))
    parts = [decoder(hint) for hint in hints]
    return lambda value: tuple(
        part(item) for part, item in zip(parts, _checked(list, value), strict=True)
    )


def _optional_decoder(hints: tuple[object, ...]) -> Decoder:
    (known,) = (decoder(hint) for hint in hints if hint is not type(None))
    return lambda value: None if value is None else known(value)


def _record_decoder(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    parts = [decoder(hints[field.name]) for field in fields(kind)]

    def decode(value: object) -> object:
        items = zip(parts, _checked(list, value), strict=True)
        made: object = kind(*(part(item) for part, item in items))
        return made

    return decode
