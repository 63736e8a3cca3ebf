"""Writes the pages of docs/ that are made from the program: commands.md and ontology.md.

Usage: python scripts/write_docs.py. `make docs` calls it; a test fails while the pages are old.
"""

import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cli import cli  # noqa: E402
from ontology.schema import ClaimType, load_ontology  # noqa: E402

GENERATED = "<!-- Made by scripts/write_docs.py from {}; do not edit. -->\n"
COMMANDS_INTRO = """
# Commands

`python cli.py COMMAND`. Results go to standard output or `--out`, messages to standard error. Exit
status 0: done; 1: some documents failed (each is listed with its reason, all others are in) or a
check found something; 2: wrong usage.
"""
ONTOLOGY_INTRO = """
# Ontology

What the graph may say. The truth is in `ontology/*.yml`; labels, colours, triggers and codes are
changed there. Left of the arrow: the types of the actor; right of it: those of the other end.
"""


def commands_page() -> str:
    """docs/commands.md."""
    parts = [GENERATED.format("the commands' own help"), COMMANDS_INTRO]
    context = click.Context(cli, info_name="cli.py", max_content_width=96)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is None:
            continue
        inner = click.Context(command, info_name=name, parent=context, max_content_width=96)
        parts.append(f"\n## {name}\n\n```text\n{command.get_help(inner)}\n```\n")
    return "".join(parts)


def ontology_page() -> str:
    """docs/ontology.md."""
    ontology = load_ontology()
    parts = [GENERATED.format("ontology/*.yml"), ONTOLOGY_INTRO, "\n## Entities\n\n"]
    parts.append("| type | label | labels of the model | shape |\n| --- | --- | --- | --- |\n")
    for kind in ontology.entities.values():
        labels = ", ".join(kind.model_labels) or "by rules"
        parts.append(f"| {kind.name} | {kind.label} | {labels} | {kind.shape}, {kind.colour} |\n")
    for title, kind_ in (("Standing relations", "relation"), ("Events", "event")):
        parts.append(f"\n## {title}\n")
        for claim in ontology.claims.values():
            if claim.kind == kind_:
                parts.append(_entry(claim))
    return "".join(parts)


def _entry(claim: ClaimType) -> str:
    facts = [f"{' or '.join(claim.domain)} → {' or '.join(claim.range)}"]
    facts += ["symmetric"] if claim.symmetric else []
    facts += [f"modes {', '.join(claim.modes)}"] if claim.modes else []
    codes = {
        "PLOVER": claim.plover,
        "CAMEO": claim.cameo,
        "Wikidata": claim.wikidata,
        "FollowTheMoney": claim.followthemoney,
    }
    facts += [f"{name} {code}" for name, code in codes.items() if code]
    if claim.kind == "event" and not claim.plover:
        facts.append("an extension of ours")
    return f"\n### {claim.name}\n\n“{claim.label}”. {claim.definition}\n\n{'; '.join(facts)}.\n"


PAGES = {"commands.md": commands_page, "ontology.md": ontology_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8")
