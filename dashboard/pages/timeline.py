"""Timeline: statements by the time they tell of; a stretch of it filters the drawing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import altair as alt
import pandas as pd
import streamlit as st

from dashboard.beside import (
    Topic,
    beside,
    beside_state,
    choose_row,
    draw_beside,
    panel_of_statements,
)
from dashboard.goto import go
from dashboard.state import current_workspace, explorer
from evidence.model import content_id
from graph.lookup import lookup
from graph.model import KnowledgeGraph
from graph.overview import statement, statement_text
from graph.panel import edge_index
from graph.pattern import Stance, stance_of
from graph.timeline import Step, dated_claims, timeline, undated_claims
from workspace import Workspace

PAGE, WINDOW = "timeline", "timeline_window"
STANCES = {
    Stance.FACT: ("told as fact", "#6E7B85"),
    Stance.REPORTED: ("reported", "#56B4E9"),
    Stance.POSSIBLE: ("possible or planned", "#E69F00"),
    Stance.DENIED: ("denied", "#C0392B"),
}
STEPS = {"Automatic": None, "Days": Step.DAY, "Months": Step.MONTH, "Years": Step.YEAR}
MAX_LANES, LANE_HEIGHT, AXIS, LABEL = 40, 26, 46, 60
"""Lanes at most, pixels of a lane and of the axis below, characters of a label."""
NO_WIDTH = "\u200b"
Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with the interval it tells of, in the words of its document."""

    edge_id: str
    earliest: date
    latest: date
    text: str
    stance: Stance
    standing: str
    words: str
    quote: str


def page() -> None:
    """The page."""
    _timeline()


@st.fragment
def _timeline() -> None:
    workspace = current_workspace()
    beside(PAGE)
    left, right = st.columns([7, 3], gap="small")
    with left:
        _left(workspace)
    with right:
        draw_beside(PAGE, workspace, _start())


def told(kg: KnowledgeGraph) -> list[Told]:
    """Every dated statement, once for each interval, in order of time."""
    found: dict[tuple[str, date, date], Told] = {}
    index, records = edge_index(kg), lookup(kg)
    for claim in dated_claims(kg):
        edge = index[claim.edge_id]
        when = records.claims[claim.claim_id].when
        found.setdefault(
            (edge.id, claim.earliest, claim.latest),
            Told(
                edge_id=edge.id,
                earliest=claim.earliest,
                latest=claim.latest,
                text=statement_text(kg, edge),
                stance=stance_of(edge.polarity, edge.modality),
                standing=statement(kg, edge)["stance"],
                words=when.text if when else "",
                quote=records.quote(claim.claim_id),
            ),
        )
    return list(found.values())


def inside(all_told: Sequence[Told], window: Window) -> list[Told]:
    """Statements whose interval touches a stretch of time, both days included."""
    return [one for one in all_told if one.latest >= window[0] and one.earliest <= window[1]]


def _left(workspace: Workspace) -> None:
    kg = workspace.graph()
    everything = told(kg)
    if not everything:
        st.info("No statement in these documents says on which day, month or year it was.")
        _undated(kg)
        return
    whole = everything[0].earliest, max(one.latest for one in everything)
    _histogram(kg, _step())
    window = _window(whole)
    shown = inside(everything, window)
    _bar(shown, everything, window, whole, kg)
    if shown and len(shown) <= MAX_LANES and st.session_state.timeline_shape == "Drawing":
        _lanes(shown)
    elif shown:
        _table(shown, kg)
    else:
        st.info("Nothing is told of this stretch of time.")
    _undated(kg)


def _step() -> Step | None:
    chosen = st.segmented_control(
        "Statements by",
        list(STEPS),
        default="Automatic",
        required=True,
        key="timeline_step",
        label_visibility="collapsed",
    )
    return STEPS[chosen or "Automatic"]


