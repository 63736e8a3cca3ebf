"""Who takes part in an event, who hosts it and where it is, by the words around its noun."""

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.lexicons import load_lexicon
from extract.relation_writer import RelationWriter
from extract.syntax import (
    actors,
    children,
    conjuncts,
    lemma,
    noun_lemma,
    possessors,
    prepositional,
    subjects,
)

ACTORS = ("PERSON", "COUNTRY", "ORGANIZATION")
PLACES = ("PLACE", "COUNTRY")
SIDED = ("war", "conflict", "talk", "negotiation", "meeting", "match", "summit", "dialogue")
"""Nouns whose "with" and "between" bring in the other side."""
STRIKING = frozenset(
    {"war", "invasion", "conflict", "operation", "offensive", "aggression", "sanction", "embargo",
     "attack", "bombing", "raid", "intervention", "incursion", "airstrike", "siege", "occupation",
     "blitzkrieg", "shelling", "strike"}
)  # fmt: skip
"""Nouns whose owner does it to the object of "of", "in", "on", "against"."""
AT = ("at", "during", "in")


def find_parties(number: int, writer: RelationWriter) -> None:
    """Claims about one event mention."""
    mention = writer.mentions[number]
    if mention.label != "EVENT":
        return
    root = writer.index.root(number)
    span = (root.i, root.i + 1)
    _owners(number, root, span, writer)
    _sides(number, root, span, writer)
    _places(number, root, span, writer)
    _guests(number, root, writer)
    _present(number, root, writer)


def _owners(number: int, root: Token, span: tuple[int, int], writer: RelationWriter) -> None:
    """Who does it: "Russia's war", "the Ukrainian offensive", "strikes by Israel"."""
    owners = [n for token in possessors(root) for n in writer.ends(token, ACTORS)]
    for _, noun in prepositional(root, ("by",)):
        owners += writer.ends(noun, ACTORS)
    owners += [n for n in _inside(number, root, writer) if _acts(n, root, writer)]
    writer.relate("PARTICIPANT_IN", owners, [number], "event_owner", span, score=0.8)


def _acts(number: int, root: Token, writer: RelationWriter) -> bool:
    """Is a modifier the actor? "Russian invasion" yes, "Ukraine war" and "anti-Iran talks" no."""
    mention = writer.mentions[number]
    before = writer.doc[mention.start - 1] if mention.start else root
    if mention.kind is not MentionKind.DEMONYM or before.lower_ in ("anti", "-"):
        return False
    return noun_lemma(root) in STRIKING and mention.label in ("COUNTRY", "ORGANIZATION")


def _inside(number: int, root: Token, writer: RelationWriter) -> list[int]:
    """Mentions among the words before the noun of the event."""
    mention = writer.mentions[number]
    return [
        n for position in range(mention.start, root.i) for n in writer.starting_at(position)
        if n != number and writer.mentions[n].end <= root.i
    ]  # fmt: skip


def _sides(number: int, root: Token, span: tuple[int, int], writer: RelationWriter) -> None:
    """Both sides of "talks between A and B", "A-B war", "the war with B"."""
    sides = [
        n
        for _, noun in prepositional(root, ("between", "among"))
        for n in writer.ends(noun, ACTORS)
    ]
    if noun_lemma(root) in SIDED:
        for _, noun in prepositional(root, ("with",)):
            sides += writer.ends(noun, ACTORS)
    inside = [n for n in _inside(number, root, writer) if writer.label(n) in ACTORS]
    if len(inside) == 2:
        sides += inside
    writer.relate("PARTICIPANT_IN", sides, [number], "event_sides", span, score=0.85)


def _places(number: int, root: Token, span: tuple[int, int], writer: RelationWriter) -> None:
    """Where it is: "war in Yemen", "the forum in Davos", "invasion of Kuwait", "Syria war"."""
    mention = writer.mentions[number]
    striking = noun_lemma(root) in STRIKING
    prepositions = ("in", "at", "near", "of", "on") if striking else ("in", "at", "near")
    for preposition, noun in prepositional(root, prepositions):
        near = "near" if preposition.lower_ == "near" else None
        places = [n for n in writer.ends(noun, PLACES) if not _is_dated(noun)]
        if preposition.lower_ in ("of", "on") and noun_lemma(root) not in (
            "invasion",
            "occupation",
        ):
            continue
        writer.relate(
            "LOCATED_IN", [number], places, "event_place", (preposition.i, preposition.i + 1),
            mode=near, score=0.85,
        )  # fmt: skip
    inside = [n for n in _inside(number, root, writer) if writer.label(n) in PLACES]
    names = [n for n in inside if writer.is_named(n)]
    if len(inside) == 1 and names and striking and mention.kind is MentionKind.NAME:
        writer.relate("LOCATED_IN", [number], names, "event_place_before", span, score=0.75)


def _is_dated(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME")


def _guests(number: int, root: Token, writer: RelationWriter) -> None:
    """As in "talks involving A and B", "a concert featuring X", "a summit attended by X"."""
    verbs = load_lexicon("event_nouns")["guest_verbs"]
    for verb in children(root, ("acl", "relcl")):
        span = (verb.i, verb.i + 1)
        if lemma(verb) in verbs:
            guests = [n for noun in children(verb, ("dobj",)) for n in writer.ends(noun, ACTORS)]
            writer.relate("PARTICIPANT_IN", guests, [number], "event_guests", span, score=0.9)


def _present(number: int, root: Token, writer: RelationWriter) -> None:
    """Who does something at a gathering is there: "At the forum, X shared the stage with Y"."""
    if not _is_gathering(root) or root.dep_ != "pobj" or root.head.lower_ not in AT:
        return
    verb = root.head.head
    if verb.tag_[:2] != "VB" or lemma(verb) in ("be", "have", "follow", "come"):
        return
    people = [
        n for token in actors(verb) or subjects(verb) for n in writer.ends(token, ("PERSON",))
    ]
    for _, noun in prepositional(verb, ("with", "alongside")):
        people += writer.ends(noun, ("PERSON",))
    span = (root.head.i, root.head.i + 1)
    writer.relate("PARTICIPANT_IN", people, [number], "present_at_event", span, score=0.8)


def _is_gathering(root: Token) -> bool:
    from extract.event_mentions import event_nouns

    name = event_nouns().classes.get(noun_lemma(root))
    return name in load_lexicon("event_nouns")["gatherings"] and len(conjuncts(root)) < 4
