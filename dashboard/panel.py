"""Mounts the panel: sources of a statement, card of an entity, reader of a document."""

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from graph.render import client_script, client_style

_SCRIPTS = ("geometry.js", "draw.js", "chrome.js", "evidence.js")
_panel = st.components.v2.component(
    "citegraph_panel",
    html='<div class="ev-root"></div>\n',
    css=client_style() + "\n",
    js=client_script(_SCRIPTS) + Path(__file__).with_name("panel.js").read_text(encoding="utf-8"),
)


def draw_panel(panel: Mapping[str, object], *, key: str, on_event: Callable[[], None]) -> None:
    """Show a panel.

    Args:
        panel: Of `graph.panel`, `graph.reading` or `graph.overview`.
        key: Key of the component; its trigger "event" is then in the session state.
        on_event: Called before the next run when something in the panel was clicked.
    """
    _panel(key=key, data={"panel": dict(panel)}, on_event_change=on_event)


def event_of(key: str) -> dict[str, object]:
    """What the user did in the component with this key; empty if nothing."""
    state = st.session_state.get(key)
    event = state.get("event") if isinstance(state, Mapping) else None
    return dict(event) if isinstance(event, Mapping) else {}
