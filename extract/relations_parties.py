"""Who takes part in an event, who hosts it and where it is, by the words around its noun."""

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.event_nouns import event_nouns, is_acronym, is_unreal
from extract.lexicons import load_lexicon
from extract.relation_writer import RelationWriter
from extract.syntax import (
    actors,
    children,
    conjuncts,
    is_passive,
    lemma,
    noun_lemma,
    patients,
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
JOINING = frozenset({"participate", "attend"})
IMPLICIT_WINDOW = 40
"""Tokens back to the event that "would attend" leaves unsaid."""
AT = ("at", "during", "in", "on")
SESSIONS = frozenset(
    {"session", "sideline", "margin", "opening", "start", "end", "part", "day", "sidelines",
     "margins", "round", "meeting", "close", "panel"}
)  # fmt: skip


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
    _absentees(number, root, writer)
    _present(number, root, writer)


def find_implicit_parties(token: Token, writer: RelationWriter) -> None:
    """Who "would participate", without saying in what: in the gathering told just before."""
    if lemma(token) not in JOINING or token.tag_[:2] != "VB" or is_passive(token):
        return
    if patients(token) or prepositional(token, ("in", "at", "with", "to")):
        return
    event = writer.last_event_before(token.i, IMPLICIT_WINDOW)
    if event is None or not _is_gathering(writer.index.root(event)):
        return
    people = [n for noun in subjects(token) for n in writer.ends(noun, ACTORS)]
    writer.relate(
        "PARTICIPANT_IN", people, [event], "implicit_event", (token.i, token.i + 1),
        score=0.6, inferred=True,
    )  # fmt: skip


def _owners(number: int, root: Token, span: tuple[int, int], writer: RelationWriter) -> None:
    """Who does it: "Russia's war", "the Ukrainian offensive", "strikes by Israel"."""
    owners = [n for token in possessors(root) for n in writer.ends(token, ACTORS)]
    for _, noun in prepositional(root, ("by",)):
        owners += writer.ends(noun, ACTORS)
    owners += [n for n in _inside(number, root, writer) if _acts(n, number, root, writer)]
    unreal = is_unreal(root)
    writer.relate(
        "PARTICIPANT_IN", owners, [number], "event_owner", span, score=0.8, possible=unreal
    )


def _acts(number: int, event: int, root: Token, writer: RelationWriter) -> bool:
    """Is a modifier the actor? "Russian invasion" yes, "Ukraine war" and "anti-Iran talks" no."""
    mention = writer.mentions[number]
    before = writer.doc[mention.start - 1] if mention.start else root
    named = mention.kind is MentionKind.NAME and not is_acronym(writer.doc, mention)
    if named or before.lower_ in ("anti", "-"):
        return False
    struck = (writer.mentions[event].reference or "").rpartition(":")[2]
    if struck and struck == mention.country:
        return False
    return noun_lemma(root) in STRIKING and mention.label in ("COUNTRY", "ORGANIZATION")


def _inside(number: int, root: Token, writer: RelationWriter) -> list[int]:
    """Mentions among the words before the noun of the event."""
    position, found = writer.mentions[number].start, []
    while position < root.i:
        here = [n for n in writer.starting_at(position) if writer.mentions[n].end <= root.i]
        here = [n for n in here if n != number][:1]
        found += here
        position = writer.mentions[here[0]].end if here else position + 1
    return found


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
    unreal = is_unreal(root)
    writer.relate(
        "PARTICIPANT_IN", sides, [number], "event_sides", span, score=0.85, possible=unreal
    )


def _places(number: int, root: Token, span: tuple[int, int], writer: RelationWriter) -> None:
    """Where it is: "war in Yemen", "the forum in Davos", "invasion of Kuwait", "Syria war"."""
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
            mode=near, score=0.85, possible=is_unreal(root),
        )  # fmt: skip
    for _, met in prepositional(root, ("with", "between")):
        inner = [pair for part in conjuncts(met) for pair in prepositional(part, ("in", "at"))]
        for preposition, noun in inner:
            places = [n for n in writer.ends(noun, PLACES) if not _is_dated(noun)]
            span = (preposition.i, preposition.i + 1)
            writer.relate("LOCATED_IN", [number], places, "event_place", span, score=0.8)
    _place_before(number, root, striking, writer)
    _places_by_verb(number, root, writer)


