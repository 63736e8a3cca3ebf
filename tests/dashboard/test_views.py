"""Ask, Timeline, Map and Insight under AppTest: what they show, and what a click changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from apptesting import component_data, run
from casefile import HOSTILE
from streamlit.testing.v1 import AppTest

from dashboard.atlas import outlines
from dashboard.beside import Beside, Topic, panel_of
from dashboard.pages.timeline import brushed, inside, lane_labels, told
from dashboard.state import current_workspace
from graph.lookup import lookup
from graph.panel import edge_index

Open = Callable[[str], AppTest]


def panel(app: AppTest, page: str) -> dict:
    return component_data(app, f"{page}_panel")["panel"]


def look(app: AppTest, page: str, topic: Topic) -> AppTest:
    """What a click on a row, a bar or a mark does."""
    app.session_state[f"panel_state_{page}"].look(topic)
    return run(app)


def edge(type_: str) -> str:
    kg = current_workspace().graph()
    return next(id_ for id_, edge in edge_index(kg).items() if edge.type == type_)


def rows(app: AppTest, place: int = 0) -> list[dict]:
    return app.dataframe[place].value.to_dict("records")


def texts(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.text, app.info)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


# Ask


def test_ask_answers_the_open_question_with_exact_quotes(open_page: Open) -> None:
    app = open_page("ask")
    kg = current_workspace().graph()
    assert len(rows(app)) == kg.graph.number_of_edges()
    quotes = {lookup(kg).quote(claim) for e in edge_index(kg).values() for claim in e.claim_ids}
    assert {row["Quote"] for row in rows(app)} <= quotes


def test_ask_narrows_by_every_part_of_the_question(open_page: Open) -> None:
    app = open_page("ask")
    run(app.multiselect(key="ask_who").set_value(["PERSON"]))
    run(app.multiselect(key="ask_what").set_value(["verbal conflict"]))
    assert [(row["Who"], row["To whom"]) for row in rows(app)] == [("Boris Karim", "Poland")]
    run(app.multiselect(key="ask_whom").set_value(["EVENT"]))
    assert not app.dataframe
    assert "No statement fits" in app.info[0].value


def test_ask_by_standing_and_words(open_page: Open) -> None:
    app = open_page("ask")
    run(app.button_group(key="ask_stances").set_value(["denied"]))
    assert [row["Statement"] for row in rows(app)] == ["attacks"]
    run(app.button_group(key="ask_stances").set_value([]))
    run(app.text_input(key="ask_words").set_value("praised"))
    assert [row["Quote"] for row in rows(app)] == [
        "Mara Lindqvist praised Boris Karim as *bold* ![x](http://x.test/p)."
    ]


def test_ask_example_fills_the_question(open_page: Open) -> None:
    app = open_page("ask")
    run(next(b for b in app.button if b.label == ":blue[What is denied\\?]").click())
    assert app.button_group(key="ask_stances").value == ["denied"]
    assert app.query_params["stances"] in ("denied", ["denied"])
    assert len(rows(app)) == 1


def test_ask_link_brings_the_question_back(case_file: object) -> None:
    script = "from dashboard.pages import ask\nask.page()\n"
    app = AppTest.from_string(script, default_timeout=30)
    app.query_params["what"] = "ASSAULT,ACCUSE"
    app.query_params["stances"] = "reported"
    run(app)
    assert [row["Statement"] for row in rows(app)] == ["accuses"]


@pytest.mark.parametrize(
    ("name", "value"), [("what", "GHOST"), ("since", "May"), ("who", "nobody")]
)
def test_ask_bad_link_opens_a_question_that_can_be_asked(
    case_file: object, name: str, value: str
) -> None:
    script = "from dashboard.pages import ask\nask.page()\n"
    app = AppTest.from_string(script, default_timeout=30)
    app.query_params[name] = value
    run(app)
    assert len(rows(app)) == current_workspace().graph().graph.number_of_edges()


def test_ask_survives_a_merge_that_takes_away_what_was_chosen(open_page: Open) -> None:
    app = open_page("ask")
    ids = {d["name"]: i for i, d in current_workspace().graph().graph.nodes(data=True)}
    run(app.multiselect(key="ask_who").set_value([ids["Norway"], ids["Moldova"]]))
    current_workspace().merge("Norway", "Moldova", "ada")
    left = [i for i in (ids["Norway"], ids["Moldova"]) if i in current_workspace().graph().graph]
    run(app)
    assert app.multiselect(key="ask_who").value == left


def test_ask_row_shows_citations_and_leads_on(open_page: Open) -> None:
    app = look(open_page("ask"), "ask", Topic(edge=edge("ASSAULT")))
    quote = panel(app, "ask")["groups"][0]["quotes"][0]
    assert "".join(part[0] for part in quote["parts"]) == "Poland has not attacked Moldova."
    app = look(app, "ask", Topic(entity=panel(app, "ask")["subject"]["id"]))
    assert panel(app, "ask")["entity"]["name"] == "Poland"
    assert panel(app, "ask")["back"]


def test_cell_of_a_row_chooses_its_topic(open_page: Open) -> None:
    def page() -> None:
        import streamlit as st

        from dashboard.beside import Topic, beside, chosen

        state = beside("here")
        chosen("here", {"cells": [[1, "Who"]]}, [Topic(edge="a"), Topic(edge="b")])
        st.text(state.topic.edge)
        chosen("here", {"cells": []}, [])
        chosen("here", {"cells": [[7, "Who"]]}, [Topic(edge="a")])
        st.text(state.topic.edge)

    assert [text.value for text in run(AppTest.from_function(page)).text] == ["b", "b"]


def test_passages_are_found_by_words_and_shown_whole(open_page: Open) -> None:
    app = open_page("ask")
    run(app.button_group(key="ask_mode").set_value("Passages"))
    assert "Type words" in app.info[0].value
    run(app.text_input(key="ask_search").set_value("attacked Moldova"))
    assert [row["Passage"] for row in rows(app)] == ["Poland has not attacked Moldova."]
    assert [row["Statements"] for row in rows(app)] == [1]
    run(app.text_input(key="ask_search").set_value("newsworthy"))
    assert "No passage" in app.info[0].value


# Timeline


def test_timeline_lists_what_is_dated(open_page: Open) -> None:
    app = open_page("timeline")
    kg = current_workspace().graph()
    (one,) = told(kg)
    assert (one.earliest, one.latest, one.words) == (
        date(2022, 5, 1),
        date(2022, 5, 31),
        "in May",
    )
    run(app.button_group(key="timeline_shape").set_value("Table"))
    assert [row["Words"] for row in rows(app)] == ["in May"]
    assert [row["Quote"] for row in rows(app)] == [one.quote]


def test_stretch_of_time_holds_what_touches_it(case_file: object) -> None:
    everything = told(current_workspace().graph())
    assert inside(everything, (date(2022, 5, 31), date(2022, 6, 30))) == everything
    assert inside(everything, (date(2022, 6, 1), date(2022, 6, 30))) == []


def test_equal_labels_have_lanes_of_their_own(case_file: object) -> None:
    (one,) = told(current_workspace().graph())
    labels = lane_labels([one, one, replace(one, text="x" * 200)])
    assert len(set(labels)) == 3
    assert labels[0] == one.text
    assert labels[1].rstrip("\u200b") == one.text
    assert labels[2].endswith("…")


def test_brush_is_days_in_order() -> None:
    day = 86_400_000
    assert brushed({"from": [3 * day + 5, day]}) == (date(1970, 1, 2), date(1970, 1, 4))
    assert brushed({"from": [-day, 0]}) == (date(1969, 12, 31), date(1970, 1, 1))
    assert brushed({}) is None
    assert brushed({"from": []}) is None


# Map


def test_map_draws_spots_and_flows(open_page: Open) -> None:
    app = open_page("map")
    data = component_data(app, "map_canvas")
    assert {"PL", "MD", "NO", "KZ"} <= {spot["key"] for spot in data["spots"]}
    denied = [flow for flow in data["flows"] if flow["stance"] == "denied"]
    assert [(flow["source"], flow["target"]) for flow in denied] == [("PL", "MD")]
    assert denied[0]["hint"] == "“Poland has not attacked Moldova.”"


def test_map_filters_by_standing(open_page: Open) -> None:
    app = run(open_page("map").button_group(key="map_stances").set_value(["reported"]))
    assert not component_data(app, "map_canvas")["flows"]


def test_map_without_members_draws_only_places(open_page: Open) -> None:
    app = open_page("map")
    norway = "Norway"
    before = next(s for s in component_data(app, "map_canvas")["spots"] if s["name"] == norway)
    run(app.toggle(key="map_members").set_value(False))
    after = next(s for s in component_data(app, "map_canvas")["spots"] if s["name"] == norway)
    assert after["n"] <= before["n"]


def test_map_table_is_its_twin(open_page: Open) -> None:
    app = open_page("map")
    flows = component_data(app, "map_canvas")["flows"]
    run(app.button_group(key="map_shape").set_value("Table"))
    assert len(rows(app)) == len(flows)


def test_outlines_are_paths_and_nothing_else() -> None:
    assert len(outlines()) > 200
    assert not set("".join(outlines().values())) - set("MLZ0123456789.- ")


# Insight


@pytest.mark.parametrize("part", ["Groups", "Compare two", "Perspectives", "Without a source"])
def test_insight_parts_open(open_page: Open, part: str) -> None:
    app = run(open_page("insight").button_group(key="insight_part").set_value(part))
    assert panel(app, "insight")["title"] == part


def test_key_entities_say_why(open_page: Open) -> None:
    app = open_page("insight")
    assert "every connection to the rest" in texts(app)
    assert rows(app)[0]["Statement"] == "Mara Lindqvist heads Northwind Energy"
    name = next(b for b in app.button if b.key.startswith("insight_hub_"))
    run(name.click())
    assert panel(app, "insight")["kind"] == "entity"


def test_compare_shows_both_sides(open_page: Open) -> None:
    app = run(open_page("insight").button_group(key="insight_part").set_value("Compare two"))
    kg = current_workspace().graph()
    ids = {data["name"]: id_ for id_, data in kg.graph.nodes(data=True)}
    run(app.selectbox(key="compare_pick_one").set_value(ids["Northwind Energy"]))
    run(app.selectbox(key="compare_pick_other").set_value(ids["Boris Karim"]))
    shared = component_data(app, "compare_shared")["panel"]
    assert [ref["name"] for ref in shared["entities"]] == ["Mara Lindqvist"]
    ways = component_data(app, "compare_ways")["panel"]
    hints = [s["hint"] for group in ways["groups"] for s in group["statements"]]
    assert "Mara Lindqvist heads Northwind Energy." in hints
    run(app.selectbox(key="compare_pick_other").set_value(ids["Northwind Energy"]))
    assert "two different" in app.info[0].value


def test_perspectives_quote_each_source_letter_for_letter(open_page: Open) -> None:
    app = run(open_page("insight").button_group(key="insight_part").set_value("Perspectives"))
    kg = current_workspace().graph()
    ids = {data["name"]: id_ for id_, data in kg.graph.nodes(data=True)}
    run(app.selectbox(key="perspective_pick").set_value(ids["Boris Karim"]))
    shown = [component_data(app, f"perspective_{place}")["panel"] for place in (0, 1)]
    assert {one["title"] for one in shown} == {"Harbour Gazette", "Northern Courier"}
    hints = [s["hint"] for one in shown for g in one["groups"] for s in g["statements"]]
    assert "Mara Lindqvist praised Boris Karim as *bold* ![x](http://x.test/p)." in hints
    quotes = {lookup(kg).quote(c) for e in edge_index(kg).values() for c in e.claim_ids}
    assert set(hints) <= quotes


def test_without_a_source_names_what_goes(open_page: Open) -> None:
    app = run(open_page("insight").button_group(key="insight_part").set_value("Without a source"))
    gone = component_data(app, "loss_gone")["panel"]
    weak = component_data(app, "loss_weak")["panel"]
    assert gone["groups"][0]["statements"]
    assert [s["text"] for s in weak["groups"][0]["statements"]] == [
        "Mara Lindqvist heads Northwind Energy"
    ]


@pytest.mark.parametrize("page", ["ask", "timeline", "map", "insight"])
def test_hostile_text_is_never_read_as_markup(open_page: Open, page: str) -> None:
    """Whatever goes through Markdown has every sign of it escaped."""
    app = open_page(page)
    shown = "\n".join(str(m.value) for kind in (app.markdown, app.caption) for m in kind)
    labels = "\n".join(button.label for button in app.button)
    assert HOSTILE not in shown + labels
    assert "<script>" not in shown + labels


def test_unknown_topic_falls_back_to_the_start(open_page: Open) -> None:
    workspace = current_workspace()
    for topic in (Topic(edge="ghost"), Topic(entity="ghost"), Topic()):
        assert panel_of(workspace.graph(), topic, workspace.ontology) is None
    state = Beside()
    state.look(Topic(edge="ghost"))
    assert state.trail == [Topic()]
