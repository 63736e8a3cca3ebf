"""Measures of the pages: one fixed style sheet, no text of documents in it."""

import streamlit as st

_STYLE = """
<style>
.stMainBlockContainer { padding: 3.9rem 1.1rem 0.6rem; max-width: none; }
.st-key-explore { --citegraph-height: calc(100vh - 128px); gap: 0.5rem; }
.st-key-explore:has(.st-key-explore_chips) { --citegraph-height: calc(100vh - 172px); }
.st-key-explore_panel {
  height: var(--citegraph-height); min-height: 420px; overflow-y: auto;
  padding: 0.2rem 0.9rem 1rem 0.4rem;
}
.st-key-explore_table { height: var(--citegraph-height); min-height: 420px; }
.st-key-explore_hidden { display: none; }
.st-key-explore_bar button { white-space: nowrap; }
.st-key-reader_text { max-width: 860px; }
</style>
"""


def set_measures() -> None:
    """Make the pages wide and the drawing as high as the window."""
    st.html(_STYLE)
