"""The Explore page in a real browser: what is clicked on the canvas is what the panel shows."""

import re

import pytest
from browsing import Explored
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_edge_click_shows_the_quote_with_its_marks(explored: Explored) -> None:
    explored.click_edge(explored.edge("Boris Karim", "supports", "Kazakhstan"))
    quote = explored.page.locator(".ev-quote blockquote").first
    expect(quote).to_have_text("Boris Karim may support Kazakhstan.")
    expect(quote.locator(".m-source")).to_have_text("Boris Karim")
    expect(quote.locator(".m-trigger")).to_have_text("support")
    expect(quote.locator(".m-target")).to_have_text("Kazakhstan")
    expect(explored.page.locator(".ev-root > .ev-stance")).to_have_text("Possible")
    expect(explored.page.locator(".ev-quote")).to_contain_text("north/courier.txt")


def test_denied_edge_is_said_to_be_denied(explored: Explored) -> None:
    explored.click_edge(explored.edge("Poland", "attacks", "Moldova"))
    expect(explored.page.locator(".ev-root > .ev-stance")).to_have_text(re.compile("^Denied"))
    expect(explored.page.locator(".ev-quote.ev-denied blockquote")).to_have_text(
        "Poland has not attacked Moldova."
    )


def test_reported_edge_names_who_says_so(explored: Explored) -> None:
    explored.click_edge(explored.edge("Boris Karim", "accuses", "Poland"))
    expect(explored.page.locator(".ev-root > .ev-stance")).to_have_text("Said by Interfax")


@pytest.mark.parametrize("off", [0, 3, 7])
def test_edge_is_found_within_eight_pixels(explored: Explored, off: int) -> None:
    edge = explored.edge("Poland", "attacks", "Moldova")
    x, y = explored.canvas("c.edgeXY(a)", edge)
    across = explored.canvas(
        """(() => { const q = c.frame().lines.find((l) => l.ids.includes(a)).q;
            const angle = globalThis.citegraph.angleAt(q, 0.5) + Math.PI / 2;
            return [Math.cos(angle), Math.sin(angle)]; })()""",
        edge,
    )
    explored.page.mouse.click(x + off * across[0], y + off * across[1])
    expect(explored.page.locator(".ev-quote blockquote")).to_have_text(
        "Poland has not attacked Moldova."
    )


def test_parallel_edges_are_apart_and_each_can_be_clicked(explored: Explored) -> None:
    ends = ("Mara Lindqvist", "Boris Karim")
    both = [explored.edge(ends[0], label, ends[1]) for label in ("supports", "consults")]
    (ax, ay), (bx, by) = (explored.canvas("c.edgeXY(a)", edge) for edge in both)
    assert ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 >= 16
    for edge, words in zip(both, ("praised", "met"), strict=True):
        explored.click_edge(edge)
        expect(explored.page.locator(".ev-quote .m-trigger")).to_have_text(words)


def test_node_click_shows_the_card(explored: Explored) -> None:
    explored.click_node("Kazakhstan")
    expect(explored.page.locator(".ev-name")).to_have_text("Kazakhstan")
    expect(explored.page.locator(".ev-root")).to_contain_text("KZ")
    explored.page.locator(".ev-fold").get_by_text("Boris Karim", exact=True).first.click()
    expect(explored.page.locator(".ev-quote blockquote")).to_contain_text("may support")


def test_open_in_document_marks_the_place(explored: Explored) -> None:
    explored.click_edge(explored.edge("Poland", "attacks", "Moldova"))
    explored.page.get_by_role("button", name="Open in document").click()
    text = explored.page.locator(".ev-text")
    expect(text).to_contain_text("Mara Lindqvist heads Northwind Energy.")
    place = "".join(text.locator(".m-place").all_text_contents())
    assert place == "Poland has not attacked Moldova."
    expect(text.locator(".m-masked")).to_have_text("Subscribe to our newsletter")
    text.get_by_text("Norway").click()
    expect(explored.page.locator(".ev-name")).to_have_text("Norway")
    explored.wait(
        "c.selected.nodes.size === 1 && c.nodes.get([...c.selected.nodes][0]).label === 'Norway'"
    )


