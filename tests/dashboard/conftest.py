"""Pages under Streamlit's AppTest, on the case file: no browser, no model."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from apptesting import run
from casefile import write_workspace
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
TIMEOUT = 30


@pytest.fixture
def case_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The case file as the workspace of the app."""
    path = write_workspace(tmp_path / "case.db", hostile=True)
    monkeypatch.setenv("CITEGRAPH_WORKSPACE", str(path))
    monkeypatch.setenv("CITEGRAPH_USER", "ada")
    st.cache_resource.clear()
    return path


@pytest.fixture
def app(case_file: Path) -> AppTest:
    """The app after its first run."""
    return run(AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT))


@pytest.fixture
def open_page(case_file: Path) -> Callable[[str], AppTest]:
    """Runs one page by the name of its module."""

    def open_(name: str) -> AppTest:
        script = f"from dashboard.pages import {name}\n{name}.page()\n"
        return run(AppTest.from_string(script, default_timeout=TIMEOUT))

    return open_
