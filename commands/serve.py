"""The dashboard, on this machine alone."""

import os
import sys
from pathlib import Path

import click

from commands.door import workspace_option

APP = Path(__file__).resolve().parents[1] / "app.py"
SETTINGS = {
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.enableXsrfProtection": "true",
    "server.enableCORS": "true",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
}
"""Streamlit's own defaults listen on every interface and tell paths in error pages."""
HOSTS = ("localhost", "127.0.0.1", "[::1]")
"""Else a page of another host name that resolves to this machine gets in (DNS rebinding)."""


@click.command()
@workspace_option
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535),
              help="Where the dashboard listens.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def serve(url: str, port: int, no_browser: bool) -> None:
    """Open the dashboard on 127.0.0.1."""
    place = url if "://" in url else str(Path(url).absolute())
    environment = os.environ | {"CITEGRAPH_WORKSPACE": place}
    sys.stdout.flush()
    os.execve(sys.executable, command(port, headless=no_browser), environment)


def command(port: int, *, headless: bool) -> list[str]:
    """The command line that runs the app."""
    settings = SETTINGS | {"server.port": str(port), "server.headless": str(headless).lower()}
    flags = [f"--{name}={value}" for name, value in settings.items()]
    flags += [f"--server.allowedHosts={host}" for host in HOSTS]
    return [sys.executable, "-m", "streamlit", "run", str(APP), *flags]
