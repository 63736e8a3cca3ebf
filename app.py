"""The dashboard: `streamlit run app.py`. The workspace is CITEGRAPH_WORKSPACE or ./workspace.db."""

from pathlib import Path

import streamlit as st

from dashboard.access import admitted
from dashboard.goto import remember_pages
from dashboard.look import set_measures
from dashboard.pages import (
    ask,
    conflicts,
    documents,
    explore,
    export,
    insight,
    review,
    scenes,
    start,
    tables,
    timeline,
)
from dashboard.pages import map as world_map
from dashboard.state import current_workspace, is_empty
from errors import CitegraphError

ICON = Path(__file__).parent / "dashboard" / "icon.png"
PAGES = (
    ("explore", "Explore", explore.page, ":material/hub:"),
    ("ask", "Ask", ask.page, ":material/quiz:"),
    ("timeline", "Timeline", timeline.page, ":material/timeline:"),
    ("map", "Map", world_map.page, ":material/public:"),
    ("insight", "Insight", insight.page, ":material/lightbulb:"),
    ("documents", "Documents", documents.page, ":material/article:"),
    ("tables", "Tables", tables.page, ":material/table_rows:"),
    ("review", "Review", review.page, ":material/rule:"),
    ("conflicts", "Conflicts", conflicts.page, ":material/swap_horiz:"),
    ("scenes", "Scenes", scenes.page, ":material/slideshow:"),
    ("export", "Export", export.page, ":material/download:"),
)


def main() -> None:
    """Choose the page; a workspace that holds nothing yet has a page of its own."""
    st.set_page_config("Citegraph", page_icon=str(ICON), layout="wide")
    set_measures()
    if not admitted():
        return
    try:
        current_workspace().graph()
    except CitegraphError as error:
        st.error("The workspace cannot be opened.")
        st.text(str(error))
        return
    if is_empty():
        st.navigation([st.Page(start.page, title="Start", default=True)], position="hidden").run()
        return
    pages = {
        path: st.Page(page, title=title, icon=icon, url_path=path, default=path == "explore")
        for path, title, page, icon in PAGES
    }
    remember_pages(dict(pages))
    st.navigation(list(pages.values()), position="top").run()


main()
