"""Insight: key entities, groups, two side by side, one thing as each source tells it."""

from collections.abc import Callable

import streamlit as st

from dashboard.beside import beside, draw_beside, panel_of_statements
from dashboard.pages import compare, key_entities, perspectives
from dashboard.state import current_workspace
from workspace import Workspace

PAGE = "insight"
PARTS: dict[str, tuple[Callable[[str, Workspace], None], str]] = {
    "Key entities": (
        key_entities.show_keys,
        "Who matters most, who holds the picture together, and which statements most sources tell.",
    ),
    "Groups": (
        key_entities.show_groups,
        "Entities with more statements among themselves than with the rest.",
    ),
    "Compare two": (
        compare.show,
        "What links two entities directly, whom both deal with, and the ways between them.",
    ),
    "Perspectives": (
        perspectives.show,
        "The same event or entity as each independent source tells it, word for word.",
    ),
    "Without a source": (
        perspectives.show_reliance,
        "Which statements rest on one source alone, and what would be left without it.",
    ),
}


def page() -> None:
    """The page."""
    _insight()


@st.fragment
def _insight() -> None:
    workspace = current_workspace()
    beside(PAGE)
    left, right = st.columns([7, 3], gap="small")
    with left:
        chosen = st.segmented_control(
            "Look at",
            list(PARTS),
            default="Key entities",
            required=True,
            key="insight_part",
            label_visibility="collapsed",
        )
        show, about = PARTS[chosen or "Key entities"]
        show(PAGE, workspace)
    with right:
        note = f"{about} Click a name or a statement: its sentences are shown here."
        draw_beside(PAGE, workspace, panel_of_statements(chosen or "", note, {}))
