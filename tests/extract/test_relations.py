"""Standing relations on sentences of our own, through the whole extraction with the model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from evidence.model import ClaimKind, Document, document_id, text_sha256
from extract.annotations import Analysis, ClaimDraft
from ontology.gazetteer import load_gazetteer

CASES = Path(__file__).parent / "cases" / "relations.yml"
EDGE = re.compile(r"^(.+?) > (\w+)(?:/(\w+))? > ([^(]+?)(?: \((.+)\))?$")
MODALITIES = ("actual", "reported", "possible", "hypothetical", "future")


@dataclass(frozen=True)
class Edge:
    """An expected edge, read from its line."""

    source: str
    type: str
    mode: str | None
    target: str
    negated: bool
    modality: str
    claimant: str | None
    inferred: bool


def parse_edge(line: str) -> Edge:
    match = EDGE.match(line)
    if match is None:
        raise ValueError(f"not an edge: {line}")
    source, type_, mode, target, notes = match.groups()
    words = [note.strip() for note in (notes or "").split(",")]
    claimant = next((word[3:] for word in words if word.startswith("by ")), None)
    modality = next((word for word in words if word in MODALITIES), "actual")
    return Edge(
        source, type_, mode, target, "negated" in words, modality, claimant, "inferred" in words
    )


def load_cases() -> list[dict[str, object]]:
    return list(yaml.safe_load(CASES.read_text(encoding="utf-8")))


@lru_cache
def analysis_of(text: str) -> Analysis:
    from extract.extractor import analyse, parse, pipeline_of

    document = Document(document_id("a.txt", text), "a.txt", text, text_sha256(text))
    return analyse(document, next(parse([document], pipeline_of(None))))


def names_of(analysis: Analysis, number: int) -> set[str]:
    """Every word for the entity of a mention, in the text and in the gazetteer."""
    chain = analysis.mentions[number].chain
    names: set[str] = set()
    for mention in analysis.mentions:
        if mention.chain == chain:
            names.add(analysis.doc[mention.start : mention.end].text.casefold())
            entry = load_gazetteer().entries.get(mention.reference or "")
            names.update({entry.name.casefold()} if entry else set())
    return names


def says(analysis: Analysis, claim: ClaimDraft, edge: Edge) -> bool:
    """Does a claim say what an edge says, stance included?"""
    ends = (edge.source.casefold(), edge.target.casefold())
    given = (names_of(analysis, claim.source), names_of(analysis, claim.target))
    joined = ends[0] in given[0] and ends[1] in given[1]
    if edge.type in ("BORDERS", "ALLY_OF"):
        joined = joined or (ends[1] in given[0] and ends[0] in given[1])
    claimants = names_of(analysis, claim.claimant) if claim.claimant is not None else set()
    return (
        joined
        and claim.type == edge.type
        and claim.mode == edge.mode
        and (claim.polarity == "negated") == edge.negated
        and claim.modality == edge.modality
        and claim.inferred == edge.inferred
        and (edge.claimant is None or edge.claimant.casefold() in claimants)
    )


def found(analysis: Analysis, edge: Edge) -> bool:
    return any(says(analysis, claim, edge) for claim in relations(analysis))


def relations(analysis: Analysis) -> Sequence[ClaimDraft]:
    return [claim for claim in analysis.claims if claim.kind is ClaimKind.RELATION]


def shown(analysis: Analysis) -> list[str]:
    """The claims as lines, for the message of a failing test."""
    words = [analysis.doc[m.start : m.end].text for m in analysis.mentions]
    return [
        f"{words[c.source]} > {c.type}{'/' + c.mode if c.mode else ''} > {words[c.target]}"
        f" ({c.polarity.value}, {c.modality.value}{', inferred' if c.inferred else ''}; {c.rule})"
        for c in relations(analysis)
    ]


def edges_of(case: dict[str, object], key: str) -> list[Edge]:
    lines = case.get(key, [])
    return [parse_edge(str(line)) for line in lines] if isinstance(lines, list) else []


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases(), ids=lambda case: str(case["text"])[:50])
def test_relations_of_a_sentence_are_found(case: dict[str, object]) -> None:
    analysis = analysis_of(str(case["text"]))
    missing = [edge for edge in edges_of(case, "edges") if not found(analysis, edge)]
    wrong = [edge for edge in edges_of(case, "never") if found(analysis, edge)]
    solved = [edge for edge in edges_of(case, "missed") if found(analysis, edge)]
    extra = []
    if case.get("only"):
        known = edges_of(case, "edges")
        extra = [c for c in relations(analysis) if not any(says(analysis, c, e) for e in known)]
    assert not (missing or wrong or extra), (missing, wrong, shown(analysis))
    assert not solved, f"found now, move from `missed` to `edges`: {solved}"


def test_there_are_eighty_cases_of_every_relation() -> None:
    cases = load_cases()
    types = {edge.type for case in cases for edge in edges_of(case, "edges")}
    assert len(cases) >= 80
    assert types == {
        "HEAD_OF", "HOLDS_OFFICE", "WORKS_FOR", "MEMBER_OF", "PART_OF", "PARTICIPANT_IN",
        "HOST_OF", "CITIZEN_OF", "LOCATED_IN", "CAPITAL_OF", "BORDERS", "ALLY_OF", "DEPENDS_ON",
        "DOMINATED_BY",
    }  # fmt: skip
