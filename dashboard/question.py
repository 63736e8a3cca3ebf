"""The widgets of a question: who, did what, to whom, in which standing, as said by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.text import plain
from errors import InvalidQuery
from graph.lookup import lookup
from graph.metrics import importance
from graph.model import KnowledgeGraph
from graph.pattern import ANYBODY, Pattern, Stance, ask, families
from graph.pattern_params import pattern_from, pattern_params
from graph.perspectives import lineage_name
from graph.view import edge_label
from ontology.schema import Ontology

PATTERN = "ask_pattern"
MAX_ENTITIES = 2_000
"""Entities to choose from; the rest is found by words or on the Explore page."""
STANCE_WORDS = {
    Stance.FACT: "told as fact",
    Stance.REPORTED: "reported",
    Stance.POSSIBLE: "possible or planned",
    Stance.DENIED: "denied",
}
LISTS = ("who", "what", "whom", "about", "said_by", "stances", "documents", "lineages")
SINGLE = ("since", "until", "words", "min_sources")
EARLIEST, LATEST = date(1000, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in each field, the most likely first, and what each is called."""

    options: Mapping[str, list[str]]
    words: Mapping[str, str]


def question_of(kg: KnowledgeGraph, ontology: Ontology) -> Pattern:
    """Draw the widgets; the question they ask."""
    choices = _choices(kg.revision, kg, ontology)
    _fill(_pattern(ontology), choices)
    _draw(choices)
    pattern = _read()
    st.session_state[PATTERN] = pattern
    wanted = pattern_params(pattern)
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    return pattern


def examples(kg: KnowledgeGraph, ontology: Ontology) -> None:
    """A line of questions this graph can answer; a click asks one."""
    with st.container(horizontal=True, gap="small", key="ask_examples"):
        for number, (words, pattern) in enumerate(
            _cached_examples(kg.revision, kg, ontology).items()
        ):
            st.button(
                f":blue[{plain(words, 60)}]",
                key=f"ask_example_{number}",
                on_click=ask_instead,
                args=(pattern,),
                type="tertiary",
            )


def ask_instead(pattern: Pattern) -> None:
    """Put another question into the widgets."""
    st.session_state[PATTERN] = pattern
    for name in LISTS:
        st.session_state[f"ask_{name}"] = list(getattr(pattern, name))
    for name in SINGLE:
        st.session_state[f"ask_{name}"] = getattr(pattern, name)


def example_questions(kg: KnowledgeGraph, ontology: Ontology) -> dict[str, Pattern]:
    """Questions that this graph can answer."""
    weight = importance(kg.graph)
    top = min(kg.graph, key=lambda e: (-weight[e], e), default="")
    name = kg.graph.nodes[top]["name"] if top else ""
    asked = {
        f"What is said about {name}, and by whom?": Pattern(about=(top,), said_by=(ANYBODY,)),
        "Who is in conflict with whom?": Pattern(what=("verbal conflict", "material conflict")),
        "What is denied?": Pattern(stances=(Stance.DENIED,)),
        "What may happen or is planned?": Pattern(stances=(Stance.POSSIBLE,)),
        "Who leads what?": Pattern(who=("PERSON",), what=("HEAD_OF", "HOLDS_OFFICE")),
        "What do several sources tell?": Pattern(min_sources=2),
    }
    return {words: pattern for words, pattern in asked.items() if ask(kg, pattern, ontology)}


@st.cache_resource(max_entries=4, show_spinner=False)
def _cached_examples(revision: str, _kg: KnowledgeGraph, _ontology: Ontology) -> dict[str, Pattern]:
    """Shared by all sessions and never changed; the revision stands for the graph."""
    return example_questions(_kg, _ontology)


def _pattern(ontology: Ontology) -> Pattern:
    """The question of this session; at first it is read from the URL."""
    known = st.session_state.get(PATTERN)
    if isinstance(known, Pattern):
        return known
    try:
        return pattern_from(st.query_params.to_dict(), ontology)
    except InvalidQuery as error:
        st.toast(plain(f"The link asks for something unknown: {error}", 200))
        return Pattern()


def _fill(pattern: Pattern, choices: Choices) -> None:
    """Give widgets that are not on the page yet the values of the question.

    Values that are no choice are dropped, also those chosen before a merge made them vanish:
    Streamlit refuses the whole page otherwise.
    """
    state = st.session_state
    for name in LISTS:
        known = choices.options.get(name, list(STANCE_WORDS))
        chosen = state.get(f"ask_{name}", getattr(pattern, name))
        state[f"ask_{name}"] = [value for value in chosen if value in known]
    for name in SINGLE:
        state.setdefault(f"ask_{name}", getattr(pattern, name))


