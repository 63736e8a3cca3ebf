"""The walls of the house: which room may import what. Read from the sources, nothing is run."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OUTSIDE = {"tests", "benchmarks", "scripts", "docs", ".venv"}
SCREEN = {"streamlit", "pyvis"}
COMMAND_LINE = {"click"}
OUTER = {"workspace", "ingest", "commands", "cli", "dashboard", "app"}
WALLS = {
    "errors": {"ontology", "evidence", "extract", "graph", "spacy", "networkx"} | SCREEN | OUTER,
    "ontology": {"evidence", "extract", "graph", "spacy", "networkx"} | SCREEN | OUTER,
    "evidence": {"ontology", "extract", "graph", "spacy", "networkx"} | SCREEN | OUTER,
    "extract": {"graph", "networkx"} | SCREEN | COMMAND_LINE | OUTER,
    "graph": {"extract", "spacy", "streamlit"} | COMMAND_LINE | OUTER,
    "workspace": {"streamlit", "commands", "cli", "dashboard", "app"} | COMMAND_LINE,
    "ingest": {"streamlit", "graph", "commands", "cli", "dashboard", "app"} | COMMAND_LINE,
    "commands": {"extract", "spacy", "cli", "dashboard", "app"} | SCREEN,
    "cli": {"extract", "spacy", "dashboard", "app"} | SCREEN,
    "dashboard": {"extract", "spacy", "commands", "cli", "app"} | COMMAND_LINE,
    "app": {"extract", "spacy", "commands", "cli"} | COMMAND_LINE,
}
"""Room: what it must not import, by the first part of the name."""
SLOW = {"spacy", "streamlit", "sklearn", "scipy", "networkx", "pandas", "torch"}
"""What `cli.py --help` must not wait for."""


def sources() -> dict[str, ast.Module]:
    """Every module of the product by its dotted name."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] not in OUTSIDE and not parts[0].startswith("."):
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


SOURCES = sources()


def imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """The dotted names that are imported; names from a module may be modules themselves."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_on_loading(name: str) -> set[str]:
    """The product's modules that this one imports when it is loaded."""
    found = set(imports(iter(SOURCES[name].body)))
    return {other for other in found if other in SOURCES and other != name}


@pytest.mark.parametrize("room", sorted(WALLS))
def test_room_imports_nothing_from_behind_its_wall(room):
    modules = [name for name in SOURCES if name.split(".")[0] == room]
    assert modules, f"no room {room}: the walls are out of date"
    crossings = [
        f"{name} imports {other}"
        for name in modules
        for other in imports(ast.walk(SOURCES[name]))
        if other.split(".")[0] in WALLS[room]
    ]
    assert crossings == []


def test_every_room_has_a_wall():
    assert {name.split(".")[0] for name in SOURCES} == set(WALLS)


def test_no_import_goes_in_a_circle():
    graph = {name: imported_on_loading(name) for name in SOURCES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_command_line_starts_without_the_slow_libraries():
    reached, waiting = set(), {"cli"}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= imported_on_loading(name) - reached
        waiting |= {part for part in (name.rpartition(".")[0],) if part and part not in reached}
    slow = {
        f"{name} imports {other}"
        for name in reached
        for other in imports(iter(SOURCES[name].body))
        if other.split(".")[0] in SLOW
    }
    assert slow == set()


def test_library_code_does_not_print():
    doors = {"cli", "commands", "app"}
    printing = [
        name
        for name, tree in SOURCES.items()
        if name.split(".")[0] not in doors
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert printing == []


def test_no_code_is_hidden_in_data():
    """Neither pickle nor eval reads anything but what our own worker processes send."""
    own = {"extract.worker", "extract.workers"}
    forbidden = {"pickle", "marshal", "shelve", "jsonpickle", "dill"}
    found = [
        f"{name} imports {other}"
        for name, tree in SOURCES.items()
        for other in imports(ast.walk(tree))
        if other.split(".")[0] in forbidden and name not in own
    ]
    found += [
        f"{name} calls {node.func.id}"
        for name, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"eval", "exec"}
    ]
    assert found == []


def test_no_test_folder_shadows_a_room():
    assert list((ROOT / "tests").rglob("__init__.py")) == []
