"""What was left out of a document, line by line, with a button that restores it."""

import streamlit as st

from dashboard.state import Reading, user
from errors import CitegraphError
from evidence.model import Document, Mask
from workspace import Workspace

KEY = "restore_stretch"
LONGEST = 70
"""Signs of a line in the list."""
MOST = 300


def restore_box(reading: Reading | None, workspace: Workspace) -> None:
    """Lets an analyst have a stretch read that was masked as page chrome."""
    document = _document(reading, workspace)
    if document is None or not document.hidden or workspace.read_only:
        return
    with st.expander(f"Left out of this document ({len(document.hidden)})"):
        chosen = st.selectbox(
            "Read one of these after all",
            lines_of(document),
            index=None,
            format_func=lambda mask: line(document, mask),
            key=KEY,
        )
        if st.button("Restore it", disabled=chosen is None) and chosen:
            _restore(document, chosen, workspace)


def lines_of(document: Document) -> list[Mask]:
    """The masks in force, cut into lines, as far as there is something to read in them."""
    found: list[Mask] = []
    for mask in document.hidden:
        start = mask.start
        for words in document.text[mask.start : mask.end].splitlines(keepends=True):
            if words.strip():
                found.append(Mask(start, start + len(words.rstrip()), mask.reason))
            start += len(words)
    return found[:MOST]


def line(document: Document, mask: Mask) -> str:
    """A masked line as the list names it."""
    words = " ".join(document.text[mask.start : mask.end].split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _document(reading: Reading | None, workspace: Workspace) -> Document | None:
    documents = workspace.graph().evidence.documents if reading else ()
    return next((d for d in documents if reading and d.id == reading.document_id), None)


def _restore(document: Document, mask: Mask, workspace: Workspace) -> None:
    try:
        with st.spinner("Reading the document anew …"):
            workspace.restore_text(document.id, mask.start, mask.end, user())
    except CitegraphError as error:
        st.error("Nothing was restored.")
        st.text(str(error))
        return
    st.rerun()
