"""Copies of a workspace: backup, restore."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.door import say, workspace_option
from errors import InvalidQuery

if TYPE_CHECKING:
    from evidence.store import VerifyReport

_force = click.option("--force", is_flag=True, help="Replace what is there.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
@_force
def backup(file: Path, url: str, force: bool) -> None:
    """Copy the workspace to FILE, while others may use it; both are verified."""
    from evidence.backup import back_up

    _tell(f"{file}: backed up", back_up(_path(url), file, force=force))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
@_force
def restore(file: Path, url: str, force: bool) -> None:
    """Put the backup FILE in the place of the workspace; both are verified."""
    from evidence.backup import restore as put_back

    _tell(f"{url}: restored", put_back(file, _path(url), force=force))


def _path(url: str) -> Path:
    scheme, separator, rest = url.partition("://")
    if separator and scheme != "sqlite":
        raise InvalidQuery(f"{scheme}: back up a database of this kind by its own tools.")
    return Path(rest.removeprefix("/") if separator else url)


def _tell(what: str, report: "VerifyReport") -> None:
    say(f"{what}; {report.n_documents} documents, {report.n_quotes} quotes checked: all as stored")
