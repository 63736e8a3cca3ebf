"""The command line: `python cli.py COMMAND --help` explains each command."""

import logging

import click

from commands import backup, curate, evidence, explore
from commands.ask import ask
from commands.door import Door, use_any_encoding
from commands.serve import serve


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Log what happens inside.")
def cli(debug: bool) -> None:
    """Citegraph: documents in, a graph out whose every edge cites the sentence that says so."""
    use_any_encoding()
    logging.basicConfig(
        level=logging.DEBUG if debug else logging.ERROR, format="%(name)s: %(message)s"
    )


for _command in (
    evidence.ingest,
    evidence.export,
    evidence.verify,
    evidence.documents,
    evidence.evidence,
    explore.search,
    explore.show,
    explore.path,
    explore.why,
    ask,
    curate.merge,
    curate.split,
    curate.rename,
    curate.retype,
    curate.reject,
    curate.restore_text,
    curate.undo,
    curate.log,
    backup.backup,
    backup.restore,
    serve,
):
    cli.add_command(_command)

if __name__ == "__main__":
    cli()
