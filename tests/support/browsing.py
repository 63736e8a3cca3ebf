"""A server to test, and a page of it with a handle on the canvas."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
START_SECONDS, WAIT = 60, 20_000
DRAWN = """() => [...document.querySelectorAll('*')].some(
    (host) => host.shadowRoot?.querySelector('.cg-stage')?.citegraph?.data)"""


def find_chromium() -> str | None:
    """Chromium or Chrome: from CITEGRAPH_CHROMIUM, the path, or Playwright's own download."""
    named = os.environ.get("CITEGRAPH_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


SPOT = """[0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].filter((t) => {
    const [x, y] = c.edgeXY(a, t, false);
    return c.pick({ x, y })?.edges?.[0] === a; }).map((t) => c.edgeXY(a, t))[0]"""
"""Where on the page an edge can be clicked, by its id."""


@dataclass
class Server:
    """A running app."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path


def start_server(workspace: Path, folder: Path) -> Server:
    """Start the app on a free port and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    options = ["--server.port", str(port), "--server.headless", "true"]
    environment = {**os.environ, "CITEGRAPH_WORKSPACE": str(workspace)}
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*command, *options], cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    _wait_for(server)
    return server


def _wait_for(server: Server) -> None:
    for _ in range(START_SECONDS * 10):
        if server.process.poll() is not None:
            raise RuntimeError(server.log.read_text())
        try:
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=1).close()
            return
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                server.process.wait(0.1)
    raise RuntimeError(f"The app did not answer in {START_SECONDS} s.\n{server.log.read_text()}")


def stop_server(server: Server) -> None:
    """End the app."""
    server.process.terminate()
    try:
        server.process.wait(10)
    except subprocess.TimeoutExpired:
        server.process.kill()


@dataclass
class Explored:
    """A page with the drawing on it."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Keep every request that leaves this machine, and every error of a script."""
        self.page.on("request", self._request)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            self.outside.append(request.url)

    def open(self, url: str) -> None:
        """Open the Explore page and wait for the drawing."""
        self.page.goto(url)
        self.page.wait_for_function(DRAWN, timeout=WAIT * 2)

    @property
    def stage(self) -> Locator:
        return self.page.locator(".cg-stage")

    def canvas(self, expression: str, argument: object = None) -> Any:
        """Ask the canvas, which is `c` in the expression; `a` is the argument."""
        return self.stage.evaluate(
            f"(stage, a) => {{ const c = stage.citegraph; return ({expression}); }}", argument
        )

    def wait(self, expression: str, argument: object = None) -> None:
        """Wait until an expression about the canvas holds."""
        self.page.wait_for_function(
            f"""(a) => [...document.querySelectorAll('*')].some((host) => {{
                const c = host.shadowRoot?.querySelector('.cg-stage')?.citegraph;
                return c?.data && ({expression}); }})""",
            arg=argument,
            timeout=WAIT,
        )

    def node(self, name: str) -> str:
        """Id of the node with this label."""
        found = self.canvas("[...c.nodes.values()].find((n) => n.label === a)?.id", name)
        assert found, f"{name} is not drawn"
        return str(found)

    def edge(self, source: str, label: str, target: str) -> str:
        """Id of the edge between two labels."""
        found = self.canvas(
            """[...c.edges.values()].find((e) => e.label === a[1]
                && c.nodes.get(e.from).label === a[0] && c.nodes.get(e.to).label === a[2])?.id""",
            [source, label, target],
        )
        assert found, f"{source} {label} {target} is not drawn"
        return str(found)

    def click_node(self, name: str, **options: Any) -> None:
        self.page.mouse.click(*self.canvas("c.nodeXY(a)", self.node(name)), **options)

    def click_edge(self, edge: str, **options: Any) -> None:
        """Click an edge where nothing lies on it."""
        spot = self.canvas(SPOT, edge)
        assert spot, "the edge is nowhere on top"
        self.page.mouse.click(*spot, **options)

    def positions(self) -> dict[str, list[float]]:
        return dict(
            self.canvas("Object.entries(c.net.getPositions()).map(([i, p]) => [i, [p.x, p.y]])")
        )
