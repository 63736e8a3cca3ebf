"""The filters of export, the same as the dashboard's."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from commands.door import Command

if TYPE_CHECKING:
    from graph.model import ViewQuery
    from workspace import Workspace

_FILTERS = (
    click.option("--type", "types", multiple=True, help="Entity type, e.g. PERSON; repeatable."),
    click.option("--relation", "relations", multiple=True, help="Relation type; repeatable."),
    click.option("--document", "sources", multiple=True, help="Name or id; repeatable."),
    click.option("--since", help="ISO date: leave out what ended before."),
    click.option("--until", help="ISO date: leave out what began after."),
    click.option("--min-sources", help="Independent sources an edge must have."),
    click.option("--polarity", multiple=True, help="affirmed or negated."),
    click.option("--modality", multiple=True,
                 help="actual, reported, possible, hypothetical, future; repeatable."),
    click.option("--no-inferred", is_flag=True, help="Leave out what goes past the quote."),
    click.option("--focus", multiple=True, help="Entity, by name or id; repeatable."),
    click.option("--hops", help="Steps around the focus."),
    click.option("--text", help="Words that a quote or name must hold."),
)  # fmt: skip


def filter_options(command: Command) -> Command:
    """Add the options of all filters to a command."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def query_of(workspace: "Workspace", filters: Mapping[str, object]) -> "ViewQuery":
    """The query that the options of `filter_options` make.

    Raises:
        InvalidQuery: A value is not among those allowed.
        UnknownEntity: The focus is none.
    """
    from graph.params import from_params

    params = {name: value for name, value in filters.items() if isinstance(value, str)}
    for name, values in filters.items():
        if isinstance(values, tuple) and values:
            params[name] = ",".join(_meant(workspace, name, str(value)) for value in values)
    if filters.get("no_inferred"):
        params["inferred"] = "no"
    return from_params(params)


def _meant(workspace: "Workspace", filter_: str, value: str) -> str:
    """The id of what a person names."""
    if filter_ == "focus":
        return workspace.find_entity(value).id
    return workspace.find_document(value).id if filter_ == "sources" else value
