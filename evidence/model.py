"""The records. Frozen, plain, picklable; ids come from content, so any worker makes the same ones.

Offsets are code points into `Document.text`, half-open. Scores lie in [0, 1]. Times are UTC.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Span = tuple[int, int]
LIFTED = "restored "
"""Before the reason of a mask: an analyst restored this stretch, see `evidence.masks`."""


def content_id(*parts: object) -> str:
    """Sixteen hexadecimal digits (64 bits) of the SHA-256 of the parts.

    Parts are joined by U+001F, so ("a", "bc") and ("ab", "c") differ. `None` reads as the empty
    string. Lone surrogates are allowed.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_sha256(text: str) -> str:
    """SHA-256 of a text as UTF-8, in hexadecimal; lone surrogates are allowed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class MentionKind(StrEnum):
    """How a text refers to an entity."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class ClaimKind(StrEnum):
    """A standing relation, or an event that happened (or is said to)."""

    RELATION = "relation"
    EVENT = "event"


class Polarity(StrEnum):
    """Does the text affirm the claim or deny it?"""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """The standing of a claim: only ACTUAL is told as fact by the document itself."""

    ACTUAL = "actual"
    REPORTED = "reported"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"
    FUTURE = "future"


class Role(StrEnum):
    """What a mention is to a claim: SOURCE is the actor, TARGET the recipient."""

    SOURCE = "source"
    TARGET = "target"
    PLACE = "place"


class FileStatus(StrEnum):
    """What became of a file that was offered."""

    INGESTED = "ingested"
    SKIPPED = "skipped"
    FAILED = "failed"


