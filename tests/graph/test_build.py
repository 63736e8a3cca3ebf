import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from evidence.model import Decision, DecisionKind, MentionKind, Modality, Polarity, TimeSpan
from graph.build import build, confidence
from graph.model import KnowledgeGraph
from ontology.schema import load_ontology


def graph_of(corpus, decisions=()) -> KnowledgeGraph:
    return build(corpus.evidence(), decisions, load_ontology(), "r1")


def decision(sequence, kind, left, right="", value="", retracts=None) -> Decision:
    return Decision(
        f"d{sequence}", sequence, kind, left, right, value, "ana", "", "2024-01-01", retracts
    )


def node(kg, name) -> str:
    return next(n for n, data in kg.graph.nodes(data=True) if data["name"] == name)


def edges(kg, type_):
    return [(s, t, d) for s, t, d in kg.graph.edges(data=True) if d["type"] == type_]


def test_equal_statements_of_two_documents_become_one_edge(river_corpus):
    kg = graph_of(river_corpus)
    affirmed = [e for e in edges(kg, "ACCUSE") if e[2]["polarity"] is Polarity.AFFIRMED]
    assert len(affirmed) == 1
    source, target, data = affirmed[0]
    assert (source, target) == (node(kg, "Norland"), node(kg, "Sudland"))
    assert len(data["claim_ids"]) == data["n_documents"] == data["n_sources"] == 2


def test_stance_and_claimant_separate_edges(river_corpus):
    kg = graph_of(river_corpus)
    negated = [e for e in edges(kg, "ACCUSE") if e[2]["polarity"] is Polarity.NEGATED]
    assert [(e[2]["modality"], e[2]["attributed_to"]) for e in negated] == [
        (Modality.REPORTED, node(kg, "Ada Lind"))
    ]


def test_entity_of_two_documents_is_one_node(river_corpus):
    kg = graph_of(river_corpus)
    data = kg.graph.nodes[node(kg, "Omar Reza")]
    assert (data["type"], data["n_documents"], data["n_mentions"]) == ("PERSON", 2, 2)


def test_symmetric_edges_have_one_order_of_ends(corpus):
    text = corpus.add("a.txt", "Ann Bo met Cy Dee.\nCy Dee met Ann Bo again.")
    one = corpus.mention(text, "Ann Bo", "PERSON")
    two = corpus.mention(text, "Cy Dee", "PERSON")
    three = corpus.mention(text, "Cy Dee", "PERSON", nth=1)
    four = corpus.mention(text, "Ann Bo", "PERSON", nth=1)
    corpus.claim("CONSULT", one, two, mode="meet")
    corpus.claim("CONSULT", three, four, mode="meet")
    assert len(edges(graph_of(corpus), "CONSULT")) == 1


def test_statement_of_a_thing_and_itself_is_dropped(corpus):
    text = corpus.add("a.txt", "Ann Bo praised Ann Bo.")
    one = corpus.mention(text, "Ann Bo", "PERSON")
    two = corpus.mention(text, "Ann Bo", "PERSON", nth=1)
    corpus.claim("SUPPORT", one, two)
    assert graph_of(corpus).graph.number_of_edges() == 0


def test_unnamed_entity_without_edge_is_left_out(corpus):
    text = corpus.add("a.txt", "The farmers met a minister.\nOfficials spoke to Ann Bo.")
    farmers = corpus.mention(text, "The farmers", "PERSON", kind=MentionKind.NOMINAL)
    corpus.mention(text, "a minister", "PERSON", kind=MentionKind.NOMINAL)
    ann = corpus.mention(text, "Ann Bo", "PERSON")
    corpus.claim("CONSULT", farmers, ann)
    names = {data["name"] for _, data in graph_of(corpus).graph.nodes(data=True)}
    assert names == {"The farmers", "Ann Bo"}


def test_masked_text_makes_no_node(corpus):
    text = corpus.add("a.txt", "Ann Bo won.\nContact Cy Dee for tickets", masked="Contact Cy Dee")
    corpus.mention(text, "Ann Bo", "PERSON")
    corpus.mention(text, "Cy Dee", "PERSON")
    names = {data["name"] for _, data in graph_of(corpus).graph.nodes(data=True)}
    assert names == {"Ann Bo"}


