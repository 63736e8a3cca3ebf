"""Ask by pattern, in a terminal: who, did what, to whom, as said by whom."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from commands.door import json_option, one_line, opened, say, say_json, workspace_option

if TYPE_CHECKING:
    from graph.model import KnowledgeGraph
    from graph.pattern import Answer, Pattern
    from workspace import Workspace

ENDS = ("who", "whom", "about", "said_by")


@click.command()
@workspace_option
@json_option
@click.option("--who", multiple=True, help="Who does it: an entity, or a type like PERSON.")
@click.option("--what", multiple=True,
              help='ACCUSE, CONSULT:visit, or a family like "verbal conflict".')  # fmt: skip
@click.option("--whom", multiple=True, help="To whom: an entity or a type.")
@click.option("--about", multiple=True, help="An entity or a type at either end.")
@click.option("--by", "said_by", multiple=True,
              help="Who says so: an entity, a type, or anybody.")  # fmt: skip
@click.option("--stance", "stances", multiple=True, help="fact, reported, possible or denied.")
@click.option("--since", help="ISO date: of a time since.")
@click.option("--until", help="ISO date: of a time until.")
@click.option("--document", "documents", multiple=True, help="Name or id of a document.")
@click.option("--lineage", "lineages", multiple=True, help="Id of a source, see documents --json.")
@click.option("--min-sources", help="Independent sources that tell it, at least.")
@click.option("--text", "words", help="Words that the quote must hold.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000),
              help="Statements at most.")  # fmt: skip
def ask(url: str, as_json: bool, limit: int, **parts: object) -> None:
    """Ask who did what to whom; what is left out is open.

    Options may be repeated: any of their values fits. Each statement comes with the quotes that
    answer.
    """
    from graph.pattern import ask as answers_of

    with opened(url, read_only=True) as workspace:
        kg = workspace.graph()
        pattern = _pattern(workspace, parts)
        found = answers_of(kg, pattern, workspace.ontology)
        shown = [_answer(workspace, kg, answer) for answer in found[:limit]]
    if as_json:
        say_json({"n_statements": len(found), "statements": shown})
        return
    for answer in shown:
        say(f"{answer['statement']}  ({answer['n_sources']} sources)  {answer['key']}")
        citations = answer["citations"]
        for citation in citations if isinstance(citations, list) else ():
            quote = one_line(str(citation["quote"]))
            say(f"   {citation['document']}:{citation['start']}-{citation['end']}  “{quote}”")
    more = f", the first {limit} are shown" if len(found) > limit else ""
    say(f"{len(found)} {'statement' if len(found) == 1 else 'statements'}{more}")


def _pattern(workspace: "Workspace", parts: Mapping[str, object]) -> "Pattern":
    """The question that the options ask.

    Raises:
        InvalidQuery: A value is not among those allowed.
        UnknownEntity: A name is no entity's.
    """
    from graph.pattern_params import pattern_from

    params = {name: value for name, value in parts.items() if isinstance(value, str)}
    for name, values in parts.items():
        if isinstance(values, tuple) and values:
            params[name] = ",".join(_meant(workspace, name, str(value)) for value in values)
    return pattern_from(params, workspace.ontology)


def _meant(workspace: "Workspace", part: str, value: str) -> str:
    """The id of what a person names; types and families stand for themselves."""
    from graph.pattern import ANYBODY

    if part == "documents":
        return workspace.find_document(value).id
    if part not in ENDS or value in workspace.ontology.entities or value == ANYBODY:
        return value
    return workspace.find_entity(value).id


def _answer(workspace: "Workspace", kg: "KnowledgeGraph", answer: "Answer") -> dict[str, object]:
    edge = answer.edge
    return {
        "key": edge.id,
        "source": edge.source,
        "target": edge.target,
        "type": edge.type,
        "mode": edge.mode,
        "polarity": edge.polarity.value,
        "modality": edge.modality.value,
        "attributed_to": edge.attributed_to,
        "n_documents": answer.n_documents,
        "n_sources": answer.n_sources,
        "statement": workspace.statement(edge),
        "citations": _quotes(kg, answer.claim_ids),
    }


def _quotes(kg: "KnowledgeGraph", claim_ids: Iterable[str]) -> list[dict[str, object]]:
    from graph.lookup import lookup

    found = lookup(kg)
    cited = [found.citation(claim_id) for claim_id in claim_ids]
    return [
        {"document": c.document.name, "start": c.start, "end": c.end, "quote": c.exact}
        for c in cited
    ]