class DecisionKind(StrEnum):
    """What an analyst decided; RETRACT undoes an earlier decision."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    REJECT = "reject"
    RENAME = "rename"
    RETYPE = "retype"
    GRADE = "grade"
    DATE = "date"
    LINEAGE = "lineage"
    RESTORE = "restore"
    RETRACT = "retract"


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of text that no claim may rest on; the text itself stays as it is."""

    start: int
    end: int
    reason: str
    """Why, in one word of the cleaner: "chrome", "teaser", "form", "copyright", "junk" ...
    With LIFTED before it an analyst restored the stretch: claims may rest on it after all."""

    @property
    def is_lifted(self) -> bool:
        """True if it is a mask no more."""
        return self.reason.startswith(LIFTED)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When, as an interval; an end that is not known is None, never guessed."""

    earliest: date | None
    latest: date | None
    text: str
    """The words of the document."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text, exactly as its reader produced it."""

    id: str
    """`document_id(name, text)`."""
    name: str
    """File name; for a file below a folder that was offered, its path from there, with "/"."""
    text: str
    sha256: str
    """Of `text`, see `text_sha256`."""
    media_type: str = "text/plain"
    title: str = ""
    """Empty where the document has none."""
    source: str = ""
    """Publisher or outlet; empty where unknown."""
    url: str = ""
    published: date | None = None
    published_origin: str = ""
    """Where the date comes from: "metadata", "text", "user", or empty."""
    language: str = "en"
    masks: tuple[Mask, ...] = ()
    """Sorted, not overlapping; those that were lifted too, so that this can be undone."""

    @property
    def hidden(self) -> tuple[Mask, ...]:
        """The masks in force."""
        return tuple(mask for mask in self.masks if not mask.is_lifted)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, the unit of citation."""

    id: str
    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that refers to an entity."""

    id: str
    """`mention_id(document_id, start, end)`; decisions anchor to it, so no label."""
    document_id: str
    passage_id: str
    start: int
    end: int
    text: str
    """Equal to `document.text[start:end]`."""
    label: str
    """An entity type of the ontology: PERSON, COUNTRY, ORGANIZATION, EVENT, PLACE."""
    kind: MentionKind
    chain: str
    """Id of the coreference chain within the document; all its mentions are one entity."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code, or the code of a former state in ontology/countries.yml."""
    reference: str | None = None
    """Key in the gazetteer, "country:KZ", "place:1526384", "organization:UN"; or "event:..."."""
    score: float = 1.0
    """How sure the link of this mention to its chain is."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A mention in a role of a claim."""

    role: Role
    mention_id: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one passage says: a typed predicate with named roles and its epistemic standing."""

    id: str
    document_id: str
    passage_id: str
    start: int
    """Start of the quote that carries the claim; usually the passage's, at times of several."""
    end: int
    kind: ClaimKind
    type: str
    """A relation or event type of the ontology."""
    mode: str | None
    trigger: Span | None
    """Words that carry the predicate; None where no word does."""
    arguments: tuple[Argument, ...]
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    claimant: str | None = None
    """Mention id of who says so, where the document only reports it."""
    reported_by: tuple[str, ...] = ()
    """Mention ids of the media the claimant is quoted through, nearest to the reader last."""
    when: TimeSpan | None = None
    score: float = 1.0
    rule: str = ""
    """Name of the rule that fired, e.g. "title_before_name"."""
    inferred: bool = False
    """True if a weak coreference link or a closing rule goes past what the quote alone says."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A passage in which somebody is cited as saying, writing or believing something."""

    id: str
    document_id: str
    passage_id: str
    source: str | None
    """Mention id of who says it; None where unnamed."""
    source_span: Span | None
    cue_span: Span | None
    content_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All the evidence of one document."""

    document: Document
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What made an extraction; no time and no host, so that equal work has an equal id."""

    id: str
    model: str
    """Name and version, "en_core_web_md 3.8.0"."""
    spacy: str
    python: str
    ontology: str
    """Hash of the ontology and lexicon data."""
    rules: str
    """Version of the extraction rules."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What became of one file that was offered."""

    name: str
    path: str
    status: FileStatus
    reason: str
    document_id: str | None
    sha256: str
    """Of the bytes; empty where they could not be read."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement of an analyst, appended and never changed."""

    id: str
    sequence: int
    """Order of replay; the clock plays no part."""
    kind: DecisionKind
    left: str
    """Mention id of an entity, claim id, or document id, as the kind asks."""
    right: str
    value: str
    user: str
    note: str
    decided_at: str
    """ISO 8601, UTC; for people, not for order."""
    retracts: int | None = None
    """Sequence of the decision that a RETRACT undoes."""
    act: int | None = None
    """Sequence of the first decision of an act that took several; they are undone together."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view that an analyst keeps: a query in URL form, with a title and a note."""

    id: str
    name: str
    query: str
    note: str
    position: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where an entity is drawn, kept so that a picture an analyst knows stays as it is."""

    entity_id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """All evidence of a workspace, sorted by id within each kind of record."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
    runs: tuple[Run, ...] = ()
    """What made it."""


def document_id(name: str, text: str) -> str:
    """Id of a document: two files with one text stay two documents (of one lineage)."""
    return content_id("document", name, text_sha256(text))


def passage_id(document: str, start: int, end: int) -> str:
    """Id of a passage."""
    return content_id("passage", document, start, end)


def mention_id(document: str, start: int, end: int) -> str:
    """Id of a mention; a span holds one mention at most."""
    return content_id("mention", document, start, end)


def claim_id(
    document: str,
    quote: Span,
    statement: tuple[str, str | None],
    trigger: Span | None,
    arguments: tuple[Argument, ...],
    stance: tuple[str, str, str | None],
) -> str:
    """Id of a claim: where it stands, what it says (type, mode), of whom, in which stance.

    Args:
        document: Document id.
        quote: Span of the quote.
        statement: Type and mode.
        trigger: Span of the trigger words.
        arguments: In order.
        stance: Polarity, modality, claimant mention id.
    """
    return content_id(
        "claim",
        document,
        *quote,
        *statement,
        trigger,
        *((a.role, a.mention_id) for a in arguments),
        *stance,
    )
