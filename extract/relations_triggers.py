"""Standing relations by the triggers of `ontology/relations.yml`: nouns, verbs, adjectives."""

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.denotation import denoted, opinion_holder
from extract.lexicons import load_lexicon
from extract.relation_writer import RelationWriter
from extract.syntax import (
    actors,
    antecedent,
    children,
    conjuncts,
    is_passive,
    lemma,
    patients,
    prepositional,
    subjects,
)
from extract.triggers import Match, matches

ENDING = frozenset(
    {"end", "break", "sever", "dissolve", "renounce", "destroy", "lose", "seek", "want", "lack",
     "oppose", "reject", "need", "terminate", "abandon", "become", "suspend"}
)  # fmt: skip
"""Verbs whose object is not there, or not for long: "ended their alliance"."""
STAFF_VERBS = frozenset({"join", "leave", "quit", "resign"})
"""Verbs by which persons come to firms or go."""
NOUN_SOURCE, NOUN_TARGET = ("self",), ("of", "possessor")
ADJECTIVE_COPULAS = frozenset({"acomp", "attr", "oprd", "advcl", "acl", "amod", "ROOT", "conj"})


def find_triggers(token: Token, writer: RelationWriter) -> None:
    """Claims from one word that triggers a relation; of several readings of a type the best."""
    done: set[str] = set()
    for match in matches(token, "relation"):
        type_ = match.frame.type.name
        if type_ not in done and _claim(match, writer):
            done.add(type_)


def _claim(match: Match, writer: RelationWriter) -> bool:
    """Fill both ends and claim; True if anything came of it."""
    frame = match.frame
    if frame.trigger.kind == "noun":
        if lemma(match.head.head) in ENDING and match.head.dep_ in ("dobj", "nsubjpass"):
            return False
        opinion = opinion_holder(match.head, writer)
        if opinion is not None:
            return _claim_opinion(match, writer, *opinion)
    sources = _fill(frame.trigger.source or _default_source(match), match, writer)
    mode = frame.trigger.mode or _mode(match)
    rule, trigger = f"{frame.trigger.kind}_{frame.trigger.words[0]}", _span(match)
    if frame.trigger.reciprocal and len(sources) > 1:
        paired = _slot_of(sources, frame.trigger.source or _default_source(match), match, writer)
        if paired and not _targets(match, writer):
            return bool(
                writer.relate_mutually(
                    frame.type.name, sources, rule, trigger, score=frame.trigger.score
                )
            )
    name = frame.type.name
    if name == "MEMBER_OF" and frame.trigger.kind == "verb":
        return _claim_joining(match, sources, mode, writer)
    return bool(
        writer.relate(
            name, sources, _targets(match, writer), rule, trigger,
            mode=mode if mode in frame.type.modes else None, score=frame.trigger.score,
            denies=frame.trigger.denies,
        )
    )  # fmt: skip


def _claim_joining(
    match: Match, sources: list[int], mode: str | None, writer: RelationWriter
) -> bool:
    """Persons join parties and armies as members, and firms as staff."""
    added = 0
    for target in _targets(match, writer):
        known = (writer.mentions[target].reference or "").startswith("organization:")
        member = known or writer.has_word(target, "joined")
        if writer.label(target) != "ORGANIZATION" or not (member or writer.is_named(target)):
            continue
        for source in sources:
            staff = writer.label(source) == "PERSON" and not member
            if staff and match.frame.trigger.words[0] not in STAFF_VERBS:
                continue
            added += writer.relate(
                "WORKS_FOR" if staff else "MEMBER_OF", [source], [target],
                f"verb_{match.frame.trigger.words[0]}", _span(match), mode=mode,
                score=match.frame.trigger.score,
            )  # fmt: skip
    return bool(added)


def _claim_opinion(
    match: Match, writer: RelationWriter, named: list[int], holders: list[int]
) -> bool:
    """As in "Peru calls Chile its partner": a claim of Peru's."""
    added = 0
    for holder in holders:
        added += writer.relate(
            match.frame.type.name, named, _targets(match, writer), "named_by_opinion",
            _span(match), score=match.frame.trigger.score, claimant=holder,
        )  # fmt: skip
    return bool(added)


def _default_source(match: Match) -> tuple[str, ...]:
    return NOUN_SOURCE if match.frame.trigger.kind == "noun" else ("subject",)


def _targets(match: Match, writer: RelationWriter) -> list[int]:
    trigger = match.frame.trigger
    if trigger.target:
        return _fill(trigger.target, match, writer)
    if trigger.kind == "noun":
        return _fill(NOUN_TARGET, match, writer)
    return _fill(("last",) if len(match.tokens) > 1 else ("object",), match, writer)


def _slot_of(
    ends: list[int], slots: tuple[str, ...], match: Match, writer: RelationWriter
) -> tuple[str, ...]:
    """The slot that gave the ends, if it is one that holds both sides of a relation."""
    for slot in slots:
        if _ends_in(slot, match, writer) == ends:
            return (slot,) if slot in ("between", "governor", "before", "of", "self") else ()
    return ()


def _fill(slots: tuple[str, ...], match: Match, writer: RelationWriter) -> list[int]:
    """Mentions in the first of the slots that holds any that the type admits."""
    for slot in slots:
        ends = _ends_in(slot, match, writer)
        if ends:
            return ends
    return []


