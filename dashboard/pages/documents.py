"""Documents: what was offered and what became of it; upload; the reader."""

import pandas as pd
import streamlit as st

from dashboard.goto import follow
from dashboard.library import rows_of, upload_box, upload_report
from dashboard.panel import draw_panel, event_of
from dashboard.reader import reader_panel
from dashboard.restoring import restore_box
from dashboard.state import Reading, current_workspace, reading_from
from evidence.model import FileRecord
from workspace import Workspace

PANEL = "documents_text"


def page() -> None:
    """The page."""
    workspace = current_workspace()
    files = list(workspace.files())
    listing, text = st.columns([5, 6], gap="medium")
    with listing:
        st.subheader("Documents", anchor=False)
        upload_report()
        asked = reading_from(st.query_params.to_dict())
        reading = _listing(files, workspace) or asked or _first(files)
        if workspace.read_only:
            st.caption("This workspace is open for reading only.")
        else:
            with st.expander("Add documents", expanded=not files):
                upload_box(workspace)
        restore_box(reading, workspace)
        _lineages(workspace)
    with text:
        _text(reading, workspace)


def _listing(files: list[FileRecord], workspace: Workspace) -> Reading | None:
    """The table of files; the document that was chosen in it."""
    if not files:
        st.info("There is nothing here yet. Add text files below.")
        return None
    rows = rows_of(files, workspace)
    unused = [name for name in ("Reason", "Published") if not any(row[name] for row in rows)]
    st.dataframe(
        pd.DataFrame(rows).drop(columns=["id", *unused]),
        hide_index=True,
        height=min(460, 40 + 36 * len(rows)),
        key="documents_rows",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Document": st.column_config.TextColumn(width="medium"),
            "Source": st.column_config.NumberColumn(
                help="Documents of one number go back to one original.", width="small"
            ),
            "Length": st.column_config.NumberColumn("Characters", format="localized"),
        },
    )
    chosen = st.session_state.documents_rows["selection"]["rows"]
    document = rows[chosen[0]]["id"] if chosen and chosen[0] < len(rows) else None
    return Reading(str(document)) if document else None


def _first(files: list[FileRecord]) -> Reading | None:
    """The first document, so that the page is not empty."""
    return next((Reading(file.document_id) for file in files if file.document_id), None)


def _lineages(workspace: Workspace) -> None:
    """Which documents are one source, and why."""
    kg = workspace.graph()
    names = {document.id: document.name for document in kg.evidence.documents}
    shared = [lineage for lineage in kg.lineages if len(lineage.document_ids) > 1]
    if not shared:
        return
    st.subheader("Documents that go back to one source", anchor=False)
    for lineage in shared:
        with st.container(border=True):
            st.text("  ·  ".join(names[id_] for id_ in lineage.document_ids))
            for reason in lineage.reasons:
                st.text(reason)


def _text(reading: Reading | None, workspace: Workspace) -> None:
    if reading is None:
        st.info("A document that is chosen is shown here with everything that was found in it.")
        return
    panel = reader_panel(workspace.graph(), reading)
    if panel is None:
        st.warning("This document is not in the workspace any more.")
        return
    with st.container(key="reader_text"):
        draw_panel(panel, key=PANEL, on_event=lambda: None)
    follow(event_of(PANEL))
