"""Parts of an attribution: who is cited, and the stretches of what is said."""

from collections.abc import Iterable, Set

from spacy.tokens import Doc, Token

from evidence.model import MentionKind
from extract.annotations import AttributionDraft, TokenSpan
from extract.arguments import Arguments, End
from extract.lexicons import load_lexicon
from extract.phrases import LOOSE_SCORE
from extract.syntax import lemma, subtree_span

SPEAKERS = ("PERSON", "COUNTRY", "ORGANIZATION", "PLACE")
LONGEST_TAG = 8
"""Tokens of a tag between commas on either side of its verb."""
_EDGE = ("relcl", "punct", "cc", "conj")


def words(name: str) -> Set[str]:
    """A list of the reporting lexicon."""
    return load_lexicon("reporting")[name]


def is_reporting(verb: Token) -> bool:
    """Does the verb cite what somebody says or believes?"""
    word = lemma(verb)
    return verb.tag_.startswith("V") and (word in words("say") or word in words("believe"))


def attribution(
    speakers: Iterable[Token],
    cue: Token,
    content: Iterable[TokenSpan],
    arguments: Arguments,
    via: tuple[int, ...] = (),
) -> AttributionDraft | None:
    """An attribution to the first speaker who is a mention, else to nobody named."""
    spans = tuple(content)
    if not spans:
        return None
    source, source_span = speaker(speakers, arguments)
    return AttributionDraft(source, source_span, (cue.i, cue.i + 1), spans, cue.i, via)


def speaker(nouns: Iterable[Token], arguments: Arguments) -> tuple[int | None, TokenSpan | None]:
    """Mention and words of who says so; somebody in particular where several nouns stand there."""
    found: list[tuple[End | None, TokenSpan]] = []
    for noun in nouns:
        ends = [end for end in arguments.of_phrase(noun, SPEAKERS) if end.score > LOOSE_SCORE]
        ends = _named_person(noun, ends, arguments) or ends
        ends.sort(key=lambda end: not _is_author(end, arguments))
        found.append((ends[0] if ends else None, subtree_span(noun, without=_EDGE)))
    found.sort(key=lambda pair: (pair[0] is None, pair[0] and not arguments.is_named(pair[0])))
    if not found:
        return None, None
    end, span = found[0]
    return (None if end is None else end.mention), span


def _named_person(noun: Token, ends: list[End], arguments: Arguments) -> list[End]:
    """The name in a phrase of which only the nationality was read ("Danish author Ann Ek")."""
    countries = {arguments.mentions[end.mention].label for end in ends}
    if countries != {"COUNTRY"} or arguments.index.at(noun) is not None:
        return []
    start, end = subtree_span(noun, without=("relcl", "acl", "prep"))
    for token in reversed(noun.doc[max(start, end - LONGEST_TAG) : end]):
        number = arguments.index.at(token, ("PERSON",))
        if number is not None and arguments.mentions[number].kind == MentionKind.NAME:
            return [End(number, 1.0)]
    return []


def _is_author(end: End, arguments: Arguments) -> bool:
    """Is it a person or body by name, rather than the country it belongs to?"""
    mention = arguments.mentions[end.mention]
    return mention.label in ("PERSON", "ORGANIZATION") and mention.kind == MentionKind.NAME


def content_spans(clauses: list[Token], *, without: Iterable[Token]) -> list[TokenSpan]:
    """Stretches of what is said, without the words that say so, where those stand inside.

    By the edges of the subtrees, so that a hostile tower of clauses costs linear time.
    """
    spans = [(clause.left_edge.i, clause.right_edge.i + 1) for clause in clauses]
    for head in without:
        hole = (head.left_edge.i, head.right_edge.i + 1)
        spans = [part for span in spans for part in _cut(span, hole)]
    found = [trimmed(clauses[0].doc, span) for span in sorted(set(spans))]
    return [span for span in found if span[1] - span[0] > 1]


def _cut(span: TokenSpan, hole: TokenSpan) -> list[TokenSpan]:
    """What is left of a span on either side of a hole."""
    if hole[1] <= span[0] or span[1] <= hole[0]:
        return [span]
    return [part for part in ((span[0], hole[0]), (hole[1], span[1])) if part[0] < part[1]]


def trimmed(doc: Doc, span: TokenSpan) -> TokenSpan:
    """A span without quotation marks, commas, stops and space at its ends."""
    start, end = span
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return start, end