def bars(kg: KnowledgeGraph, step: Step | None) -> list[dict[str, object]]:
    """Statements by bin and stance, for the chart."""
    index = edge_index(kg)
    rows: list[dict[str, object]] = []
    for one in timeline(kg, step):
        edges = [index[edge] for edge in one.edge_ids]
        kinds = [stance_of(edge.polarity, edge.modality) for edge in edges]
        low = 0
        for stance, (words, _) in STANCES.items():
            high = low + kinds.count(stance)
            if high > low:
                rows.append(
                    {
                        "from": one.start.isoformat(),
                        "to": one.end.isoformat(),
                        "standing": words,
                        "low": low,
                        "high": high,
                        "statements": high - low,
                    }
                )
            low = high
    return rows


def _colour() -> alt.Color:
    return alt.Color(
        "standing:N",
        scale=alt.Scale(
            domain=[words for words, _ in STANCES.values()],
            range=[colour for _, colour in STANCES.values()],
        ),
        legend=alt.Legend(title=None, orient="top", direction="horizontal"),
    )


def _histogram(kg: KnowledgeGraph, step: Step | None) -> None:
    brush = alt.selection_interval(name="brush", encodings=["x"])
    chart = (
        alt.Chart(pd.DataFrame(bars(kg, step)))
        .mark_rect()
        .encode(
            x=alt.X("from:T", title=None),
            x2="to:T",
            y=alt.Y("low:Q", title="statements", axis=alt.Axis(tickMinStep=1)),
            y2="high:Q",
            color=_colour(),
            tooltip=["from:T", "to:T", "standing:N", "statements:Q"],
        )
        .properties(height=210)
        .add_params(brush)
    )
    st.altair_chart(
        chart,
        key="timeline_chart",
        on_select=_brushed,
        selection_mode="brush",
        alt="Statements by the time they tell of. The slider below does what the brush does.",
    )


def _brushed() -> None:
    """Take the brushed stretch as the window; a click beside it takes the whole time."""
    found = st.session_state.timeline_chart["selection"].get("brush") or {}
    window = brushed(found)
    if window:
        st.session_state[WINDOW] = window
    else:
        st.session_state.pop(WINDOW, None)


def brushed(selection: Mapping[str, Sequence[float]]) -> Window | None:
    """The days of a brush: its ends in milliseconds since 1970, UTC."""
    ends = next(iter(selection.values()), None)
    if not ends or len(ends) != 2:
        return None
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    first, last = sorted(epoch + timedelta(milliseconds=float(end)) for end in ends)
    return first.date(), last.date()


def _window(whole: Window) -> Window:
    """The stretch of time that is looked at; the slider shows it and sets it."""
    if whole[0] == whole[1]:
        return whole
    known = st.session_state.get(WINDOW, whole)
    kept = max(known[0], whole[0]), min(known[1], whole[1])
    st.session_state[WINDOW] = kept if kept[0] <= kept[1] else whole
    st.slider(
        "From … to …",
        min_value=whole[0],
        max_value=whole[1],
        key=WINDOW,
        format="D MMM YYYY",
        label_visibility="collapsed",
    )
    first, last = st.session_state[WINDOW]
    return first, last


def _bar(
    shown: Sequence[Told], everything: Sequence[Told], window: Window, whole: Window,
    kg: KnowledgeGraph,
) -> None:  # fmt: skip
    says, shape, shows = st.columns([4, 2, 2], vertical_alignment="center")
    part = "" if window == whole else f" of {len({one.edge_id for one in everything}):,}"
    number = len({one.edge_id for one in shown})
    noun = "statement" if number == 1 and not part else "statements"
    says.markdown(
        f"**{number:,}{part} dated {noun}**, {day_words(window[0])} to {day_words(window[1])}"
    )
    with shape:
        st.segmented_control(
            "Show as",
            ["Drawing", "Table"],
            default="Drawing",
            required=True,
            key="timeline_shape",
            label_visibility="collapsed",
        )
    if shows.button("Show on the graph", icon=":material/hub:", width="stretch", key="timeline_go"):
        explorer().change(since=window[0], until=window[1])
        explorer().order(fit=[])
        go("explore")


def day_words(day: date) -> str:
    """A day as people write it; years of fewer than four digits too."""
    return f"{day.day} {day:%b} {day.year}"


