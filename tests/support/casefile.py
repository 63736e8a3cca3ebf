"""A small case file with hand-made evidence: a workspace to click in, without any model.

A sentence is written with its marks: [name|TYPE] is a mention, {words} the trigger.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evidence.model import (
    Argument,
    Claim,
    ClaimKind,
    Document,
    Extraction,
    FileRecord,
    FileStatus,
    Mask,
    Mention,
    MentionKind,
    Modality,
    Passage,
    Polarity,
    Role,
    Run,
    TimeSpan,
    claim_id,
    content_id,
    document_id,
    mention_id,
    passage_id,
    text_sha256,
)
from evidence.store import open_store
from ontology.schema import load_ontology

RUN = Run(content_id("run"), "by hand 1.0", "3.8", "3.12", "o", "r")
MARK = re.compile(r"\[([^|\]]*)\|([A-Z]+)\]|\{([^}]*)\}")
COUNTRIES = {"Kazakhstan": "KZ", "Moldova": "MD", "Poland": "PL", "Norway": "NO"}
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


@dataclass(frozen=True)
class Said:
    """A statement of the sentence: type and the numbers of its two mentions."""

    type: str
    source: int
    target: int
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    claimant: int | None = None
    when: TimeSpan | None = None
    inferred: bool = False


GAZETTE = [
    ("[Mara Lindqvist|PERSON] {heads} [Northwind Energy|ORGANIZATION].", [Said("HEAD_OF", 0, 1)]),
    ("[Northwind Energy|ORGANIZATION] {sits} in [Norway|COUNTRY].", [Said("LOCATED_IN", 0, 1)]),
    (
        "[Mara Lindqvist|PERSON] {met} [Boris Karim|PERSON] in May, she said 🙂 herself.",
        [Said("CONSULT", 0, 1, when=TimeSpan(date(2022, 5, 1), date(2022, 5, 31), "in May"))],
    ),
    (
        "According to [Interfax|ORGANIZATION], [Boris Karim|PERSON] {accused} [Poland|COUNTRY].",
        [Said("ACCUSE", 1, 2, modality=Modality.REPORTED, claimant=0)],
    ),
    (
        "[Poland|COUNTRY] has not {attacked} [Moldova|COUNTRY].",
        [Said("ASSAULT", 0, 1, polarity=Polarity.NEGATED)],
    ),
]
COURIER = [
    ("[Mara Lindqvist|PERSON] {heads} [Northwind Energy|ORGANIZATION].", [Said("HEAD_OF", 0, 1)]),
    (
        "[Boris Karim|PERSON] may {support} [Kazakhstan|COUNTRY].",
        [Said("SUPPORT", 0, 1, modality=Modality.POSSIBLE)],
    ),
    ("[Kazakhstan|COUNTRY] {hosts} the [harbour congress|EVENT].", [Said("HOST_OF", 0, 1)]),
    (
        "[Mara Lindqvist|PERSON] {attends} the [harbour congress|EVENT].",
        [Said("PARTICIPANT_IN", 0, 1, inferred=True)],
    ),
    (
        "[Mara Lindqvist|PERSON] {praised} [Boris Karim|PERSON] as *bold* ![x](http://x.test/p).",
        [Said("SUPPORT", 0, 1)],
    ),
]
HOSTILES = [
    (
        f"[Evil {HOSTILE}|PERSON] {{visited}} [Kazakhstan|COUNTRY] href {HOSTILE} now.",
        [Said("CONSULT", 0, 1)],
    ),
]
CHROME = "Subscribe to our newsletter"


def documents(*, hostile: bool = False) -> list[Extraction]:
    """The evidence of the case file."""
    made = [
        extraction("gazette.txt", "Harbour Gazette", date(2022, 6, 1), GAZETTE),
        extraction("north/courier.txt", "Northern Courier", None, COURIER),
    ]
    return [*made, extraction("evil.txt", HOSTILE, None, HOSTILES)] if hostile else made


def write_workspace(path: Path, *, hostile: bool = False) -> Path:
    """Store the case file."""
    store = open_store(str(path))
    for one in documents(hostile=hostile):
        name = one.document.name
        record = FileRecord(name, name, FileStatus.INGESTED, "", one.document.id, content_id(name))
        store.add(one, RUN, record)
    store.record_file(
        FileRecord("photo.txt", "photo.txt", FileStatus.FAILED, "photo.txt: not text", None, "")
    )
    store.close()
    return path


def extraction(
    name: str, source: str, published: date | None, sentences: list[tuple[str, list[Said]]]
) -> Extraction:
    """Evidence of one document from its marked sentences; its last line is page chrome."""
    plain = [MARK.sub(lambda m: m[1] or m[3], sentence) for sentence, _ in sentences]
    text = "\n\n".join([*plain, CHROME])
    identity = document_id(name, text)
    document = Document(
        identity,
        name,
        text,
        text_sha256(text),
        title=f"What the {source} wrote",
        source=source,
        published=published,
        published_origin="text" if published else "",
        masks=(Mask(len(text) - len(CHROME), len(text), "chrome"),),
    )
    passages, mentions, claims = [], [], []
    start = 0
    for (sentence, said), words in zip(sentences, plain, strict=True):
        passage = Passage(
            passage_id(identity, start, start + len(words)), identity, start, start + len(words)
        )
        found, trigger = _marks(sentence, passage)
        passages.append(passage)
        mentions += found
        claims += [_claim(one, found, trigger, passage) for one in said]
        start += len(words) + 2
    return Extraction(document, tuple(passages), tuple(mentions), tuple(claims))


def _marks(sentence: str, passage: Passage) -> tuple[list[Mention], tuple[int, int] | None]:
    found, trigger, removed = [], None, 0
    for mark in MARK.finditer(sentence):
        words = mark[1] or mark[3]
        start = passage.start + mark.start() - removed
        removed += len(mark[0]) - len(words)
        end = start + len(words)
        if mark[3]:
            trigger = (start, end)
        else:
            found.append(_mention(words, mark[2], start, end, passage))
    return found, trigger


def _mention(words: str, type_: str, start: int, end: int, passage: Passage) -> Mention:
    identity = mention_id(passage.document_id, start, end)
    country = COUNTRIES.get(words)
    return Mention(
        identity,
        passage.document_id,
        passage.id,
        start,
        end,
        words,
        type_,
        MentionKind.NAME,
        content_id("chain", passage.document_id, words),
        country,
        f"country:{country}" if country else None,
    )


def _claim(
    said: Said, mentions: list[Mention], trigger: tuple[int, int] | None, passage: Passage
) -> Claim:
    ends = (
        Argument(Role.SOURCE, mentions[said.source].id),
        Argument(Role.TARGET, mentions[said.target].id),
    )
    claimant = mentions[said.claimant].id if said.claimant is not None else None
    span = passage.start, passage.end
    identity = claim_id(
        passage.document_id,
        span,
        (said.type, None),
        trigger,
        ends,
        (said.polarity, said.modality, claimant),
    )
    kind = ClaimKind(load_ontology().claims[said.type].kind)
    return Claim(
        identity,
        passage.document_id,
        passage.id,
        *span,
        kind,
        said.type,
        None,
        trigger,
        ends,
        said.polarity,
        said.modality,
        claimant,
        (),
        said.when,
        0.8,
        "by_hand",
        said.inferred,
    )
