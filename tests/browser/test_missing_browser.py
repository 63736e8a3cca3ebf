"""Without a browser the tests say so loudly, and under CI that is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize(("ci", "status", "word"), [("", 0, "skipped"), ("true", 1, "error")])
def test_missing_chromium_is_told(tmp_path: Path, ci: str, status: int, word: str) -> None:
    environment = {name: v for name, v in os.environ.items() if name != "CITEGRAPH_CHROMIUM"}
    environment |= {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), "CI": ci}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rs", "-q"]
    found = subprocess.run(
        [*command, str(HERE / "test_export_page.py"), "-k", "policy"],
        cwd=HERE.parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert found.returncode == status, found.stdout
    assert "BROWSER TESTS DID NOT RUN" in found.stdout
    assert f"1 {word}" in found.stdout