def days_words(one: Told) -> str:
    """The interval a statement tells of: "1 Sep 2022 to 30 Sep 2022"."""
    first, last = day_words(one.earliest), day_words(one.latest)
    return first if first == last else f"{first} to {last}"


def lane_labels(shown: Sequence[Told]) -> list[str]:
    """A label for each lane; equal ones differ by signs of no width, or they would share a lane."""
    seen: Counter[str] = Counter()
    labels = []
    for one in shown:
        text = one.text if len(one.text) <= LABEL else f"{one.text[: LABEL - 1]}…"
        labels.append(text + NO_WIDTH * seen[text])
        seen[text] += 1
    return labels


def _lanes(shown: Sequence[Told]) -> None:
    """Each statement as a bar over the time it tells of; a day is widened so as to be clicked."""
    wide = timedelta(days=(shown[-1].earliest - shown[0].earliest).days // 90)
    rows = [
        {
            "label": label,
            "from": one.earliest.isoformat(),
            "to": max(one.latest + timedelta(days=1), one.earliest + wide).isoformat(),
            "day": days_words(one),
            "standing": STANCES[one.stance][0],
            "edge": one.edge_id,
            "when": one.words,
        }
        for one, label in zip(shown, lane_labels(shown), strict=True)
    ]
    pick = alt.selection_point(name="pick", fields=["edge"])
    chart = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(height=13, cornerRadius=4, minBandSize=6, cursor="pointer")
        .encode(
            x=alt.X("from:T", title=None),
            x2="to:T",
            y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=330)),
            color=_colour().legend(None),
            opacity=alt.condition(pick, alt.value(1.0), alt.value(0.35)),
            tooltip=["label:N", "day:N", "when:N", "standing:N"],
        )
        .properties(height=LANE_HEIGHT * len(rows) + AXIS)
        .add_params(pick)
    )
    key = f"timeline_lanes_{content_id(*(row['edge'] for row in rows))}"
    st.altair_chart(chart, key=key, on_select=lambda: _picked(key), selection_mode="pick")


def _picked(key: str) -> None:
    found = st.session_state[key]["selection"].get("pick") or []
    edge = found[0].get("edge") if found else None
    if edge:
        beside_state(PAGE).look(Topic(edge=str(edge)))


def _table(shown: Sequence[Told], kg: KnowledgeGraph) -> None:
    rows = [
        {
            "From": one.earliest,
            "To": one.latest,
            "Words": one.words,
            "Statement": one.text,
            "Standing": one.standing,
            "Quote": one.quote,
        }
        for one in shown
    ]
    key = f"timeline_rows_{content_id(kg.revision, len(rows), rows[0]['From'], rows[-1]['From'])}"
    widths = {"From": 92, "To": 92, "Words": 110, "Statement": 250, "Standing": 120, "Quote": 300}
    choose_row(PAGE, key, rows, [Topic(edge=one.edge_id) for one in shown], widths)


def _undated(kg: KnowledgeGraph) -> None:
    """What is told with words of time that lead to no day: listed, not guessed."""
    undated = undated_claims(kg)
    if not undated:
        return
    records, index = lookup(kg), edge_index(kg)
    n_words = f"{len(undated)} {'statement has' if len(undated) == 1 else 'statements have'}"
    with st.expander(f"{n_words} words of time, but no day to count them from"):
        st.caption("Where a document does not tell its day, “last week” is not guessed.")
        rows = [
            {
                "Words": one.words,
                "Statement": statement_text(kg, index[one.edge_id]),
                "Quote": records.quote(one.claim_id),
                "Document": records.documents[records.claims[one.claim_id].document_id].name,
            }
            for one in undated
        ]
        widths = {"Words": 120, "Statement": 260, "Quote": 360, "Document": 200}
        topics = [Topic(edge=one.edge_id) for one in undated]
        choose_row(PAGE, "timeline_undated", rows, topics, widths, height=300)


def _start() -> dict[str, object]:
    return panel_of_statements(
        "When things happened",
        "Draw a stretch on the chart, or move the slider: statements that tell of that time are "
        "listed below. Choose one to read its sentences. “Show on the graph” keeps the drawing "
        "to that time.",
        {},
    )
