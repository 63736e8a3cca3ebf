"""The other pages in the browser."""

import re

import pytest
from browsing import Explored
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def go(explored: Explored, page: str) -> None:
    explored.page.get_by_role("link", name=page).click()


def test_document_page_reads_and_leads_back_to_the_graph(explored: Explored) -> None:
    go(explored, "Documents")
    table = explored.page.get_by_test_id("stDataFrame").locator("canvas").first.bounding_box()
    assert table
    explored.page.mouse.click(table["x"] + 16, table["y"] + 52 + 2 * 35)
    text = explored.page.locator(".ev-text")
    expect(text).to_contain_text("Poland has not attacked Moldova.")
    text.get_by_text("Moldova").click()
    expect(explored.page.locator(".ev-name")).to_have_text("Moldova")
    explored.wait("c.selected.nodes.size === 1")


def test_row_of_the_table_of_entities_leads_to_the_graph(explored: Explored) -> None:
    go(explored, "Tables")
    table = explored.page.get_by_test_id("stDataFrame").first.locator("canvas").first
    box = table.bounding_box()
    assert box
    explored.page.mouse.click(box["x"] + 16, box["y"] + 52)
    expect(explored.page.locator(".ev-name")).to_have_text("Mara Lindqvist")


def test_export_page_offers_the_file(explored: Explored) -> None:
    go(explored, "Export")
    explored.page.get_by_text(re.compile("^GraphML")).click()
    explored.page.get_by_role("button", name="Prepare the file").click()
    with explored.page.expect_download() as download:
        explored.page.get_by_role("button", name=re.compile("Download graph.graphml")).click()
    assert b"<graphml" in download.value.path().read_bytes()


def test_drawing_is_where_it_was_after_a_look_at_another_page(explored: Explored) -> None:
    explored.page.get_by_role("button", name="Zoom in (+)").click()
    explored.wait("c.kept.camera.scale === c.net.getScale()")
    before = explored.canvas("[c.net.getScale(), c.net.getViewPosition()]")
    go(explored, "Review")
    expect(explored.page.get_by_text("Are these one?")).to_be_visible()
    go(explored, "Explore")
    explored.wait("c.nodes.size === 9")
    assert explored.canvas("[c.net.getScale(), c.net.getViewPosition()]") == before
