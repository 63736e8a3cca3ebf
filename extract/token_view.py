"""The tokens of one document as plain lists, which are read faster than spaCy's views."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, TAG
from spacy.tokens import Doc

OPENING, CLOSING = frozenset({"“", "«", "``", "„"}), frozenset({"”", "»", "''"})


@dataclass(frozen=True, slots=True)
class TokenView:
    """One list an attribute, all of the length of the document."""

    doc: Doc
    text: str
    words: list[str]
    lowers: list[str]
    tags: list[str]
    """Penn tags."""
    deps: list[str]
    heads: list[int]
    """Position of each token's head; a root is its own."""
    starts: list[int]
    """Offset of each token in the text."""
    ends: list[int]
    breaks: list[bool]
    """Is the token white space with a line break? No mention crosses it."""
    sentences: list[int]
    """Number of the sentence each token is in."""
    quoted: list[bool]
    """Does the token stand between quotation marks?"""

    def slice(self, start: int, end: int) -> str:
        """Text of a token span, without the space after it."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def is_capital(self, token: int) -> bool:
        """Does the token begin with a capital letter?"""
        return self.words[token][:1].isupper()

    def word_before(self, token: int) -> str:
        """Lower-case word before a token; empty at the start and after a line break."""
        return self.lowers[token - 1] if token > 0 and not self.breaks[token - 1] else ""

    def word_after(self, token: int) -> str:
        """Lower-case word at a token; empty at the end and at a line break."""
        return self.lowers[token] if token < len(self.words) and not self.breaks[token] else ""


@lru_cache(maxsize=1)
def view_tokens(doc: Doc) -> TokenView:
    """Read every token once; the last document's view is kept for the next stage."""
    words = [token.text for token in doc]
    table = doc.to_array([TAG, DEP, HEAD, IDX]).astype(np.int64)
    starts = table[:, 3].tolist()
    return TokenView(
        doc=doc,
        text=doc.text,
        words=words,
        lowers=[word.lower() for word in words],
        tags=_named(doc, table[:, 0].astype(np.uint64).tolist()),
        deps=_named(doc, table[:, 1].astype(np.uint64).tolist()),
        heads=(table[:, 2] + np.arange(len(words))).tolist(),
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        breaks=["\n" in word for word in words],
        sentences=_sentence_numbers(doc),
        quoted=_quoted(words),
    )


def _named(doc: Doc, keys: list[int]) -> list[str]:
    """Strings of keys of the vocabulary."""
    strings = {key: doc.vocab.strings[key] for key in set(keys)}
    return [strings[key] for key in keys]


def _quoted(words: list[str]) -> list[bool]:
    """Double quotation marks toggle; a line break ends a quotation whose end is missing."""
    found, inside = [], False
    for word in words:
        if word in OPENING or (word == '"' and not inside):
            inside = True
        elif word in CLOSING or word == '"' or "\n" in word:
            inside = False
        found.append(inside)
    return found


def _sentence_numbers(doc: Doc) -> list[int]:
    if not doc.has_annotation("SENT_START"):
        return [0] * len(doc)
    numbers: list[int] = []
    for number, sent in enumerate(doc.sents):
        numbers += [number] * (sent.end - sent.start)
    return numbers
