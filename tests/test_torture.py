"""Faults while analysts work: curation and export killed, disks full, two who decide at once.

CITEGRAPH_TORTURE=20 (`make torture`) repeats the tests of chance twenty times as often; those
marked `torture` run there alone.
"""

import json
import os
import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.journal import active
from tests.support.casefile import write_workspace
from workspace import Workspace

ROOT = Path(__file__).parents[1]
TORTURE = int(os.environ.get("CITEGRAPH_TORTURE", "1"))
SECONDS = 120.0
CURATE = """
import random, sys
from workspace import Workspace
place, user, seed, n = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(seed)
with Workspace.open(place) as workspace:
    for number in range(n):
        entities = sorted(workspace.graph().resolution.entities)
        act = chance.choice(["rename", "merge", "retype", "undo"])
        try:
            if act == "rename":
                done = workspace.rename(chance.choice(entities), f"{user} {number}", user)
            elif act == "retype":
                done = workspace.retype(chance.choice(entities), "ORGANIZATION", user)
            elif act == "merge" and len(entities) > 1:
                done = workspace.merge(*chance.sample(entities, 2), user)
            else:
                done = workspace.undo(user)
        except Exception as error:
            if type(error).__name__ not in ("InvalidQuery", "UnknownEntity"):
                raise
        else:
            print(*(decision.id for decision in done), flush=True)
"""
EXPORT = """
import sys
from workspace import Workspace
with Workspace.open(sys.argv[1], read_only=True) as workspace:
    while True:
        workspace.export(sys.argv[2], sys.argv[3])
        print("done", flush=True)
"""
FORMATS = ("json", "graphml", "html", "tables")


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def acknowledged_until_killed(process: subprocess.Popen[str], n_lines: int) -> list[str]:
    """What was printed by a process that is killed right after so many lines."""
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(n_lines)]
    process.kill()
    rest, errors = process.communicate(timeout=SECONDS)
    assert "Traceback" not in errors, errors
    return [word for line in [*lines, *rest.splitlines()] for word in line.split()]


def require_sound(place: Path, acknowledged: list[str]) -> None:
    """The journal holds what was acknowledged, without gap, and gives one graph."""
    with Workspace.open(place) as workspace, Workspace.open(place) as again:
        journal = workspace.log()
        assert set(acknowledged) <= {decision.id for decision in journal}
        assert [decision.sequence for decision in journal] == list(range(1, len(journal) + 1))
        assert workspace.verify().problems == ()
        shown = (sorted(kg.graph.edges(keys=True)) for kg in (workspace.graph(), again.graph()))
        assert next(shown) == next(shown)
        for decision in reversed(active(journal)):
            if decision.act in (None, decision.sequence):
                workspace.undo("ann", decision.sequence)
        assert active(workspace.log()) == ()


def bare_edges(tmp_path: Path) -> list[object]:
    with Workspace.open(write_workspace(tmp_path / "bare.db")) as workspace:
        return sorted(workspace.graph().graph.edges(keys=True))


@pytest.mark.parametrize("seed", range(2 * TORTURE))
def test_killed_curation_loses_nothing_it_acknowledged(tmp_path: Path, seed: int) -> None:
    place = write_workspace(tmp_path / "w.db")
    process = start(CURATE, place, "ann", seed, 1_000)
    require_sound(place, acknowledged_until_killed(process, random.Random(seed).randrange(1, 9)))
    with Workspace.open(place) as workspace:
        assert sorted(workspace.graph().graph.edges(keys=True)) == bare_edges(tmp_path)


@pytest.mark.parametrize("n_acts", [12, pytest.param(100, marks=pytest.mark.torture)])
def test_two_who_decide_at_once_lose_nothing(tmp_path: Path, n_acts: int) -> None:
    place, known = write_workspace(tmp_path / "w.db"), []
    analysts = [start(CURATE, place, user, seed, n_acts) for seed, user in enumerate(("ann", "bo"))]
    for process in analysts:
        output, errors = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, errors
        known += output.split()
    assert known
    require_sound(place, known)


@pytest.mark.parametrize("format_", FORMATS)
def test_killed_export_leaves_a_whole_file(tmp_path: Path, format_: str) -> None:
    place, out = write_workspace(tmp_path / "w.db"), tmp_path / "out"
    with Workspace.open(place) as workspace:
        workspace.export(format_, out)
    old, chance = out.read_bytes(), random.Random(format_)
    for _ in range(TORTURE):
        acknowledged_until_killed(start(EXPORT, place, format_, out), chance.randrange(1, 30))
        assert out.read_bytes() == old


def limited(place: Path, *arguments: str, size: int) -> subprocess.CompletedProcess[str]:
    """A command that cannot write files beyond a size in bytes, as on a full disk."""
    name, *rest = arguments
    return subprocess.run(
        [sys.executable, "cli.py", name, "--workspace", str(place), *rest],
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def left_in(folder: Path) -> list[str]:
    """The files of a folder, without the log that SQLite may not have room to put away."""
    return sorted(p.name for p in folder.iterdir() if not p.name.endswith(("-wal", "-shm")))


@pytest.mark.parametrize("format_", FORMATS)
def test_export_to_a_full_disk_leaves_the_old_file(tmp_path: Path, format_: str) -> None:
    place, out = write_workspace(tmp_path / "w.db"), tmp_path / "out"
    out.write_text("old")
    result = limited(place, "export", "--format", format_, "--out", str(out), size=512)
    assert result.returncode == 2, result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr
    assert out.read_text() == "old"
    assert left_in(tmp_path) == ["out", "w.db"]


def test_decision_on_a_full_disk_is_refused_whole(tmp_path: Path) -> None:
    place = write_workspace(tmp_path / "w.db")
    result = limited(place, "rename", "Norway", "Noreg", size=place.stat().st_size // 8)
    assert result.returncode == 2, result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr
    require_sound(place, [])
    with Workspace.open(place) as workspace:
        assert workspace.log() == ()


def test_backup_to_a_full_disk_leaves_the_old_one(tmp_path: Path) -> None:
    place, copy = write_workspace(tmp_path / "w.db"), tmp_path / "copy.db"
    copy.write_text("old")
    result = limited(place, "backup", str(copy), "--force", size=place.stat().st_size // 2)
    assert result.returncode == 2, result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert copy.read_text() == "old"
    assert left_in(tmp_path) == ["copy.db", "w.db"]


def test_clock_set_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.open(write_workspace(tmp_path / "w.db")) as workspace:
        for hour, name in ((9, "First"), (3, "Second")):
            monkeypatch.setattr("workspace._now", lambda hour=hour: f"2026-01-01T{hour:02}:00:00")
            workspace.rename("Norway" if name == "First" else "First", name, "ann")
        assert workspace.find_entity("Second").type == "COUNTRY"
        workspace.undo("ann")
        assert workspace.find_entity("First").type == "COUNTRY"


def test_read_only_folder_can_be_explored_and_refuses_decisions(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    place = write_workspace(folder / "w.db")
    place.chmod(0o400)
    folder.chmod(0o500)
    before = place.read_bytes()
    try:
        with Workspace.open(place, read_only=True) as workspace:
            graph = tmp_path / "g.json"
            workspace.export("json", graph)
            assert json.loads(graph.read_bytes())["nodes"]
        assert place.read_bytes() == before
        assert [path.name for path in folder.iterdir()] == ["w.db"]
    finally:
        folder.chmod(0o700)
