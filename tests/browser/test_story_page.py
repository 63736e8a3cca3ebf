"""The exported story: one file, opened from disk, whose scenes are shown by keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Explored
from casefile import write_workspace
from playwright.sync_api import Browser, expect

from workspace import Workspace

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror='window.hacked=1'>"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """The page of two scenes: all, then what is near Poland."""
    page = tmp_path / "story.html"
    with Workspace.open(write_workspace(tmp_path / "case.db", hostile=True)) as workspace:
        poland = workspace.find_entity("Poland").id
        workspace.save_view("All at once", "", f"{HOSTILE}\nSecond line.")
        workspace.save_view("Poland alone", f"focus={poland}&entity={poland}")
        workspace.export("story", page)
    return page


@pytest.fixture
def shown(browser: Browser, story: Path) -> Iterator[Explored]:
    """The open page; nothing may be asked of any server."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    found = Explored(context.new_page())
    found.page.on("request", lambda request: found.outside.append(request.url))
    found.page.on("pageerror", lambda error: found.errors.append(str(error)))
    found.page.on("console", lambda message: found.errors.append(message.text))
    found.page.goto(story.as_uri())
    found.stage.wait_for()
    yield found
    context.close()
    assert {url.split("#")[0] for url in found.outside} <= {story.as_uri(), "about:blank"}
    assert not found.errors, "a script failed, or the content policy was broken"


def test_keys_lead_through_the_scenes_and_nodes_stay(shown: Explored) -> None:
    title = shown.page.locator(".story-title")
    expect(title).to_have_text("All at once")
    before = shown.positions()
    for key, words in (("ArrowRight", "Poland alone"), ("PageUp", "All at once"), (" ", "Poland")):
        shown.page.keyboard.press(key)
        expect(title).to_contain_text(words)
    fewer = shown.positions()
    assert 0 < len(fewer) < len(before)
    assert {id_: before[id_] for id_ in fewer} == fewer
    expect(shown.page.locator(".ev-name")).to_have_text("Poland")
    shown.page.keyboard.press("PageDown")
    expect(title).to_have_text("Poland alone")
    shown.page.keyboard.press("Home")
    expect(title).to_have_text("All at once")


def test_edge_click_shows_its_sources_in_a_scene(shown: Explored) -> None:
    shown.click_edge(shown.edge("Poland", "attacks", "Moldova"))
    quote = shown.page.locator(".ev-quote blockquote")
    expect(quote).to_have_text("Poland has not attacked Moldova.")
    shown.page.get_by_role("button", name="Open in document").click()
    expect(shown.page.locator(".ev-text .m-place").first).to_be_visible()
    shown.page.keyboard.press("ArrowRight")
    expect(quote).to_have_count(0)


def test_address_names_the_scene(shown: Explored, story: Path) -> None:
    shown.page.keyboard.press("End")
    address = shown.page.url
    assert address.startswith(f"{story.as_uri()}#")
    shown.page.goto("about:blank")
    shown.page.goto(address)
    expect(shown.page.locator(".story-title")).to_have_text("Poland alone")


def test_text_of_a_scene_stays_text(shown: Explored) -> None:
    expect(shown.page.locator(".story-text")).to_have_text(f"{HOSTILE}\nSecond line.")
    assert shown.page.locator("img").count() == 0
    assert shown.page.evaluate("window.hacked") is None
