"""Every page under AppTest: what it shows, and what a click changes."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from apptesting import component_data, run, send
from casefile import HOSTILE
from streamlit.testing.v1 import AppTest

from dashboard.events import handle_all
from dashboard.state import current_workspace

CANVAS, PANEL = "explore_canvas", "explore_evidence"
ROOT = Path(__file__).parents[2]


def node(app: AppTest, name: str) -> str:
    return next(n["id"] for n in component_data(app, CANVAS)["nodes"] if n["label"] == name)


def edge(app: AppTest, label: str) -> str:
    return next(e["id"] for e in component_data(app, CANVAS)["edges"] if e["label"] == label)


def panel(app: AppTest) -> dict[str, object]:
    return dict(component_data(app, PANEL)["panel"])


def test_explore_opens_on_the_graph_and_says_what_is_left_out(app: AppTest) -> None:
    data = component_data(app, CANVAS)
    assert len(data["nodes"]) == 9
    assert len(data["edges"]) == 10
    assert data["caption"] == "9 of 10 entities · all 10 statements"
    assert panel(app)["kind"] == "list"


def test_edge_click_shows_citations_of_both_sources(app: AppTest) -> None:
    send(app, {"type": "select", "nodes": [], "edges": [edge(app, "heads")], "near": []})
    shown = panel(app)
    assert shown["sources"] == "2 documents, 2 sources"
    parts = [part for group in shown["groups"] for part in group["quotes"][0]["parts"]]
    assert ["Mara Lindqvist", "source"] in parts
    assert ["heads", "trigger"] in parts
    assert ["Northwind Energy", "target"] in parts


def test_click_does_not_send_the_drawing_again(app: AppTest) -> None:
    before = component_data(app, CANVAS)
    send(app, {"type": "select", "nodes": [], "edges": [edge(app, "heads")], "near": []})
    assert component_data(app, CANVAS) == before


def test_near_edges_are_offered(app: AppTest) -> None:
    chosen, other = edge(app, "heads"), edge(app, "hosts")
    send(app, {"type": "select", "nodes": [], "edges": [chosen], "near": [other]})
    assert panel(app)["near"] == [
        {"id": other, "text": "Kazakhstan hosts harbour congress", "denied": False}
    ]


def test_legend_key_hides_and_shows(app: AppTest) -> None:
    toggle = {"type": "filter", "kind": "entity_type", "value": "COUNTRY", "only": False}
    send(app, toggle)
    assert "COUNTRY" not in {n["type"] for n in component_data(app, CANVAS)["nodes"]}
    send(app, toggle)
    assert len(component_data(app, CANVAS)["nodes"]) == 9


@pytest.mark.parametrize(
    ("key", "gone"), [("reported", "accuses"), ("possible", "supports"), ("negated", "attacks")]
)
def test_stance_key_hides_its_statements(app: AppTest, key: str, gone: str) -> None:
    before = len(component_data(app, CANVAS)["edges"])
    send(app, {"type": "filter", "kind": "stance", "value": key})
    edges = component_data(app, CANVAS)["edges"]
    assert len(edges) == before - 1
    assert key not in {e["stance"] for e in edges}


def test_last_key_of_the_legend_stays_on(app: AppTest) -> None:
    send(app, {"type": "filter", "kind": "stance", "value": "actual", "only": True})
    before = component_data(app, CANVAS)["edges"]
    send(app, {"type": "filter", "kind": "stance", "value": "actual"})
    assert component_data(app, CANVAS)["edges"] == before


def test_hide_undo_redo(app: AppTest) -> None:
    send(app, {"type": "hide", "nodes": [node(app, "Poland")]})
    hidden = component_data(app, CANVAS)["nodes"]
    run(app.button(key="explore_undo").click())
    assert len(component_data(app, CANVAS)["nodes"]) == 9
    run(app.button(key="explore_redo").click())
    assert component_data(app, CANVAS)["nodes"] == hidden


def test_focus_then_expand_reaches_further(app: AppTest) -> None:
    send(app, {"type": "focus", "nodes": [node(app, "Moldova")]})
    names = {n["label"] for n in component_data(app, CANVAS)["nodes"]}
    assert names == {"Moldova", "Poland"}
    send(app, {"type": "expand", "nodes": [node(app, "Poland")]})
    assert "Boris Karim" in {n["label"] for n in component_data(app, CANVAS)["nodes"]}


def test_path_shows_each_step_with_its_quote(app: AppTest) -> None:
    ends = [node(app, "Moldova"), node(app, "Boris Karim")]
    send(app, {"type": "path", "nodes": ends[:1]})
    send(app, {"type": "select", "nodes": ends[1:], "edges": [], "near": []})
    shown = panel(app)
    assert shown["title"] == "From Moldova to Boris Karim"
    hints = [s["hint"] for group in shown["groups"] for s in group["statements"]]
    assert "Poland has not attacked Moldova." in hints


def test_reader_marks_mentions_masks_and_the_place(app: AppTest) -> None:
    send(app, {"type": "select", "nodes": [], "edges": [edge(app, "attacks")], "near": []})
    quote = panel(app)["groups"][0]["quotes"][0]
    place = {"start": quote["start"], "end": quote["end"]}
    send(app, {"type": "open", "id": quote["document"], **place})
    parts = panel(app)["parts"]
    text = "".join(part[0] for part in parts)
    assert text == current_workspace().document(quote["document"]).text
    assert "".join(p[0] for p in parts if "place" in p) == "Poland has not attacked Moldova."
    assert ["Subscribe to our newsletter", "masked:chrome"] in parts


def test_back_returns_to_what_was_looked_at(app: AppTest) -> None:
    send(app, {"type": "entity", "id": node(app, "Norway")})
    send(app, {"type": "edge", "id": edge(app, "attacks")})
    send(app, {"type": "back"})
    assert panel(app)["entity"]["name"] == "Norway"


def test_unknown_events_and_ids_do_nothing(app: AppTest) -> None:
    before = component_data(app, CANVAS)
    for event in (
        {"type": "burn"},
        {"type": "entity", "id": "nobody"},
        {"type": "edge", "id": "nothing"},
        {"type": "hide", "nodes": ["nobody"]},
        {"type": "filter", "kind": "entity_type", "value": "GHOST"},
        {"type": "open", "id": "no document", "start": 5, "end": 2},
    ):
        send(app, event)
    assert component_data(app, CANVAS) == before


def test_events_that_come_twice_are_carried_out_once(app: AppTest) -> None:
    toggle = {"type": "filter", "kind": "entity_type", "value": "COUNTRY", "n": 5}
    state = app.session_state["explorer"]
    handle_all({"events": [toggle]}, state, current_workspace())
    handle_all(
        {"events": [toggle, {**toggle, "value": "EVENT", "n": 6}]}, state, current_workspace()
    )
    assert set(state.query.entity_types) == {"PERSON", "ORGANIZATION", "PLACE"}
    assert state.done == 6


def test_url_carries_the_view(app: AppTest) -> None:
    send(app, {"type": "filter", "kind": "entity_type", "value": "EVENT"})
    send(app, {"type": "entity", "id": node(app, "Norway")})
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, values in app.query_params.items():
        again.query_params[name] = values
    run(again)
    assert component_data(again, CANVAS)["nodes"] == component_data(app, CANVAS)["nodes"]
    assert panel(again)["entity"]["name"] == "Norway"


def test_bad_url_opens_the_plain_view(case_file: Path) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["types"] = "GHOST"
    app.query_params["at"] = "x-y"
    app.query_params["entity"] = HOSTILE
    run(app)
    assert len(component_data(app, CANVAS)["nodes"]) == 9


def test_filter_box_and_legend_agree(app: AppTest) -> None:
    run(app.checkbox(key="filter_COUNTRY").uncheck())
    legend = component_data(app, CANVAS)["legend"]["types"]
    assert [key["value"] for key in legend if not key["on"]] == ["COUNTRY"]
    send(app, {"type": "filter", "kind": "entity_type", "value": "COUNTRY"})
    assert app.checkbox(key="filter_COUNTRY").value


def test_min_sources_filter(app: AppTest) -> None:
    run(app.number_input(key="filter_min_sources").set_value(2))
    assert [e["label"] for e in component_data(app, CANVAS)["edges"]] == ["heads"]
    run(app.button(key="chip_min_sources").click())
    assert len(component_data(app, CANVAS)["edges"]) == 10


def test_merge_asks_then_makes_one(app: AppTest) -> None:
    ends = [node(app, "Norway"), node(app, "Moldova")]
    send(app, {"type": "merge", "nodes": ends})
    assert "Norway" in " ".join(text.value for text in app.text)
    button = next(b for b in app.button if b.label == "They are one")
    run(button.click())
    assert len(component_data(app, CANVAS)["nodes"]) == 8
    assert [decision.user for decision in current_workspace().log()] == ["ada"]


def test_documents_page_tells_what_failed(open_page: Callable[[str], AppTest]) -> None:
    rows = open_page("documents").dataframe[0].value
    assert list(rows["Status"]) == ["could not be read", *["in the graph"] * 3]
    assert rows["Reason"][0] == "photo.txt: not text"


def test_tables_page_lists_all(open_page: Callable[[str], AppTest]) -> None:
    entities, statements = open_page("tables").dataframe
    assert len(entities.value) == 10
    assert len(statements.value) == 10
    assert "said by Interfax" in set(statements.value["Standing"])


def test_review_page_has_a_journal_with_undo(open_page: Callable[[str], AppTest]) -> None:
    workspace = current_workspace()
    workspace.rename("Norway", "Kingdom of Norway", "ada")
    page = open_page("review")
    assert list(page.dataframe[0].value["Value"]) == ["Kingdom of Norway"]
    run(next(b for b in page.button if b.label == "Undo my last decision").click())
    assert workspace.find_entity("Norway").name == "Norway"


def test_conflicts_page_says_when_there_is_none(open_page: Callable[[str], AppTest]) -> None:
    assert "contradict" in open_page("conflicts").info[0].value


def test_export_page_writes_what_is_asked_for(open_page: Callable[[str], AppTest]) -> None:
    page = open_page("export")
    run(page.radio[0].set_value("graphml"))
    run(page.button[0].click())
    assert page.get("download_button")


def test_missing_workspace_opens_the_start_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEGRAPH_WORKSPACE", str(tmp_path / "none.db"))
    st.cache_resource.clear()
    app = run(AppTest.from_file(str(ROOT / "app.py"), default_timeout=30))
    assert app.title[0].value == "Citegraph"
    assert app.get("file_uploader")


def test_file_that_is_no_workspace_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, this is no database at all. " * 50)
    monkeypatch.setenv("CITEGRAPH_WORKSPACE", str(path))
    st.cache_resource.clear()
    app = run(AppTest.from_file(str(ROOT / "app.py"), default_timeout=30))
    assert app.error[0].value == "The workspace cannot be opened."
