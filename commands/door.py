"""What all commands share: the workspace, one clear line for every failure, safe output."""

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click

from errors import CitegraphError, DamagedStore

if TYPE_CHECKING:
    from workspace import Workspace

Command = Callable[..., None]
FAILED, REFUSED, INTERRUPTED = 1, 2, 130
_CONTROLS = {*range(32), *range(127, 160)} - {ord("\n"), ord("\t")}
_DIRECTIONS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_UNPRINTABLE = dict.fromkeys(_CONTROLS | _DIRECTIONS, "\ufffd")
"""Control characters drive a terminal, direction marks reorder its lines: neither is text."""

workspace_option = click.option(
    "--workspace",
    "-w",
    "url",
    default="workspace.db",
    show_default=True,
    metavar="W",
    help="Path of the workspace file, or a database URL.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")


class Door(click.Group):
    """The group of all commands: no failure ends in a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; errors become one line and an exit status."""
        try:
            return super().invoke(ctx)
        except CitegraphError as error:
            fail(str(error), FAILED if isinstance(error, DamagedStore) else REFUSED)
        except KeyboardInterrupt:
            fail("interrupted; what is in is kept, the same command goes on from here", INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            logging.getLogger(__name__).debug("unexpected", exc_info=True)
            fail(f"unexpected {type(error).__name__}: {error}. Run with --debug, please report it")


def fail(message: str, status: int = REFUSED) -> NoReturn:
    """End with a message on standard error."""
    click.echo(f"Error: {printable(message)}", err=True)
    raise click.exceptions.Exit(status)


@contextmanager
def opened(url: str, *, read_only: bool = False) -> "Iterator[Workspace]":
    """The workspace of a command."""
    from workspace import Workspace  # the graph side costs a second, which --help need not pay

    with Workspace.open(url, read_only=read_only) as workspace:
        yield workspace


def printable(text: str) -> str:
    """Text of a document as a terminal may show it."""
    return text.translate(_UNPRINTABLE)


def say(text: str = "") -> None:
    """A line of a result."""
    click.echo(printable(text))


def say_json(value: object) -> None:
    """A result for programs: JSON with sorted keys; letters as they are."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    click.echo(text.encode("utf-8", "backslashreplace"))


def say_rows(rows: Iterable[Mapping[str, object]]) -> None:
    """A list for programs, a row at a time, whatever its length."""
    click.echo("[", nl=False)
    for place, row in enumerate(rows):
        text = json.dumps(row, ensure_ascii=False, sort_keys=True)
        comma = "," if place else ""
        click.echo(f"{comma}\n{text}".encode("utf-8", "backslashreplace"), nl=False)
    click.echo("\n]")


def one_line(text: str) -> str:
    """A quote as a line: breaks and runs of space become one space."""
    return " ".join(text.split())


def use_any_encoding() -> None:
    """Print what the terminal's encoding lacks as escapes, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
