"""Sentences of different documents that tell the same, by TF-IDF; candidates by rare word pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from evidence.model import Document, Evidence, Passage

PARTNER = 0.45
"""Cosine from which two sentences tell the same."""
PARALLEL = 0.3
"""The same where two documents are known to go back to one original."""
MIN_WORDS = 4
"""Shorter sentences ("He said so.") meet by chance."""
KEY_WORDS = 6
"""Heaviest words of a sentence; each pair of them is a key of the inverted index."""
MAX_BUCKET = 20
"""Sentences under one key that are all compared; a bigger bucket is walked from neighbour to
neighbour, which still joins the copies of one text and keeps the work linear."""


CHUNK = 100_000
"""Pairs of sentences compared at once."""

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a corpus as rows of a TF-IDF matrix, document by document."""

    rows: dict[str, tuple[int, int]]
    """Document id to its half-open range of rows; documents without sentences are left out."""
    passage_ids: tuple[str, ...]
    """By row."""
    document_ids: tuple[str, ...]
    """By row."""
    matrix: csr_matrix


def sentences_of(documents: Iterable[Document], passages: Iterable[Passage]) -> Sentences | None:
    """Weigh the words of all sentences outside masked text; None if there are no words at all."""
    by_id = {document.id: document for document in documents}
    kept: list[tuple[Passage, str]] = []
    for passage in sorted(passages, key=lambda p: (p.document_id, p.start, p.end)):
        text = _clear_text(by_id[passage.document_id], passage)
        if len(text.split()) >= MIN_WORDS:
            kept.append((passage, text))
    vectorizer = TfidfVectorizer(
        sublinear_tf=True, stop_words="english", strip_accents="unicode", dtype=np.float32
    )
    try:
        matrix = vectorizer.fit_transform([text for _, text in kept])
    except ValueError:
        return None
    documents_of = tuple(passage.document_id for passage, _ in kept)
    return Sentences(
        _ranges(documents_of), tuple(passage.id for passage, _ in kept), documents_of, matrix
    )


def likely_pairs(sentences: Sentences) -> list[tuple[str, str]]:
    """Pairs of documents with sentences that tell the same, sorted.

    Only sentences that share two of their heaviest words are looked at, so the work grows with
    the corpus and not with its square. One pair of sentences is enough for short documents, two
    are asked of longer ones.
    """
    hits: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for left, right in _alike(sentences, _sharing_words(sentences)):
        hits[sentences.document_ids[left], sentences.document_ids[right]].add(left)
    return sorted(pair for pair, rows in hits.items() if len(rows) >= _asked(sentences, pair))


def _sharing_words(sentences: Sentences) -> list[tuple[int, int]]:
    """Rows of different documents that share two of their heaviest words, sorted."""
    rows, keys = _word_pairs(sentences.matrix)
    order = np.lexsort((rows, keys))
    rows, keys = rows[order], keys[order]
    borders = np.flatnonzero(np.diff(keys)) + 1
    starts, ends = np.append(0, borders), np.append(borders, len(rows))
    shared = ends - starts > 1
    found: set[tuple[int, int]] = set()
    for start, end in zip(starts[shared], ends[shared], strict=True):
        found.update(_compared(rows[start:end].tolist()))
    documents = sentences.document_ids
    return sorted(pair for pair in found if documents[pair[0]] != documents[pair[1]])


def _word_pairs(matrix: csr_matrix) -> tuple[Rows, Rows]:
    """For every two of the heaviest words of a row: the row, and a number for the two."""
    row_of = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -np.round(matrix.data, 5), row_of))
    place = np.arange(len(order)) - matrix.indptr[row_of[order]]
    order = order[place < KEY_WORDS]
    order = order[np.lexsort((matrix.indices[order], row_of[order]))]
    rows, words = row_of[order], matrix.indices[order].astype(np.int64)
    found_rows, found_keys = [], []
    for gap in range(1, KEY_WORDS):
        same = rows[gap:] == rows[:-gap]
        found_rows.append(rows[gap:][same])
        found_keys.append(words[:-gap][same] * matrix.shape[1] + words[gap:][same])
    return np.concatenate(found_rows), np.concatenate(found_keys)


def _alike(sentences: Sentences, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those pairs of rows whose cosine makes them partners."""
    for start in range(0, len(pairs), CHUNK):
        left, right = np.array(pairs[start : start + CHUNK]).T
        products = sentences.matrix[left].multiply(sentences.matrix[right])
        cosines = np.asarray(products.sum(axis=1)).ravel()
        for place in np.flatnonzero(cosines >= PARTNER):
            yield pairs[start + int(place)]


def partners(
    sentences: Sentences, left: str, right: str, floor: float = PARTNER
) -> list[tuple[int, int, float]]:
    """Sentences of two documents that tell the same, one to one, best first.

    Args:
        sentences: Of both and more documents.
        left: Document id.
        right: Document id.
        floor: Cosine from which two sentences are partners.

    Returns:
        Row of `left`, row of `right`, cosine.
    """
    (start, end), (start2, end2) = sentences.rows[left], sentences.rows[right]
    cosines = (sentences.matrix[start:end] @ sentences.matrix[start2:end2].T).tocoo()
    close = [
        (-round(float(value), 4), start + int(row), start2 + int(column))
        for row, column, value in zip(cosines.row, cosines.col, cosines.data, strict=True)
        if value >= floor
    ]
    taken: set[int] = set()
    found = []
    for cosine, row, column in sorted(close):
        if row not in taken and column not in taken:
            taken.update((row, column))
            found.append((row, column, -cosine))
    return found


def parallel_passages(evidence: Evidence, lineage_of: Mapping[str, str]) -> list[tuple[str, str]]:
    """Passages of documents of one lineage that tell the same."""
    lineages: defaultdict[str, list[str]] = defaultdict(list)
    for document, lineage in sorted(lineage_of.items()):
        lineages[lineage].append(document)
    shared = {d for members in lineages.values() if len(members) > 1 for d in members}
    if not shared:
        return []
    sentences = sentences_of(
        [document for document in evidence.documents if document.id in shared],
        [passage for passage in evidence.passages if passage.document_id in shared],
    )
    if sentences is None:
        return []
    found = []
    for members in lineages.values():
        known = [document for document in members if document in sentences.rows]
        for one, other in pairwise(known):
            for left, right, _ in partners(sentences, one, other, PARALLEL):
                found.append((sentences.passage_ids[left], sentences.passage_ids[right]))
    return found


def _clear_text(document: Document, passage: Passage) -> str:
    if any(m.start < passage.end and passage.start < m.end for m in document.hidden):
        return ""
    return document.text[passage.start : passage.end]


def _ranges(document_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    counts = Counter(document_ids)
    ranges, start = {}, 0
    for document_id in dict.fromkeys(document_ids):
        ranges[document_id] = start, start + counts[document_id]
        start += counts[document_id]
    return ranges


def _compared(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(rows) <= MAX_BUCKET:
        yield from combinations(rows, 2)
    else:
        yield from pairwise(rows)


def _asked(sentences: Sentences, pair: tuple[str, str]) -> int:
    shorter = min(end - start for start, end in (sentences.rows[document] for document in pair))
    return 1 if shorter <= 4 else 2
