"""The service layer: the graph follows the store, and curation can be undone."""

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from errors import InvalidQuery, StoreError, UnknownEntity
from evidence.journal import DecisionDraft
from evidence.model import DecisionKind, FileRecord, FileStatus
from evidence.store import open_store
from graph.filters import edges_of
from graph.model import ViewQuery
from tests.support.casefile import RUN, Said, documents, extraction, write_workspace
from workspace import Workspace

SMITHS = [
    ("[John Smith|PERSON] {heads} [Northwind Energy|ORGANIZATION].", [Said("HEAD_OF", 0, 1)]),
    ("[Johnny Smith|PERSON] {accused} [Poland|COUNTRY].", [Said("ACCUSE", 0, 1)]),
]
NEWCOMER = [("[Carla Stone|PERSON] {met} [Poland|COUNTRY].", [Said("CONSULT", 0, 1)])]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write_workspace(tmp_path / "w.db")


@pytest.fixture
def workspace(place: Path) -> Iterator[Workspace]:
    with Workspace.open(place) as opened:
        yield opened


def add(place: Path, name: str, sentences: list[tuple[str, list[Said]]]) -> None:
    store = open_store(str(place))
    one = extraction(name, name, None, sentences)
    store.add(one, RUN, FileRecord(name, name, FileStatus.INGESTED, "", one.document.id, name))
    store.close()


def picture(workspace: Workspace) -> tuple[object, ...]:
    """What is shown: names and types of nodes, and edges by them."""
    kg = workspace.graph()
    names = {n: (kg.resolution.entities[n].name, kg.resolution.entities[n].type) for n in kg.graph}
    edges = sorted(
        (names[source], names[target], data["type"], data["claim_ids"])
        for source, target, data in kg.graph.edges(data=True)
    )
    return sorted(names.values()), edges


def test_graph_is_built_once_a_revision(workspace: Workspace) -> None:
    kg = workspace.graph()
    assert workspace.graph() is kg
    assert kg.revision == workspace.revision()
    workspace.rename("Norway", "Noreg", "ann")
    assert workspace.graph() is not kg
    assert workspace.find_entity("Noreg").type == "COUNTRY"


def test_graph_follows_what_another_process_stores(workspace: Workspace, place: Path) -> None:
    with pytest.raises(UnknownEntity):
        workspace.find_entity("Carla Stone")
    add(
        place,
        "new.txt",
        [("[Carla Stone|PERSON] {met} [Poland|COUNTRY].", [Said("CONSULT", 0, 1)])],
    )
    assert workspace.find_entity("Carla Stone").type == "PERSON"


def test_citations_of_an_edge_are_quotes(workspace: Workspace) -> None:
    mara, north = (workspace.find_entity(n) for n in ("Mara Lindqvist", "Northwind Energy"))
    (edge,) = workspace.why(mara.id, north.id)
    citations = workspace.citations(edge.id)
    assert {c.document.name for c in citations} == {"gazette.txt", "north/courier.txt"}
    for citation in citations:
        assert citation.exact == "Mara Lindqvist heads Northwind Energy."
        assert citation.document.text[citation.start : citation.end] == citation.exact
        assert [h.part for h in citation.highlights] == ["source", "trigger", "target"]


def test_edges_of_an_entity_go_both_ways(workspace: Workspace) -> None:
    poland = workspace.find_entity("Poland")
    edges = workspace.edges_of(poland.id)
    assert sorted(edge.type for edge in edges) == ["ACCUSE", "ASSAULT"]
    assert {poland.id} < {end for edge in edges for end in (edge.source, edge.target)}


def test_path_leads_over_entities_between(workspace: Workspace) -> None:
    start, end = (workspace.find_entity(name).id for name in ("Norway", "Mara Lindqvist"))
    (way,) = workspace.path(start, end)
    names = workspace.graph().resolution.entities
    assert [names[node].name for node in way.nodes] == [
        "Norway",
        "Northwind Energy",
        "Mara Lindqvist",
    ]


