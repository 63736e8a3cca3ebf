"""Who says so, told by a word: reporting verbs in any position, "according to", claims, fears."""

from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from spacy.attrs import LEMMA, LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from evidence.model import MentionKind
from extract.annotations import AttributionDraft, TokenSpan
from extract.arguments import LOOSE_SCORE, Arguments, End
from extract.lexicons import load_lexicon
from extract.syntax import (
    OBJECTS,
    actors,
    children,
    is_passive,
    lemma,
    noun_lemma,
    possessors,
    prepositional,
    subjects,
    subtree_span,
)

SPEAKERS = ("PERSON", "COUNTRY", "ORGANIZATION", "PLACE")
_CLAUSES = ("ccomp", "parataxis")
QUOTE_MARKS = frozenset("“«„\"`'‘")
LONGEST_TAG = 8
"""Tokens of a tag between commas on either side of its verb."""
_EDGE = ("relcl", "punct", "cc", "conj")
_OWN = ("nsubj", "nsubjpass", "agent", "prep", "npadvmod", "advcl", "dobj", "dative")
"""Children of a reporting verb that are not part of what is said."""


def verb_attributions(token: Token, arguments: Arguments) -> Iterator[AttributionDraft]:
    """The attributions whose cue is this verb, noun, adjective or preposition."""
    if token.tag_.startswith("V"):
        yield from _by_verb(token, arguments)
    elif token.lower_ == "to" and token.dep_ == "prep" and token.head.lower_ == "according":
        yield from _according(token, arguments)
    elif token.tag_.startswith("J"):
        yield from _by_adjective(token, arguments)
    elif token.tag_.startswith("N"):
        yield from _by_noun(token, arguments)
    if token.lower_ in words("adjectives") and token.tag_ == "VBN":
        yield from _by_adjective(token, arguments)


def words(name: str) -> Set[str]:
    """A list of the reporting lexicon."""
    return load_lexicon("reporting")[name]


@lru_cache
def _cue_ids() -> frozenset[int]:
    lists = ("say", "believe", "quoting", "accuse", "nouns", "adjectives")
    found = {word for name in lists for word in words(name)} | {"to"}
    return frozenset(get_string_id(word) for word in found)


def cue_candidates(doc: Doc) -> list[Token]:
    """The tokens that may be cues, by their words alone."""
    cues = _cue_ids()
    rows = doc.to_array([LEMMA, LOWER]).tolist()
    return [doc[i] for i, (word, lower) in enumerate(rows) if word in cues or lower in cues]


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
    """Stretches of what is said, without the words that say so, where those stand inside."""
    outside = {token.i for head in without for token in head.subtree}
    inside = sorted(
        {token.i for clause in clauses for token in clause.subtree if token.i not in outside}
    )
    spans: list[TokenSpan] = []
    for place in inside:
        if spans and place == spans[-1][1]:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    cut = [trimmed(clauses[0].doc, span) for span in spans]
    return [span for span in cut if span[1] - span[0] > 1]


def trimmed(doc: Doc, span: TokenSpan) -> TokenSpan:
    """A span without quotation marks, commas, stops and space at its ends."""
    start, end = span
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return start, end


def _by_verb(verb: Token, arguments: Arguments) -> Iterator[AttributionDraft]:
    word = lemma(verb)
    if word in words("quoting"):
        yield from _quoting(verb, arguments)
        return
    if word in words("accuse"):
        yield from _accusing(verb, arguments)
    if not is_reporting(verb) or _is_inside_quoting(verb):
        return
    clauses = _clauses_of(verb)
    own = [t for t in children(verb, _OWN) if t not in clauses]
    speakers = _inserted_speaker(verb) or actors(verb)
    if verb.dep_ == "acl":
        speakers = _authors(verb.head) + speakers
    if not clauses and (verb.dep_ == "parataxis" or _is_as_clause(verb) or _is_tag(verb)):
        clauses, own = [verb.head], [verb]
    if clauses and _inserted_speaker(verb):
        yield from _inserted(verb, arguments)
        return
    draft = attribution(speakers, verb, content_spans(clauses, without=own), arguments)
    if draft:
        yield draft


def _authors(noun: Token) -> list[Token]:
    """Who stands behind words: owner of "a letter saying", subject of "issued a statement"."""
    found = possessors(noun) + [by for _, by in prepositional(noun, ("by", "from"))]
    if noun.dep_ == "dobj":
        found += actors(noun.head)
    return found


def _is_inside_quoting(verb: Token) -> bool:
    """Is it the "saying" of "quoted X as saying"?"""
    return verb.dep_ == "pcomp" and lemma(verb.head.head) in words("quoting")


def _clauses_of(verb: Token) -> list[Token]:
    """Heads of the clauses that the verb reports."""
    word = lemma(verb)
    clauses = [clause for clause in children(verb, _CLAUSES) if not _is_bare_demand(verb, clause)]
    if word in words("with_infinitive") or (is_passive(verb) and word in words("passive_say")):
        clauses += children(verb, ("xcomp",))
    return clauses


