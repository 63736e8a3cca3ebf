"""The stage: the scenes over the whole window, as the exported story shows them."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard.network import load_library
from dashboard.state import current_workspace, workspace_url
from evidence.model import content_id
from graph.export.story import STORY_SCRIPTS, story_data
from graph.export.subject import ExportSubject
from graph.render import CLIENT, client_script, client_style
from graph.scenes import Scene
from workspace import Workspace

_HERE = Path(__file__).parent
_stage = st.components.v2.component(
    "citegraph_stage",
    html='<div class="story-root"></div>\n',
    css=client_style()
    + (CLIENT / "story.css").read_text(encoding="utf-8")
    + "\n.story-root { position: fixed; inset: 0; z-index: 1000000; padding: 14px; }",
    js=client_script(STORY_SCRIPTS) + (_HERE / "stage.js").read_text(encoding="utf-8"),
)
_NO_CHROME = "<style>.stAppHeader, .stToolbar { display: none; }</style><span hidden></span>"


def draw_stage(at: str, *, key: str, on_event: Callable[[], None]) -> None:
    """Show the scenes full-screen.

    Args:
        at: Id of the scene to begin with; an unknown one means the first.
        key: Key of the component; its trigger "event" is set when the user leaves.
        on_event: Called before the next run when the user leaves.
    """
    workspace = current_workspace()
    scenes = workspace.scenes()
    parts = (f"{s.id} {s.title} {s.text} {s.query} {s.nodes} {s.edges} {s.camera}" for s in scenes)
    stamp = content_id(workspace_url(), workspace.revision(), *parts)
    story = _story(stamp, workspace, scenes)
    st.html(_NO_CHROME)
    load_library(f"{key}_library")
    _stage(key=key, data={"stamp": stamp, "at": at, "story": story}, on_event_change=on_event)


@st.cache_resource(max_entries=4, show_spinner="Setting the stage")
def _story(stamp: str, _workspace: Workspace, _scenes: tuple[Scene, ...]) -> dict[str, object]:
    """Shared by all sessions and never changed; the stamp stands for workspace and scenes."""
    kg, positions = _workspace.graph(), _workspace.positions()
    subject = ExportSubject(kg, _workspace.ontology, positions=positions, scenes=_scenes)
    return story_data(subject)
