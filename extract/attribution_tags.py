"""Tags that the parser takes for part of the sentence: ", Ek said," and "..., Ek said Tuesday."."""

from collections.abc import Iterator

from spacy.tokens import Token

from extract.annotations import AttributionDraft
from extract.arguments import Arguments
from extract.citing import LONGEST_TAG, attribution, trimmed
from extract.syntax import children

QUOTE_MARKS = frozenset("“«„\"`'‘")
FINITE = ("VBD", "VBZ", "VBP")


def is_tag(verb: Token) -> bool:
    """Is it the tag of "..., the minister said Tuesday.", which the parser takes for a conjunct?"""
    if verb.dep_ not in ("conj", "dep") or verb.tag_ not in FINITE:
        return False
    own = children(verb, ("nsubj",))
    edge = verb.left_edge.i
    plain = not children(verb, ("dobj", "xcomp")) and not children(verb.head, ("cc",))
    return bool(own) and plain and edge > 0 and verb.doc[edge - 1].text == ","


def is_as_clause(verb: Token) -> bool:
    """As in "as the minister put it, ..."."""
    return verb.dep_ == "advcl" and any(child.lower_ == "as" for child in verb.lefts)


def inserted_speaker(verb: Token) -> list[Token]:
    """The speaker of a tag between two commas (", Ek said," or ", said Ek,"), if it is one."""
    doc, start, end = verb.doc, verb.i, verb.i + 1
    if verb.tag_ not in FINITE:
        return []
    while start > 0 and verb.i - start < LONGEST_TAG and doc[start - 1].text != ",":
        start -= 1
    while end < len(doc) and end - verb.i < LONGEST_TAG and doc[end].text not in (",", "."):
        end += 1
    closed = verb.sent.start < start - 1 < end < len(doc) and doc[end].text == ","
    if closed and end + 1 < len(doc) and doc[end + 1].text[0] in QUOTE_MARKS:
        return []
    beside = verb.i in (start, end - 1)
    others = [token for token in doc[start:end] if token.i != verb.i]
    if not closed or not beside or any(token.tag_[0] in "VMI" for token in others):
        return []
    nouns = [token for token in others if token.tag_[:2] in ("NN", "PR")]
    heads = [token for token in nouns if not start <= token.head.i < end or token.head.i == verb.i]
    return heads[-1:] or nouns[-1:]


def inserted(verb: Token, arguments: Arguments) -> Iterator[AttributionDraft]:
    """The sentence around a tag between commas is what is said."""
    nouns = inserted_speaker(verb)
    places = [verb.i, *(token.i for noun in nouns for token in noun.subtree)]
    near = [place for place in places if abs(place - verb.i) <= LONGEST_TAG]
    left, right = min(near), max(near)
    sent = verb.sent
    while left > sent.start and verb.doc[left - 1].text != ",":
        left -= 1
    while right + 1 < sent.end and verb.doc[right + 1].text != ",":
        right += 1
    spans = [(sent.start, left - 1), (right + 2, sent.end)]
    content = [trimmed(verb.doc, span) for span in spans]
    draft = attribution(nouns, verb, [span for span in content if span[0] < span[1]], arguments)
    if draft:
        yield draft
