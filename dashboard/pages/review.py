"""Review: entities that may be one, with the reasons; the journal of decisions, with undo."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.state import current_workspace, user
from dashboard.text import plain
from errors import CitegraphError
from evidence.journal import DecisionDraft, active
from evidence.model import Decision, DecisionKind
from graph.decide import anchor
from graph.explain import feature_words
from graph.lookup import lookup
from graph.model import Candidate, Entity, KnowledgeGraph
from workspace import Workspace

AT_ONCE = 12
DECISION_WORDS = {
    DecisionKind.SAME: "are one",
    DecisionKind.DIFFERENT: "are two",
    DecisionKind.UNSURE: "left open",
    DecisionKind.REJECT: "statement rejected",
    DecisionKind.RENAME: "renamed",
    DecisionKind.RETYPE: "of another kind",
    DecisionKind.GRADE: "source graded",
    DecisionKind.DATE: "date set",
    DecisionKind.LINEAGE: "lineage set",
    DecisionKind.RESTORE: "restored",
    DecisionKind.RETRACT: "undone",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities that may be one."""

    candidate: Candidate
    left: Entity
    right: Entity


def page() -> None:
    """The page."""
    workspace = current_workspace()
    suggested, journal = st.columns([6, 5], gap="large")
    with suggested:
        _suggestions(workspace)
    with journal:
        _journal(workspace)


def suggestions(kg: KnowledgeGraph) -> list[Suggestion]:
    """Pairs that wait for a decision, the likeliest first."""
    entity_of = {
        chain: entity for entity in kg.resolution.entities.values() for chain in entity.chains
    }
    found: dict[tuple[str, str], Suggestion] = {}
    for candidate in sorted(kg.resolution.candidates, key=lambda c: (-c.score, c.left, c.right)):
        left, right = entity_of.get(candidate.left), entity_of.get(candidate.right)
        if candidate.verdict == "suggested" and left and right and left.id != right.id:
            pair = min(left.id, right.id), max(left.id, right.id)
            found.setdefault(pair, Suggestion(candidate, left, right))
    return list(found.values())


def _suggestions(workspace: Workspace) -> None:
    waiting = suggestions(workspace.graph())
    st.subheader("Are these one?", anchor=False)
    if not waiting:
        st.info("No pair of entities is in doubt.")
        return
    st.caption(f"{len(waiting)} pairs wait for a decision; the likeliest first.")
    for suggestion in waiting[:AT_ONCE]:
        _card(suggestion, workspace)


def _card(suggestion: Suggestion, workspace: Workspace) -> None:
    kg, pair = workspace.graph(), suggestion.candidate
    key = f"{pair.left}_{pair.right}"
    with st.container(border=True, key=f"pair_{key}"):
        for column, entity in zip(st.columns(2), (suggestion.left, suggestion.right), strict=True):
            with column:
                st.markdown(f"**{plain(entity.name)}**  \n{plain(entity.type.capitalize())}")
                st.text(_context(kg, entity))
        reasons = "; ".join(feature_words(pair))
        st.caption(plain(f"Likeness {pair.score:.0%}: {reasons}", 300))
        if workspace.read_only:
            return
        one, two, later = st.columns(3)
        for column, words, kind in (
            (one, "One entity", DecisionKind.SAME),
            (two, "Two entities", DecisionKind.DIFFERENT),
            (later, "Leave open", DecisionKind.UNSURE),
        ):
            column.button(
                words,
                key=f"{kind}_{key}",
                width="stretch",
                on_click=_decide,
                args=(kind, suggestion, workspace),
            )


def _context(kg: KnowledgeGraph, entity: Entity) -> str:
    """The sentence of the entity's first mention."""
    found = lookup(kg)
    mention = found.mentions[anchor(entity.mention_ids, found.mentions)]
    document = found.documents[mention.document_id]
    start, end = max(0, mention.start - 80), mention.end + 80
    return f"… {' '.join(document.text[start:end].split())} …\n{document.name}"


def _decide(kind: DecisionKind, suggestion: Suggestion, workspace: Workspace) -> None:
    mentions = lookup(workspace.graph()).mentions
    ends = (
        anchor(suggestion.left.mention_ids, mentions),
        anchor(suggestion.right.mention_ids, mentions),
    )
    try:
        workspace.decide(DecisionDraft(kind, *ends), user())
    except CitegraphError as error:
        st.toast(plain(str(error), 200))


def _journal(workspace: Workspace) -> None:
    st.subheader("Journal of decisions", anchor=False)
    log = workspace.log()
    if not log:
        st.info("Nothing has been decided yet. Every decision will stand here and can be undone.")
        return
    in_force = {decision.sequence for decision in active(log)}
    rows = [_row(decision, in_force, workspace.graph()) for decision in reversed(log)]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height=min(560, 40 + 36 * len(rows)),
        key="review_log",
        on_select="rerun",
        selection_mode="single-row",
    )
    chosen = st.session_state.review_log["selection"]["rows"]
    sequence = int(str(rows[chosen[0]]["No."])) if chosen and chosen[0] < len(rows) else None
    if not workspace.read_only:
        st.button(
            f"Undo decision {sequence}" if sequence else "Undo my last decision",
            disabled=sequence is not None and sequence not in in_force,
            on_click=_undo,
            args=(workspace, sequence),
            icon=":material/undo:",
        )


def _row(decision: Decision, in_force: Iterable[int], kg: KnowledgeGraph) -> dict[str, object]:
    undone = decision.sequence not in in_force and decision.kind is not DecisionKind.RETRACT
    return {
        "No.": decision.sequence,
        "Decision": DECISION_WORDS[decision.kind],
        "About": " – ".join(_about(side, kg) for side in (decision.left, decision.right) if side),
        "Value": decision.value,
        "Note": decision.note,
        "By": decision.user,
        "When": decision.decided_at.replace("T", " ")[:16],
        "In force": "undone" if undone else "",
    }


def _about(id_: str, kg: KnowledgeGraph) -> str:
    """What a decision is about: the words of a mention, the quote of a claim, a document."""
    found = lookup(kg)
    if id_ in found.mentions:
        return found.mentions[id_].text
    if id_ in found.claims:
        return found.quote(id_)[:80]
    document = found.documents.get(id_)
    return document.name if document else id_


def _undo(workspace: Workspace, sequence: int | None) -> None:
    try:
        workspace.undo(user(), sequence)
    except CitegraphError as error:
        st.toast(plain(str(error), 200))
