"""From one page to another."""

from typing import NoReturn

import streamlit as st

from dashboard.events import find_entity
from dashboard.state import Looking, current_workspace, explorer
from graph.panel import find_edge

_PAGES = "pages"


def remember_pages(pages: dict[str, object]) -> None:
    """Keep the page objects of this run, by their URL path."""
    st.session_state[_PAGES] = pages


def go(name: str, params: dict[str, str] | None = None) -> NoReturn:
    """Switch to a page by its URL path."""
    st.switch_page(st.session_state[_PAGES][name], query_params=params or {})


def explore_edge(edge_id: str) -> NoReturn:
    """Show a statement on the Explore page."""
    edge = find_edge(current_workspace().graph(), edge_id)
    state = explorer()
    if edge:
        find_entity(edge.source, state, current_workspace())
        state.look(Looking(edges=(edge_id,)))
    go("explore")


def explore_entity(entity_id: str) -> NoReturn:
    """Show an entity on the Explore page."""
    find_entity(entity_id, explorer(), current_workspace())
    go("explore")


def follow(event: dict[str, object]) -> None:
    """Go where a click in a panel of another page leads: to an entity, a statement, a document."""
    target = str(event.get("id", ""))
    if event.get("type") == "entity":
        explore_entity(target)
    if event.get("type") == "edge":
        explore_edge(target)
    if event.get("type") == "open":
        start, end = event.get("start"), event.get("end")
        at = {"at": f"{start}-{end}"} if isinstance(start, int) and isinstance(end, int) else {}
        go("documents", {"document": target, **at})