def _places_by_verb(number: int, root: Token, writer: RelationWriter) -> None:
    """As in "the talks were held in Oslo", "held a summit in Bali"."""
    verb = root.head
    if root.dep_ not in ("nsubj", "nsubjpass", "dobj") or lemma(verb) not in _place_verbs():
        return
    for preposition, noun in prepositional(verb, ("in", "at")):
        places = [n for n in writer.ends(noun, PLACES) if not _is_dated(noun)]
        span = (
            (verb.i, preposition.i + 1) if 0 < preposition.i - verb.i < 4 else (verb.i, verb.i + 1)
        )
        writer.relate("LOCATED_IN", [number], places, "event_verb_place", span, score=0.8)


def _place_verbs() -> frozenset[str]:
    return load_lexicon("event_nouns")["place_verbs"]


def _place_before(number: int, root: Token, striking: bool, writer: RelationWriter) -> None:
    """As in "Ukraine war"; where another place follows, the first is who wages it."""
    mention, span = writer.mentions[number], (root.i, root.i + 1)
    inside = [n for n in _inside(number, root, writer) if writer.label(n) in PLACES]
    names = [n for n in inside if writer.is_named(n)]
    names = [n for n in names if not is_acronym(writer.doc, writer.mentions[n])]
    if len(inside) != 1 or not names or not striking or mention.kind is not MentionKind.NAME:
        return
    if mention.end > root.i + 1:
        writer.relate("PARTICIPANT_IN", names, [number], "event_owner", span, score=0.75)
    else:
        writer.relate("LOCATED_IN", [number], names, "event_place_before", span, score=0.75)


def _is_dated(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME")


def _absentees(number: int, root: Token, writer: RelationWriter) -> None:
    """Who stays away: "X boycotted the summit", "X pulled out of the talks"."""
    lists = load_lexicon("event_nouns")
    if root.dep_ == "pobj" and root.head.lower_ in ("of", "from"):
        verb, listed = root.head.head, lists["leaving_verbs"]
        verb = verb.head if verb.dep_ in ("prep", "prt") else verb
    else:
        verb, listed = root.head, lists["absence_verbs"]
    if lemma(verb) not in listed or root.dep_ not in ("dobj", "nsubjpass", "pobj"):
        return
    people = [n for noun in actors(verb) for n in writer.ends(noun, ACTORS)]
    span = (verb.i, verb.i + 1)
    writer.relate(
        "PARTICIPANT_IN", people, [number], "absent_from_event", span, score=0.8, denies=True
    )


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
    whole = root
    if root.dep_ == "pobj" and root.head.lower_ == "of" and lemma(root.head.head) in SESSIONS:
        whole = root.head.head
    if not _is_gathering(root) or whole.dep_ != "pobj" or whole.head.lower_ not in AT:
        return
    verb = whole.head.head
    if verb.tag_[:2] != "VB" or lemma(verb) in ("be", "have", "follow", "come"):
        return
    people = [
        n for token in actors(verb) or subjects(verb) for n in writer.ends(token, ("PERSON",))
    ]
    for _, noun in prepositional(verb, ("with", "alongside")):
        people += writer.ends(noun, ("PERSON",))
    span = (whole.head.i, whole.head.i + 1)
    writer.relate("PARTICIPANT_IN", people, [number], "present_at_event", span, score=0.8)


def _is_gathering(root: Token) -> bool:
    name = event_nouns().classes.get(noun_lemma(root))
    return name in load_lexicon("event_nouns")["gatherings"] and len(conjuncts(root)) < 4
