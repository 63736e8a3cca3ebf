"""When a claim holds: the time expression that its trigger's clause carries."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from evidence.model import ClaimKind, TimeSpan
from extract.annotations import Analysis, ClaimDraft, TokenSpan
from extract.time_expressions import MONTHS, WEEKDAYS, read_time

NEAR_WORDS = frozenset({"today", "tonight", "yesterday", "tomorrow", *WEEKDAYS})
LEADS = frozenset({"since", "until", "till", "by", "before", "after", "from"})
PASSABLE = frozenset(
    {"dobj", "nsubj", "nsubjpass", "pobj", "prep", "xcomp", "conj", "compound", "poss", "acl",
     "attr", "agent", "amod", "appos", "advcl", "dative", "nmod", "oprd", "pcomp"}
)  # fmt: skip
"""Links over which a clause's time holds also for what is below; not what somebody says."""
LONGEST_CLIMB = 12


def date_claims(analysis: Analysis) -> None:
    """Fill `when` of the claims whose clause tells the time."""
    owners = _owners(analysis)
    if not owners:
        return
    for claim in analysis.claims:
        if claim.when is None:
            claim.when = _time_of(analysis.doc, claim, owners)


def find_times(doc: Doc) -> Iterator[TokenSpan]:
    """Spans of time expressions: the model's dates, and days of the week it misses."""
    covered: set[int] = set()
    for ent in doc.ents:
        if ent.label_ in ("DATE", "TIME"):
            covered.update(range(ent.start, ent.end))
            yield ent.start, ent.end
    for token in doc:
        if token.i not in covered and _is_time_word(token):
            yield token.i, token.i + 1


def _is_time_word(token: Token) -> bool:
    return token.lower_ in NEAR_WORDS or (token.lower_ in MONTHS and token.tag_ == "NNP")


def _owners(analysis: Analysis) -> dict[int, list[TimeSpan]]:
    """Time spans by the verb or noun they belong to."""
    found: dict[int, list[TimeSpan]] = {}
    doc, published = analysis.doc, analysis.document.published
    for start, end in find_times(doc):
        if start > 0 and doc[start - 1].lower_ in LEADS:
            start -= 1
        text = doc[start:end].text
        span = read_time(text, published)
        if span is not None and "\n" not in text:
            found.setdefault(_owner(doc, start, end), []).append(span)
    return found


def _owner(doc: Doc, start: int, end: int) -> int:
    """The first word above an expression that is no preposition."""
    token = doc[end - 1]
    for _ in range(LONGEST_CLIMB):
        inside = start <= token.i < end
        if not inside and token.dep_ not in ("prep", "pobj", "npadvmod", "pcomp"):
            break
        if not inside and token.pos_ in ("VERB", "AUX", "NOUN", "PROPN"):
            break
        if token.head.i == token.i:
            break
        token = token.head
    return int(token.i)


def _time_of(doc: Doc, claim: ClaimDraft, owners: dict[int, list[TimeSpan]]) -> TimeSpan | None:
    if claim.trigger is None:
        return None
    token = _head(doc, claim.trigger)
    for step in range(LONGEST_CLIMB):
        if claim.kind is ClaimKind.RELATION and step > 0:
            return None
        if token.i in owners:
            return owners[token.i][0]
        if token.head.i == token.i or token.dep_ not in PASSABLE:
            return None
        token = token.head
    return None


def _head(doc: Doc, span: TokenSpan) -> Token:
    for token in doc[span[0] : span[1]]:
        if not span[0] <= token.head.i < span[1] or token.head.i == token.i:
            return token
    return doc[span[0]]