def _is_tag(verb: Token) -> bool:
    """Is it the tag of "..., the minister said Tuesday.", which the parser takes for a conjunct?"""
    if verb.dep_ not in ("conj", "dep") or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    own = children(verb, ("nsubj",))
    edge = verb.left_edge.i
    plain = not children(verb, ("dobj", "xcomp")) and not children(verb.head, ("cc",))
    return bool(own) and plain and edge > 0 and verb.doc[edge - 1].text == ","


def _is_as_clause(verb: Token) -> bool:
    """As in "as the minister put it, ..."."""
    return verb.dep_ == "advcl" and any(child.lower_ == "as" for child in verb.lefts)


def _inserted_speaker(verb: Token) -> list[Token]:
    """The speaker of a tag between two commas (", Ek said," or ", said Ek,"), if it is one."""
    doc, start, end = verb.doc, verb.i, verb.i + 1
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
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


def _inserted(verb: Token, arguments: Arguments) -> Iterator[AttributionDraft]:
    """The sentence around a tag between commas is what is said."""
    nouns = _inserted_speaker(verb)
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


def _is_bare_demand(verb: Token, clause: Token) -> bool:
    """As in "ordered troops to leave" is an order and cites no words."""
    infinitive = clause.tag_ == "VB" and any(child.tag_ == "TO" for child in clause.children)
    return infinitive and lemma(verb) not in words("with_infinitive")


def _quoting(verb: Token, arguments: Arguments) -> Iterator[AttributionDraft]:
    """As in "X quoted Y as saying ...": Y says so, through X."""
    preps = children(verb, ("prep",))
    saying = [word for prep in preps for word in children(prep, ("pcomp",))]
    clauses = [
        clause for clause in children(verb, _CLAUSES) if children(clause, ("nsubj", "nsubjpass"))
    ]
    clauses += [clause for word in saying for clause in children(word, _CLAUSES)]
    quoted = subjects(verb) if is_passive(verb) else children(verb, OBJECTS)
    media = [end.mention for end in arguments.of_phrases(actors(verb), SPEAKERS)]
    media += _by_agents(saying, arguments)
    own = [t for t in children(verb, (*_OWN, "dobj")) if t not in preps or not saying]
    spans = content_spans(clauses, without=own)
    draft = attribution(quoted, verb, spans, arguments, tuple(media))
    if draft:
        yield draft


def _by_agents(verbs: Iterable[Token], arguments: Arguments) -> list[int]:
    """As in "quoted as saying by Reuters" hangs the agency on the participle."""
    nouns = [noun for verb in verbs for _, noun in prepositional(verb, ("by",))]
    return [end.mention for end in arguments.of_phrases(nouns, SPEAKERS)]


def _accusing(verb: Token, arguments: Arguments) -> Iterator[AttributionDraft]:
    clauses = [
        clause
        for prep in children(verb, ("prep",))
        if prep.lower_ in words("accuse_prepositions")
        for clause in children(prep, ("pcomp",))
    ]
    draft = attribution(actors(verb), verb, content_spans(clauses, without=()), arguments)
    if draft:
        yield draft


def _according(to: Token, arguments: Arguments) -> Iterator[AttributionDraft]:
    """As in "according to X" covers the clause it stands in."""
    phrase = to.head
    clause = phrase.head
    nouns = children(to, ("pobj",))
    if not nouns or clause.i == phrase.i:
        return
    source, span = speaker(nouns, arguments)
    content = content_spans([clause], without=[phrase])
    if content:
        yield AttributionDraft(source, span, (phrase.i, to.i + 1), tuple(content), phrase.i)


def _by_adjective(adjective: Token, arguments: Arguments) -> Iterator[AttributionDraft]:
    if adjective.lower_ not in words("adjectives"):
        return
    holders = (
        subjects(adjective.head) if adjective.dep_ in ("acomp", "conj") else subjects(adjective)
    )
    spans = content_spans(children(adjective, ("ccomp",)), without=())
    draft = attribution(holders, adjective, spans, arguments)
    if draft:
        yield draft


def _by_noun(noun: Token, arguments: Arguments) -> Iterator[AttributionDraft]:
    """As in "Iran's claim that ...", "fears that ...", "accusations of doing"."""
    if noun_lemma(noun) not in words("nouns"):
        return
    clauses = [
        clause
        for clause in children(noun, ("acl", "ccomp"))
        if any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)
    ]
    if not clauses:
        return
    owners = possessors(noun) + children(noun, ("amod", "compound"))
    owners += [owner for _, owner in prepositional(noun, ("by", "from", "among", "of"))]
    if noun.dep_ == "dobj":
        owners += actors(noun.head)
    draft = attribution(owners, noun, content_spans(clauses, without=()), arguments)
    if draft and draft.source is None:
        draft.source_span = None
    if draft:
        yield draft
