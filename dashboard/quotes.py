"""A list of statements with their whole quotes, letter for letter: one source's telling."""

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from graph.lookup import lookup
from graph.model import KnowledgeGraph
from graph.overview import Statement, statement
from graph.perspectives import Telling
from graph.render import client_script, client_style, stance_words

_WHOLE = """
.ev .ev-hint { display: block; white-space: pre-wrap; font-size: 14px; opacity: 1; }
.ev .ev-hint { border-left: 3px solid var(--st-primary-color, #0072b2); padding: 1px 0 1px 10px; }
.ev .ev-hint { margin: 4px 0 6px; overflow: visible; }
"""
_SCRIPTS = ("geometry.js", "draw.js", "chrome.js", "evidence.js")
_quotes = st.components.v2.component(
    "citegraph_quotes",
    html='<div class="ev-root"></div>\n',
    css=client_style() + _WHOLE,
    js=client_script(_SCRIPTS) + Path(__file__).with_name("panel.js").read_text(encoding="utf-8"),
)


def draw_quotes(panel: Mapping[str, object], *, key: str, on_event: Callable[[], None]) -> None:
    """Show a list panel; as `draw_panel`, but no quote is cut."""
    _quotes(key=key, data={"panel": dict(panel)}, on_event_change=on_event)


def told_by(kg: KnowledgeGraph, telling: Telling) -> Statement:
    """A statement as one source tells it: in its words, with its claims alone."""
    found = lookup(kg)
    claims = [found.claims[claim] for claim in telling.claim_ids]
    entity = kg.resolution.entities.get(telling.edge.attributed_to or "")
    name = entity.name if entity else None
    others = f"{telling.others} other {'source' if telling.others == 1 else 'sources'} too"
    return {
        **statement(kg, telling.edge),
        "stance": stance_words(telling.edge.polarity, telling.edge.modality, name),
        "sources": others if telling.others else "only here",
        "hint": found.quote(claims[0].id),
    }
