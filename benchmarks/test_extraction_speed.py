"""Extraction against the bare spaCy pipeline on the same text in the same run.

    python -m pytest benchmarks/test_extraction_speed.py --benchmark-columns=min,mean,rounds

The text is the sample corpus, its sentences shuffled into documents of news length: `bare` is what
spaCy alone costs (tok2vec, tagger, parser, ner; batches of 16), `extraction` all we do with it.
"""

import random
from pathlib import Path

import pytest
import spacy
from pytest_benchmark.fixture import BenchmarkFixture

from evidence.model import Document, document_id, text_sha256
from extract.extractor import BATCH, extract_stream
from extract.pipeline import PACKAGES, load_pipeline

ARTICLES = Path(__file__).parents[1] / "samples" / "articles"
SENTENCES = 20
"""A document: about 400 words, a short news article."""


def documents(count: int) -> list[Document]:
    """Documents of shuffled sentences, the same in every run."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    lines = [line for text in texts for line in text.splitlines() if len(line) > 80]
    chooser = random.Random(1)
    return [_document(i, "\n\n".join(chooser.choices(lines, k=SENTENCES))) for i in range(count)]


def _document(number: int, text: str) -> Document:
    name = f"{number:05}.txt"
    return Document(document_id(name, text), name, text, text_sha256(text))


@pytest.mark.benchmark(group="extraction, 60 documents")
def test_bare_pipeline(benchmark: BenchmarkFixture) -> None:
    texts = [document.text for document in documents(60)]
    nlp = spacy.load(PACKAGES["md"][-1], exclude=["attribute_ruler", "lemmatizer", "senter"])
    benchmark.pedantic(lambda: list(nlp.pipe(texts, batch_size=BATCH)), rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="extraction, 60 documents")
def test_extraction(benchmark: BenchmarkFixture) -> None:
    found, nlp = documents(60), load_pipeline("md")
    benchmark.pedantic(lambda: list(extract_stream(found, nlp)), rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="growth of the rules with the length of one document")
@pytest.mark.parametrize("sentences", [50, 100, 200, 400])
def test_one_long_document(benchmark: BenchmarkFixture, sentences: int) -> None:
    text = "\n\n".join(document.text for document in documents(sentences // SENTENCES + 1))
    found, nlp = [_document(0, text)], load_pipeline("md")
    benchmark.pedantic(lambda: list(extract_stream(found, nlp)), rounds=3, warmup_rounds=1)
