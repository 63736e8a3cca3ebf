"""Ask, Timeline, Map and Insight in a real browser: from a choice to the citation."""

import re

import pytest
from browsing import WAIT, Explored
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser
DENIAL = "Poland has not attacked Moldova."


def go(explored: Explored, page: str) -> None:
    explored.page.get_by_role("link", name=page, exact=True).click()


def panel(explored: Explored, page: str) -> Locator:
    return explored.page.locator(f".st-key-beside_{page} .ev-root")


def click_row(explored: Explored, row: int) -> None:
    """Click a cell of a table, the first row being 0."""
    table = explored.page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(table).to_be_visible(timeout=WAIT)
    box = table.bounding_box()
    assert box
    explored.page.mouse.click(box["x"] + 60, box["y"] + 52 + 35 * row)


def test_question_leads_to_the_citation_and_to_the_graph(explored: Explored) -> None:
    go(explored, "Ask")
    page = explored.page
    page.get_by_role("button", name="denied", exact=True).click()
    expect(page.get_by_text("1 statement fits", exact=False)).to_be_visible()
    page.wait_for_url(re.compile("stances=denied"))
    click_row(explored, 0)
    quote = panel(explored, "ask").locator(".ev-quote blockquote")
    expect(quote).to_have_text(DENIAL)
    expect(quote.locator(".m-trigger")).to_have_text("attacked")
    page.get_by_role("button", name="Show on the graph").click()
    explored.wait("c.nodes.size === 2 && c.selected.edges.size === 1")
    expect(page.locator(".ev-quote blockquote").first).to_have_text(DENIAL)


def test_quote_in_the_panel_is_letter_for_letter(explored: Explored) -> None:
    go(explored, "Ask")
    explored.page.get_by_label("Words in the quote").fill("praised")
    explored.page.get_by_label("Words in the quote").press("Enter")
    expect(explored.page.get_by_text("1 statement fits", exact=False)).to_be_visible()
    click_row(explored, 0)
    expect(panel(explored, "ask").locator(".ev-quote blockquote")).to_have_text(
        "Mara Lindqvist praised Boris Karim as *bold* ![x](http://x.test/p)."
    )


def test_lane_of_the_timeline_shows_its_quote(explored: Explored) -> None:
    go(explored, "Timeline")
    lanes = explored.page.locator(".stVegaLiteChart").nth(1)
    lanes.locator(".mark-rect.role-mark path").first.click(timeout=WAIT)
    expect(panel(explored, "timeline").locator(".ev-quote blockquote")).to_contain_text("in May")


def test_line_and_country_of_the_map_show_their_statements(explored: Explored) -> None:
    go(explored, "Map")
    stage = explored.page.locator(".map-svg")
    expect(stage.locator(".map-spot")).not_to_have_count(0, timeout=WAIT)
    spot = stage.locator(".map-spot[data-spot=PL]")
    spot.focus()
    explored.page.keyboard.press("Enter")
    expect(panel(explored, "map").locator(".ev-h3")).to_have_text("Poland")
    line = stage.locator(".map-line", has=explored.page.locator(".map-flow.map-denied"))
    middle = line.locator(".map-hit").evaluate(
        """(path) => { const p = path.getPointAtLength(path.getTotalLength() / 2);
            const m = path.getScreenCTM(); return [p.x * m.a + m.e, p.y * m.d + m.f]; }"""
    )
    explored.page.mouse.move(*middle)
    expect(explored.page.locator(".map-tip")).to_contain_text(DENIAL)
    explored.page.mouse.click(*middle)
    expect(panel(explored, "map").locator(".ev-quote blockquote")).to_have_text(DENIAL)


def test_name_that_is_markup_stays_text_on_every_view(explored: Explored) -> None:
    for name, key in (("Map", "map"), ("Insight", "insight"), ("Ask", "ask")):
        go(explored, name)
        expect(panel(explored, key)).to_be_visible(timeout=WAIT)
    assert explored.page.evaluate("window.hacked") is None
    assert explored.page.locator("img[src='x']").count() == 0


def test_perspectives_stand_side_by_side(explored: Explored) -> None:
    go(explored, "Insight")
    explored.page.get_by_text("Perspectives", exact=True).click()
    hints = explored.page.locator(".ev-root .ev-hint")
    expect(hints.first).to_be_visible(timeout=WAIT)
    titles = explored.page.locator("[class*='st-key-perspective_'] .ev-h3")
    expect(titles).to_have_text([re.compile("Harbour|Northern")] * 2)
    hints.first.click()
    expect(panel(explored, "insight").locator(".ev-quote blockquote").first).to_be_visible()
