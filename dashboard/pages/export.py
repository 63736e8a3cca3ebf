"""Export: the whole graph, or what the Explore page shows, as a file."""

import tempfile
from pathlib import Path

import streamlit as st

from dashboard.filters import active_filters
from dashboard.state import current_workspace, explorer
from errors import CitegraphError
from graph.export import EXPORTERS
from graph.model import ViewQuery
from graph.params import to_params
from workspace import Workspace

WORDS = {
    "html": "Web page: the drawing with all its sources in one file that works offline",
    "story": "Story: the kept views as scenes in one web page to present, works offline",
    "json": "Node-link JSON: every entity, statement and citation, for programs",
    "graphml": "GraphML: for Gephi, yEd, Cytoscape, networkx",
    "gexf": "GEXF: for Gephi, with positions and colours",
    "csv": "CSV: one table for a spreadsheet, a row for each citation",
    "tables": "CSV tables of entities, statements and citations, in a ZIP file",
}
SUFFIXES = {"tables": "zip", "story": "html"}


def page() -> None:
    """The page."""
    workspace, state = current_workspace(), explorer()
    st.subheader("Export", anchor=False)
    order = [name for name in WORDS if name in EXPORTERS]
    order += sorted(set(EXPORTERS) - set(WORDS))
    chosen = st.radio("Format", order, format_func=lambda name: WORDS.get(name, name.upper()))
    active = active_filters(state.query, workspace)
    query = None
    if active:
        part = st.radio("What", ["The whole graph", "What passes the filters of the Explore page"])
        if part != "The whole graph":
            query = state.query
            st.text(", ".join(active.values()))
    _download(str(chosen), query, workspace)


def _download(format_: str, query: ViewQuery | None, workspace: Workspace) -> None:
    """A button that writes the file when it is pressed, not before."""
    asked = workspace.revision(), format_, tuple(sorted(to_params(query).items()) if query else ())
    if st.button("Prepare the file", type="primary"):
        st.session_state.export_ready = (asked, _written(format_, query, workspace))
    ready = st.session_state.get("export_ready")
    if ready and ready[0] == asked and ready[1]:
        suffix = SUFFIXES.get(format_, format_)
        size = len(ready[1])
        st.download_button(
            f"Download graph.{suffix} ({size / 1000:,.0f} kB)",
            ready[1],
            file_name=f"graph.{suffix}",
            mime="application/octet-stream",
            on_click="ignore",
        )


def _written(format_: str, query: ViewQuery | None, workspace: Workspace) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph"
        try:
            workspace.export(format_, path, query)
        except CitegraphError as error:
            st.error("The file could not be written.")
            st.text(str(error))
            return b""
        return path.read_bytes()
