"""Pattern <-> URL parameters, so that a question can be sent as a link."""

from collections.abc import Mapping
from datetime import date

from errors import InvalidQuery
from graph.pattern import Pattern, Stance, check_pattern
from ontology.schema import Ontology

LISTS = ("who", "what", "whom", "about", "said_by", "documents", "lineages")


def pattern_params(pattern: Pattern) -> dict[str, str]:
    """URL parameters of a question; what is open is left out."""
    values = {name: ",".join(getattr(pattern, name)) for name in LISTS}
    values["stances"] = ",".join(pattern.stances)
    values["since"] = pattern.since.isoformat() if pattern.since else ""
    values["until"] = pattern.until.isoformat() if pattern.until else ""
    values["words"] = pattern.words
    values["min_sources"] = str(pattern.min_sources) if pattern.min_sources > 1 else ""
    return {name: value for name, value in values.items() if value}


def pattern_from(params: Mapping[str, str], ontology: Ontology) -> Pattern:
    """The question of URL parameters; parameters of others are ignored.

    Raises:
        InvalidQuery: A value is not among those allowed; the message names both.
    """
    pattern = Pattern(
        who=_list(params, "who"),
        what=_list(params, "what"),
        whom=_list(params, "whom"),
        about=_list(params, "about"),
        said_by=_list(params, "said_by"),
        stances=tuple(_stance(value) for value in _list(params, "stances")),
        since=_day(params, "since"),
        until=_day(params, "until"),
        documents=_list(params, "documents"),
        lineages=_list(params, "lineages"),
        words=params.get("words", ""),
        min_sources=_whole(params.get("min_sources", "")),
    )
    check_pattern(pattern, ontology)
    return pattern


def _list(params: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for part in params.get(name, "").split(",") if part)


def _stance(value: str) -> Stance:
    try:
        return Stance(value)
    except ValueError as error:
        names = ", ".join(Stance)
        raise InvalidQuery(f"stances: {value} is none of {names}.") from error


def _day(params: Mapping[str, str], name: str) -> date | None:
    value = params.get(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise InvalidQuery(f"{name}: {value} is no date; write it like 2023-06-30.") from error


def _whole(value: str) -> int:
    if not value:
        return 1
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= 1_000_000):
        raise InvalidQuery(f"min_sources: {value} is no whole number from 1 to 1000000.")
    return int(value)
