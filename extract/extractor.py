"""From documents to evidence: parse, run the stages one after the other, hand over the records."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from evidence.model import Document, Extraction
from extract.annotations import Analysis
from extract.attribution import find_attributions
from extract.coreference import link_chains
from extract.dates import date_claims
from extract.entities import find_mentions
from extract.event_mentions import find_event_mentions
from extract.events import find_events
from extract.factuality import judge_claims
from extract.pipeline import load_pipeline
from extract.records import extraction_of
from extract.relations import find_relations
from extract.segment import model_text, pieces

BATCH = 16
"""Pieces per batch; spaCy's default of 1,000 costs 40 % more time and five times the memory."""
BATCH_CHARACTERS = 100_000
"""Characters per batch at most: the model needs some 0.3 GB for that many."""
STAGES: tuple[Callable[[Analysis], None], ...] = (
    find_mentions,
    find_event_mentions,
    link_chains,
    find_relations,
    find_events,
    find_attributions,
    judge_claims,
    date_claims,
)


def extract(document: Document, nlp: Language) -> Extraction:
    """All the evidence of one document."""
    return next(extract_stream([document], nlp))


def extract_batch(documents: Sequence[Document], model: str | None = None) -> list[Extraction]:
    """The evidence of several documents, in their order; picklable both ways for any worker.

    Args:
        documents: In any order.
        model: See `load_pipeline`; loaded once a process.
    """
    return list(extract_stream(documents, pipeline_of(model)))


def extract_stream(documents: Sequence[Document], nlp: Language) -> Iterator[Extraction]:
    """The evidence of each document as soon as it is there."""
    for document, doc in zip(documents, parse(documents, nlp), strict=True):
        yield extraction_of(analyse(document, doc))


def analyse(document: Document, doc: Doc) -> Analysis:
    """Run every stage over one parsed document."""
    analysis = Analysis(document, doc)
    for stage in STAGES:
        stage(analysis)
    return analysis


@lru_cache(maxsize=2)
def pipeline_of(model: str | None) -> Language:
    """The pipeline, loaded once a process."""
    return load_pipeline(model)


def parse(documents: Sequence[Document], nlp: Language) -> Iterator[Doc]:
    """One Doc a document, as long as its text: `token.idx` is an offset into `document.text`."""
    texts = [model_text(document) for document in documents]
    cuts = [pieces(text) for text in texts]
    parts = nlp.pipe(
        (text[start:end] for text, cut in zip(texts, cuts, strict=True) for start, end in cut),
        batch_size=_batch_size(end - start for cut in cuts for start, end in cut),
    )
    for cut in cuts:
        docs = [next(parts) for _ in cut]
        yield docs[0] if len(docs) == 1 else _joined(docs, nlp)


@lru_cache
def rules_version() -> str:
    """Hash of the rules, every module and word list of this folder, in hexadecimal."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("**/*.py"), *folder.glob("lexicon/*.yml")]):
        name = path.relative_to(folder).as_posix()
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _batch_size(lengths: Iterable[int]) -> int:
    return min(BATCH, max(1, BATCH_CHARACTERS // max(lengths, default=1)))


def _joined(docs: list[Doc], nlp: Language) -> Doc:
    return (Doc.from_docs(docs, ensure_whitespace=False) if docs else None) or Doc(nlp.vocab)
