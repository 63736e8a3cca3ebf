"""From nothing to a graph in the browser: upload, progress, what failed and why."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import DRAWN, WAIT, Explored, Server
from playwright.sync_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.model]

ARTICLE = (
    "Anna Weber heads the European Union.\n\n"
    "Germany accused Poland of breaking the treaty. Germany did not attack Poland.\n"
)


def test_upload_builds_a_workspace(
    browser: Browser, new_server: Callable[[Path], Server], tmp_path: Path
) -> None:
    server = new_server(tmp_path / "new.db")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    explored = Explored(context.new_page())
    explored.watch()
    page = explored.page
    page.goto(server.url)
    expect(page.get_by_role("heading", name="Citegraph")).to_be_visible(timeout=WAIT)
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "article.txt", "mimeType": "text/plain", "buffer": ARTICLE.encode()},
            {"name": "photo.txt", "mimeType": "text/plain", "buffer": b"\x89PNG\r\n\x1a\n\x00\x01"},
        ]
    )
    page.get_by_role("button", name="Read them").click()
    page.wait_for_function(DRAWN, timeout=6 * WAIT)
    explored.click_edge(explored.edge("Germany", "accuses", "Poland"))
    expect(page.locator(".ev-quote blockquote")).to_contain_text("Germany accused Poland")
    page.get_by_role("link", name="Documents").click()
    expect(page.get_by_text("photo.txt: could not be read", exact=False)).to_be_visible()
    assert not explored.outside
    assert not explored.errors
    context.close()
