"""Faults of the whole: an ingest killed anywhere, two at once, any number of workers, any seed.

CITEGRAPH_TORTURE=20 repeats the tests of chance twenty times as often.
"""

import contextlib
import json
import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.store import open_store
from tests.support.casefile import write_workspace

ROOT = Path(__file__).parents[1]
TORTURE = int(os.environ.get("CITEGRAPH_TORTURE", "1"))
N_DOCUMENTS = 80
SECONDS = 120.0
"""For what takes seconds on an idle machine."""
SENTENCES = (
    "{one}, the president of {country}, met {other} in {city} on Monday.",
    "{other} accused {country} of lying about the border with {neighbour}.",
    "{country} and {neighbour} signed a treaty, {one} said in {city}.",
    "{neighbour} did not attack {country}, according to {other}.",
)
NAMES = ("Anna Berg", "Boris Karim", "Carla Stone", "David Lund", "Elena Popova", "Felix Moreau")
COUNTRIES = ("Norway", "Poland", "Kazakhstan", "Moldova", "Turkey", "Japan")
CITIES = ("Oslo", "Warsaw", "Ankara", "Tokyo", "Geneva", "Vienna")

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short articles, seeded; some share names, so that they resolve across documents."""
    place, chance = tmp_path_factory.mktemp("in"), random.Random(7)
    for number in range(N_DOCUMENTS):
        words = dict(
            zip(("one", "other"), chance.sample(NAMES, 2), strict=True),
            **dict(zip(("country", "neighbour"), chance.sample(COUNTRIES, 2), strict=True)),
            city=chance.choice(CITIES),
        )
        text = " ".join(chance.choice(SENTENCES).format(**words) for _ in range(4))
        (place / f"{number:03}.txt").write_text(f"Article {number}.\n\n{text}\n")
    return place


@pytest.fixture(scope="module")
def clean(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a build without any fault exports."""
    place = tmp_path_factory.mktemp("clean") / "w.db"
    run("ingest", str(folder), place=place)
    return exported(place)


def command(*arguments: str, place: Path) -> list[str]:
    name, *rest = arguments
    return [sys.executable, "cli.py", name, "--workspace", str(place), *rest]


def run(*arguments: str, place: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    result = subprocess.run(
        command(*arguments, place=place),
        cwd=ROOT,
        env=os.environ | {"CITEGRAPH_MODEL": "sm"} | environment,
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    assert result.returncode == 0, result.stderr.decode()
    return result


def exported(place: Path, **environment: str) -> bytes:
    return run("export", "--format", "json", place=place, **environment).stdout


def start(folder: Path, place: Path, *more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("ingest", str(folder), *more, place=place),
        cwd=ROOT,
        env=os.environ | {"CITEGRAPH_MODEL": "sm"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_for_documents(place: Path, number: int, process: subprocess.Popen[bytes]) -> None:
    """Until so many files are in, or the process has ended."""
    while process.poll() is None:
        if place.exists() and place.stat().st_size and n_files(place) >= number:
            return
        try:
            process.wait(0.02)
        except subprocess.TimeoutExpired:
            continue


def wait_for_workers(process: subprocess.Popen[bytes]) -> set[int]:
    """The workers, as soon as there are any: they may be done before all is stored."""
    workers: set[int] = set()
    while not workers and process.poll() is None:
        workers = set(children(process))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
    return workers


def n_files(place: Path) -> int:
    store = open_store(str(place))
    try:
        return len(store.files())
    finally:
        store.close()


def children(process: subprocess.Popen[bytes]) -> Iterator[int]:
    for thread in Path(f"/proc/{process.pid}/task").iterdir():
        with contextlib.suppress(OSError):  # the thread has ended
            yield from map(int, (thread / "children").read_text().split())


def has_ended(pid: int) -> bool:
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], SECONDS)[0])
    finally:
        os.close(handle)


@pytest.mark.parametrize("seed", range(1 * TORTURE))
def test_killed_ingest_is_completed_by_a_second_run(
    folder: Path, clean: bytes, tmp_path: Path, seed: int
) -> None:
    place = tmp_path / "w.db"
    process = start(folder, place)
    workers = wait_for_workers(process)
    wait_for_documents(place, random.Random(seed).randrange(1, N_DOCUMENTS // 2), process)
    process.kill()
    process.wait()
    assert workers
    assert all(has_ended(pid) for pid in workers), "a worker outlived its parent"
    assert 0 < n_files(place) < N_DOCUMENTS
    run("verify", place=place)
    run("ingest", str(folder), place=place)
    assert exported(place) == clean


@pytest.mark.parametrize("seed", range(1 * TORTURE))
def test_killed_worker_changes_nothing(
    folder: Path, clean: bytes, tmp_path: Path, seed: int
) -> None:
    place = tmp_path / "w.db"
    process = start(folder, place, "--jobs", "2")
    wait_for_documents(place, random.Random(seed).randrange(1, 60), process)
    for pid in set(children(process)):
        os.kill(pid, signal.SIGKILL)
    assert process.wait(SECONDS) == 0
    assert exported(place) == clean


def test_two_ingests_at_once_make_one_graph(folder: Path, clean: bytes, tmp_path: Path) -> None:
    place = tmp_path / "w.db"
    processes = [start(folder, place), start(folder, place)]
    for process in processes:
        _, errors = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, errors.decode()
    assert exported(place) == clean


def test_seed_locale_zone_order_and_workers_change_no_byte(
    folder: Path, clean: bytes, tmp_path: Path
) -> None:
    place = tmp_path / "w.db"
    files = [str(path) for path in sorted(folder.iterdir(), reverse=True)]
    elsewhere = {"PYTHONHASHSEED": "5", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    run("ingest", *files, "--jobs", "2", place=place, **elsewhere)
    assert exported(place, **elsewhere) == clean


def test_interrupt_says_that_what_is_in_is_kept(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "w.db"
    process = start(folder, place)
    wait_for_documents(place, 1, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert errors.decode().splitlines()[-1].startswith("Error: interrupted; what is in is kept")
    assert b"Traceback" not in errors


def test_killed_export_leaves_the_old_file(tmp_path: Path) -> None:
    place, out = write_workspace(tmp_path / "w.db"), tmp_path / "g.json"
    run("export", "--format", "json", "--out", str(out), place=place)
    old = out.read_bytes()
    process = subprocess.Popen(
        command("export", "--format", "json", "--out", str(out), place=place), cwd=ROOT
    )
    process.kill()
    process.wait()
    assert out.read_bytes() == old
    assert json.loads(old)["nodes"]