def test_legend_filters_and_nothing_moves(explored: Explored) -> None:
    before, scale = explored.positions(), explored.canvas("c.net.getScale()")
    key = explored.page.locator(".cg-key", has_text="Countries")
    key.click()
    explored.wait("c.nodes.size < a", len(before))
    expect(key).to_have_attribute("aria-pressed", "false")
    fewer = explored.positions()
    assert {id_: before[id_] for id_ in fewer} == fewer
    key.click()
    explored.wait("c.nodes.size === a", len(before))
    assert explored.positions() == before
    assert explored.canvas("c.net.getScale()") == scale


def test_nothing_moves_on_clicks(explored: Explored) -> None:
    before = explored.positions()
    explored.click_node("Poland")
    expect(explored.page.locator(".ev-name")).to_have_text("Poland")
    explored.click_edge(explored.edge("Boris Karim", "supports", "Kazakhstan"))
    expect(explored.page.locator(".ev-quote")).to_be_visible()
    assert explored.positions() == before


def test_dragged_node_stays_where_it_was_put_through_a_switch_of_view(explored: Explored) -> None:
    node = explored.node("Norway")
    x, y = explored.canvas("c.nodeXY(a)", node)
    explored.page.mouse.move(x, y)
    explored.page.mouse.down()
    explored.page.mouse.move(x + 60, y + 30, steps=5)
    explored.page.mouse.up()
    put = explored.positions()
    explored.page.get_by_text("Table", exact=True).click()
    expect(explored.page.get_by_test_id("stDataFrame")).to_be_visible()
    explored.page.get_by_text("Drawing", exact=True).click()
    explored.wait("c.nodes.size > 0")
    assert explored.positions() == put


def test_double_click_expands_and_the_menu_hides(explored: Explored) -> None:
    everything = len(explored.positions())
    explored.click_node("Poland", button="right")
    explored.page.get_by_role("menuitem", name=re.compile("^Hide\\b(?! all)")).click()
    explored.wait("c.nodes.size < a", everything)
    explored.page.get_by_role("button", name="Undo").first.click()
    explored.wait("c.nodes.size === a", everything)
    explored.click_node("Moldova", button="right")
    explored.page.get_by_role("menuitem", name="Focus on this").click()
    explored.wait("c.nodes.size === 2")
    explored.page.mouse.dblclick(*explored.canvas("c.nodeXY(a)", explored.node("Poland")))
    explored.wait("c.nodes.size === 3")


def test_keyboard_walks_entities_and_links(explored: Explored) -> None:
    explored.stage.focus()
    explored.page.keyboard.press("n")
    expect(explored.page.locator(".ev-name")).to_have_text("Mara Lindqvist")
    explored.page.keyboard.press("l")
    expect(explored.page.locator(".ev-quote blockquote").first).to_contain_text("Mara Lindqvist")
    explored.page.keyboard.press("Escape")
    expect(explored.page.locator(".ev-h3")).to_have_text("What these documents say")
    explored.page.keyboard.press("?")
    expect(explored.page.get_by_role("dialog", name="Mouse and keys")).to_be_visible()


def test_rectangle_selects_all_in_it(explored: Explored) -> None:
    box = explored.stage.bounding_box()
    assert box
    explored.page.keyboard.down("Shift")
    explored.page.mouse.move(box["x"] + 8, box["y"] + 40)
    explored.page.mouse.down()
    explored.page.mouse.move(box["x"] + box["width"] - 50, box["y"] + box["height"] - 8, steps=4)
    explored.page.mouse.up()
    explored.page.keyboard.up("Shift")
    expect(explored.page.locator(".ev-h3")).to_have_text(re.compile("^9 entities"))


def test_hover_shows_the_quote_and_dims_the_rest(explored: Explored) -> None:
    edge = explored.edge("Poland", "attacks", "Moldova")
    explored.page.mouse.move(*explored.canvas("c.edgeXY(a)", edge))
    tip = explored.page.locator(".cg-tip")
    expect(tip).to_contain_text("Poland attacks Moldova")
    expect(tip).to_contain_text("Poland has not attacked Moldova.")
    lit = explored.canvas("[...c.lit().nodes].map((id) => c.nodes.get(id).label).sort()")
    assert lit == ["Moldova", "Poland"]


