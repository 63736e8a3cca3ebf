"""A server on a small workspace, and a browser that lets nothing out of this machine."""

import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import FLAGS, Explored, Server, find_chromium, start_server, stop_server
from casefile import write_workspace
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="session")
def chromium() -> str:
    found = find_chromium()
    if found is None:
        words = "BROWSER TESTS DID NOT RUN: no Chromium or Chrome was found."
        if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail(words)
        warnings.warn(words, stacklevel=1)
        pytest.skip(words)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on the case file with a hostile document in it; tests must not change it."""
    folder = tmp_path_factory.mktemp("app")
    running = start_server(write_workspace(folder / "case.db", hostile=True), folder)
    yield running
    stop_server(running)


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[Callable[[Path], Server]]:
    """Starts an app of one's own on a workspace that may be changed, or is not there yet."""
    started: list[Server] = []

    def start(workspace: Path) -> Server:
        started.append(start_server(workspace, tmp_path))
        return started[-1]

    yield start
    for running in started:
        stop_server(running)


@pytest.fixture
def explored(browser: Browser, server: Server) -> Iterator[Explored]:
    """The Explore page at its opening view; at the end, nothing may have left this machine."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    found = Explored(context.new_page())
    found.watch()
    found.open(server.url)
    yield found
    context.close()
    assert not found.outside
    assert not found.errors