def _ends_in(slot: str, match: Match, writer: RelationWriter) -> list[int]:
    head = match.head
    if slot == "self":
        return denoted(head, writer)
    if slot == "before":
        return _before(head, writer)
    nouns = _nouns_in(slot, match)
    found = [n for noun in nouns for n in writer.ends(noun) or _described(noun, writer)]
    if not found and slot == "object":
        found = _raised_object(head, writer)
    return list(dict.fromkeys(found))


def _described(noun: Token, writer: RelationWriter) -> list[int]:
    """Whom a noun without a mention of its own stands for: "X, a baker based in Y"."""
    return denoted(noun, writer) if noun.tag_ == "NN" else []


def _raised_object(verb: Token, writer: RelationWriter) -> list[int]:
    """The object after the dash in "will abide by - but not join - the treaty"."""
    position = verb.i + 1
    if position >= len(writer.doc) or writer.doc[position].text not in ("—", "–", "-", ",", ")"):
        return []
    for token in writer.doc[position + 1 : position + 4]:
        found = writer.starting_at(token.i)
        if found:
            return found[:1]
        if token.tag_ not in ("DT", "JJ"):
            break
    return []


def _nouns_in(slot: str, match: Match) -> list[Token]:
    head, last = match.head, match.tokens[-1]
    if slot == "subject":
        return _subjects(head)
    if slot == "object":
        return patients(head)
    if slot == "possessor":
        return _lasting_owners(head)
    if slot == "governor":
        whole = _whole(head)
        above = whole.head
        return actors(above) if above.tag_[:2] == "VB" and whole.dep_ == "dobj" else []
    if slot == "site":
        things = [antecedent(noun) for noun in patients(head)]
        return [n for thing in things for _, n in prepositional(thing, ("in", "at", "of"))]
    if slot == "tied":
        ties = children(last, ("relcl", "acl"))
        return [noun for verb in ties for _, noun in prepositional(verb, ("to", "with"))]
    if slot == "last":
        return children(last, ("pobj",))
    return [noun for token in match.tokens for _, noun in prepositional(token, (slot,))]


def _whole(noun: Token) -> Token:
    """The phrase that a noun stands in: "one" in "one of the longest borders"."""
    inside = noun.dep_ == "pobj" and noun.head.lower_ == "of"
    return noun.head.head if inside and noun.head.head.tag_ in ("CD", "DT", "NN") else noun


def _subjects(head: Token) -> list[Token]:
    """Of a verb its actors or, of a passive without a "by", what it is said of."""
    if head.tag_.startswith("J") or (head.tag_ == "VBN" and head.dep_ in ("acomp", "amod")):
        if head.dep_ == "amod":
            return [head.head]
        return [antecedent(token) for token in subjects(head)]
    if not is_passive(head):
        return subjects(head)
    return actors(head) or subjects(head)


def _lasting_owners(noun: Token) -> list[Token]:
    """Possessors that are not times: "Peru" in "Peru's ally", nothing in "last year's host"."""
    times = load_lexicon("event_nouns")["times"]
    found = children(noun, ("poss",))
    if not found and noun.dep_ in ("compound", "nmod"):
        found = [token for token in children(noun.head, ("poss",)) if token.i < noun.i]
    return [token for token in found if token.lemma_.lower() not in times]


def _before(noun: Token, writer: RelationWriter) -> list[int]:
    """Mentions among the words right before a noun: "US" in "US ally", both in "Iran-Iraq war"."""
    found: list[int] = []
    position, steps = noun.i, 0
    while position > 0 and steps < 6:
        steps += 1
        ending = writer.ending_at(position)
        token = writer.doc[position - 1]
        if ending and writer.mentions[ending[0]].kind is not MentionKind.PRONOUN:
            found[:0] = ending
            position = writer.mentions[ending[0]].start
        elif token.tag_ in ("JJ", "NN", "HYPH", "JJS", "CD", "VBG", "VBN") and not _is_name(token):
            position -= 1
        else:
            break
    return [n for n in found if writer.is_known(n)]


def _is_name(token: Token) -> bool:
    return token.dep_ not in ("amod", "compound", "nmod", "punct", "nummod", "advmod")


def _mode(match: Match) -> str | None:
    """Former, if an adjective or adverb of the trigger says so."""
    former = load_lexicon("offices")["former"]
    words = [match.head, *conjuncts(match.head)[1:]]
    adjectives = [child for word in words[:1] for child in children(word, ("amod", "advmod"))]
    return "former" if any(child.lower_ in former for child in adjectives) else None


def _span(match: Match) -> tuple[int, int]:
    """Tokens of the trigger, from the verb on where one likens: "appear like a puppet"."""
    link = match.head.head
    if match.head.dep_ == "pobj" and link.lower_ in ("like", "as") and link.head.tag_[:2] == "VB":
        return min(link.head.i, match.head.i), max(link.head.i, match.head.i) + 1
    places = [token.i for token in match.tokens]
    return (min(places), max(places) + 1) if max(places) - min(places) < 6 else (
        match.head.i, match.head.i + 1,
    )  # fmt: skip
