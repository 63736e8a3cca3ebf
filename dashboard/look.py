"""Measures of the pages: one fixed style sheet, no text of documents in it."""

import streamlit as st

_STYLE = """
<style>
.stMainBlockContainer { padding: 2.9rem 1.1rem 0.6rem; max-width: none; }
.st-key-explore { --citegraph-height: calc(100vh - 128px); gap: 0.5rem; }
.st-key-explore_left { position: relative; }
.st-key-explore_left .st-key-explore_chips {
  position: absolute; z-index: 3; top: 40px; left: 12px; max-width: calc(100% - 80px);
}
.st-key-explore_left:has(.stDataFrame) .st-key-explore_chips { position: static; }
.st-key-explore_chips button { min-height: 1.8rem; padding: 0.1rem 0.7rem; font-size: 0.85rem; }
.st-key-explore .st-key-explore_panel.stVerticalBlock {
  height: max(420px, var(--citegraph-height)); flex: none; overflow-y: auto;
  padding: 0.2rem 0.9rem 1rem 0.4rem;
}
.st-key-explore_left:has(.stDataFrame) { gap: 0.5rem; }
.st-key-explore_hidden { display: none; }
.st-key-explore_bar button { white-space: nowrap; }
.st-key-explore_undo p, .st-key-explore_redo p, [class*="st-key-forget_"] p {
  position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%);
}
.st-key-reader_text.stVerticalBlock {
  height: calc(100vh - 5rem); flex: none; overflow-y: auto; max-width: 860px;
}
.stMainBlockContainer .st-key-look { position: absolute; }
</style>
<span hidden></span>
"""
# A style sheet alone would go where toasts go, and the first toast would take its place: hence the
# hidden element, which keeps it in the page.


def set_measures() -> None:
    """Make the pages wide and the drawing as high as the window."""
    with st.container(key="look"):
        st.html(_STYLE)
