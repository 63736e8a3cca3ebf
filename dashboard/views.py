"""Views that are kept: a name for the filters as they stand, to come back to or to show."""

from urllib.parse import urlencode

import streamlit as st

from dashboard.state import Explorer, Looking, url_params
from dashboard.text import plain
from errors import CitegraphError
from evidence.model import SavedView
from graph.scenes import scene_of
from workspace import Workspace


def view_box(state: Explorer, workspace: Workspace) -> None:
    """A popover with the views that were kept, and a field to keep this one."""
    views = workspace.saved_views()
    with st.popover("Views", icon=":material/bookmarks:", width="stretch"):
        with st.container():
            for view in views:
                _line(view, state, workspace)
        if not views:
            st.caption("Keep a view to come back to it, or to show it as a scene.")
        if workspace.read_only:
            return
        with st.form("keep_view", clear_on_submit=True, border=False):
            name = st.text_input("Keep this view as", max_chars=80)
            if st.form_submit_button("Keep") and name.strip():
                kept = workspace.save_view(name.strip(), urlencode(url_params(state)))
                state.order(keep=kept.id)  # the canvas answers with where its camera is
                st.rerun()


def _line(view: SavedView, state: Explorer, workspace: Workspace) -> None:
    name, forget = st.columns([6, 1], vertical_alignment="center")
    name.button(
        plain(view.name),
        key=f"view_{view.id}",
        on_click=open_view,
        args=(view, state, workspace),
        width="stretch",
    )
    if not workspace.read_only:
        forget.button(
            "Forget",
            icon=":material/delete:",
            key=f"forget_{view.id}",
            help="Forget this view",
            on_click=workspace.delete_view,
            args=(view.id,),
        )


def open_view(view: SavedView, state: Explorer, workspace: Workspace) -> None:
    """Show a kept view on the Explore page, as it was seen when it was kept."""
    # The canvas may have told its camera after the button was drawn: hence the store is asked.
    now = next((known for known in workspace.saved_views() if known.id == view.id), view)
    try:
        scene = scene_of(now)
    except CitegraphError as error:
        st.toast(plain(str(error), 200))
        return
    state.show(scene.query)
    state.look(Looking(scene.nodes, scene.edges), on_canvas=False)
    camera = {"camera": list(scene.camera)} if scene.camera else {"fit": []}
    state.order(nodes=list(scene.nodes), edges=list(scene.edges), **camera)
