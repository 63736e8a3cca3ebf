"""Fixtures that many tests share; documents are built by hand so that most need no model."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

from evidence.model import Document, document_id, text_sha256

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MakeDoc = Callable[..., "Doc"]
MakeDocument = Callable[..., Document]


@pytest.fixture(scope="session")
def vocab() -> "Vocab":
    """The vocabulary of a blank English pipeline: word shapes and stop words, no model."""
    import spacy

    return spacy.blank("en").vocab


@pytest.fixture
def make_doc(vocab: "Vocab") -> MakeDoc:
    """Build a parsed Doc by hand.

    `heads` are absolute token positions, a root is its own head; without heads the first token
    of each sentence heads the rest. `ents` are BIO tags: ["B-PERSON", "I-PERSON", "O"].
    """

    def build(
        words: Sequence[str] | str,
        *,
        heads: Sequence[int] | None = None,
        deps: Sequence[str] | None = None,
        tags: Sequence[str] | None = None,
        lemmas: Sequence[str] | None = None,
        ents: Sequence[str] | None = None,
        spaces: Sequence[bool] | None = None,
        sent_starts: Sequence[bool] | None = None,
    ) -> "Doc":
        from spacy.tokens import Doc

        tokens = words.split() if isinstance(words, str) else list(words)
        if heads is None and sent_starts is None:
            sent_starts = [position == 0 for position in range(len(tokens))]
        return Doc(
            vocab,
            words=tokens,
            spaces=list(spaces) if spaces is not None else None,
            heads=list(heads) if heads is not None else None,
            deps=list(deps) if deps is not None else None,
            tags=list(tags) if tags is not None else None,
            lemmas=list(lemmas) if lemmas is not None else None,
            ents=list(ents) if ents is not None else None,
            sent_starts=list(sent_starts) if sent_starts is not None else None,
        )

    return build


@pytest.fixture
def make_document() -> MakeDocument:
    """Build a Document from its text; further fields by keyword."""

    def build(text: str, name: str = "a.txt", **fields: object) -> Document:
        return Document(
            id=document_id(name, text),
            name=name,
            text=text,
            sha256=text_sha256(text),
            **fields,  # type: ignore[arg-type]
        )

    return build


@pytest.fixture(scope="session")
def nlp() -> "Language":
    """The default pipeline; for tests marked `model`."""
    from extract.pipeline import load_pipeline

    return load_pipeline()
