"""Events told by nouns: "Russia's invasion of Ukraine", "held talks with Iran"."""

from collections.abc import Collection

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.annotations import ClaimDraft
from extract.arguments import Arguments, End
from extract.events_verbs import is_reciprocal, joined, parties, partners, target_slots
from extract.lexicons import load_lexicon
from extract.phrases import LOOSE_SCORE
from extract.syntax import (
    RELATIVES,
    actors,
    children,
    first_conjunct,
    is_passive,
    lemma,
    noun_lemma,
    prepositional,
    subjects,
)
from extract.triggers import Match, matches

TOGETHER_TYPES = frozenset({"CONSULT"})
"""Types whose noun in an adverbial ("in talks with Iran") takes the subject of the clause."""
GIVEN_TYPES = frozenset({"AID", "SUPPORT"})
"""Types whose noun has a receiver: who "seeks support" is to be supported."""
_ACRONYM_LENGTH = 5


def noun_events(token: Token, arguments: Arguments) -> list[ClaimDraft]:
    """The claims of the best trigger at a noun that finds both its ends."""
    if not token.tag_.startswith("N"):
        return []
    found = (_claims(match, arguments) for match in matches(token))
    return next(filter(None, found), [])


def support_verb(noun: Token) -> Token | None:
    """The verb that lends the noun its subject: "launched" in "launched an attack".

    It may stand below: "the attack that Chad launched", "sanctions imposed by Chad".
    """
    words = load_lexicon("support_verbs")["support"]
    first = _measure(first_conjunct(noun))
    verb = first.head
    if first.dep_ == "pobj" and verb.dep_ == "prep":
        known = verb.lower_ != "into" and any(c.lower_ == "the" for c in children(first, ("det",)))
        verb = verb.head if verb.lower_ in ("in", "into", "on") and not known else first
    above = first.dep_ in ("dobj", "nsubjpass", "pobj") and verb.tag_.startswith("V")
    if above and lemma(verb) in words:
        return verb
    below = (verb for verb in children(noun, ("relcl", "acl")) if lemma(verb) in words)
    return next((verb for verb in below if _lends(verb)), None)


def _lends(verb: Token) -> bool:
    """Has the verb below a noun a subject or agent of its own?"""
    return bool(children(verb, ("agent",))) or any(
        noun.lower_ not in RELATIVES for noun in children(verb, ("nsubj",))
    )


def _measure(noun: Token) -> Token:
    """The noun that counts another: "days" above "talks" in "ten days of talks"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        above = noun.head.head
        if noun_lemma(above) in load_lexicon("support_verbs")["measures"]:
            return above
    return noun


def _claims(match: Match, arguments: Arguments) -> list[ClaimDraft]:
    trigger = match.frame.trigger
    rule = f"noun:{'_'.join(trigger.words)}"
    verb = support_verb(match.head)
    anchor = verb if verb is not None else match.head
    if verb is not None and _is_received(match, verb):
        return _received(match, arguments, verb, rule)
    if _is_lent(match):
        return _lent(match, arguments, rule)
    targets = _targets(match, arguments, verb, ())
    sides = parties(targets, arguments)
    if is_reciprocal(match) and len(sides) > 1 and _has(match, "between"):
        pairs = partners(sides)
        return [claim for one, rest in pairs for claim in joined(match, one, rest, anchor, rule)]
    sources = _sources(match, arguments, verb, arguments.chains(targets))
    if not sources:
        sources = _sources(match, arguments, verb, ())
        targets = _targets(match, arguments, verb, arguments.chains(sources))
    if not targets and is_reciprocal(match) and len(_modifying(match.head, arguments)) < 2:
        pairs = partners(parties(sources, arguments))
        return [claim for one, rest in pairs for claim in joined(match, one, rest, anchor, rule)]
    return joined(match, sources, targets, anchor, rule)


def _is_received(match: Match, verb: Token) -> bool:
    """Is what the noun names given to the verb's subject ("received aid")?"""
    return match.frame.type.name in GIVEN_TYPES and (
        lemma(verb) in load_lexicon("support_verbs")["receiving"]
    )


