"""Who says so, told by a word: reporting verbs in any position, "according to", claims, fears."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.attrs import LEMMA, LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from extract.annotations import AttributionDraft
from extract.arguments import Arguments
from extract.attribution_tags import inserted, inserted_speaker, is_as_clause, is_tag
from extract.citing import SPEAKERS, attribution, content_spans, is_reporting, speaker, words
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
)

_CLAUSES = ("ccomp", "parataxis")
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
    speakers = inserted_speaker(verb) or actors(verb)
    if verb.dep_ == "acl":
        speakers = _authors(verb.head) + speakers
    if not clauses and (verb.dep_ == "parataxis" or is_as_clause(verb) or is_tag(verb)):
        clauses, own = [verb.head], [verb]
    if clauses and inserted_speaker(verb):
        yield from inserted(verb, arguments)
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
