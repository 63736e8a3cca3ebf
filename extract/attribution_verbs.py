"""Who says so, told by a word: reporting verbs in any position, "according to", claims, fears."""

from collections.abc import Iterable, Iterator, Set

from spacy.tokens import Token

from extract.annotations import AttributionDraft, TokenSpan
from extract.arguments import LOOSE_SCORE, Arguments
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
    """Mention and words of who says so."""
    span: TokenSpan | None = None
    for noun in nouns:
        span = span or subtree_span(noun, without=_EDGE)
        ends = [end for end in arguments.of_phrase(noun, SPEAKERS) if end.score > LOOSE_SCORE]
        if ends:
            return ends[0].mention, subtree_span(noun, without=_EDGE)
    return None, span


def content_spans(clauses: Iterable[Token], *, without: Iterable[Token]) -> list[TokenSpan]:
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
    return [span for span in spans if span[1] - span[0] > 1]


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
    speakers = actors(verb)
    if verb.dep_ == "acl":
        speakers = _authors(verb.head) + speakers
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
    if not clauses and verb.dep_ == "parataxis":
        return [verb.head]
    return clauses


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
