"""Exports: whole or not at all, re-read equal, and no text of a document can break them."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import InvalidQuery
from evidence.model import Attribution, Evidence, Extraction, Modality, Polarity
from graph.build import build
from graph.export import EXPORTERS, export, subject_of, write_whole
from graph.export.tables import safe_cell
from graph.lookup import lookup
from graph.model import KnowledgeGraph, ViewQuery
from ontology.schema import load_ontology
from tests.support.casefile import RUN, Said, documents, extraction

ONTOLOGY = load_ontology()
HOSTILE = st.text(st.characters(), min_size=1, max_size=30) | st.sampled_from(
    ["\x0b", "\ud800", "\ufffe", "a\r\nb\rc", "]]>", "<!--", "&amp;", "=1+1", "\0", "'\"", "a\tb"]
)


def graph_of(*extractions: Extraction) -> KnowledgeGraph:
    parts = {
        name: tuple(sorted((r for e in extractions for r in getattr(e, name)), key=lambda r: r.id))
        for name in ("passages", "mentions", "claims", "attributions")
    }
    known = tuple(sorted((e.document for e in extractions), key=lambda d: d.id))
    return build(Evidence(known, **parts, runs=(RUN,)), (), ONTOLOGY, "revision")


@pytest.fixture
def kg() -> KnowledgeGraph:
    """The graph of the case file, hostile document included."""
    return graph_of(*documents(hostile=True))


def written(kg: KnowledgeGraph, format_: str, query: ViewQuery | None = None) -> bytes:
    file = io.BytesIO()
    positions = dict.fromkeys(kg.graph, (1.5, -2.0))
    EXPORTERS[format_](subject_of(kg, ONTOLOGY, query=query, positions=positions), file)
    return file.getvalue()


def read_json(kg: KnowledgeGraph, query: ViewQuery | None = None) -> dict[str, list[dict]]:
    return json.loads(written(kg, "json", query))


def read_graphml(kg: KnowledgeGraph) -> nx.MultiDiGraph:
    return nx.read_graphml(
        io.BytesIO(written(kg, "graphml")), force_multigraph=True, edge_key_type=str
    )


def test_json_is_what_networkx_reads(kg: KnowledgeGraph) -> None:
    graph = nx.node_link_graph(read_json(kg), edges="edges")
    assert set(graph) == set(kg.graph)
    assert set(graph.edges(keys=True)) == set(kg.graph.edges(keys=True))
    assert graph.is_multigraph()
    assert graph.is_directed()


def test_json_quotes_are_the_text(kg: KnowledgeGraph) -> None:
    texts = {document.name: document.text for document in kg.evidence.documents}
    data = read_json(kg)
    citations = [citation for edge in data["edges"] for citation in edge["citations"]]
    assert len(citations) == len(kg.evidence.claims)
    for citation in citations:
        text = texts[citation["document"]]
        assert citation["quote"] == text[citation["start"] : citation["end"]]
    for node in data["nodes"]:
        for mention in node["mentions"]:
            text = texts[mention["document"]]
            assert mention["text"] == text[mention["start"] : mention["end"]]


def test_json_has_the_fields_of_the_contract(kg: KnowledgeGraph) -> None:
    data = read_json(kg)
    names = {node["id"]: node["name"] for node in data["nodes"]}
    assert list(data) == sorted(data)
    edges = {edge["type"]: edge for edge in data["edges"]}
    accuse = edges["ACCUSE"]
    assert names[accuse["source"]] == "Boris Karim"
    assert names[accuse["attributed_to"]] == "Interfax"
    assert (accuse["polarity"], accuse["modality"]) == ("affirmed", "reported")
    (citation,) = accuse["citations"]
    text = citation["quote"]
    at = citation["start"]
    ends = [
        text[citation[name][0] - at : citation[name][1] - at]
        for name in ("source_span", "trigger", "target_span")
    ]
    assert ends == ["Boris Karim", "accused", "Poland"]
    assert edges["HEAD_OF"]["n_documents"] == 2
    assert [len(e["citations"]) for e in data["edges"] if e["type"] == "HEAD_OF"] == [2]
    assert next(e for e in data["edges"] if e["when"])["when"] == {
        "earliest": "2022-05-01",
        "latest": "2022-05-31",
        "text": "in May",
    }
    assert edges["ASSAULT"]["polarity"] == "negated"


def test_json_tells_documents_and_build(kg: KnowledgeGraph) -> None:
    about = read_json(kg)["graph"]
    assert about["build"]["model"] == "by hand 1.0"
    assert about["build"]["revision"] == "revision"
    names = [document["name"] for document in about["documents"]]
    assert names == ["evil.txt", "gazette.txt", "north/courier.txt"]
    assert about["documents"][1]["published"] == "2022-06-01"
    assert all(document["lineage"] for document in about["documents"])


def test_json_tells_attributions() -> None:
    one = documents()[0]
    mention = next(m for m in one.mentions if m.text == "Interfax")
    cue, content = (mention.start - 13, mention.start - 1), (mention.end + 2, mention.end + 13)
    attribution = Attribution(
        "at",
        one.document.id,
        mention.passage_id,
        mention.id,
        (mention.start, mention.end),
        cue,
        (content,),
    )
    nameless = replace(attribution, id="no", source=None, source_span=None, cue_span=None)
    kg = graph_of(replace(one, attributions=(attribution, nameless)))
    found = read_json(kg)["graph"]["attributions"]
    by_source = {row["source"]: row for row in found}
    assert by_source[kg.resolution.entity_of[mention.id]] == {
        "document": "gazette.txt",
        "source": kg.resolution.entity_of[mention.id],
        "source_span": [mention.start, mention.end],
        "cue_span": list(cue),
        "content_spans": [list(content)],
    }
    assert by_source[None]["cue_span"] is None


def test_json_tells_conflicts() -> None:
    yes = [("[Poland|COUNTRY] has {attacked} [Moldova|COUNTRY].", [Said("ASSAULT", 0, 1)])]
    no = [
        (
            "[Poland|COUNTRY] never {attacked} [Moldova|COUNTRY] at all, its army says.",
            [Said("ASSAULT", 0, 1, polarity=Polarity.NEGATED)],
        ),
    ]
    one, other = extraction("a.txt", "A", None, yes), extraction("b.txt", "B", None, no)
    (conflict,) = read_json(graph_of(one, other))["graph"]["conflicts"]
    claims = (*one.claims, *other.claims)
    assert sorted(conflict["claims"]) == sorted(claim.id for claim in claims)
    assert conflict["explanation"]


def test_symmetric_edge_marks_its_own_ends() -> None:
    said = [
        ("[Norway|COUNTRY] {borders} [Poland|COUNTRY].", [Said("BORDERS", 0, 1)]),
        ("[Poland|COUNTRY] {borders} [Norway|COUNTRY].", [Said("BORDERS", 0, 1)]),
    ]
    kg = graph_of(extraction("a.txt", "A", None, said))
    (edge,) = read_json(kg)["edges"]
    names = {entity.id: entity.name for entity in kg.resolution.entities.values()}
    text = kg.evidence.documents[0].text
    assert len(edge["citations"]) == 2
    for citation in edge["citations"]:
        assert text[slice(*citation["source_span"])] == names[edge["source"]]
        assert text[slice(*citation["target_span"])] == names[edge["target"]]


@pytest.mark.parametrize("format_", sorted(set(EXPORTERS) - {"html", "story"}))
def test_same_graph_gives_the_same_bytes(format_: str) -> None:
    one = graph_of(*documents(hostile=True))
    other = graph_of(*documents(hostile=True)[::-1])
    assert written(one, format_) == written(other, format_)


def test_graphml_reads_back_equal_to_json(kg: KnowledgeGraph) -> None:
    graph, data = read_graphml(kg), read_json(kg)
    for node in data["nodes"]:
        read = graph.nodes[node["id"]]
        assert (read["label"], read["type"]) == (node["name"], node["type"])
        assert read.get("country") == node["country"]
        assert read["aliases"] == " | ".join(node["aliases"])
        assert json.loads(read["mentions"]) == node["mentions"]
    assert len(graph.edges) == len(data["edges"])
    for edge in data["edges"]:
        read = graph.edges[edge["source"], edge["target"], edge["key"]]
        assert json.loads(read["citations"]) == edge["citations"]
        for name in ("type", "polarity", "modality", "confidence", "n_sources", "inferred"):
            assert read[name] == edge[name]
            assert type(read[name]) is type(edge[name])
        assert read.get("attributed_to") == edge["attributed_to"]
        assert read["edge_id"] == edge["key"]
        assert read["quote"] == edge["citations"][0]["quote"]
    assert json.loads(graph.graph["documents"]) == data["graph"]["documents"]


def test_graphml_ids_of_parallel_edges_differ(kg: KnowledgeGraph) -> None:
    root = ElementTree.fromstring(written(kg, "graphml"))
    ids = [edge.get("id") for edge in root.iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert len(ids) == len(set(ids)) == kg.graph.number_of_edges()


def test_graphml_declares_each_attribute_once_for_nodes_and_edges(kg: KnowledgeGraph) -> None:
    root = ElementTree.fromstring(written(kg, "graphml"))
    keys = [
        (key.get("for"), key.get("attr.name"))
        for key in root.iter("{http://graphml.graphdrawing.org/xmlns}key")
    ]
    assert len(keys) == len(set(keys))
    assert not {name for _, name in keys} & {"id", "source", "target", "key"}


def test_gexf_reads_back_with_weight_and_colour(kg: KnowledgeGraph) -> None:
    graph = nx.read_gexf(io.BytesIO(written(kg, "gexf")))
    assert set(graph) == set(kg.graph)
    assert graph.number_of_edges() == kg.graph.number_of_edges()
    for entity in lookup(kg).mentions.values():
        node = graph.nodes[kg.resolution.entity_of[entity.id]]
        assert node["viz"]["position"] == {"x": 1.5, "y": 2.0, "z": 0.0}
        assert {"r", "g", "b"} <= set(node["viz"]["color"])
    heads = [data for *_, data in graph.edges(data=True) if data["type"] == "HEAD_OF"]
    assert heads[0]["weight"] == heads[0]["n_sources"]


def test_csv_has_a_row_for_each_citation(kg: KnowledgeGraph) -> None:
    rows = list(csv.DictReader(io.StringIO(written(kg, "csv").decode(), newline="")))
    assert len(rows) == len(kg.evidence.claims)
    assert {row["subject"] for row in rows} >= {"Mara Lindqvist", "Boris Karim"}
    quotes = {lookup(kg).quote(claim.id) for claim in kg.evidence.claims}
    assert {row["quote"] for row in rows} == quotes


def test_tables_hold_all_nodes_edges_and_citations(kg: KnowledgeGraph) -> None:
    with zipfile.ZipFile(io.BytesIO(written(kg, "tables"))) as archive:
        sizes = {
            name: len(list(csv.reader(io.StringIO(archive.read(name).decode(), newline=""))))
            for name in archive.namelist()
        }
    assert sizes == {
        "nodes.csv": 1 + len(kg.graph),
        "edges.csv": 1 + kg.graph.number_of_edges(),
        "citations.csv": 1 + len(kg.evidence.claims),
    }


@given(HOSTILE)
def test_no_cell_starts_a_formula(text: str) -> None:
    cell = str(safe_cell(text))
    assert cell[:1] not in set("=+-@\t\r\n")
    cell.encode()


@settings(max_examples=80, deadline=None)
@given(HOSTILE, HOSTILE)
def test_any_text_survives_every_format(name: str, rest: str) -> None:
    marked = name.translate(dict.fromkeys(map(ord, "[]|{}"), "_"))
    tail = rest.translate(dict.fromkeys(map(ord, "[]|{}"), "_"))
    sentence = f"[{marked}|PERSON] {{met}} [Poland|COUNTRY] {tail}."
    kg = graph_of(extraction("a.txt", tail, None, [(sentence, [Said("CONSULT", 0, 1)])]))
    data = read_json(kg)
    text = kg.evidence.documents[0].text
    assert data["edges"][0]["citations"][0]["quote"] in text
    graph = read_graphml(kg)
    (edge,) = graph.edges(data=True)
    assert json.loads(edge[2]["citations"])[0]["start"] == 0
    assert nx.read_gexf(io.BytesIO(written(kg, "gexf"))).number_of_edges() == 1
    rows = list(csv.reader(io.StringIO(written(kg, "csv").decode(), newline="")))
    assert len(rows) == 2
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("text", ["a\rb", "a\r\nb", "a\tb\nc", " a ", "<b>&amp;\"'"])
def test_graphml_keeps_white_space_and_marks(text: str) -> None:
    sentence = f"[Anna Berg|PERSON] {{met}} [Poland|COUNTRY] {text}."
    kg = graph_of(extraction("a.txt", "A", None, [(sentence, [Said("CONSULT", 0, 1)])]))
    (edge,) = read_graphml(kg).edges(data=True)
    assert edge[2]["quote"].endswith(f"{text}.")


def test_filters_leave_out_what_does_not_pass(kg: KnowledgeGraph) -> None:
    data = read_json(kg, ViewQuery(modality=(Modality.REPORTED,), max_nodes=1))
    assert [edge["type"] for edge in data["edges"]] == ["ACCUSE"]
    names = {node["name"] for node in data["nodes"]}
    assert names == {"Boris Karim", "Poland", "Interfax"}


def test_default_query_leaves_nothing_out(kg: KnowledgeGraph) -> None:
    assert written(kg, "json", ViewQuery()) == written(kg, "json")
    assert len(read_json(kg)["nodes"]) == len(kg.graph)


def test_dates_filter_edges(kg: KnowledgeGraph) -> None:
    data = read_json(kg, ViewQuery(since=date(2022, 5, 2), until=date(2022, 6, 1)))
    assert [edge["when"]["text"] for edge in data["edges"]] == ["in May"]


def test_export_replaces_the_old_file_whole(kg: KnowledgeGraph, tmp_path: Path) -> None:
    place = tmp_path / "g.json"
    place.write_text("old")
    export(kg, "json", place, ONTOLOGY)
    assert place.read_bytes() == written(kg, "json")
    assert [path.name for path in tmp_path.iterdir()] == ["g.json"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_failed_export_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    place = tmp_path / "g.json"
    place.write_text("old")

    def fail(file: object) -> None:
        file.write(b"half")  # type: ignore[attr-defined]
        raise error

    with pytest.raises(type(error)):
        write_whole(place, fail)
    assert place.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["g.json"]


def test_place_that_cannot_be_written_is_told(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(InvalidQuery, match="cannot be written"):
        export(kg, "json", tmp_path / "no" / "g.json", ONTOLOGY)


def test_unknown_format_lists_those_there_are(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(InvalidQuery, match=r"xls.*csv, gexf, graphml"):
        export(kg, "xls", tmp_path / "g", ONTOLOGY)