@pytest.mark.parametrize("text", ["poland", "POLAND", "Poland"])
def test_entity_is_found_in_any_case(workspace: Workspace, text: str) -> None:
    assert workspace.find_entity(text).name == "Poland"


def test_unknown_entity_names_those_that_are_near(workspace: Workspace) -> None:
    with pytest.raises(UnknownEntity, match="Mara Lindqvist"):
        workspace.find_entity("Lindqvist")


def test_unknown_ids_are_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidQuery):
        workspace.edge("none")
    with pytest.raises(InvalidQuery):
        workspace.document("none")
    with pytest.raises(InvalidQuery):
        workspace.find_document("none")


def test_passages_are_found_by_words(workspace: Workspace) -> None:
    ((passage, document),) = workspace.search_passages("hosts congress")
    assert document.text[passage.start : passage.end] == "Kazakhstan hosts the harbour congress."


def test_merge_then_undo_is_as_before(workspace: Workspace) -> None:
    before = picture(workspace)
    workspace.merge("Mara Lindqvist", "Boris Karim", "ann", "one person")
    assert len(picture(workspace)[0]) == len(before[0]) - 1  # type: ignore[arg-type]
    workspace.undo("ann")
    assert picture(workspace) == before


def test_merge_of_one_with_itself_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidQuery, match="one entity already"):
        workspace.merge("Poland", "poland", "ann")


def test_split_takes_out_what_goes_by_a_name(place: Path) -> None:
    for number in range(3):
        add(place, f"smiths {number}.txt", SMITHS)
    with Workspace.open(place) as workspace:
        if workspace.find_entity("John Smith").id != workspace.find_entity("Johnny Smith").id:
            workspace.merge("John Smith", "Johnny Smith", "ann")
        merged = picture(workspace)
        workspace.split("John Smith", ["Johnny Smith"], "ann")
        john, johnny = workspace.find_entity("John Smith"), workspace.find_entity("Johnny Smith")
        mentions = {m.id: m.text for m in workspace.graph().evidence.mentions}
        assert {mentions[m] for m in john.mention_ids} == {"John Smith"}
        assert {mentions[m] for m in johnny.mention_ids} == {"Johnny Smith"}
        assert len(john.mention_ids) == len(johnny.mention_ids) == 3
        workspace.undo("ann")
        assert picture(workspace) == merged


def test_split_by_documents_of_one_name(place: Path) -> None:
    for number in range(4):
        add(place, f"smiths {number}.txt", SMITHS[:1])
    with Workspace.open(place) as workspace:
        before = picture(workspace)
        whole = workspace.find_entity("John Smith")
        assert len(whole.mention_ids) == 4
        out = sorted(whole.mention_ids)[1:3]
        workspace.split(whole.id, out, "ann")
        sizes = sorted(
            sorted(e.mention_ids)
            for e in workspace.graph().resolution.entities.values()
            if e.name == "John Smith"
        )
        rest = [m for m in sorted(whole.mention_ids) if m not in out]
        assert sizes == sorted([out, rest])
        workspace.undo("ann")
        assert picture(workspace) == before


def test_split_makes_one_entity_of_all_that_goes(workspace: Workspace) -> None:
    workspace.merge("Mara Lindqvist", "Boris Karim", "ann")
    workspace.merge("Mara Lindqvist", "Interfax", "ann")
    workspace.split("Mara Lindqvist", ["Boris Karim", "Interfax"], "ann")
    boris = workspace.find_entity("Boris Karim")
    assert workspace.find_entity("Interfax") == boris
    assert workspace.find_entity("Mara Lindqvist") != boris


@pytest.mark.parametrize("part", ["Nobody", "Poland"])
def test_split_of_nothing_or_all_is_refused(workspace: Workspace, part: str) -> None:
    with pytest.raises(InvalidQuery, match="Poland"):
        workspace.split("Poland", [part], "ann")


def test_rename_and_retype_show_and_undo(workspace: Workspace) -> None:
    before = picture(workspace)
    workspace.rename("Northwind Energy", " North Wind ", "ann")
    workspace.retype("North Wind", "PLACE", "ann")
    assert workspace.find_entity("North Wind").type == "PLACE"
    workspace.undo("ann")
    workspace.undo("ann")
    assert picture(workspace) == before


