"""The drafts that pass between the stages of extraction: token positions in one parsed document.

The stages are pure functions over an `Analysis`. Each fills its own list; `extract/extractor.py`
turns the drafts into records with offsets and ids.
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from evidence.model import ClaimKind, Document, MentionKind, Modality, Polarity, TimeSpan

TokenSpan = tuple[int, int]
"""Half-open token positions."""


@dataclass(slots=True)
class MentionDraft:
    """A mention by token positions; spans may nest, and no two are equal."""

    start: int
    end: int
    label: str
    kind: MentionKind
    country: str | None = None
    reference: str | None = None
    chain: int = -1
    """Number of the chain; -1 until coreference has run, and never after."""
    score: float = 1.0


@dataclass(slots=True)
class ClaimDraft:
    """A claim by token positions; mentions are given by their place in `Analysis.mentions`."""

    kind: ClaimKind
    type: str
    source: int
    target: int
    rule: str
    trigger: TokenSpan | None = None
    mode: str | None = None
    place: int | None = None
    quote: TokenSpan | None = None
    """Tokens of the quote; None: the sentence of the trigger, else of the target."""
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    claimant: int | None = None
    reported_by: tuple[int, ...] = ()
    when: TimeSpan | None = None
    score: float = 0.8
    inferred: bool = False
    denies: bool = False
    """True: the trigger itself says that it is not so ("boycotted the summit")."""
    judged: bool = False
    """True: the rule that made the claim set its stance, and factuality leaves it alone."""
    anchor: int | None = None
    """Token whose clause decides the stance; None: the syntactic head of the trigger."""


@dataclass(slots=True)
class AttributionDraft:
    """Somebody says something: who, the cue words, what is said."""

    source: int | None
    """Mention; None where unnamed."""
    source_span: TokenSpan | None
    cue: TokenSpan | None
    content: tuple[TokenSpan, ...]
    cue_token: int | None = None
    """The reporting verb or noun, for the tree."""
    via: tuple[int, ...] = ()
    """Mentions of the media the source is quoted through."""


@dataclass(slots=True)
class Analysis:
    """One parsed document and what the stages have found in it so far."""

    document: Document
    doc: Doc
    """`doc.text` has the length of `document.text`: masked stretches are blanked."""
    mentions: list[MentionDraft] = field(default_factory=list)
    claims: list[ClaimDraft] = field(default_factory=list)
    attributions: list[AttributionDraft] = field(default_factory=list)
