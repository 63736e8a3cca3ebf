"""The scenes editor under AppTest: title, text, order, and what is deleted comes back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from apptesting import component_data, run, send
from streamlit.testing.v1 import AppTest

from dashboard.state import current_workspace
from evidence.model import SavedView
from graph.scenes import scene_of
from workspace import Workspace


@pytest.fixture
def workspace(case_file: Path) -> Iterator[Workspace]:
    """The case file with three views kept."""
    with Workspace.open(case_file) as found:
        poland = found.find_entity("Poland").id
        found.save_view("First", "")
        found.save_view("Second", f"focus={poland}&entity={poland}")
        found.save_view("Third", "polarity=negated")
        yield found


def views(workspace: Workspace) -> dict[str, SavedView]:
    return {view.name: view for view in workspace.saved_views()}


def test_without_views_the_page_says_how_to_keep_one(open_page: Callable[[str], AppTest]) -> None:
    app = open_page("scenes")
    assert "keep it under" in app.info[0].value
    assert not app.button


def test_title_and_text_are_kept(workspace: Workspace, open_page: Callable[[str], AppTest]) -> None:
    app, id_ = open_page("scenes"), views(workspace)["Second"].id
    run(app.text_area(key=f"text_{id_}").input("Look at *this*."))
    run(app.text_input(key=f"title_{id_}").input("Neighbours of Poland"))
    kept = views(workspace)["Neighbours of Poland"]
    assert (kept.id, kept.note, kept.position) == (id_, "Look at *this*.", 2)


@pytest.mark.parametrize("title", ["  ", "First"])
def test_title_that_is_empty_or_taken_is_refused(
    workspace: Workspace, open_page: Callable[[str], AppTest], title: str
) -> None:
    app, id_ = open_page("scenes"), views(workspace)["Second"].id
    run(app.text_input(key=f"title_{id_}").input(title))
    assert list(views(workspace)) == ["First", "Second", "Third"]
    assert app.text_input(key=f"title_{id_}").value == "Second"


def test_scenes_change_places(workspace: Workspace, open_page: Callable[[str], AppTest]) -> None:
    app, third = open_page("scenes"), views(workspace)["Third"].id
    assert app.button(key=f"down_{third}").disabled
    run(app.button(key=f"up_{third}").click())
    assert list(views(workspace)) == ["First", "Third", "Second"]
    run(app.button(key=f"up_{third}").click())
    assert list(views(workspace)) == ["Third", "First", "Second"]


def test_deleted_scene_comes_back_where_it_was(
    workspace: Workspace, open_page: Callable[[str], AppTest]
) -> None:
    app, before = open_page("scenes"), workspace.saved_views()
    run(app.button(key=f"delete_{before[1].id}").click())
    assert list(views(workspace)) == ["First", "Third"]
    run(app.button(key="bring_back").click())
    assert workspace.saved_views() == before
    assert "bring_back" not in {button.key for button in app.button}


def test_stage_gets_the_scenes_and_leaving_returns(
    workspace: Workspace, open_page: Callable[[str], AppTest]
) -> None:
    app, second = open_page("scenes"), views(workspace)["Second"]
    run(app.button(key=f"play_{second.id}").click())
    data = component_data(app, "stage")
    assert data["at"] == second.id
    scenes = data["story"]["scenes"]
    assert [scene["title"] for scene in scenes] == ["First", "Second", "Third"]
    assert scenes[1]["marked"]["nodes"] == list(scene_of(second).nodes)
    assert set(scenes[1]["nodes"]) < {node["id"] for node in data["story"]["nodes"]}
    assert not app.subheader


def test_canvas_answers_with_the_camera_of_a_kept_view(app: AppTest) -> None:
    kept = current_workspace().save_view("Close", "hops=2", "note")
    send(app, {"type": "camera", "view": kept.id, "camera": [1, -2.5, 300, 200]})
    (view,) = current_workspace().saved_views()
    assert view.note == "note"
    assert scene_of(view).query.hops == 2
    assert scene_of(view).camera == (1.0, -2.5, 300.0, 200.0)


@pytest.mark.parametrize(
    "camera", [None, [1, 2, 3], [1, 2, 0, 4], ["nan", 1, 2, 3], [1, 2, "x", 4]]
)
def test_camera_that_is_none_is_not_kept(app: AppTest, camera: object) -> None:
    kept = current_workspace().save_view("Close", "hops=2")
    send(app, {"type": "camera", "view": kept.id, "camera": camera})
    assert current_workspace().saved_views() == (kept,)


def test_renamed_view_leaves_its_old_name_free(workspace: Workspace) -> None:
    first = views(workspace)["First"]
    workspace.keep_view(SavedView(first.id, "Renamed", first.query, first.note, 3))
    workspace.delete_view(views(workspace)["Third"].id)
    again = workspace.save_view("First", "")
    assert again.id != first.id
    assert {"Renamed", "First", "Second"} == set(views(workspace))
