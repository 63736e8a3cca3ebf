"""Scenes: the views that were kept get a title, a text and an order, and are shown full-screen."""

import tempfile
from dataclasses import replace
from pathlib import Path

import streamlit as st

from dashboard.goto import go
from dashboard.panel import event_of
from dashboard.stage import draw_stage
from dashboard.state import current_workspace, explorer
from dashboard.text import plain
from dashboard.views import open_view
from errors import CitegraphError
from evidence.model import SavedView
from graph.scenes import with_camera
from workspace import Workspace

STAGE, PRESENT = "stage", "present"
_GONE = "scene_gone"


def page() -> None:
    """The page: the stage if the address names a scene, else the editor."""
    if PRESENT in st.query_params:
        if event_of(STAGE).get("type") != "leave":
            draw_stage(st.query_params[PRESENT], key=STAGE, on_event=lambda: None)
            return
        del st.query_params[PRESENT]
    _editor(current_workspace())


def _editor(workspace: Workspace) -> None:
    views = workspace.saved_views()
    st.subheader("Scenes", anchor=False)
    _bring_back(workspace)
    if not views:
        st.info(
            "No view was kept yet. On the Explore page, arrange what you want to show, then "
            "keep it under “Views”: each view that you keep is a scene here."
        )
        return
    st.caption(
        "Shown in this order. On stage: → or space for the next, ← for the previous, "
        "P for full screen, Escape to leave. A click on a line shows its sources."
    )
    present, save, _ = st.columns([1.4, 1.8, 5])
    present.button(
        "Present",
        icon=":material/slideshow:",
        type="primary",
        key="present",
        on_click=_present,
        args=(views[0].id,),
        width="stretch",
    )
    with save:
        _download(workspace, views)
    for place, view in enumerate(views):
        _scene(view, place, len(views), workspace)


def _scene(view: SavedView, place: int, total: int, workspace: Workspace) -> None:
    fixed = workspace.read_only
    with st.container(border=True, key=f"scene_{view.id}"):
        number, words, acts = st.columns([0.4, 7, 2.2])
        number.markdown(f"**{place + 1}**")
        with words:
            st.text_input(
                "Title",
                view.name,
                key=f"title_{view.id}",
                max_chars=120,
                on_change=_write,
                args=(view, workspace),
                disabled=fixed,
            )
            st.text_area(
                "Text",
                view.note,
                key=f"text_{view.id}",
                max_chars=2_000,
                height=96,
                placeholder="What the audience shall see here",
                on_change=_write,
                args=(view, workspace),
                disabled=fixed,
            )
        with acts:
            _acts(view, place, total, workspace)


def _acts(view: SavedView, place: int, total: int, workspace: Workspace) -> None:
    fixed = workspace.read_only
    st.button(
        "Present from here",
        icon=":material/play_arrow:",
        key=f"play_{view.id}",
        on_click=_present,
        args=(view.id,),
        width="stretch",
    )
    if st.button("Open in Explore", icon=":material/hub:", key=f"open_{view.id}", width="stretch"):
        open_view(view, explorer(), workspace)
        go("explore")
    up, down, forget = st.columns(3)
    up.button(
        "Up",
        help="Show earlier",
        key=f"up_{view.id}",
        on_click=workspace.move_view,
        args=(view.id, -1),
        disabled=fixed or not place,
        width="stretch",
    )
    down.button(
        "Down",
        help="Show later",
        key=f"down_{view.id}",
        on_click=workspace.move_view,
        args=(view.id, 1),
        disabled=fixed or place == total - 1,
        width="stretch",
    )
    forget.button(
        "Delete",
        key=f"delete_{view.id}",
        on_click=_delete,
        args=(view, workspace),
        disabled=fixed,
        width="stretch",
    )
    if "camera=" in view.query:
        st.button(
            "Show the whole view",
            help="Forget how far it was zoomed in",
            key=f"whole_{view.id}",
            on_click=_see_all,
            args=(view, workspace),
            disabled=fixed,
            width="stretch",
        )


def _present(view_id: str) -> None:
    st.query_params[PRESENT] = view_id


def _write(view: SavedView, workspace: Workspace) -> None:
    """Keep what was typed; a title that is empty, or taken by another scene, is not."""
    title = str(st.session_state[f"title_{view.id}"]).strip()
    text = str(st.session_state[f"text_{view.id}"])
    taken = {other.name for other in workspace.saved_views() if other.id != view.id}
    if not title or title in taken:
        st.toast("Each scene needs a title of its own; the old one was kept.")
        st.session_state[f"title_{view.id}"] = title = view.name
    workspace.keep_view(replace(view, name=title, note=text))


def _see_all(view: SavedView, workspace: Workspace) -> None:
    workspace.keep_view(with_camera(view, None))


def _delete(view: SavedView, workspace: Workspace) -> None:
    workspace.delete_view(view.id)
    st.session_state[_GONE] = view


def _bring_back(workspace: Workspace) -> None:
    gone = st.session_state.get(_GONE)
    if isinstance(gone, SavedView):
        st.button(
            f"Bring back “{plain(gone.name)}”",
            icon=":material/undo:",
            key="bring_back",
            on_click=_restore,
            args=(gone, workspace),
        )


def _restore(view: SavedView, workspace: Workspace) -> None:
    workspace.keep_view(view)
    del st.session_state[_GONE]


def _download(workspace: Workspace, views: tuple[SavedView, ...]) -> None:
    """A button that makes the page when it is pressed, and one that hands it over."""
    asked = workspace.revision(), views
    if st.button(
        "Save as a web page",
        icon=":material/download:",
        key="save_story",
        help="One file with scenes, drawing and sources that works offline",
        width="stretch",
    ):
        st.session_state.story_ready = (asked, _written(workspace))
    ready = st.session_state.get("story_ready")
    if ready and ready[0] == asked and ready[1]:
        st.download_button(
            f"Download story.html ({len(ready[1]) / 1000:,.0f} kB)",
            ready[1],
            file_name="story.html",
            mime="text/html",
            on_click="ignore",
            width="stretch",
        )


def _written(workspace: Workspace) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.html"
        try:
            workspace.export("story", path)
        except CitegraphError as error:
            st.error("The file could not be written.")
            st.text(str(error))
            return b""
        return path.read_bytes()