def _read() -> Pattern:
    taken = st.session_state
    return Pattern(
        who=tuple(taken.ask_who),
        what=tuple(taken.ask_what),
        whom=tuple(taken.ask_whom),
        about=tuple(taken.ask_about),
        said_by=tuple(taken.ask_said_by),
        stances=tuple(Stance(value) for value in taken.ask_stances),
        since=taken.ask_since,
        until=taken.ask_until,
        documents=tuple(taken.ask_documents),
        lineages=tuple(taken.ask_lineages),
        words=taken.ask_words,
        min_sources=taken.ask_min_sources,
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _choices(revision: str, _kg: KnowledgeGraph, _ontology: Ontology) -> Choices:
    """Shared by all sessions and never changed; the revision stands for the graph."""
    weight = importance(_kg.graph)
    entities = sorted(_kg.graph, key=lambda e: (-weight[e], e))[:MAX_ENTITIES]
    used = {type_ for *_, type_ in _kg.graph.edges(data="type")}
    ends = [*_ontology.entities, *entities]
    speakers = _speakers(_kg)
    predicates = [name for name in _ontology.claims if name in used]
    modes = [f"{name}:{m}" for name in predicates for m in _ontology.claims[name].modes]
    documents = sorted(_kg.evidence.documents, key=lambda document: document.name)
    options = {
        "who": ends,
        "whom": ends,
        "about": ends,
        "what": [*families(_ontology), *predicates, *modes],
        "said_by": [ANYBODY, *_ontology.entities, *(e for e in entities if e in speakers)],
        "documents": [document.id for document in documents],
        "lineages": [lineage.id for lineage in _kg.lineages],
    }
    return Choices(options, _words(_kg, _ontology, options["what"], entities))


def _words(
    kg: KnowledgeGraph, ontology: Ontology, predicates: Sequence[str], entities: Sequence[str]
) -> dict[str, str]:
    """What each option is called."""
    words = {ANYBODY: "anybody who is named"}
    words |= {name: f"any {one.label.lower()}" for name, one in ontology.entities.items()}
    for value in predicates:
        type_, _, mode = value.partition(":")
        known = type_ in ontology.claims
        words[value] = edge_label(type_, mode or None) if known else f"any {value}"
    for id_ in entities:
        entity = kg.resolution.entities[id_]
        words[id_] = f"{entity.name} · {entity.type.capitalize()}"
    words |= {document.id: document.title or document.name for document in kg.evidence.documents}
    return words | {lineage.id: lineage_name(kg, lineage) for lineage in kg.lineages}


def _speakers(kg: KnowledgeGraph) -> set[str]:
    """Entities that some statement comes from."""
    entity_of = kg.resolution.entity_of
    found = set()
    for claim in lookup(kg).claims.values():
        mentions = (claim.claimant or "", *claim.reported_by)
        found |= {entity_of[mention] for mention in mentions if mention in entity_of}
    return found


def _draw(choices: Choices) -> None:
    for column, (name, label, placeholder) in zip(
        st.columns(4, gap="small"),
        (
            ("who", "Who", "Anyone or anything"),
            ("what", "did what", "Anything"),
            ("whom", "to whom", "Anyone or anything"),
            ("said_by", "as said by", "No matter by whom"),
        ),
        strict=True,
    ):
        with column:
            _choose(name, label, placeholder, choices)
    stances, words, more = st.columns([4.4, 2.4, 1.4], gap="small", vertical_alignment="bottom")
    with stances:
        st.pills(
            "Standing",
            list(STANCE_WORDS),
            format_func=lambda stance: STANCE_WORDS[stance],
            selection_mode="multi",
            key="ask_stances",
        )
    with words:
        st.text_input("Words in the quote", key="ask_words", placeholder="Any", max_chars=200)
    with more:
        _more(choices)


def _more(choices: Choices) -> None:
    taken = st.session_state
    lists = ("about", "documents", "lineages", "since", "until")
    number = sum(bool(taken[f"ask_{name}"]) for name in lists) + (taken.ask_min_sources > 1)
    label = f"More ({number})" if number else "More"
    with st.popover(label, icon=":material/tune:", width="stretch"):
        _choose("about", "About, at either end", "Anyone or anything", choices)
        _choose("documents", "Told in the documents", "All", choices)
        _choose("lineages", "Told by the sources", "All", choices)
        left, right = st.columns(2)
        left.date_input("Of a time since", key="ask_since", min_value=EARLIEST, max_value=LATEST)
        right.date_input("until", key="ask_until", min_value=EARLIEST, max_value=LATEST)
        st.number_input(
            "Independent sources, at least", min_value=1, max_value=99, key="ask_min_sources"
        )
        st.button("Take everything off", on_click=ask_instead, args=(Pattern(),), key="ask_clear")


def _choose(name: str, label: str, placeholder: str, choices: Choices) -> None:
    st.multiselect(
        label,
        choices.options[name],
        key=f"ask_{name}",
        placeholder=placeholder,
        format_func=lambda value: choices.words.get(value, value),
    )
