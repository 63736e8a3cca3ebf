"""What an analyst decides: merge, split, rename, retype, reject, undo, log."""

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from commands.door import Command, json_option, opened, say, say_json, workspace_option

if TYPE_CHECKING:
    from evidence.model import Decision


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _decides(command: Command) -> Command:
    """Add the options of every command that decides something."""
    options = (
        workspace_option,
        click.option("--user", default=_user, envvar="CITEGRAPH_USER", help="Who decides."),
        click.option("--note", default="", help="Why."),
    )
    for option in options:
        command = option(command)
    return command


@click.command()
@click.argument("one")
@click.argument("other")
@_decides
def merge(one: str, other: str, url: str, user: str, note: str) -> None:
    """Make two entities one; each is given by name or id."""
    with opened(url) as workspace:
        _tell(workspace.merge(one, other, user, note))


@click.command()
@click.argument("entity")
@click.argument("part", nargs=-1, required=True)
@_decides
def split(entity: str, part: tuple[str, ...], url: str, user: str, note: str) -> None:
    """Take out of ENTITY what goes by the name PART, or holds the mention PART."""
    with opened(url) as workspace:
        _tell(workspace.split(entity, part, user, note))


@click.command()
@click.argument("entity")
@click.argument("name")
@_decides
def rename(entity: str, name: str, url: str, user: str, note: str) -> None:
    """Give an entity another name."""
    with opened(url) as workspace:
        _tell(workspace.rename(entity, name, user, note))


@click.command()
@click.argument("entity")
@click.argument("type_", metavar="TYPE")
@_decides
def retype(entity: str, type_: str, url: str, user: str, note: str) -> None:
    """Give an entity another type."""
    with opened(url) as workspace:
        _tell(workspace.retype(entity, type_, user, note))


@click.command()
@click.argument("edge")
@_decides
def reject(edge: str, url: str, user: str, note: str) -> None:
    """Take an edge off the chart, by its id (see: why, show)."""
    with opened(url) as workspace:
        _tell(workspace.reject(edge, user, note))


@click.command(name="restore-text")
@click.argument("document")
@click.argument("start", type=click.IntRange(0))
@click.argument("end", type=click.IntRange(1))
@_decides
def restore_text(document: str, start: int, end: int, url: str, user: str, note: str) -> None:
    """Read what was left out of DOCUMENT between the signs START and END after all.

    Menus, teasers and the like are left out; the document is given by name or id, and extracted
    anew (see: undo).
    """
    with opened(url) as workspace:
        _tell(workspace.restore_text(document, start, end, user, note))


@click.command()
@click.argument("number", required=False, type=click.IntRange(1))
@_decides
def undo(number: int | None, url: str, user: str, note: str) -> None:
    """Undo your last act, or that of the decision NUMBER (see: log)."""
    with opened(url) as workspace:
        _tell(workspace.undo(user, number, note))


@click.command()
@workspace_option
@json_option
def log(url: str, as_json: bool) -> None:
    """List all decisions, in order; those that are undone are marked."""
    from evidence.journal import active

    with opened(url, read_only=True) as workspace:
        journal = workspace.log()
    in_force = {decision.sequence for decision in active(journal)}
    if as_json:
        say_json([_fields(decision, decision.sequence in in_force) for decision in journal])
        return
    for decision in journal:
        undone = decision.sequence not in in_force and decision.retracts is None
        say(_line(decision) + ("  (undone)" if undone else ""))


def _tell(decisions: "Sequence[Decision]") -> None:
    for decision in decisions:
        say(_line(decision))


def _line(decision: "Decision") -> str:
    what = f"undoes {decision.retracts}" if decision.retracts is not None else decision.value
    parts = (decision.kind.value, decision.left, decision.right, what)
    act = " ".join(part for part in parts if part)
    note = f"  # {decision.note}" if decision.note else ""
    return f"{decision.sequence}  {decision.decided_at}  {decision.user}  {act}{note}"


def _fields(decision: "Decision", in_force: bool) -> dict[str, object]:
    return {
        "sequence": decision.sequence,
        "kind": decision.kind.value,
        "left": decision.left,
        "right": decision.right,
        "value": decision.value,
        "user": decision.user,
        "note": decision.note,
        "decided_at": decision.decided_at,
        "retracts": decision.retracts,
        "act": decision.act,
        "in_force": in_force,
    }
