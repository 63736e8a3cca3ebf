"""What the dashboard shows, in a terminal: search, show, path, why."""

from typing import TYPE_CHECKING

import click

from commands.door import json_option, one_line, opened, say, say_json, workspace_option

if TYPE_CHECKING:
    from graph.filters import Edge
    from workspace import Workspace

Fields = dict[str, object]


@click.command()
@click.argument("text")
@workspace_option
@json_option
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000),
              help="Entities and passages at most.")  # fmt: skip
def search(text: str, url: str, as_json: bool, limit: int) -> None:
    """Find entities by name, and passages by words or a "phrase"."""
    with opened(url, read_only=True) as workspace:
        found: Fields = {
            "entities": [
                {"id": e.id, "type": e.type, "name": e.name, "aliases": e.aliases}
                for e in workspace.search_entities(text, limit)
            ],
            "passages": [
                {"document": document.name, "start": passage.start, "end": passage.end,
                 "text": document.text[passage.start : passage.end]}
                for passage, document in workspace.search_passages(text, limit)
            ],
        }  # fmt: skip
    if as_json:
        say_json(found)
        return
    for entity in _rows(found, "entities"):
        say(f"{entity['type']:12}  {entity['id']}  {entity['name']}")
    for passage in _rows(found, "passages"):
        quote = one_line(str(passage["text"]))
        say(f"{passage['document']}:{passage['start']}-{passage['end']}  {quote}")


@click.command()
@click.argument("entity")
@workspace_option
@json_option
def show(entity: str, url: str, as_json: bool) -> None:
    """Show an entity, given by name or id: type, names, links, mentions."""
    from graph.export.fields import mention_fields

    with opened(url, read_only=True) as workspace:
        found = workspace.find_entity(entity)
        links = [_edge(workspace, edge) for edge in workspace.edges_of(found.id)]
        mentions = mention_fields(found, workspace.graph())
    if as_json:
        say_json({"id": found.id, "type": found.type, "name": found.name, "country": found.country,
                  "aliases": found.aliases, "edges": links, "mentions": mentions})  # fmt: skip
        return
    say(f"{found.name}  {found.type}  {found.id}")
    say(f"also: {', '.join(found.aliases) or '-'}")
    say(f"{len(mentions)} mentions in {len({m['document'] for m in mentions})} documents")
    for link in links:
        say(_edge_line(link))


@click.command()
@click.argument("start")
@click.argument("end")
@workspace_option
@json_option
def path(start: str, end: str, url: str, as_json: bool) -> None:
    """Show the shortest ways from one entity to another."""
    with opened(url, read_only=True) as workspace:
        ways = workspace.path(workspace.find_entity(start).id, workspace.find_entity(end).id)
        names = workspace.graph().resolution.entities
        keys = {key for way in ways for step in way.steps for key in step}
        edges = {key: _edge(workspace, workspace.edge(key)) for key in sorted(keys)}
    found = [
        {
            "nodes": [{"id": node, "name": names[node].name} for node in way.nodes],
            "steps": [[edges[key] for key in step] for step in way.steps],
        }
        for way in ways
    ]
    if as_json:
        say_json(found)
        return
    if not found:
        say("no way from one to the other")
    for number, way in enumerate(ways, start=1):
        say(f"{number}. " + " – ".join(names[node].name for node in way.nodes))
        for step in way.steps:
            say(f"   {_edge_line(edges[step[0]])}")


@click.command()
@click.argument("one")
@click.argument("other")
@workspace_option
@json_option
def why(one: str, other: str, url: str, as_json: bool) -> None:
    """Show all that links two entities, with every quote."""
    from graph.export.fields import citation_fields

    with opened(url, read_only=True) as workspace:
        kg = workspace.graph()
        edges = workspace.why(workspace.find_entity(one).id, workspace.find_entity(other).id)
        found = [{**_edge(workspace, e), "citations": citation_fields(e, kg)} for e in edges]
    if as_json:
        say_json(found)
        return
    if not found:
        say("no edge between them; try: path")
    for edge in found:
        say(_edge_line(edge))
        for citation in _rows(edge, "citations"):
            quote = one_line(str(citation["quote"]))
            say(f"   {citation['document']}:{citation['start']}-{citation['end']}  “{quote}”")


def _edge(workspace: "Workspace", edge: "Edge") -> Fields:
    return {
        "key": edge.id,
        "source": edge.source,
        "target": edge.target,
        "type": edge.type,
        "mode": edge.mode,
        "polarity": edge.polarity.value,
        "modality": edge.modality.value,
        "attributed_to": edge.attributed_to,
        "n_documents": edge.n_documents,
        "n_sources": edge.n_sources,
        "statement": workspace.statement(edge),
    }


def _edge_line(edge: Fields) -> str:
    counts = f"{edge['n_documents']} documents, {edge['n_sources']} sources"
    return f"{edge['statement']}  ({counts})  {edge['key']}"


def _rows(found: Fields, name: str) -> list[Fields]:
    rows = found[name]
    return rows if isinstance(rows, list) else []