def test_wrong_names_and_types_are_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidQuery, match="empty"):
        workspace.rename("Poland", "  ", "ann")
    with pytest.raises(InvalidQuery, match="PERSON, COUNTRY"):
        workspace.retype("Poland", "SHIP", "ann")
    assert workspace.log() == ()


def test_rejected_edge_is_gone_and_comes_back(workspace: Workspace) -> None:
    before = picture(workspace)
    mara, north = (workspace.find_entity(n).id for n in ("Mara Lindqvist", "Northwind Energy"))
    (edge,) = workspace.why(mara, north)
    decisions = workspace.reject(edge.id, "ann")
    assert len(decisions) == len(edge.claim_ids) == 2
    assert workspace.why(mara, north) == ()
    workspace.undo("ann", decisions[1].sequence)
    assert picture(workspace) == before


def test_curation_outlives_re_extraction(workspace: Workspace, place: Path) -> None:
    workspace.merge("Mara Lindqvist", "Boris Karim", "ann")
    workspace.rename("Mara Lindqvist", "M. K.", "ann")
    before = picture(workspace)
    store = open_store(str(place))
    for one in documents():
        name = one.document.name
        file = FileRecord(name, name, FileStatus.INGESTED, "", one.document.id, "ff")
        store.add(one, replace(RUN, id="other"), file)
    store.close()
    assert picture(workspace) == before


def test_decision_of_another_kind_is_kept(workspace: Workspace) -> None:
    document = workspace.find_document("gazette.txt")
    decision = workspace.decide(DecisionDraft(DecisionKind.GRADE, document.id, value="B"), "ann")
    assert workspace.log() == (decision,)
    assert (decision.sequence, decision.user) == (1, "ann")


def test_two_analysts_lose_nothing(place: Path) -> None:
    """Each merges and undoes at random on an opening of their own; the log replays to the graph."""
    names = ["Mara Lindqvist", "Boris Karim", "Poland", "Moldova", "Norway", "Kazakhstan"]

    def work(user: str) -> int:
        chance, n_acts = random.Random(user), 0
        with Workspace.open(place) as workspace:
            for _ in range(12):
                try:
                    if chance.random() < 0.3:
                        n_acts += len(workspace.undo(user))
                    else:
                        n_acts += len(workspace.merge(*chance.sample(names, 2), user=user))
                except (UnknownEntity, InvalidQuery):
                    continue
        return n_acts

    with ThreadPoolExecutor(2) as pool:
        n_acts = sum(pool.map(work, ["ann", "bob"]))
    with Workspace.open(place) as one, Workspace.open(place, read_only=True) as other:
        journal = one.log()
        assert [decision.sequence for decision in journal] == list(range(1, n_acts + 1))
        assert picture(one) == picture(other)
        assert not one.verify().problems


def test_positions_stay_when_the_graph_grows(workspace: Workspace, place: Path) -> None:
    before = dict(workspace.positions())
    assert set(before) == set(workspace.graph().graph)
    add(
        place,
        "new.txt",
        [("[Carla Stone|PERSON] {met} [Poland|COUNTRY].", [Said("CONSULT", 0, 1)])],
    )
    after = workspace.positions()
    carla = workspace.find_entity("Carla Stone").id
    assert after == {**before, carla: after[carla]}
    with Workspace.open(place) as again:
        assert again.positions() == after


def test_moved_entity_stays_where_it_was_put(workspace: Workspace) -> None:
    poland = workspace.find_entity("Poland").id
    workspace.move({poland: (7.0, 8.0)})
    assert workspace.positions()[poland] == (7.0, 8.0)


def test_view_shows_the_graph(workspace: Workspace) -> None:
    view = workspace.view(ViewQuery())
    assert view.n_edges == workspace.graph().graph.number_of_edges()
    assert {(node.x, node.y) for node in view.nodes} <= set(workspace.positions().values())


