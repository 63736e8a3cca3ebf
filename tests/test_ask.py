"""The command ask: a question in options, statements with the quotes that answer."""

import json
from pathlib import Path

import pytest
from casefile import write_workspace
from click.testing import CliRunner

from cli import cli


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write_workspace(tmp_path / "w.db", hostile=True)


def asked(place: Path, *options: str, status: int = 0) -> str:
    result = CliRunner().invoke(cli, ["ask", "--workspace", str(place), *options])
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.output


def test_question_by_names_types_and_families(place: Path) -> None:
    said = asked(place, "--who", "PERSON", "--what", "verbal conflict", "--whom", "Poland")
    assert "Boris Karim ACCUSE Poland [reported, says Interfax]" in said
    assert "“According to Interfax, Boris Karim accused Poland.”" in said
    assert said.endswith("1 statement\n")


def test_json_has_exact_offsets(place: Path) -> None:
    found = json.loads(asked(place, "--json", "--stance", "denied"))
    assert found["n_statements"] == 1
    (statement,) = found["statements"]
    (citation,) = statement["citations"]
    assert citation["quote"] == "Poland has not attacked Moldova."
    assert citation["end"] - citation["start"] == len(citation["quote"])


def test_document_and_claimant_narrow(place: Path) -> None:
    said_by = ("--about", "Poland", "--by", "Interfax")
    assert "1 statement\n" in asked(place, *said_by)
    assert "0 statements" in asked(place, *said_by, "--document", "north/courier.txt")


def test_limit_is_told(place: Path) -> None:
    assert "the first 2 are shown" in asked(place, "--limit", "2")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--what", "GHOST"), "GHOST"),
        (("--who", "Nobody at all"), "Nobody"),
        (("--stance", "sure"), "sure"),
        (("--since", "May"), "May"),
        (("--document", "none.txt"), "none.txt"),
    ],
)
def test_refusal_names_what_is_wrong(place: Path, options: tuple[str, ...], word: str) -> None:
    result = asked(place, *options, status=2)
    assert word in result
