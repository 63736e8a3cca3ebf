"""Hand-made evidence: texts with marked mentions, claims by the words they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from evidence.model import (
    Argument,
    Claim,
    ClaimKind,
    Document,
    Evidence,
    Mask,
    Mention,
    MentionKind,
    Modality,
    Passage,
    Polarity,
    Role,
    TimeSpan,
    claim_id,
    content_id,
    document_id,
    mention_id,
    passage_id,
    text_sha256,
)


@dataclass
class Corpus:
    """Collects documents, mentions and claims; every sentence is a line."""

    documents: dict[str, Document] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    mentions: dict[str, Mention] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)

    def add(self, name: str, text: str, *, source: str = "", masked: str = "") -> Document:
        """A document; `masked` is a stretch of it that is page chrome."""
        masks = ()
        if masked:
            start = text.index(masked)
            masks = (Mask(start, start + len(masked), "chrome"),)
        document = Document(
            id=document_id(name, text),
            name=name,
            text=text,
            sha256=text_sha256(text),
            source=source,
            masks=masks,
        )
        self.documents[name] = document
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            if line:
                passage = passage_id(document.id, start, end)
                self.passages.append(Passage(passage, document.id, start, end))
            start = end + 1
        return document

    def mention(
        self,
        document: Document,
        words: str,
        label: str,
        *,
        kind: MentionKind = MentionKind.NAME,
        chain: str = "",
        country: str | None = None,
        reference: str | None = None,
        nth: int = 0,
    ) -> Mention:
        """The nth place where `words` stand; without `chain`, equal words are one chain."""
        start = -1
        for _ in range(nth + 1):
            start = document.text.index(words, start + 1)
        passage = next(
            p for p in self.passages if p.document_id == document.id and p.start <= start < p.end
        )
        mention = Mention(
            id=mention_id(document.id, start, start + len(words)),
            document_id=document.id,
            passage_id=passage.id,
            start=start,
            end=start + len(words),
            text=words,
            label=label,
            kind=kind,
            chain=content_id("chain", document.id, chain or words),
            country=country,
            reference=reference,
        )
        self.mentions[mention.id] = mention
        return mention

    def claim(
        self,
        type_: str,
        source: Mention,
        target: Mention,
        *,
        polarity: Polarity = Polarity.AFFIRMED,
        modality: Modality = Modality.ACTUAL,
        claimant: Mention | None = None,
        mode: str | None = None,
        when: TimeSpan | None = None,
        score: float = 0.8,
        inferred: bool = False,
    ) -> Claim:
        """A claim quoted by the sentence of its source."""
        passage = next(p for p in self.passages if p.id == source.passage_id)
        arguments = (Argument(Role.SOURCE, source.id), Argument(Role.TARGET, target.id))
        by = claimant.id if claimant else None
        span = (passage.start, passage.end)
        claim = Claim(
            id=claim_id(
                source.document_id, span, (type_, mode), None, arguments, (polarity, modality, by)
            ),
            document_id=source.document_id,
            passage_id=passage.id,
            start=passage.start,
            end=passage.end,
            kind=ClaimKind.EVENT if type_.isupper() else ClaimKind.RELATION,
            type=type_,
            mode=mode,
            trigger=None,
            arguments=arguments,
            polarity=polarity,
            modality=modality,
            claimant=by,
            when=when,
            score=score,
            rule="by_hand",
            inferred=inferred,
        )
        self.claims.append(claim)
        return claim

    def evidence(self) -> Evidence:
        """All of it, sorted by id as the store gives it."""
        return Evidence(
            documents=tuple(sorted(self.documents.values(), key=lambda record: record.id)),
            passages=tuple(sorted(self.passages, key=lambda record: record.id)),
            mentions=tuple(sorted(self.mentions.values(), key=lambda record: record.id)),
            claims=tuple(sorted(self.claims, key=lambda record: record.id)),
            attributions=(),
        )


@pytest.fixture
def corpus() -> Corpus:
    return Corpus()


@pytest.fixture(scope="session")
def new_corpus() -> type[Corpus]:
    """For laws that need a fresh corpus for each example."""
    return Corpus


def _spell(corpus: Corpus, lines: Mapping[str, str]) -> dict[str, Document]:
    return {name: corpus.add(name, text) for name, text in lines.items()}


@pytest.fixture
def river_corpus(corpus: Corpus) -> Corpus:
    """Two documents about a meeting on a river dam; Norland and Sudland are countries."""
    texts = _spell(
        corpus,
        {
            "a.txt": "Norland accused Sudland of closing the dam.\n"
            "President Ada Lind met Omar Reza in Port Vell.\n"
            "Sudland did not accuse Norland, Lind said.",
            "b.txt": "Norland again accused Sudland over the dam yesterday.\n"
            "Omar Reza lives in Port Vell.",
        },
    )
    a, b = texts["a.txt"], texts["b.txt"]
    nor = corpus.mention(a, "Norland", "COUNTRY", reference="country:NL1", country="N1")
    sud = corpus.mention(a, "Sudland", "COUNTRY", reference="country:SL1", country="S1")
    lind = corpus.mention(a, "Ada Lind", "PERSON", chain="lind")
    lind_again = corpus.mention(a, "Lind", "PERSON", chain="lind", nth=1)
    reza = corpus.mention(a, "Omar Reza", "PERSON")
    corpus.mention(a, "Port Vell", "PLACE")
    nor2 = corpus.mention(a, "Norland", "COUNTRY", reference="country:NL1", nth=1)
    sud2 = corpus.mention(a, "Sudland", "COUNTRY", reference="country:SL1", nth=1)
    corpus.claim("ACCUSE", nor, sud)
    corpus.claim("CONSULT", lind, reza, mode="meet")
    corpus.claim(
        "ACCUSE",
        sud2,
        nor2,
        polarity=Polarity.NEGATED,
        modality=Modality.REPORTED,
        claimant=lind_again,
    )
    nor_b = corpus.mention(b, "Norland", "COUNTRY", reference="country:NL1")
    sud_b = corpus.mention(b, "Sudland", "COUNTRY", reference="country:SL1")
    reza_b = corpus.mention(b, "Omar Reza", "PERSON")
    port_b = corpus.mention(b, "Port Vell", "PLACE")
    corpus.claim("ACCUSE", nor_b, sud_b)
    corpus.claim("LOCATED_IN", reza_b, port_b)
    return corpus
