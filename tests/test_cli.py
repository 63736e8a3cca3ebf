"""The command line: results to standard output, messages to standard error, no traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import networkx as nx
import pytest
from click.testing import CliRunner, Result

import evidence.sql.sqlite_file as sqlite_file
from cli import cli
from commands import serve
from commands.door import printable
from evidence.store import open_store
from tests.support.casefile import write_workspace

ROOT = Path(__file__).parents[1]
Run = Callable[..., Result]
CONTRACT = (
    "ingest export verify documents evidence search show path why "
    "merge split rename retype reject undo log serve"
).split()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write_workspace(tmp_path / "w.db", hostile=True)


@pytest.fixture
def run(place: Path) -> Run:
    """Run a command on the workspace; the result has its status and both streams."""

    def go(*arguments: str, status: int = 0) -> Result:
        command, *rest = arguments
        result = CliRunner().invoke(cli, [command, "--workspace", str(place), *rest])
        assert result.exit_code == status, result.output
        assert "Traceback" not in result.output
        return result

    return go


def outside(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "cli.py", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_of_the_contract_is_there_and_explained() -> None:
    assert set(CONTRACT) <= set(cli.commands)
    for command in cli.commands.values():
        assert command.help
        for parameter in command.params:
            assert isinstance(parameter, click.Argument) or parameter.help or parameter.is_eager


def test_documents_lists_every_file_with_its_reason(run: Run) -> None:
    rows = {row["name"]: row for row in json.loads(run("documents", "--json").stdout)}
    assert rows["photo.txt"]["status"] == "failed"
    assert rows["photo.txt"]["reason"]
    assert rows["gazette.txt"]["published"] == "2022-06-01"
    assert rows["gazette.txt"]["lineage"]
    assert "text" not in rows["gazette.txt"]


def test_documents_adds_the_text(run: Run, place: Path) -> None:
    rows = json.loads(run("documents", "--json", "--text").stdout)
    store = open_store(str(place))
    texts = {document.name: document.text for document in store.snapshot().evidence.documents}
    store.close()
    assert {row["name"]: row["text"] for row in rows if row["text"]} == texts
    assert "Mara Lindqvist heads" in run("documents", "--text").stdout


def test_evidence_lists_every_citation_with_its_edge(run: Run) -> None:
    rows = json.loads(run("evidence", "--json").stdout)
    graph = json.loads(run("export", "--format", "json").stdout)
    edges = {edge["key"]: edge for edge in graph["edges"]}
    assert sum(len(edge["citations"]) for edge in edges.values()) == len(rows)
    for row in rows:
        assert row["claim"] in {citation["claim"] for citation in edges[row["edge"]]["citations"]}
    assert "Poland ASSAULT Moldova [negated]" in run("evidence").stdout


def test_verify_counts_and_exits_zero(run: Run) -> None:
    graph = json.loads(run("export", "-f", "json").stdout)
    n_quotes = sum(len(node["mentions"]) for node in graph["nodes"])
    n_quotes += sum(len(edge["citations"]) for edge in graph["edges"])
    found = run("verify").stdout
    assert found == f"3 documents, {n_quotes} quotes checked: all as stored\n"


def test_verify_names_what_is_damaged_and_exits_one(run: Run, place: Path) -> None:
    import sqlite3

    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE mentions SET text = 'X' WHERE text = 'Norway'")
    result = run("verify", status=1)
    assert "gazette.txt: mention" in result.stderr


def test_search_finds_entities_and_passages(run: Run) -> None:
    found = json.loads(run("search", "poland", "--json").stdout)
    assert [entity["name"] for entity in found["entities"]] == ["Poland"]
    assert {passage["document"] for passage in found["passages"]} == {"gazette.txt"}
    assert "gazette.txt" in run("search", "poland").stdout


def test_show_tells_all_of_an_entity(run: Run) -> None:
    shown = json.loads(run("show", "mara lindqvist", "--json").stdout)
    assert shown["type"] == "PERSON"
    assert {edge["type"] for edge in shown["edges"]} >= {"HEAD_OF", "CONSULT"}
    assert "Mara Lindqvist HEAD_OF Northwind Energy" in run("show", "Mara Lindqvist").stdout


def test_path_and_why_lead_to_quotes(run: Run) -> None:
    (way, *_) = json.loads(run("path", "Norway", "Mara Lindqvist", "--json").stdout)
    assert [node["name"] for node in way["nodes"]][1] == "Northwind Energy"
    (edge,) = json.loads(run("why", "Poland", "Moldova", "--json").stdout)
    assert edge["citations"][0]["quote"] == "Poland has not attacked Moldova."
    assert "“Poland has not attacked Moldova.”" in run("why", "Poland", "Moldova").stdout
    assert "no edge" in run("why", "Poland", "Norway").stdout


@pytest.mark.parametrize("format_", ["json", "graphml", "gexf", "csv", "tables", "html", "story"])
def test_export_writes_the_same_to_file_and_pipe(run: Run, tmp_path: Path, format_: str) -> None:
    out = tmp_path / "graph"
    result = run("export", "--format", format_, "--out", str(out))
    assert result.stdout == ""
    assert out.read_bytes() == run("export", "--format", format_).stdout_bytes


def test_export_filters(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "g.graphml"
    run("export", "-f", "graphml", "-o", str(out), "--focus", "Poland", "--polarity", "negated")
    graph = nx.read_graphml(out, force_multigraph=True, edge_key_type=str)
    assert [data["type"] for *_, data in graph.edges(data=True)] == ["ASSAULT"]
    found = json.loads(run("export", "-f", "json", "--document", "north/courier.txt").stdout)
    types = {edge["type"] for edge in found["edges"]}
    assert types == {"HEAD_OF", "SUPPORT", "HOST_OF", "PARTICIPANT_IN"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "--format", "xls"],
        ["export", "--format", "json", "--relation", "LOVES"],
        ["export", "--format", "json", "--since", "yesterday"],
        ["export", "--format", "json", "--out", "/no/such/folder/g.json"],
        ["show", "Nobody Here"],
        ["merge", "Poland", "Poland"],
        ["reject", "no-such-edge"],
        ["undo"],
        ["undo", "99"],
    ],
)
def test_refusal_is_one_line_and_status_two(run: Run, arguments: list[str]) -> None:
    result = run(*arguments, status=2)
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("Error: ")


@pytest.mark.parametrize(
    "arguments", [["ingest"], ["ingest", "/no/such/path"], ["merge", "a"], ["x"]]
)
def test_wrong_usage_is_status_two(arguments: list[str]) -> None:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_curation_is_logged_and_undone(run: Run) -> None:
    run("merge", "Mara Lindqvist", "Boris Karim", "--user", "ann", "--note", "same face")
    run("rename", "Poland", "Polska", "--user", "bob")
    run("undo", "--user", "ann")
    journal = json.loads(run("log", "--json").stdout)
    assert [(d["kind"], d["user"], d["in_force"]) for d in journal] == [
        ("same", "ann", False),
        ("rename", "bob", True),
        ("retract", "ann", False),
    ]
    assert journal[0]["note"] == "same face"
    lines = run("log").stdout.splitlines()
    assert [line.endswith("(undone)") for line in lines] == [True, False, False]
    assert json.loads(run("show", "Polska", "--json").stdout)["type"] == "COUNTRY"


def test_split_retype_reject(run: Run) -> None:
    run("merge", "Mara Lindqvist", "Boris Karim")
    run("split", "Mara Lindqvist", "Boris Karim")
    run("retype", "Interfax", "PLACE")
    assert json.loads(run("show", "Interfax", "--json").stdout)["type"] == "PLACE"
    (edge,) = json.loads(run("why", "Poland", "Moldova", "--json").stdout)
    run("reject", edge["key"])
    assert json.loads(run("why", "Poland", "Moldova", "--json").stdout) == []


def test_backup_and_restore_give_the_same_graph(run: Run, tmp_path: Path) -> None:
    before = run("export", "--format", "json").stdout
    copy = str(tmp_path / "copy.db")
    assert "3 documents" in run("backup", copy).stdout
    run("rename", "Norway", "Noreg")
    assert "--force" in run("restore", copy, status=2).stderr
    run("restore", copy, "--force")
    assert run("export", "--format", "json").stdout == before
    assert "--force" in run("backup", copy, status=2).stderr


def test_terminal_gets_no_control_characters() -> None:
    assert printable("a\x1b[31mb\x07\x9b\u202ec\td\n") == "a\ufffd[31mb\ufffd\ufffd\ufffdc\td\n"


@pytest.mark.parametrize("command", ["export", "verify", "documents", "show"])
def test_workspace_that_is_not_there_is_told(tmp_path: Path, command: str) -> None:
    more = {"export": ["-f", "json"], "show": ["x"]}.get(command, [])
    result = CliRunner().invoke(cli, [command, "-w", str(tmp_path / "none.db"), *more])
    assert result.exit_code == 2
    assert "cli.py ingest" in result.stderr


def test_file_that_is_no_workspace_is_told(tmp_path: Path) -> None:
    (tmp_path / "w.db").write_text("not a database " * 100)
    result = CliRunner().invoke(cli, ["verify", "-w", str(tmp_path / "w.db")])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_locked_workspace_is_told(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert "another process is writing" in run("merge", "Poland", "Norway", status=2).stderr
    other.close()


def test_unexpected_error_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from workspace import Workspace

    monkeypatch.setattr(Workspace, "log", lambda self: 1 / 0)
    result = run("log", status=2)
    assert result.stderr.splitlines() == [
        "Error: unexpected ZeroDivisionError: division by zero. Run with --debug, please report it"
    ]


def test_serve_binds_to_this_machine_alone() -> None:
    flags = serve.command(8600, headless=True)
    assert "--server.address=127.0.0.1" in flags
    assert "--server.port=8600" in flags
    assert "--server.headless=true" in flags
    assert "--server.enableXsrfProtection=true" in flags
    assert "--client.showErrorDetails=none" in flags
    assert any(flag.startswith("--server.allowedHosts") for flag in flags)
    assert serve.APP.name == "app.py"


def test_serve_hands_the_workspace_over(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    calls: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "execve", lambda _, flags, env: calls.append((flags, env)))
    CliRunner().invoke(cli, ["serve", "-w", str(place), "--no-browser"])
    ((flags, environment),) = calls
    assert environment["CITEGRAPH_WORKSPACE"] == str(place)
    assert "--server.headless=true" in flags


def test_output_survives_any_locale(place: Path) -> None:
    result = outside("why", "Poland", "Moldova", "-w", str(place), LC_ALL="C", PYTHONUTF8="0",
                     PYTHONIOENCODING="ascii")  # fmt: skip
    assert result.returncode == 0
    assert "Poland has not attacked Moldova." in result.stdout


def test_help_needs_no_heavy_library() -> None:
    code = (
        "import sys, cli\n"
        "heavy = {'spacy', 'networkx', 'sqlalchemy', 'streamlit', 'sklearn'} & set(sys.modules)\n"
        "sys.exit(' '.join(sorted(heavy)) or 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.model
def test_folder_to_graph(tmp_path: Path) -> None:
    folder, place = tmp_path / "in", str(tmp_path / "w.db")
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Anna Berg is the president of Norway. On Monday Anna Berg met Boris Karim in Oslo. " * 2
    )
    (folder / "bad.txt").write_bytes(b"")
    first = outside("ingest", str(folder), "--workspace", place, "--model", "sm")
    assert first.returncode == 1
    assert "failed: bad.txt: the file is empty." in first.stderr
    assert "1 documents in, 0 unchanged, 0 skipped, 1 failed" in first.stdout
    assert "words per second" in first.stdout
    (folder / "bad.txt").unlink()
    second = outside("ingest", str(folder), "--workspace", place, CITEGRAPH_MODEL="sm")
    assert second.returncode == 0
    assert "0 documents in, 1 unchanged" in second.stdout
    assert outside("verify", "--workspace", place).returncode == 0
    exports = [
        outside("export", "--format", "json", "--workspace", place, PYTHONHASHSEED=seed).stdout
        for seed in ("1", "2")
    ]
    assert exports[0] == exports[1]
    assert json.loads(exports[0])["edges"]


@pytest.mark.model
def test_missing_model_names_the_command(tmp_path: Path) -> None:
    result = outside(
        "ingest", str(ROOT / "README.md"), "-w", str(tmp_path / "w.db"), "--model", "xx"
    )
    assert result.returncode == 2
    assert "spacy download xx" in result.stderr
    assert len(result.stderr.splitlines()) == 1
