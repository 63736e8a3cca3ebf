"""Acts of speech as edges: whoever says something speaks of somebody.

What kind of act it is, the content tells: to say that others do wrong is to accuse them, that they
must act is to demand it, that one will not is to refuse; whatever is left is STATE.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from evidence.model import ClaimKind
from extract.annotations import Analysis, AttributionDraft, ClaimDraft
from extract.arguments import Arguments, End
from extract.citing import words
from extract.phrases import LOOSE_SCORE
from extract.syntax import (
    children,
    conjuncts,
    lemma,
    noun_lemma,
    patients,
    possessors,
    prepositional,
    subjects,
)
from extract.triggers import matches
from ontology.schema import load_ontology

ACTORS = ("PERSON", "COUNTRY", "ORGANIZATION")
SPOKEN_OF = (*ACTORS, "EVENT", "PLACE")
SCORE = 0.7
_DUTY = frozenset({"must", "should", "ought"})
_WILL = frozenset({"will", "would", "'ll", "’ll", "wo", "ready", "prepared", "willing"})
_OWNERS = frozenset({"his", "her", "its", "our", "their", "my"})
_SELVES = frozenset({"i", "we", "it", "they", "he", "she"})
_TRANSPARENT = frozenset({"try", "seek", "attempt", "want", "continue", "begin", "start"})
_DEMANDS = frozenset({"demand", "insist", "urge", "order", "insistence", "request"})
LONGEST_CLAUSE = 200
"""Tokens of what is said among which its main verb is looked for."""
_MAX_CHAIN = 4


def speech_acts(analysis: Analysis, arguments: Arguments) -> Iterator[ClaimDraft]:
    """A claim for each attribution to a mention, unless its cue made a claim of its own."""
    typed = {
        (claim.source, place)
        for claim in analysis.claims
        if claim.trigger is not None
        for place in range(*claim.trigger)
    }
    joined = _joined_in_sentence(analysis, arguments)
    for draft in analysis.attributions:
        if draft.source is None or draft.cue_token is None:
            continue
        if (draft.source, draft.cue_token) not in typed:
            for act in _acts(draft, arguments):
                if _adds(act, joined, analysis, arguments):
                    yield act
        for medium in draft.via:
            if (medium, draft.cue_token) not in typed:
                yield _claim("STATE", medium, draft.source, draft, SCORE)


def _joined_in_sentence(analysis: Analysis, arguments: Arguments) -> set[tuple[int, int, int]]:
    """Sentence and chains of both ends of the events told so far."""
    found = set()
    for claim in analysis.claims:
        if claim.kind == ClaimKind.EVENT and claim.trigger is not None:
            source, target = (analysis.mentions[n].chain for n in (claim.source, claim.target))
            found.add((arguments.sentence_of(claim.trigger[0]), source, target))
    return found


def _adds(
    act: ClaimDraft, joined: set[tuple[int, int, int]], analysis: Analysis, arguments: Arguments
) -> bool:
    """Is it somebody in particular who speaks, and of whom nothing more telling is said?"""
    mentions = analysis.mentions
    type_ = load_ontology().claims[act.type]
    if mentions[act.source].label not in type_.domain:
        return False
    if mentions[act.target].label not in type_.range:
        return False
    if act.type not in ("STATE", "AGREE"):
        return arguments.is_capital(act.source)
    if act.trigger is None or not arguments.is_named(End(act.source, act.score)):
        return False
    if not arguments.is_named(End(act.target, act.score)):
        return False
    sentence = arguments.sentence_of(act.trigger[0])
    return (sentence, mentions[act.source].chain, mentions[act.target].chain) not in joined


def _acts(draft: AttributionDraft, arguments: Arguments) -> Iterator[ClaimDraft]:
    doc = arguments.index.doc
    clause = content_root(doc, draft)
    if draft.source is None:
        return
    speaks_of_self = _is_self(clause, draft, arguments)
    ends = _spoken_of(clause, draft, arguments, objects_only=speaks_of_self)
    ends = [end for end in ends if not _same(end.mention, draft, arguments)]
    ends.sort(key=lambda end: not arguments.is_named(end))
    if not ends:
        return
    type_ = _announced(clause) if speaks_of_self else _type_of(clause)
    if type_ == "ACCUSE" and not _is_doer(clause, ends[0], arguments):
        type_ = "STATE"
    if draft.cue_token is not None:
        type_ = _by_cue(doc[draft.cue_token], type_)
    if type_ == "STATE" and ends[0].score <= LOOSE_SCORE:
        return
    claim = _claim(type_, draft.source, ends[0].mention, draft, SCORE * ends[0].score)
    if type_ == "THREATEN" and draft.cue_token is not None and _is_threatened(doc[draft.cue_token]):
        verb = doc[draft.cue_token].head.i
        claim.trigger = (verb, verb + 1)
    yield claim


def _by_cue(cue: Token, type_: str) -> str:
    """What the words that say so make of it: a demand, a threat."""
    if noun_lemma(cue) in _DEMANDS:
        return "REQUEST"
    return "THREATEN" if _is_threatened(cue) else type_


def _is_threatened(cue: Token) -> bool:
    """Is it the "announce" of "threatened to announce"?"""
    return cue.dep_ == "xcomp" and lemma(cue.head) == "threaten"


def content_root(doc: Doc, draft: AttributionDraft) -> Token:
    """Head of the main clause of what is said."""
    start, end = draft.content[0]
    window = doc[start : min(end, start + LONGEST_CLAUSE)]
    span = [token for token in window if not token.is_punct and not token.is_space]
    tops = [token for token in span if token.head.i == token.i or not start <= token.head.i < end]
    verbs = [token for token in tops if token.tag_.startswith(("V", "M"))]
    root = next(iter(verbs or tops or span), doc[start])
    for _ in range(_MAX_CHAIN):
        inner = children(root, ("xcomp",))
        if lemma(root) not in _TRANSPARENT or not inner:
            break
        root = inner[0]
    return root


def _spoken_of(
    clause: Token, draft: AttributionDraft, arguments: Arguments, *, objects_only: bool
) -> list[End]:
    """Subject of the clause, else whom its predicate names."""
    own = arguments.mentions[draft.source].chain if draft.source is not None else -1
    if not objects_only:
        found = arguments.of_phrases(subjects(clause), SPOKEN_OF, (own,))
        if found:
            return found
    predicate = clause
    for inner in [*children(clause, ("acomp",)), clause]:
        predicate = next(iter(children(inner, ("xcomp",))), predicate)
    nouns = [*patients(predicate), *(noun for _, noun in prepositional(predicate))]
    nouns += children(clause, ("attr",))
    found = arguments.of_phrases(nouns, SPOKEN_OF, (own,))
    return found if objects_only else [end for end in found if end.score > LOOSE_SCORE]


def _is_doer(clause: Token, end: End, arguments: Arguments) -> bool:
    """Is it the subject, who does the wrong, and not one to whom it is done?"""
    return any(
        other.mention == end.mention for other in arguments.of_phrases(subjects(clause), SPOKEN_OF)
    )


def _is_self(clause: Token, draft: AttributionDraft, arguments: Arguments) -> bool:
    """Does the speaker say what he, his country or his men do or will do?"""
    for noun in subjects(clause):
        number = arguments.at(noun)
        if any(owner.lower_ in _OWNERS for owner in possessors(noun)):
            return True
        if number is None:
            return noun.lower_ in _SELVES
        if _same(number, draft, arguments) or _is_own_country(number, draft, arguments):
            return True
    return False


def _is_own_country(number: int, draft: AttributionDraft, arguments: Arguments) -> bool:
    """Is it the country itself that its president or ministry speaks of?"""
    spoken_of = arguments.mentions[number]
    if draft.source is None or spoken_of.label != "COUNTRY":
        return False
    return spoken_of.country is not None and (
        spoken_of.country == arguments.mentions[draft.source].country
    )


def _same(number: int, draft: AttributionDraft, arguments: Arguments) -> bool:
    mentions = arguments.mentions
    source = mentions[draft.source] if draft.source is not None else None
    return source is not None and (
        number == draft.source or (source.chain >= 0 and source.chain == mentions[number].chain)
    )


def _announced(clause: Token) -> str:
    """What it is to say of oneself that one will, should or will not do something."""
    verb = clause
    for adjective in children(clause, ("acomp",)):
        verb = next(iter(children(adjective, ("xcomp",))), verb)
    modals = {word.lower_ for word in children(clause, ("aux", "acomp"))}
    if not modals & (_WILL | _DUTY):
        return "STATE"
    if any(word.dep_ == "neg" or word.lower_ == "never" for word in clause.children):
        return "REJECT"
    quads = [match.frame.type.quad for match in matches(verb)]
    if not quads:
        return "STATE"
    if quads[0].endswith("conflict"):
        return "THREATEN"
    return "AGREE" if modals & _WILL else "REQUEST"


def _type_of(clause: Token) -> str:
    """What it is to say of another what the clause says."""
    if any(aux.lower_ in _DUTY for aux in children(clause, ("aux",))):
        return "REQUEST"
    verbs = [*conjuncts(clause), *children(clause, ("advcl",))]
    if any(_is_wrongdoing(verb) for verb in verbs):
        return "ACCUSE"
    return "STATE"


def _is_wrongdoing(verb: Token) -> bool:
    if children(verb, ("neg",)):
        return False
    objects = [noun_lemma(noun) for noun in children(verb, ("dobj",))]
    wrong = lemma(verb) in words("wrongdoing") and bool(objects)
    return wrong or any(noun in words("wrong_nouns") for noun in objects)


def _claim(
    type_: str, source: int, target: int, draft: AttributionDraft, score: float
) -> ClaimDraft:
    return ClaimDraft(
        kind=ClaimKind.EVENT,
        type=type_,
        source=source,
        target=target,
        rule=f"speech:{type_.lower()}",
        trigger=draft.cue,
        mode="demand" if type_ == "REQUEST" else None,
        score=score,
    )
