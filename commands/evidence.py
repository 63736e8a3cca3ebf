"""Documents in, graph out: ingest, export, verify, documents, evidence."""

import sys
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import click

from commands.door import (
    FAILED,
    json_option,
    one_line,
    opened,
    printable,
    say,
    say_rows,
    workspace_option,
)
from commands.filters import filter_options, query_of

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from evidence.model import FileRecord
    from ingest import IngestReport
    from workspace import Workspace


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True), metavar="PATH...")
@workspace_option
@click.option("--jobs", "-j", default=1, show_default=True, type=click.IntRange(1, 256),
              help="Worker processes.")  # fmt: skip
@click.option("--engine", default="processes", show_default=True,
              help="How workers run: processes, or serial to debug.")  # fmt: skip
@click.option("--model", envvar="CITEGRAPH_MODEL", default=None,
              help="spaCy pipeline: sm, md, lg, trf, an installed package or a folder "
                   "(or set CITEGRAPH_MODEL).")  # fmt: skip
@click.pass_context
def ingest(
    ctx: click.Context, paths: tuple[str, ...], url: str, jobs: int, engine: str, model: str | None
) -> None:
    """Read files and folders, extract who did what, store it.

    What is in the workspace unchanged is left alone. Exit status 1: some documents failed, each
    is listed with its reason, all others are in.
    """
    with opened(url) as workspace, closing(_Bar()) as bar:
        report = workspace.ingest(paths, jobs=jobs, engine=engine, model=model, progress=bar)
    for file in report.files:
        if file.reason:
            click.echo(printable(f"{file.status.value}: {file.name}: {file.reason}"), err=True)
    say(_summary(report))
    ctx.exit(FAILED if report.n_failed else 0)


@click.command()
@click.option("--format", "-f", "format_", required=True, metavar="F",
              help="csv, gexf, graphml, html, json, story (kept views), tables (zip).")  # fmt: skip
@click.option("--out", "-o", default="-", metavar="FILE", help="Default: standard output.")
@workspace_option
@filter_options
def export(format_: str, out: str, url: str, **filters: object) -> None:
    """Write the graph to a file: whole, or not at all."""
    with opened(url, read_only=True) as workspace:
        query = query_of(workspace, filters)
        if out == "-":
            workspace.write(format_, sys.stdout.buffer, query)
        else:
            workspace.export(format_, out, query)


@click.command()
@workspace_option
@click.pass_context
def verify(ctx: click.Context, url: str) -> None:
    """Prove that every quote is its document's text, and every row as it was stored."""
    with opened(url, read_only=True) as workspace:
        report = workspace.verify()
    for problem in report.problems:
        click.echo(printable(problem), err=True)
    verdict = f"{len(report.problems)} problems" if report.problems else "all as stored"
    say(f"{report.n_documents} documents, {report.n_quotes} quotes checked: {verdict}")
    ctx.exit(FAILED if report.problems else 0)


@click.command()
@workspace_option
@json_option
@click.option("--text", "with_text", is_flag=True, help="Add the stored text.")
def documents(url: str, as_json: bool, with_text: bool) -> None:
    """List every file ever offered, with what became of it."""
    with opened(url, read_only=True) as workspace:
        rows = [_file_row(workspace, file, with_text) for file in workspace.files()]
    if as_json:
        say_rows(rows)
        return
    for row in rows:
        about = row["reason"] or row["title"] or ""
        say(f"{row['status']}  {row['id'] or '-':16}  {row['name']}  {one_line(str(about))}")
        if with_text and row.get("text"):
            say(str(row["text"]))


@click.command()
@workspace_option
@json_option
def evidence(url: str, as_json: bool) -> None:
    """List every citation: document, place, quote, claim, edge."""
    with opened(url, read_only=True) as workspace:
        rows = _citations(workspace)
        if as_json:
            say_rows(rows)
            return
        for row in rows:
            quote = one_line(str(row["quote"]))
            say(f"{row['document']}:{row['start']}-{row['end']}  {row['statement']}  “{quote}”")


class _Bar:
    """A progress bar on standard error, drawn from the first call on, on terminals only."""

    def __init__(self) -> None:
        self._stream = sys.stderr
        self._done = 0
        self._bar: ProgressBar[int] | None = None

    def __call__(self, done: int, total: int, name: str) -> None:
        if not self._stream.isatty():
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, file=self._stream, show_pos=True)
        self._bar.update(done - self._done)
        self._done = done

    def close(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()


def _summary(report: "IngestReport") -> str:
    speed = report.n_words / report.seconds if report.seconds else 0.0
    return (
        f"{report.n_ingested} documents in, {report.n_unchanged} unchanged, "
        f"{report.n_skipped} skipped, {report.n_failed} failed; "
        f"{report.n_passages} passages, {report.n_mentions} mentions, {report.n_claims} claims; "
        f"{report.n_words} words in {report.seconds:.1f} s, {speed:.0f} words per second"
    )


def _file_row(workspace: "Workspace", file: "FileRecord", with_text: bool) -> dict[str, object]:
    kg = workspace.graph()
    document = workspace.document(file.document_id) if file.document_id else None
    row: dict[str, object] = {
        "name": file.name,
        "id": file.document_id,
        "sha256": document.sha256 if document else file.sha256,
        "file_sha256": file.sha256,
        "status": file.status.value,
        "reason": file.reason,
        "title": document.title if document else None,
        "source": document.source if document else None,
        "language": document.language if document else None,
        "published": document.published.isoformat() if document and document.published else None,
        "published_origin": document.published_origin if document else None,
        "lineage": kg.lineage_of.get(file.document_id or ""),
    }
    if with_text:
        row["text"] = document.text if document else None
    return row


def _citations(workspace: "Workspace") -> Iterator[dict[str, object]]:
    from graph.export.fields import citation_fields, edges

    kg = workspace.graph()
    for edge in edges(kg):
        for citation in citation_fields(edge, kg):
            statement = workspace.statement(edge)
            yield {**citation, "edge": edge.id, "type": edge.type, "statement": statement}
