"""Events told by verbs and adjectives: who did what to whom."""

from spacy.tokens import Token

from evidence.model import ClaimKind, MentionKind
from extract.annotations import ClaimDraft
from extract.arguments import Arguments, End
from extract.lexicons import load_lexicon
from extract.phrases import LOOSE_SCORE
from extract.slots import BALLOTS
from extract.syntax import (
    OBJECTS,
    actors,
    ancestors,
    children,
    is_passive,
    noun_lemma,
    subjects,
)
from extract.triggers import Match, matches

LONGEST_TRIGGER = 6
"""Tokens from first to last word of a trigger that is shown as one; else its head alone."""
MAX_RECIPROCAL = 3
"""Partners of "A, B and C met" that are joined pairwise; more are an enumeration."""
LOOSE_TYPES = frozenset(
    {"AGREE", "COOPERATE", "AID", "CONCEDE", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
"""Types done at a place as well as to somebody: "lifted the curfew in Gaza"."""
CLOSE_TYPES = frozenset({"CONSULT", "MIGRATE", "ACCUSE", "REQUEST"})
"""Types whose target is not just anybody that the object's phrase mentions."""


def verb_events(token: Token, arguments: Arguments, used: set[int]) -> list[ClaimDraft]:
    """The claims of the best trigger at a verb or adjective that finds both its ends.

    Args:
        token: Any token.
        arguments: Of the document.
        used: Positions of nouns that belong to a verb's phrase already ("hold talks"); grows.
    """
    if token.tag_.startswith("N"):
        return []
    for match in matches(token):
        claims = _claims(match, arguments)
        if claims:
            used.update(part.i for part in match.tokens[1:])
            return claims
    return []


def joined(
    match: Match, sources: list[End], targets: list[End], anchor: Token, rule: str
) -> list[ClaimDraft]:
    """One claim for each pair of ends."""
    return [
        ClaimDraft(
            kind=ClaimKind.EVENT,
            type=match.frame.type.name,
            source=source.mention,
            target=target.mention,
            rule=rule,
            trigger=trigger_span(match),
            anchor=anchor.i,
            mode=match.frame.trigger.mode,
            denies=match.frame.trigger.denies,
            score=match.frame.trigger.score * source.score * target.score,
            inferred=source.is_weak or target.is_weak,
        )
        for source in sources
        for target in targets
        if source.mention != target.mention
    ]


def trigger_span(match: Match) -> tuple[int, int]:
    """From first to last word of the trigger; its head where they stand far apart."""
    places = [token.i for token in match.tokens]
    if max(places) - min(places) < LONGEST_TRIGGER:
        return min(places), max(places) + 1
    return match.head.i, match.head.i + 1


def partners(ends: list[End]) -> list[tuple[list[End], list[End]]]:
    """Each of two or three parties with those after it."""
    if not 2 <= len(ends) <= MAX_RECIPROCAL:
        return []
    return [([end], ends[place + 1 :]) for place, end in enumerate(ends[:-1])]


def parties(ends: list[End], arguments: Arguments) -> list[End]:
    """The ends; of a lone "Indian and Chinese soldiers" the two that it names."""
    if len(ends) != 1:
        return ends
    head = arguments.index.root(ends[0].mention)
    inner = [word for word in children(head, ("amod", "nmod", "compound")) if word.i < head.i]
    found = arguments.of_phrases(inner, (), arguments.chains(ends))
    return found if len(found) > 1 else ends


def _has_object(match: Match) -> bool:
    """Has the verb an object that is no part of the trigger ("fought poachers")?"""
    return any(noun not in match.tokens for noun in children(match.head, OBJECTS))


def is_reciprocal(match: Match) -> bool:
    """May the parties be named side by side ("A and B met")?"""
    return match.frame.trigger.reciprocal


def _claims(match: Match, arguments: Arguments) -> list[ClaimDraft]:
    type_, trigger = match.frame.type, match.frame.trigger
    sources = _sources(match, arguments)
    if not sources:
        return []
    avoid = arguments.chains(sources)
    targets = arguments.fill(target_slots(match), match, type_.range, avoid)
    if type_.name in CLOSE_TYPES:
        targets = [end for end in targets if end.score > LOOSE_SCORE]
    rule = f"{trigger.kind}:{'_'.join(trigger.words)}"
    found = joined(match, sources, targets, match.head, rule)
    if not found and is_reciprocal(match) and not _has_object(match):
        for one, rest in partners(parties(sources, arguments)):
            found.extend(joined(match, one, rest, match.head, rule + ":reciprocal"))
    if not found and type_.name in LOOSE_TYPES:
        targets = arguments.fallback(match, type_.range, avoid)
        found = joined(match, sources, targets, match.head, rule + ":loose")
    return found


def target_slots(match: Match) -> tuple[str, ...]:
    """Where the target may stand, best first."""
    trigger, last = match.frame.trigger, match.tokens[-1]
    if len(match.tokens) > 1 and last.tag_ in ("IN", "TO", "RP") and last.dep_ != "prt":
        return (*trigger.target, "last")
    if trigger.target:
        return trigger.target
    return ("of",) if trigger.kind == "noun" else ("object",)


def _sources(match: Match, arguments: Arguments) -> list[End]:
    """Who does it; no place that a phrase merely mentions ("a blast near Samarra").

    Only people visit: a company's plane or an army that arrives consults with nobody.
    """
    trigger, domain = match.frame.trigger, match.frame.type.domain
    if trigger.mode == "visit":
        domain = tuple(label for label in domain if label != "ORGANIZATION")
    if trigger.source:
        found = arguments.fill(trigger.source, match, domain)
    elif trigger.kind == "adjective":
        found = arguments.of_phrases(_bearers(match.head), domain)
    else:
        found = arguments.of_phrases(actors(match.head), domain)
        if not found and trigger.needs == "denied":
            found = arguments.of_phrases(_above_ballot(match.head), domain)
    if match.frame.type.name == "ASSAULT" and trigger.words == ("cross",):
        found = [end for end in found if not _is_crowd(end, arguments)]
    if match.frame.type.name == "MIGRATE":
        found = found or arguments.of_phrases(_from_whence(match.head), domain)
        found = [end for end in found if moves(end, arguments)]
    return [end for end in found if end.score > LOOSE_SCORE]


def _above_ballot(verb: Token) -> list[Token]:
    """Who "was away when the vote took place and did not vote": no vote votes."""
    own = subjects(verb)
    if not own or noun_lemma(own[0]) not in BALLOTS:
        return []
    clause = next((above for above in ancestors(verb) if above.dep_ == "advcl"), None)
    return [] if clause is None else subjects(clause.head)


def _from_whence(verb: Token) -> list[Token]:
    """The "many" of "many from Peru fled", which the parser takes for an adverb."""
    return [
        many
        for prep in children(verb, ("prep",))
        if prep.lower_ == "from" and prep.i < verb.i
        for many in children(prep, ("advmod", "amod"))
    ]


def _is_crowd(end: End, arguments: Arguments) -> bool:
    """Is it people of no arms: "thousands of Chadians", "200 families"?"""
    mention = arguments.mentions[end.mention]
    head = arguments.index.doc[mention.end - 1]
    people = load_lexicon("nouns_person")
    named = head.tag_ == "NNPS" and mention.label in ("PERSON", "COUNTRY")
    unarmed = people["people"] | {"refugee", "migrant", "civilian", "villager", "resident"}
    return named or noun_lemma(head) in unarmed


def moves(end: End, arguments: Arguments) -> bool:
    """Is it people, who can move? A country or town is only where they are from."""
    mention = arguments.mentions[end.mention]
    people = mention.kind in (MentionKind.DEMONYM, MentionKind.PRONOUN)
    return mention.label in ("PERSON", "ORGANIZATION") or people


def _bearers(adjective: Token) -> list[Token]:
    """Who is so: the subject of the copula, or the noun the adjective stands with."""
    if adjective.dep_ in ("acomp", "oprd", "attr", "conj") or is_passive(adjective):
        found = subjects(adjective.head) if adjective.dep_ != "ROOT" else []
        return found or subjects(adjective)
    if adjective.dep_ in ("amod", "acl"):
        noun = adjective.head
        return [noun, *(actors(noun.head) if noun.dep_ == "dobj" else [])]
    return subjects(adjective)