def test_views_are_kept_by_name(workspace: Workspace) -> None:
    first = workspace.save_view("first", "types=PERSON")
    workspace.save_view("second", "hops=2", "why")
    changed = workspace.save_view("first", "types=PLACE")
    assert changed.id == first.id
    assert [view.query for view in workspace.saved_views()] == ["types=PLACE", "hops=2"]
    workspace.delete_view(first.id)
    assert [view.name for view in workspace.saved_views()] == ["second"]


def test_statement_tells_the_standing(workspace: Workspace) -> None:
    kg = workspace.graph()
    edges = {edge.type: workspace.statement(edge) for edge in edges_of(kg)}
    assert edges["ACCUSE"] == "Boris Karim ACCUSE Poland [reported, says Interfax]"
    assert edges["ASSAULT"] == "Poland ASSAULT Moldova [negated]"
    assert edges["HEAD_OF"] == "Mara Lindqvist HEAD_OF Northwind Energy"


def test_read_only_workspace_shows_and_refuses(place: Path) -> None:
    with Workspace.open(place, read_only=True) as workspace:
        assert workspace.view(ViewQuery()).nodes
        with pytest.raises(StoreError, match="read-only"):
            workspace.merge("Poland", "Moldova", "ann")


def test_threads_share_a_workspace(workspace: Workspace) -> None:
    def look(number: int) -> int:
        if number % 5 == 0:
            workspace.rename("Poland", f"Poland {number}", "ann")
            workspace.undo("ann")
        return len(workspace.view(ViewQuery()).nodes)

    size = len(workspace.view(ViewQuery()).nodes)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(look, range(1, 30))) == {size}


def test_export_and_write_give_the_same(workspace: Workspace, tmp_path: Path) -> None:
    workspace.export("json", tmp_path / "g.json")
    with (tmp_path / "other.json").open("wb") as file:
        workspace.write("json", file)
    assert (tmp_path / "g.json").read_bytes() == (tmp_path / "other.json").read_bytes()
    assert json.loads((tmp_path / "g.json").read_bytes())["graph"]["build"]["revision"]


@pytest.mark.model
def test_uploads_become_a_graph(tmp_path: Path) -> None:
    text = "Anna Berg is the president of Norway. On Monday Anna Berg met Boris Karim in Oslo. " * 2
    calls: list[tuple[int, int, str]] = []
    with Workspace.open(tmp_path / "w.db") as workspace:
        uploads = [("a.txt", text.encode()), ("b.txt", b"")]
        report = workspace.ingest_bytes(
            uploads, model="sm", progress=lambda *call: calls.append(call)
        )
        assert (report.n_ingested, report.n_failed) == (1, 1)
        assert sorted(call[2] for call in calls) == ["a.txt", "b.txt"]
        norway = workspace.find_entity("Norway")
        assert "HEAD_OF" in {edge.type for edge in workspace.edges_of(norway.id)}
        assert not workspace.verify().problems
        again = workspace.ingest_bytes(uploads, model="sm")
        assert (again.n_ingested, again.n_unchanged) == (0, 1)


@pytest.mark.model
def test_restored_line_becomes_evidence_and_an_undo_takes_it_back(tmp_path: Path) -> None:
    article = "Anna Berg met Boris Karim in Oslo on Monday, officials said. " * 3
    repeated = "Carla Stone met David Lund in Warsaw on Tuesday."
    text = f"{article}\n\n{repeated}\n\n{article}\n\n{repeated}\n"
    with Workspace.open(tmp_path / "w.db") as workspace:
        workspace.ingest_bytes([("a.txt", text.encode())], model="sm")
        before, document = workspace.graph(), workspace.find_document("a.txt")
        mask = document.hidden[-1]
        assert document.text[mask.start : mask.end] == repeated
        workspace.restore_text("a.txt", mask.start, mask.end, "ann")
        assert mask not in workspace.document(document.id).hidden
        quotes = [m.text for m in workspace.graph().evidence.mentions if m.start >= mask.start]
        assert "Carla Stone" in quotes
        assert not workspace.verify().problems
        workspace.undo("ann")
        assert workspace.graph().evidence == before.evidence