def test_labels_do_not_overlap_and_can_be_read(explored: Explored) -> None:
    boxes = explored.canvas("[...c.shown.values()].map((b) => [b.x, b.y, b.x + b.w, b.y + b.h])")
    assert len(boxes) == 9
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )
            assert apart
    assert all(box[3] - box[1] >= 11 for box in boxes)


def test_search_selects_an_entity(explored: Explored) -> None:
    box = explored.page.locator(".st-key-explore_find input")
    box.fill("Moldo")
    explored.page.get_by_role("option", name=re.compile("Moldova")).click()
    expect(explored.page.locator(".ev-name")).to_have_text("Moldova")
    explored.wait("c.selected.nodes.size === 1")


def test_search_by_words_filters_the_statements(explored: Explored) -> None:
    box = explored.page.locator(".st-key-explore_find input")
    box.fill("newsworthy congress hosts")
    box.press("Enter")
    expect(explored.page.locator(".cg-empty")).to_be_visible()
    explored.page.get_by_role("button", name=re.compile("holds")).click()
    explored.wait("c.nodes.size === 9")


def test_table_row_drives_the_same_panel(explored: Explored) -> None:
    explored.page.get_by_text("Table", exact=True).click()
    table = explored.page.get_by_test_id("stDataFrame")
    box = table.locator("canvas").first.bounding_box()
    assert box
    explored.page.mouse.click(box["x"] + 16, box["y"] + 52)
    expect(explored.page.locator(".ev-quote blockquote").first).to_have_text(
        "Mara Lindqvist heads Northwind Energy."
    )
    expect(explored.page.locator(".ev-root")).to_contain_text("2 documents, 2 sources")


def test_link_brings_back_view_and_selection(explored: Explored) -> None:
    explored.click_edge(explored.edge("Boris Karim", "supports", "Kazakhstan"))
    expect(explored.page.locator(".ev-quote")).to_be_visible()
    explored.page.locator(".cg-key", has_text="Denied").click()
    explored.wait("![...c.edges.values()].some((e) => e.negated)")
    explored.page.wait_for_url(re.compile("polarity=affirmed"))
    explored.open(explored.page.url)
    expect(explored.page.locator(".ev-quote blockquote")).to_contain_text("may support")
    assert not explored.canvas("[...c.edges.values()].some((e) => e.negated)")
    explored.wait("c.selected.edges.size === 1")


def test_hostile_text_stays_text(explored: Explored) -> None:
    name = next(
        n for n in explored.canvas("[...c.nodes.values()].map((n) => n.label)") if "img" in n
    )
    explored.page.mouse.move(*explored.canvas("c.nodeXY(a)", explored.node(name)))
    expect(explored.page.locator(".cg-tip-title")).to_have_text(name)
    explored.click_node(name)
    expect(explored.page.locator(".ev-name")).to_have_text(name)
    explored.page.locator(".ev-fold").get_by_text("Kazakhstan").first.click()
    expect(explored.page.locator(".ev-quote blockquote")).to_contain_text("<script>")
    explored.page.get_by_role("button", name="Open in document").click()
    expect(explored.page.locator(".ev-text")).to_contain_text("onerror")
    assert explored.page.evaluate("window.hacked") is None
    assert explored.page.locator("img[src='x']").count() == 0


def test_quote_is_shown_letter_for_letter(explored: Explored) -> None:
    explored.click_edge(explored.edge("Mara Lindqvist", "supports", "Boris Karim"))
    expect(explored.page.locator(".ev-quote blockquote")).to_have_text(
        "Mara Lindqvist praised Boris Karim as *bold* ![x](http://x.test/p)."
    )


def test_clicks_faster_than_the_server_leave_the_page_whole(explored: Explored) -> None:
    keys = ("Countries", "Denied", "People", "Told as fact", "Events")
    for turn in range(20):
        explored.page.locator(".cg-key", has_text=keys[turn % len(keys)]).click()
    expect(explored.page.locator(".cg-key[aria-pressed=false]")).to_have_count(0)
    explored.wait("c.nodes.size === 9")
    explored.click_edge(explored.edge("Poland", "attacks", "Moldova"))
    expect(explored.page.locator(".ev-quote blockquote")).to_have_text(
        "Poland has not attacked Moldova."
    )
