"""Ask: who did what to whom, in which standing and said by whom; or passages by their words."""

from collections.abc import Sequence

import streamlit as st

from dashboard.beside import (
    Topic,
    beside,
    choose_row,
    draw_beside,
    panel_of_statements,
    show_in_drawing,
)
from dashboard.question import examples, question_of
from dashboard.state import Reading, current_workspace
from evidence.model import content_id
from graph.lookup import lookup
from graph.model import KnowledgeGraph
from graph.overview import statement
from graph.panel import edge_index
from graph.pattern import Answer, Pattern, ask
from graph.pattern_params import pattern_params
from graph.view import edge_label
from workspace import Workspace

PAGE = "ask"
MAX_ROWS, MAX_PASSAGES = 1_000, 100
WIDTHS = {"Who": 140, "Statement": 118, "To whom": 140, "Standing": 120, "Quote": 224,
          "When": 82, "Sources": 68, "Citations": 78}  # fmt: skip
"""Of the columns, in pixels."""


def page() -> None:
    """The page."""
    _ask()


@st.fragment
def _ask() -> None:
    workspace = current_workspace()
    beside(PAGE)
    left, right = st.columns([7, 3], gap="small")
    with left:
        mode = st.segmented_control(
            "Look for",
            ["Statements", "Passages"],
            default="Statements",
            required=True,
            key="ask_mode",
            label_visibility="collapsed",
        )
        if mode == "Passages":
            _passages(workspace)
        else:
            _statements(workspace)
    with right:
        draw_beside(PAGE, workspace, _start(workspace))


# Statements


def _statements(workspace: Workspace) -> None:
    kg, ontology = workspace.graph(), workspace.ontology
    pattern = question_of(kg, ontology)
    examples(kg, ontology)
    _answers(kg, pattern, workspace)


def _answers(kg: KnowledgeGraph, pattern: Pattern, workspace: Workspace) -> None:
    found = ask(kg, pattern, workspace.ontology)
    if not found:
        st.info("No statement fits. Leave a part of the question open, or take a filter off.")
        return
    claims = lookup(kg).claims
    lineages = {kg.lineage_of[claims[c].document_id] for a in found for c in a.claim_ids}
    says, shows = st.columns([5, 2], vertical_alignment="center")
    sources = f"{len(lineages)} independent {'source' if len(lineages) == 1 else 'sources'}"
    fit = "statement fits" if len(found) == 1 else "statements fit"
    says.markdown(f"**{len(found):,} {fit}**, told by {sources}.")
    if shows.button("Show on the graph", icon=":material/hub:", key="ask_show", width="stretch"):
        show_in_drawing([answer.edge.id for answer in found], workspace)
    _table(kg, pattern, found[:MAX_ROWS])


def _table(kg: KnowledgeGraph, pattern: Pattern, found: Sequence[Answer]) -> None:
    key = f"ask_rows_{content_id(kg.revision, *sorted(pattern_params(pattern).items()))}"
    topics = [Topic(edge=answer.edge.id) for answer in found]
    rows = [_row(kg, answer) for answer in found]
    widths = WIDTHS
    if not any(row["When"] for row in rows):
        widths = {**WIDTHS, "Quote": WIDTHS["Quote"] + WIDTHS["When"]}
        rows = [{name: value for name, value in row.items() if name != "When"} for row in rows]
    choose_row(PAGE, key, rows, topics, widths)


def _row(kg: KnowledgeGraph, answer: Answer) -> dict[str, object]:
    edge, found = answer.edge, lookup(kg)
    names = kg.resolution.entities
    when = next((w.text for c in answer.claim_ids if (w := found.claims[c].when)), "")
    return {
        "Who": names[edge.source].name,
        "Statement": edge_label(edge.type, edge.mode),
        "To whom": names[edge.target].name,
        "Standing": statement(kg, edge)["stance"],
        "Quote": found.quote(answer.claim_ids[0]),
        "When": when,
        "Sources": answer.n_sources,
        "Citations": len(answer.claim_ids),
    }


# Passages


def _passages(workspace: Workspace) -> None:
    words = st.text_input(
        "Words of a passage",
        key="ask_search",
        placeholder='All the words, or a "phrase" in double quotes',
        max_chars=200,
    )
    if not words.strip():
        st.info("Type words to find the sentences that hold all of them.")
        return
    found = workspace.search_passages(words, MAX_PASSAGES)
    if not found:
        st.info("No passage holds all these words.")
        return
    claims = _claims_by_passage(workspace.graph())
    rows = [
        {
            "Passage": document.text[passage.start : passage.end],
            "Document": document.title or document.name,
            "Statements": claims.get(passage.id, 0),
        }
        for passage, document in found
    ]
    first = "The first " if len(found) == MAX_PASSAGES else ""
    st.markdown(f"**{first}{len(found)} {'passage' if len(found) == 1 else 'passages'}**")
    key = f"ask_passages_{content_id(workspace.revision(), words)}"
    topics = [
        Topic(reading=Reading(document.id, passage.start, passage.end))
        for passage, document in found
    ]
    choose_row(PAGE, key, rows, topics, {"Passage": 620, "Document": 240, "Statements": 90})


def _claims_by_passage(kg: KnowledgeGraph) -> dict[str, int]:
    """Statements of the graph that each passage makes."""
    claims = lookup(kg).claims
    counts: dict[str, int] = {}
    for edge in edge_index(kg).values():
        for claim_id in edge.claim_ids:
            passage = claims[claim_id].passage_id
            counts[passage] = counts.get(passage, 0) + 1
    return counts


def _start(workspace: Workspace) -> dict[str, object]:
    """What the panel says while nothing is chosen."""
    kg = workspace.graph()
    best = ask(kg, Pattern(min_sources=2), workspace.ontology)[:6]
    return panel_of_statements(
        "Ask the documents",
        "Leave any part of the question open. Choose a row to read the sentences behind it, "
        "word for word.",
        {"Told by several sources": [statement(kg, answer.edge) for answer in best]},
    )
