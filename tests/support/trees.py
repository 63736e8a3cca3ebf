"""Parsed sentences and their mentions, built by hand."""

from spacy.lang.en import English
from spacy.tokens import Doc

from evidence.model import Document, MentionKind, document_id, text_sha256
from extract.annotations import Analysis, MentionDraft

VOCAB = English().vocab


def parse(rows: str) -> Doc:
    """A Doc from rows "word tag dep head [lemma]"; the head is a position, a root is its own.

    The first row of each sentence needs no mark: a sentence starts after a root's last word, that
    is, wherever a blank line stands between rows.
    """
    blocks = [block.strip().splitlines() for block in rows.strip().split("\n\n")]
    cells = [line.split() for block in blocks for line in block]
    starts = [place == 0 for block in blocks for place in range(len(block))]
    doc = Doc(
        VOCAB,
        words=[cell[0] for cell in cells],
        tags=[cell[1] for cell in cells],
        deps=[cell[2] for cell in cells],
        heads=[int(cell[3]) for cell in cells],
        lemmas=[cell[4] if len(cell) > 4 else cell[0].lower() for cell in cells],
    )
    assert [bool(token.is_sent_start) for token in doc] == starts
    return doc


def analysis_of(doc: Doc, *mentions: tuple[int, str]) -> Analysis:
    """An Analysis with one-word mentions: a name of the label at each position.

    Equal words are one chain. A label may end with ":pronoun", ":demonym" or ":nominal".
    """
    document = Document(document_id("a.txt", doc.text), "a.txt", doc.text, text_sha256(doc.text))
    analysis = Analysis(document, doc)
    chains: dict[str, int] = {}
    for position, label in mentions:
        type_, _, kind = label.partition(":")
        chain = chains.setdefault(doc[position].lower_, len(chains))
        analysis.mentions.append(
            MentionDraft(position, position + 1, type_, MentionKind(kind or "name"), chain=chain)
        )
    return analysis


def told(analysis: Analysis) -> list[tuple[str, str, str]]:
    """Source, type and target of every claim, in words."""
    words = [analysis.doc[m.start : m.end].text for m in analysis.mentions]
    return [(words[c.source], c.type, words[c.target]) for c in analysis.claims]