def test_edge_spans_the_dates_of_its_claims(corpus):
    text = corpus.add("a.txt", "Ann Bo accused Cy Dee in May.\nAnn Bo accused Cy Dee in 2021.")
    for nth, when in enumerate(
        (
            TimeSpan(date(2022, 5, 1), date(2022, 5, 31), "in May"),
            TimeSpan(date(2021, 1, 1), date(2021, 12, 31), "in 2021"),
        )
    ):
        one = corpus.mention(text, "Ann Bo", "PERSON", nth=nth)
        corpus.claim("ACCUSE", one, corpus.mention(text, "Cy Dee", "PERSON", nth=nth), when=when)
    (edge,) = edges(graph_of(corpus), "ACCUSE")
    assert (edge[2]["earliest"], edge[2]["latest"]) == (date(2021, 1, 1), date(2022, 5, 31))
    assert edge[2]["when"] == "in May"


def test_rejected_claim_leaves_the_edge_and_undo_brings_it_back(river_corpus):
    claim = next(c for c in river_corpus.claims if c.type == "LOCATED_IN")
    reject = decision(1, DecisionKind.REJECT, claim.id)
    assert edges(graph_of(river_corpus, [reject]), "LOCATED_IN") == []
    undo = decision(2, DecisionKind.RETRACT, "", retracts=1)
    assert len(edges(graph_of(river_corpus, [reject, undo]), "LOCATED_IN")) == 1


def test_rename_and_retype_change_the_node_but_not_its_id(river_corpus):
    before = graph_of(river_corpus)
    entity = node(before, "Port Vell")
    mention = before.resolution.entities[entity].mention_ids[0]
    kg = graph_of(
        river_corpus,
        [
            decision(1, DecisionKind.RENAME, mention, value="Vell Harbour"),
            decision(2, DecisionKind.RETYPE, mention, value="ORGANIZATION"),
        ],
    )
    assert kg.graph.nodes[entity]["name"] == "Vell Harbour"
    assert kg.graph.nodes[entity]["type"] == "ORGANIZATION"
    assert "Port Vell" in kg.resolution.entities[entity].aliases


def test_confidence_adds_up_over_sources_but_not_over_copies(river_corpus):
    first, second = [c for c in river_corpus.claims if c.polarity is Polarity.AFFIRMED][0::2][:2]
    apart = {first.document_id: "x", second.document_id: "y"}
    together = dict.fromkeys(apart, "x")
    assert confidence([first, second], together, {}) == pytest.approx(0.8)
    assert confidence([first, second], apart, {}) == pytest.approx(0.96)
    assert confidence([first], apart, {first.document_id: 0.5}) == pytest.approx(0.4)


def test_grade_of_a_document_lowers_confidence_for_its_publisher(corpus):
    for name, more in (("a.txt", "of theft in court"), ("b.txt", "over unpaid harbour dues")):
        text = corpus.add(name, f"Ann Bo accused Cy Dee {more}.", source="The Herald")
        one = corpus.mention(text, "Ann Bo", "PERSON")
        corpus.claim("ACCUSE", one, corpus.mention(text, "Cy Dee", "PERSON"))
    graded = decision(1, DecisionKind.GRADE, corpus.documents["a.txt"].id, value="E")
    (edge,) = edges(graph_of(corpus, [graded]), "ACCUSE")
    assert edge[2]["confidence"] == pytest.approx(1 - 0.6**2)


def test_graph_is_frozen(river_corpus):
    with pytest.raises(nx.NetworkXError):
        graph_of(river_corpus).graph.add_node("x")


def test_order_of_evidence_plays_no_part(river_corpus):
    before = graph_of(river_corpus)
    river_corpus.claims.reverse()
    river_corpus.mentions = dict(reversed(river_corpus.mentions.items()))
    after = graph_of(river_corpus)
    assert nx.utils.graphs_equal(before.graph, after.graph)


SCRIPT = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from conftest import Corpus, river_corpus
from graph.build import build
from graph.layout import community_layout
from graph.model import ViewQuery
from graph.view import select_view
from ontology.schema import load_ontology
corpus = river_corpus.__wrapped__(Corpus())
kg = build(corpus.evidence(), (), load_ontology(), "r")
positions = community_layout(kg.graph)
print(list(kg.graph.edges(keys=True, data=True)), list(kg.graph.nodes(data=True)))
print(positions, kg.resolution, kg.lineages, kg.conflicts)
print(select_view(kg, ViewQuery(max_nodes=3), positions))
"""


def test_everything_is_equal_in_every_process():
    here = Path(__file__).parent
    script = SCRIPT.format(root=str(here.parent.parent), tests=str(here))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert b"Norland" in outputs.pop()
