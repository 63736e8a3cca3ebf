"""The first page of an empty or missing workspace: what this is, and how to begin."""

import streamlit as st

from dashboard.library import upload_box, upload_report
from dashboard.state import current_workspace, workspace_url


def page() -> None:
    """The page."""
    _, middle, _ = st.columns([1, 3, 1])
    with middle:
        st.title("Citegraph", anchor=False)
        st.markdown(
            "Give it documents. It draws who did what to whom, "
            "and every line of the drawing shows the sentence that says so."
        )
        upload_report()
        upload_box(current_workspace())
        with st.expander("From a folder instead"):
            st.markdown("In a terminal, then reload this page:")
            st.code(f"python cli.py ingest FOLDER --workspace {workspace_url()}", language="bash")
        st.caption("Nothing leaves this machine.")
