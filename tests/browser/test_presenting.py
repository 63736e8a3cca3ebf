"""Scenes in a real browser: a view is kept, presented by keys, and left."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Explored, Server
from casefile import write_workspace
from playwright.sync_api import Browser, expect

from graph.scenes import scene_of
from workspace import Workspace

pytestmark = pytest.mark.browser


def test_two_scenes_are_presented_by_keys(
    browser: Browser, new_server: Callable[[Path], Server], tmp_path: Path
) -> None:
    path = write_workspace(tmp_path / "case.db", hostile=True)
    with Workspace.open(path) as workspace:
        poland = workspace.find_entity("Poland").id
        first = workspace.save_view("All at once", "", "What is known.")
        second = workspace.save_view("Near Poland", f"focus={poland}&entity={poland}")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    shown = Explored(context.new_page())
    shown.watch()
    page = shown.page
    server = new_server(path)
    shown.open(f"{server.url}/scenes?present={first.id}")
    expect(page.locator(".story-title")).to_have_text("All at once")
    expect(page.locator(".stAppHeader")).to_be_hidden()
    before = shown.positions()
    shown.click_edge(shown.edge("Poland", "attacks", "Moldova"))
    expect(page.locator(".ev-quote blockquote")).to_have_text("Poland has not attacked Moldova.")
    page.keyboard.press("PageDown")
    expect(page.locator(".story-title")).to_have_text("Near Poland")
    fewer = shown.positions()
    assert 0 < len(fewer) < len(before)
    assert {id_: before[id_] for id_ in fewer} == fewer
    expect(page).to_have_url(f"{server.url}/scenes?present={second.id}")
    page.reload()
    expect(page.locator(".story-title")).to_have_text("Near Poland")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Title").first).to_have_value("All at once")
    expect(page.locator(".story-title")).to_have_count(0)
    context.close()
    assert not shown.outside
    assert not shown.errors


def test_keeping_a_view_keeps_its_camera(
    browser: Browser, new_server: Callable[[Path], Server], tmp_path: Path
) -> None:
    path = write_workspace(tmp_path / "case.db")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    shown = Explored(context.new_page())
    shown.open(new_server(path).url)
    shown.canvas("c.zoom(2)")
    seen, orders = shown.canvas("[c.seen(), c.kept.order ?? 0]")
    shown.page.get_by_role("button", name="Views").click()
    shown.page.get_by_label("Keep this view as").fill("Close up")
    shown.page.get_by_role("button", name="Keep", exact=True).click()
    shown.wait("c.kept.order > a", orders)
    shown.canvas("c.zoom(0.3)")
    shown.page.get_by_role("button", name="Close up").click()
    shown.wait("Math.abs(c.seen()[2] - a) < 1", seen[2])
    context.close()
    with Workspace.open(path) as workspace:
        (view,) = workspace.saved_views()
    assert scene_of(view).camera == pytest.approx(seen, abs=0.1)
