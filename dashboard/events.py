"""What the user did on the canvas or in the panel -> what the session looks at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import streamlit as st

from dashboard.network import stance_is_on, type_is_on
from dashboard.state import Explorer, Looking, Reading
from dashboard.text import plain
from evidence.model import Modality, Polarity
from graph.overview import path_nodes
from graph.panel import find_edge
from graph.render import UNCERTAIN
from graph.scenes import camera_of, with_camera
from ontology.schema import Ontology
from workspace import Workspace

Event = Mapping[str, object]


def handle(event: Event, state: Explorer, workspace: Workspace) -> None:
    """Carry out an event; one of an unknown type, or about unknown things, does nothing."""
    handler = HANDLERS.get(str(event.get("type", "")))
    if handler:
        handler(event, state, workspace)


def handle_all(message: Event, state: Explorer, workspace: Workspace) -> None:
    """Carry out the events of the canvas that have not been carried out yet, in their order."""
    events = message.get("events")
    for event in events if isinstance(events, (list, tuple)) else ():
        number = event.get("n") if isinstance(event, Mapping) else None
        if isinstance(number, int) and number > state.done:
            state.done = number
            handle(event, state, workspace)


def words_of(event: Event, name: str) -> tuple[str, ...]:
    """A list of ids in an event."""
    value = event.get(name)
    return tuple(str(item) for item in value) if isinstance(value, (list, tuple)) else ()


def _nodes(event: Event, workspace: Workspace) -> tuple[str, ...]:
    known = workspace.graph().graph
    return tuple(node for node in words_of(event, "nodes") if node in known)


def _select(event: Event, state: Explorer, workspace: Workspace) -> None:
    nodes, edges = _nodes(event, workspace), words_of(event, "edges")
    if state.asking and len(nodes) == 1:
        _answer(nodes[0], state, workspace)
    else:
        state.look(Looking(nodes, edges, words_of(event, "near")), on_canvas=False)


def _answer(node: str, state: Explorer, workspace: Workspace) -> None:
    """The entity that was asked for has been clicked."""
    question, first = state.asking or ("", "")
    state.asking = None
    if question == "path" and node != first:
        show_path((first, node), state, workspace)
    elif question == "merge" and node != first:
        state.merging = (first, node)
        state.look(Looking((first, node)), on_canvas=True)


def show_path(ends: tuple[str, str], state: Explorer, workspace: Workspace) -> None:
    """Show how two entities hang together, and draw what is not drawn yet."""
    paths = workspace.path(*ends)
    on_the_way = path_nodes(paths) or list(ends)
    drawn = {node.id for node in workspace.view(state.query).nodes}
    missing = [node for node in on_the_way if node not in drawn]
    if missing:
        state.change(expanded=_with(state.query.expanded, missing))
    edges = tuple(step[0] for path in paths for step in path.steps if step)
    state.look(Looking(ends if not edges else (), edges, path=ends))


def _expand(event: Event, state: Explorer, workspace: Workspace) -> None:
    nodes = _nodes(event, workspace)
    before = workspace.view(state.query)
    state.look(Looking(nodes), on_canvas=False)
    after = replace(state.query, expanded=_with(state.query.expanded, nodes))
    if len(workspace.view(after).nodes) > len(before.nodes):
        state.show(after)
    else:
        st.toast("All neighbours that pass the filters are shown already.")


def _focus(event: Event, state: Explorer, workspace: Workspace) -> None:
    nodes = _nodes(event, workspace)
    if nodes:
        state.change(focus=nodes, hops=1, expanded=())
        state.look(Looking(nodes), on_canvas=False)
        state.order(fit=[], nodes=list(nodes))


def _only(event: Event, state: Explorer, workspace: Workspace) -> None:
    nodes = _nodes(event, workspace)
    if nodes:
        state.change(focus=nodes, hops=0, expanded=())


def _hide(event: Event, state: Explorer, workspace: Workspace) -> None:
    state.change(hidden=_with(state.query.hidden, _nodes(event, workspace)))
    state.look(Looking(), on_canvas=False)


def _without(event: Event, state: Explorer, workspace: Workspace) -> None:
    """Leave out all statements of the type of one of them."""
    meant = [find_edge(workspace.graph(), edge) for edge in words_of(event, "edges")]
    unwanted = {edge.type for edge in meant if edge}
    shown = state.query.relation_types or tuple(workspace.ontology.claims)
    rest = tuple(type_ for type_ in shown if type_ not in unwanted)
    if rest:
        state.change(relation_types=rest)


def _ask(event: Event, state: Explorer, workspace: Workspace) -> None:
    nodes = _nodes(event, workspace)
    question = str(event.get("type"))
    if len(nodes) == 2 and question == "path":
        show_path((nodes[0], nodes[1]), state, workspace)
    elif len(nodes) == 2:
        state.merging = (nodes[0], nodes[1])
    elif nodes:
        state.asking = (question, nodes[0])
        name = plain(workspace.graph().resolution.entities[nodes[0]].name)
        st.toast(f"Now click the other entity. The first is {name}.")


def _filter(event: Event, state: Explorer, workspace: Workspace) -> None:
    toggle_key(
        state,
        workspace.ontology,
        kind=str(event.get("kind")),
        key=str(event.get("value")),
        alone=bool(event.get("only")),
    )


def toggle_key(
    state: Explorer, ontology: Ontology, *, kind: str, key: str, alone: bool = False
) -> None:
    """Switch a key of the legend on or off; the last one that is on stays on."""
    if kind == "entity_type" and key in ontology.entities:
        on = [t for t in ontology.entities if (t == key if alone else _toggled(t, key, state))]
        if on:
            state.change(entity_types=() if len(on) == len(ontology.entities) else tuple(on))
    elif kind == "stance":
        _toggle_stance(state, key, alone)


def _toggled(type_: str, key: str, state: Explorer) -> bool:
    return type_is_on(state.query, type_) != (type_ == key)


def _toggle_stance(state: Explorer, key: str, alone: bool) -> None:
    keys = (Modality.ACTUAL, Modality.REPORTED, Modality.POSSIBLE, Polarity.NEGATED)
    if key not in keys:
        return
    on = [k for k in keys if (k == key if alone else stance_is_on(state.query, k) != (k == key))]
    affirmed = [Modality(k) for k in on if k != Polarity.NEGATED]
    if not on:
        return
    modality: list[Modality] = [m for m in affirmed if m is not Modality.POSSIBLE]
    modality += UNCERTAIN if Modality.POSSIBLE in affirmed else ()
    polarity = _polarity(bool(affirmed), Polarity.NEGATED in on)
    full = len(modality) == len(Modality) or not affirmed
    state.change(modality=() if full else tuple(modality), polarity=polarity)


def _polarity(affirmed: bool, negated: bool) -> tuple[Polarity, ...]:
    if affirmed and negated:
        return ()
    return (Polarity.AFFIRMED,) if affirmed else (Polarity.NEGATED,)


def _open(event: Event, state: Explorer, workspace: Workspace) -> None:
    start, end = event.get("start"), event.get("end")
    place = (start, end) if isinstance(start, int) and isinstance(end, int) else (None, None)
    reading = Reading(str(event.get("id")), *place)
    state.look(replace(state.looking, reading=reading), on_canvas=False)


def _entity(event: Event, state: Explorer, workspace: Workspace) -> None:
    entity = str(event.get("id"))
    if entity in workspace.graph().graph:
        find_entity(entity, state, workspace)


def find_entity(entity: str, state: Explorer, workspace: Workspace) -> None:
    """Look at an entity; if it is not drawn, draw it with its neighbours."""
    _make_seen((entity,), state, workspace)
    state.look(Looking(nodes=(entity,)))


def _edge(event: Event, state: Explorer, workspace: Workspace) -> None:
    edge = str(event.get("id"))
    near = tuple(other for other in words_of(event, "near") if other != edge)
    if state.looking.edges and near:
        near = (*state.looking.edges, *near)
    known = find_edge(workspace.graph(), edge)
    if known:
        _make_seen((known.source, known.target), state, workspace)
        state.look(Looking(edges=(edge,), near=near))


def _make_seen(entities: Iterable[str], state: Explorer, workspace: Workspace) -> None:
    drawn = {node.id for node in workspace.view(state.query).nodes}
    missing = [entity for entity in entities if entity not in drawn]
    if missing:
        hidden = tuple(entity for entity in state.query.hidden if entity not in missing)
        state.change(expanded=_with(state.query.expanded, missing), hidden=hidden)


def _with(known: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*known, *more]))


def _camera(event: Event, state: Explorer, workspace: Workspace) -> None:
    """The answer to an order: where the camera is while a view is being kept."""
    values = event.get("camera")
    camera = camera_of(values) if isinstance(values, (list, tuple)) else None
    kept = next((v for v in workspace.saved_views() if v.id == event.get("view")), None)
    if kept and camera and not workspace.read_only:
        workspace.keep_view(with_camera(kept, camera))


HANDLERS: dict[str, Callable[[Event, Explorer, Workspace], None]] = {
    "camera": _camera,
    "select": _select,
    "expand": _expand,
    "focus": _focus,
    "only": _only,
    "hide": _hide,
    "without": _without,
    "path": _ask,
    "merge": _ask,
    "filter": _filter,
    "open": _open,
    "entity": _entity,
    "edge": _edge,
    "undo": lambda _event, state, _workspace: state.undo(),
    "redo": lambda _event, state, _workspace: state.redo(),
    "back": lambda _event, state, _workspace: state.back(),
}
