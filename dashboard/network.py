"""The canvas as two Streamlit components: the library, sent once a session, and the drawing."""

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from graph.render import client_script, client_style, vis_network_script

# Streamlit sends a component's script again with every change of its data. So the 470 kB library
# has a component of its own, whose message never changes and is therefore sent only once.
_ADAPTER = Path(__file__).with_name("network.js")
_library = st.components.v2.component(
    "citegraph_library", js=vis_network_script() + "\nexport default function () {}\n"
)
_canvas = st.components.v2.component(
    "citegraph_canvas",
    html='<div class="cg-root"></div>\n',
    css=client_style() + "\n.cg-root { height: var(--citegraph-height, 640px); }\n",
    js=client_script() + "\n" + _ADAPTER.read_text(encoding="utf-8"),
)


def draw_network(data: Mapping[str, object], *, key: str, on_event: Callable[[], None]) -> None:
    """Mount the canvas, or hand it new data.

    Args:
        data: Of `canvas_data`.
        key: Key of the component; its trigger "event" is then in the session state.
        on_event: Called before the next run when the user did something on the canvas.
    """
    _library(key=f"{key}_library", height=1)
    _canvas(key=key, data=dict(data), on_event_change=on_event)
