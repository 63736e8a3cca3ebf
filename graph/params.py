"""ViewQuery <-> URL parameters."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from errors import InvalidQuery
from evidence.model import Modality, Polarity
from graph.model import ViewQuery
from ontology.schema import load_ontology

MAX_HOPS = 6
MAX_NODES = 2_000
"""More nodes cannot be told apart, nor their edges clicked."""
DEFAULT = ViewQuery()

_Choice = TypeVar("_Choice", bound=StrEnum)


def to_params(query: ViewQuery) -> dict[str, str]:
    """URL parameters of a query; what is as by default is left out."""
    values = {
        "types": ",".join(query.entity_types),
        "relations": ",".join(query.relation_types),
        "sources": ",".join(query.sources),
        "since": query.since.isoformat() if query.since else "",
        "until": query.until.isoformat() if query.until else "",
        "min_sources": _number(query.min_sources, DEFAULT.min_sources),
        "polarity": ",".join(query.polarity),
        "modality": ",".join(query.modality),
        "inferred": "" if query.inferred else "no",
        "focus": ",".join(query.focus),
        "hops": _number(query.hops, DEFAULT.hops),
        "expanded": ",".join(query.expanded),
        "text": query.text,
        "hidden": ",".join(query.hidden),
        "without": ",".join(query.without),
        "max_nodes": _number(query.max_nodes, DEFAULT.max_nodes),
    }
    return {name: value for name, value in values.items() if value}


def from_params(params: Mapping[str, str]) -> ViewQuery:
    """The query of URL parameters; parameters of others are ignored.

    Raises:
        InvalidQuery: A value is not among those allowed; the message names both.
    """
    ontology = load_ontology()
    return ViewQuery(
        entity_types=_known(params, "types", ontology.entities),
        relation_types=_known(params, "relations", ontology.claims),
        sources=_list(params, "sources"),
        since=_day(params, "since"),
        until=_day(params, "until"),
        min_sources=_whole(params, "min_sources", DEFAULT.min_sources, (1, 1_000_000)),
        polarity=_choices(params, "polarity", Polarity),
        modality=_choices(params, "modality", Modality),
        inferred=_flag(params, "inferred"),
        focus=_list(params, "focus"),
        hops=_whole(params, "hops", DEFAULT.hops, (0, MAX_HOPS)),
        expanded=_list(params, "expanded"),
        text=params.get("text", ""),
        hidden=_list(params, "hidden"),
        without=_list(params, "without"),
        max_nodes=_whole(params, "max_nodes", DEFAULT.max_nodes, (1, MAX_NODES)),
    )


def _number(value: int, default: int) -> str:
    return "" if value == default else str(value)


def _list(params: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for part in params.get(name, "").split(",") if part)


def _known(params: Mapping[str, str], name: str, allowed: Iterable[str]) -> tuple[str, ...]:
    values, known = _list(params, name), list(allowed)
    for value in values:
        if value not in known:
            raise InvalidQuery(f"{name}: {value} is none of {', '.join(known)}.")
    return values


def _choices(params: Mapping[str, str], name: str, choices: type[_Choice]) -> tuple[_Choice, ...]:
    return tuple(choices(value) for value in _known(params, name, [str(c) for c in choices]))


def _flag(params: Mapping[str, str], name: str) -> bool:
    value = params.get(name, "yes")
    if value not in ("yes", "no"):
        raise InvalidQuery(f"{name}: {value} is neither yes nor no.")
    return value == "yes"


def _whole(params: Mapping[str, str], name: str, default: int, limits: tuple[int, int]) -> int:
    value = params.get(name, "")
    if not value:
        return default
    lowest, highest = limits
    if not (value.isascii() and value.isdigit() and lowest <= int(value[:9]) <= highest):
        raise InvalidQuery(f"{name}: {value} is no whole number from {lowest} to {highest}.")
    return int(value)


def _day(params: Mapping[str, str], name: str) -> date | None:
    value = params.get(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise InvalidQuery(f"{name}: {value} is no date; write it like 2023-06-30.") from error
