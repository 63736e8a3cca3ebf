"""The exported page: one file, opened from disk, with the same canvas and panel."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Explored
from casefile import write_workspace
from playwright.sync_api import Browser, expect

from workspace import Workspace

pytestmark = pytest.mark.browser


@pytest.fixture
def exported(browser: Browser, tmp_path: Path) -> Iterator[Explored]:
    """The page of the hostile case file; nothing may be asked of any server."""
    page = tmp_path / "graph.html"
    with Workspace.open(write_workspace(tmp_path / "case.db", hostile=True)) as workspace:
        workspace.export("html", page)
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    found = Explored(context.new_page())
    found.page.on("request", lambda request: found.outside.append(request.url))
    found.page.on("pageerror", lambda error: found.errors.append(str(error)))
    found.page.on("console", lambda message: found.errors.append(message.text))
    found.page.goto(page.as_uri())
    found.stage.wait_for()
    yield found
    context.close()
    assert found.outside == [page.as_uri()]
    assert not found.errors, "a script failed, or the content policy was broken"


def test_edge_click_shows_the_quote(exported: Explored) -> None:
    exported.click_edge(exported.edge("Poland", "attacks", "Moldova"))
    expect(exported.page.locator(".ev-quote blockquote")).to_have_text(
        "Poland has not attacked Moldova."
    )
    exported.page.get_by_role("button", name="Open in document").click()
    place = "".join(exported.page.locator(".ev-text .m-place").all_text_contents())
    assert place == "Poland has not attacked Moldova."


def test_legend_and_search_work_without_a_server(exported: Explored) -> None:
    before = exported.positions()
    key = exported.page.locator(".cg-key", has_text="Countries")
    key.click()
    expect(key).to_have_attribute("aria-pressed", "false")
    fewer = exported.positions()
    assert 0 < len(fewer) < len(before)
    assert {id_: before[id_] for id_ in fewer} == fewer
    find = exported.page.get_by_label("Find an entity")
    find.fill("kazakh")
    find.press("Enter")
    expect(exported.page.locator(".ev-name")).to_have_text("Kazakhstan")
    exported.page.get_by_role("button", name="Back").click()
    expect(exported.page.locator(".ev-h3")).to_have_text("What these documents say")


def test_hostile_text_stays_text(exported: Explored) -> None:
    names = exported.canvas("[...c.nodes.values()].map((n) => n.label)")
    evil = next(name for name in names if "img" in name)
    exported.page.mouse.move(*exported.canvas("c.nodeXY(a)", exported.node(evil)))
    expect(exported.page.locator(".cg-tip-title")).to_have_text(evil)
    exported.click_node(evil)
    expect(exported.page.locator(".ev-name")).to_have_text(evil)
    assert exported.page.evaluate("window.hacked") is None
    assert exported.page.locator("img").count() == 0


def test_policy_names_its_scripts_and_allows_nothing_else(exported: Explored) -> None:
    policy = exported.page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert not re.search("unsafe|http|\\*", policy)
