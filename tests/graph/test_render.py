"""What the canvas and the exported page are given."""

import json
import re

import pytest
from casefile import HOSTILE, documents

from evidence.model import Evidence, Modality, Polarity
from graph.build import build
from graph.card import entity_panel
from graph.export.html import page_data, script_safe
from graph.export.subject import ExportSubject
from graph.layout import community_layout
from graph.model import GraphView, KnowledgeGraph, ViewQuery
from graph.panel import edge_panel
from graph.render import network_of, stance_words, vis_data
from graph.view import select_view
from ontology.schema import load_ontology

ONTOLOGY = load_ontology()


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    found = documents(hostile=True)
    evidence = Evidence(
        documents=tuple(one.document for one in found),
        passages=tuple(p for one in found for p in one.passages),
        mentions=tuple(m for one in found for m in one.mentions),
        claims=tuple(c for one in found for c in one.claims),
        attributions=(),
    )
    return build(evidence, (), ONTOLOGY, "r")


@pytest.fixture(scope="module")
def view(kg: KnowledgeGraph) -> GraphView:
    return select_view(kg, ViewQuery(), community_layout(kg.graph))


def test_network_is_a_pyvis_network_with_every_parallel_edge(view: GraphView) -> None:
    network = network_of(view, ONTOLOGY)
    assert network.num_nodes() == len(view.nodes)
    assert network.num_edges() == len(view.edges) == 10
    nodes, edges, *_ = network.get_network_data()
    assert [node["id"] for node in nodes] == [node.id for node in view.nodes]
    pairs = [(edge["from"], edge["to"]) for edge in edges]
    assert len(pairs) > len(set(pairs))


def test_data_is_plain_json(view: GraphView) -> None:
    data = vis_data(view, ONTOLOGY)
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_edge_to_a_node_that_is_not_drawn_is_refused(view: GraphView) -> None:
    network = network_of(view, ONTOLOGY)
    with pytest.raises(KeyError):
        network.add_edge(view.nodes[0].id, "nobody")


@pytest.mark.parametrize(
    ("polarity", "modality", "claimant", "words"),
    [
        (Polarity.AFFIRMED, Modality.ACTUAL, None, "told as fact"),
        (Polarity.AFFIRMED, Modality.REPORTED, "Reuters", "said by Reuters"),
        (Polarity.NEGATED, Modality.ACTUAL, None, "denied"),
        (Polarity.NEGATED, Modality.REPORTED, "Ada", "denied by Ada"),
        (Polarity.NEGATED, Modality.POSSIBLE, "Ada", "denied, possible, says Ada"),
    ],
)
def test_stance_in_words(
    polarity: Polarity, modality: Modality, claimant: str | None, words: str
) -> None:
    assert stance_words(polarity, modality, claimant) == words


def test_panel_quotes_are_the_text(kg: KnowledgeGraph, view: GraphView) -> None:
    texts = {document.id: document.text for document in kg.evidence.documents}
    for edge in view.edges:
        panel = edge_panel(kg, edge.id, ONTOLOGY)
        assert panel
        for quote in (quote for group in panel["groups"] for quote in group["quotes"]):
            shown = "".join(part[0] for part in quote["parts"])
            assert shown == texts[quote["document"]][quote["start"] : quote["end"]]


def test_panel_of_what_is_not_there_is_none(kg: KnowledgeGraph) -> None:
    assert edge_panel(kg, "no edge", ONTOLOGY) is None
    assert entity_panel(kg, "nobody", ONTOLOGY) is None


def test_page_data_cannot_leave_its_script_block(kg: KnowledgeGraph) -> None:
    subject = ExportSubject(kg, ONTOLOGY, positions=community_layout(kg.graph))
    text = script_safe(page_data(subject))
    assert not re.search("[<>&\u2028\u2029]", text)
    names = {node["label"] for node in json.loads(text)["nodes"]}
    assert any(HOSTILE in name for name in names)


def test_script_safe_keeps_lone_surrogates_apart_from_markup() -> None:
    assert json.loads(script_safe({"a": "\ud800 </script>"})) == {"a": "\ud800 </script>"}


def test_layout_keeps_entities_apart(kg: KnowledgeGraph) -> None:
    points = list(community_layout(kg.graph).values())
    for number, (x, y) in enumerate(points):
        for other_x, other_y in points[number + 1 :]:
            assert ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5 > 50
