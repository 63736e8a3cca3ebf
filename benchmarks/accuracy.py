"""Precision, recall and F1 of events and stance on our annotated sentences.

python -m benchmarks.accuracy [--model md] [--wrong]
"""

import argparse
import collections
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from evidence.model import (
    Attribution,
    Claim,
    ClaimKind,
    Document,
    Extraction,
    Mention,
    Role,
    document_id,
    text_sha256,
)

if TYPE_CHECKING:
    from spacy.language import Language

CASES = Path(__file__).parent.parent / "tests" / "extract" / "cases"
FILES = ("events.yml", "stance.yml", "news.yml")
Edge = Mapping[str, object]
Case = Mapping[str, object]
DEFAULTS = {"polarity": "affirmed", "modality": "actual"}


@dataclass(slots=True)
class Score:
    """Counts of one group of edges."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 where nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Report:
    """Scores of a set of cases."""

    total: Score = field(default_factory=Score)
    by_type: dict[str, Score] = field(default_factory=lambda: collections.defaultdict(Score))
    by_stance: dict[str, Score] = field(default_factory=lambda: collections.defaultdict(Score))
    attributions: Score = field(default_factory=Score)
    broken: list[str] = field(default_factory=list)
    """One line for each edge missed, wrong or forbidden."""
    forbidden: int = 0
    """Edges found that must not be."""


def load_cases(name: str) -> list[Case]:
    """The cases of one file."""
    cases = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    if not isinstance(cases, list):
        raise ValueError(f"{name}: should be a list of cases.")
    return cases


def score_cases(cases: Sequence[Case], nlp: "Language") -> Report:
    """Extract every case and compare."""
    from extract.extractor import extract_stream

    documents = [_document(place, str(case["text"])) for place, case in enumerate(cases)]
    report = Report()
    for case, extraction in zip(cases, extract_stream(documents, nlp), strict=True):
        _score_case(case, extraction, report)
    return report


def _document(place: int, text: str) -> Document:
    name = f"case{place:04d}.txt"
    return Document(id=document_id(name, text), name=name, text=text, sha256=text_sha256(text))


def _score_case(case: Case, extraction: Extraction, report: Report) -> None:
    reader = _Reader(extraction)
    claims = [claim for claim in extraction.claims if claim.kind == ClaimKind.EVENT]
    left = list(claims)
    for edge in _edges(case, "edges"):
        fitting = [claim for claim in claims if reader.fits(edge, claim)]
        left = [claim for claim in left if claim not in fitting]
        _count(report, edge, "right" if fitting else "missed")
        if not fitting:
            report.broken.append(f"MISSED {dict(edge)} | {case['text']}")
    allowed = list(_edges(case, "also"))
    for claim in left:
        if claim.type != "STATE" and not any(reader.fits(edge, claim) for edge in allowed):
            found = reader.described(claim)
            _count(report, found, "wrong")
            report.broken.append(f"WRONG {found} {claim.rule} | {case['text']}")
    _score_forbidden(case, claims, reader, report)
    _score_attributions(case, extraction, reader, report)


def _score_forbidden(
    case: Case, claims: Sequence[Claim], reader: "_Reader", report: Report
) -> None:
    for edge in _edges(case, "forbidden"):
        whole = {"claimant": None, **edge}
        for claim in claims:
            if reader.fits(whole, claim):
                report.forbidden += 1
                report.broken.append(f"FORBIDDEN {dict(edge)} | {case['text']}")


def _score_attributions(
    case: Case, extraction: Extraction, reader: "_Reader", report: Report
) -> None:
    for wanted in _edges(case, "attributions"):
        if any(reader.cites(wanted, found) for found in extraction.attributions):
            report.attributions.right += 1
        else:
            report.attributions.missed += 1
            report.broken.append(f"MISSED attribution {dict(wanted)} | {case['text']}")


def _edges(case: Case, name: str) -> Iterator[Edge]:
    edges = case.get(name, [])
    if isinstance(edges, list):
        yield from edges


def _count(report: Report, edge: Edge, outcome: str) -> None:
    polarity, modality = (str(edge.get(key, DEFAULTS[key])) for key in DEFAULTS)
    for score in (
        report.total,
        report.by_type[str(edge["type"])],
        report.by_stance[f"{polarity} {modality}"],
    ):
        setattr(score, outcome, getattr(score, outcome) + 1)


class _Reader:
    """Compares what was found in one text with what an annotator wrote."""

    def __init__(self, extraction: Extraction) -> None:
        self.text = extraction.document.text
        self.mentions = {mention.id: mention for mention in extraction.mentions}
        self.chains: dict[str, list[Mention]] = {}
        for mention in extraction.mentions:
            self.chains.setdefault(mention.chain, []).append(mention)

    def fits(self, edge: Edge, claim: Claim) -> bool:
        """Is this claim that edge, in every field the edge gives, with the defaults?"""
        stance = {key: str(edge.get(key, default)) for key, default in DEFAULTS.items()}
        if claim.type != edge["type"] or edge.get("mode", claim.mode) != claim.mode:
            return False
        if (claim.polarity.value, claim.modality.value) != (stance["polarity"], stance["modality"]):
            return False
        ends = (
            self._is(claim, Role.SOURCE, edge["source"]),
            self._is(claim, Role.TARGET, edge["target"]),
        )
        return all(ends) and self._has_claimant(edge, claim) and self._is_told_by(edge, claim)

    def cites(self, wanted: Edge, found: Attribution) -> bool:
        """Does an attribution have the wanted source, cue and content?"""
        cue = None if found.cue_span is None else self.text[slice(*found.cue_span)]
        content = " ".join(self.text[start:end] for start, end in found.content_spans)
        fits_source = "source" not in wanted or self._names(found.source, str(wanted["source"]))
        fits_cue = "cue" not in wanted or wanted["cue"] == cue
        bare = content.strip(' ,."“”')
        return fits_source and fits_cue and str(wanted.get("content", bare)) == bare

    def described(self, claim: Claim) -> dict[str, object]:
        """A claim in the words of a case."""
        ends = {a.role.value: self.mentions[a.mention_id].text for a in claim.arguments}
        stance = {"polarity": claim.polarity.value, "modality": claim.modality.value}
        return {"type": claim.type, **ends, **stance}

    def _is(self, claim: Claim, role: Role, words: object) -> bool:
        ids = [argument.mention_id for argument in claim.arguments if argument.role == role]
        return any(self._names(number, str(words)) for number in ids)

    def _names(self, mention_id: str | None, words: str) -> bool:
        """Does any mention of the same entity hold the words, or lie within them?"""
        if mention_id is None:
            return False
        chain = self.chains[self.mentions[mention_id].chain]
        return any(words in mention.text or mention.text in words for mention in chain)

    def _has_claimant(self, edge: Edge, claim: Claim) -> bool:
        if "claimant" not in edge:
            return True
        if edge["claimant"] is None:
            return claim.claimant is None
        return self._names(claim.claimant, str(edge["claimant"]))

    def _is_told_by(self, edge: Edge, claim: Claim) -> bool:
        media = edge.get("reported_by", [])
        return not isinstance(media, list) or all(
            any(self._names(number, str(name)) for number in claim.reported_by) for name in media
        )


def _print_scores(title: str, scores: Mapping[str, Score]) -> None:
    print(f"\n{title:24} {'P':>6} {'R':>6} {'F1':>6}   right missed wrong")
    for name in sorted(scores):
        s = scores[name]
        print(
            f"{name:24} {s.precision:6.3f} {s.recall:6.3f} {s.f1:6.3f}   "
            f"{s.right:5} {s.missed:6} {s.wrong:5}"
        )


def main() -> None:
    from extract.pipeline import load_pipeline, model_name

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model")
    parser.add_argument("--wrong", action="store_true", help="list every edge that is off")
    arguments = parser.parse_args()
    nlp = load_pipeline(arguments.model)
    print(model_name(nlp))
    for name in FILES:
        cases = load_cases(name)
        report = score_cases(cases, nlp)
        print(f"\n# {name}: {len(cases)} cases, {report.forbidden} forbidden edges found")
        _print_scores("type", {**report.by_type, "ALL": report.total})
        _print_scores("stance", report.by_stance)
        cited = report.attributions
        print(f"attributions {cited.right} of {cited.right + cited.missed}")
        if arguments.wrong:
            print("\n".join(report.broken))


if __name__ == "__main__":
    main()
