"""Tables: all entities and all statements, to sort and to read; a row leads to the drawing."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.goto import explore_edge, explore_entity
from dashboard.state import current_workspace
from graph.lookup import lookup
from graph.metrics import importance
from graph.model import KnowledgeGraph
from graph.panel import edge_index
from graph.render import stance_words
from graph.view import edge_label
from ontology.schema import Ontology
from workspace import Workspace


def page() -> None:
    """The page."""
    workspace = current_workspace()
    entities, statements = st.tabs(["Entities", "Statements"])
    with entities:
        chosen = _table("tables_entities", _entities(workspace.revision(), workspace))
        if chosen:
            explore_entity(chosen)
    with statements:
        chosen = _table("tables_statements", _statements(workspace.revision(), workspace))
        if chosen:
            explore_edge(chosen)
    st.caption("Choose a row to see it in the drawing. The Export page writes these tables as CSV.")


def _table(key: str, rows: pd.DataFrame) -> str | None:
    """Show rows; the id of the one that was chosen."""
    if rows.empty:
        st.info("Nothing yet: add documents first.")
        return None
    st.dataframe(
        rows.drop(columns="id"),
        hide_index=True,
        height=640,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Importance": st.column_config.ProgressColumn(min_value=0, max_value=1, format=" "),
            "Confidence": st.column_config.NumberColumn(format="percent"),
            "Quote": st.column_config.TextColumn(width="large"),
        },
    )
    chosen = st.session_state[key]["selection"]["rows"]
    return str(rows["id"].iloc[chosen[0]]) if chosen and chosen[0] < len(rows) else None


@st.cache_resource(max_entries=4, show_spinner=False)
def _entities(revision: str, _workspace: Workspace) -> pd.DataFrame:
    kg, ontology = _workspace.graph(), _workspace.ontology
    weight = importance(kg.graph)
    rows = [
        _entity_row(kg, id_, data, weight[id_], ontology) for id_, data in kg.graph.nodes(data=True)
    ]
    return pd.DataFrame(sorted(rows, key=lambda row: -weight[str(row["id"])]))


def _entity_row(
    kg: KnowledgeGraph,
    id_: str,
    data: Mapping[str, object],
    weight: float,
    ontology: Ontology,
) -> dict[str, object]:
    entity = kg.resolution.entities[id_]
    entity_type = ontology.entities.get(entity.type)
    return {
        "id": id_,
        "Name": entity.name,
        "Kind": entity_type.label if entity_type else entity.type,
        "Importance": weight,
        "Links": kg.graph.degree(id_),
        "Mentions": data["n_mentions"],
        "Documents": data["n_documents"],
        "Sources": data["n_sources"],
        "Country": entity.country or "",
        "Also": ", ".join(entity.aliases),
    }


@st.cache_resource(max_entries=4, show_spinner=False)
def _statements(revision: str, _workspace: Workspace) -> pd.DataFrame:
    kg = _workspace.graph()
    entities, found = kg.resolution.entities, lookup(kg)
    rows = []
    for edge in sorted(edge_index(kg).values(), key=lambda e: (-e.n_sources, -e.confidence, e.id)):
        claimant = entities.get(edge.attributed_to or "")
        name = claimant.name if claimant else None
        rows.append(
            {
                "id": edge.id,
                "From": entities[edge.source].name,
                "Statement": edge_label(edge.type, edge.mode),
                "To": entities[edge.target].name,
                "Standing": stance_words(edge.polarity, edge.modality, name),
                "Since": edge.earliest,
                "Until": edge.latest,
                "Sources": edge.n_sources,
                "Documents": edge.n_documents,
                "Confidence": edge.confidence,
                "Quote": " ".join(found.quote(edge.claim_ids[0]).split()),
            }
        )
    return pd.DataFrame(rows)