def _received(match: Match, arguments: Arguments, verb: Token, rule: str) -> list[ClaimDraft]:
    type_ = match.frame.type
    targets = arguments.of_phrases(actors(verb), type_.range)
    outer = Match(match.frame, (verb, match.head))
    sources = arguments.fill(("from", "by"), outer, type_.domain, arguments.chains(targets))
    return joined(match, sources, targets, verb, rule + ":received")


def _is_lent(match: Match) -> bool:
    """Is it the "with the support of Chad", where Chad is who supports?"""
    noun = match.head
    given = match.frame.type.name in GIVEN_TYPES
    return given and noun.dep_ == "pobj" and noun.head.lower_ in ("with", "by", "through")


def _lent(match: Match, arguments: Arguments, rule: str) -> list[ClaimDraft]:
    """To whom it is given, the clause or the noun above tells."""
    type_, above = match.frame.type, match.head.head.head
    givers = [noun for _, noun in prepositional(match.head, ("of", "from"))]
    sources = arguments.of_phrases(givers, type_.domain)
    verb = above.tag_.startswith("V")
    aided = actors(above) if verb else [above]
    targets = arguments.of_phrases(aided, type_.range, arguments.chains(sources))
    phrase = range(match.head.left_edge.i, match.head.right_edge.i + 1)
    targets = [end for end in targets if arguments.mentions[end.mention].start not in phrase]
    return joined(match, sources, targets, above, rule + ":lent")


def _targets(
    match: Match, arguments: Arguments, verb: Token | None, avoid: Collection[int]
) -> list[End]:
    """The first slot that holds somebody, at the noun or at the verb that lends it its subject."""
    labels = match.frame.type.range
    for slot in target_slots(match):
        found = arguments.fill((slot,), match, labels, avoid)
        if not found and verb is not None and slot != "of":
            found = arguments.fill((slot,), Match(match.frame, (verb,)), labels, avoid)
        if found:
            return found
    return []


def _sources(
    match: Match, arguments: Arguments, verb: Token | None, avoid: Collection[int]
) -> list[End]:
    """The first place of those where an actor may stand that names one."""
    domain = match.frame.type.domain
    if match.frame.trigger.source:
        return arguments.fill(match.frame.trigger.source, match, domain, avoid)
    owned = children(match.head, ("poss",))
    places = (
        owned,
        [noun for _, noun in prepositional(match.head, ("by",))],
        _modifying(match.head, arguments),
        actors(verb) if verb is not None else [],
        _company(match),
        _concerned(match),
    )
    for nouns in places:
        found = arguments.of_phrases(nouns, domain, avoid)
        close = [end for end in found if end.score > LOOSE_SCORE]
        if close:
            return close
    return []


def _modifying(noun: Token, arguments: Arguments) -> list[Token]:
    """Demonyms and acronyms before the noun; "Ukraine war" does not tell who makes it."""
    found = []
    for word in children(noun, ("amod", "nmod", "compound")):
        for end in arguments.of_phrase(word, ("PERSON", "COUNTRY", "ORGANIZATION")):
            mention = arguments.mentions[end.mention]
            is_acronym = word.is_upper and len(word) <= _ACRONYM_LENGTH
            if is_acronym or mention.kind == MentionKind.DEMONYM or mention.label == "ORGANIZATION":
                found.append(word)
    return found


def _company(match: Match) -> list[Token]:
    """Who "said so in talks with Iran", by the clause that the meeting stands in."""
    noun = match.head
    together = load_lexicon("support_verbs")["together"]
    if noun.dep_ != "pobj":
        return []
    prep = noun.head
    bare = prep.lower_ == "in" and not children(noun, ("det", "poss", "nummod"))
    meets = match.frame.type.name in TOGETHER_TYPES and prep.lower_ in together
    if not (bare or meets) or not prep.head.tag_.startswith("V"):
        return []
    return actors(prep.head) if is_passive(prep.head) else subjects(prep.head)


def _concerned(match: Match) -> list[Token]:
    """Who "plays down the rift with Chad" has a rift with it."""
    noun = match.head
    if match.frame.trigger.mode != "reduce-relations" or noun.dep_ != "dobj":
        return []
    return actors(noun.head)


def _has(match: Match, preposition: str) -> bool:
    return any(prepositional(token, (preposition,)) for token in match.tokens)
