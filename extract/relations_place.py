"""What lies where: "Minsk, Belarus", "Berlin-based", "the Central Asian country", "troops in X"."""

from functools import lru_cache

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.denotation import denoted
from extract.lexicons import load_lexicon
from extract.relation_writer import RelationWriter
from extract.syntax import (
    actors,
    ancestors,
    children,
    first_conjunct,
    lemma,
    noun_lemma,
    prepositional,
)
from ontology.gazetteer import load_gazetteer

PLACES = ("PLACE", "COUNTRY")
INSIDE = ("in", "at", "inside", "within", "across", "throughout")
NEAR = ("near", "outside", "off")
STATES = frozenset({"country", "nation", "state", "republic", "kingdom", "island", "economy"})
CROWDS = frozenset({"population", "minority", "community", "diaspora", "number", "home"})
SHARING = frozenset({"make", "form", "constitute", "comprise", "account", "represent", "be"})
"""Verbs of a group that is a share of a population."""
NEIGHBOURING = ("neighboring", "neighbouring")
PART_ADJECTIVES = frozenset(
    {"northern", "southern", "eastern", "western", "central", "north", "south", "east", "west",
     "northeastern", "northwestern", "southeastern", "southwestern", "downtown"}
)  # fmt: skip


def find_place_after(number: int, writer: RelationWriter) -> None:
    """A place whose country or region follows a comma: "Gao, northern Mali"."""
    mention = writer.mentions[number]
    if mention.label != "PLACE" or mention.end + 1 >= len(writer.doc):
        return
    if writer.doc[mention.end].text != ",":
        return
    position = mention.end + 1
    if writer.doc[position].lower_ in PART_ADJECTIVES:
        position += 1
    for other in writer.starting_at(position)[:1]:
        outer = writer.mentions[other]
        whole = outer.label in PLACES and outer.kind is not MentionKind.DEMONYM
        if whole and (_lies_in(mention, outer) or _is_apposed(number, other, writer)):
            trigger = (mention.start, outer.end)
            writer.relate("LOCATED_IN", [number], [other], "place_comma", trigger, score=0.9)


def _lies_in(inner: MentionDraft, outer: MentionDraft) -> bool:
    """Does the gazetteer put one in the other? Two cities of one country are a list."""
    same = inner.country is not None and inner.country == outer.country
    return same and (outer.label == "COUNTRY" or _is_region(outer))


def _is_apposed(number: int, other: int, writer: RelationWriter) -> bool:
    """Does the parser read the outer as an apposition of a place the gazetteer knows nothing of?"""
    if writer.mentions[number].country is not None:
        return False
    inner, outer = writer.index.root(number), writer.index.root(other)
    return outer.dep_ in ("appos", "npadvmod") and outer.head.i == inner.i


def find_place_of_noun(number: int, writer: RelationWriter) -> None:
    """Where a mention is, by a preposition below its noun: "the embassy in Lima"."""
    mention = writer.mentions[number]
    if mention.label == "COUNTRY" or mention.kind in (MentionKind.PRONOUN, MentionKind.DEMONYM):
        return
    root = writer.index.root(number)
    if root.i >= mention.end or not mention.start <= root.i or _meets(root, writer):
        return
    sources = [number] if writer.is_named(number) else denoted(root, writer) or [number]
    for preposition, noun in prepositional(root, INSIDE + NEAR):
        places = [n for n in writer.ends(noun) if writer.label(n) in PLACES]
        places = places or _owned_part(noun, writer)
        if not places or preposition.i < root.i:
            continue
        near = preposition.lower_ in NEAR
        writer.relate(
            "LOCATED_IN", sources, places, "place_of_noun", (preposition.i, preposition.i + 1),
            mode="near" if near else None, score=0.75 if mention.label != "PERSON" else 0.65,
        )  # fmt: skip


def _meets(root: Token, writer: RelationWriter) -> bool:
    """Is it somebody met at an event, so that the place is the event's ("talks with X in Lima")?"""
    root = first_conjunct(root)
    above = root.head.head
    return root.dep_ == "pobj" and any(writer.label(n) == "EVENT" for n in writer.rooted_at(above))


def _owned_part(noun: Token, writer: RelationWriter) -> list[int]:
    """The country in "the north of the country", "Mali's east"."""
    if noun_lemma(noun) not in (
        "north",
        "south",
        "east",
        "west",
        "part",
        "region",
        "centre",
        "city",
    ):
        return []
    owners = [owner for _, owner in prepositional(noun, ("of",))] + children(noun, ("poss",))
    return [n for owner in owners for n in writer.ends(owner) if writer.label(n) in PLACES]


def find_region_of_country(number: int, writer: RelationWriter) -> None:
    """A country told by its region: "the Central Asian country"."""
    mention = writer.mentions[number]
    if mention.label not in PLACES or mention.kind is not MentionKind.DEMONYM:
        return
    if not _is_region(mention) or mention.end >= len(writer.doc):
        return
    for token in writer.doc[mention.end : mention.end + 3]:
        if noun_lemma(token) in STATES and token.tag_ == "NN":
            countries = [n for n in denoted(token, writer) if writer.label(n) == "COUNTRY"]
            span = (mention.start, token.i + 1)
            writer.relate("LOCATED_IN", countries, [number], "region_of_country", span, score=0.9)
        if token.tag_ not in ("JJ", "NN"):
            return


def _is_region(mention: MentionDraft) -> bool:
    entry = load_gazetteer().entries.get(mention.reference or "")
    return mention.label == "PLACE" and entry is not None and entry.kind == "region"


def find_neighbour(token: Token, writer: RelationWriter) -> None:
    """As in "Peru closed its border with neighbouring Chile": of the country that acts."""
    if token.lower_ not in NEIGHBOURING or token.dep_ != "amod":
        return
    others = writer.ends(token.head, ("COUNTRY",))
    for other in children(token.head, ("appos",)):
        others += writer.ends(other, ("COUNTRY",))
    verb = next((above for above in ancestors(token) if above.tag_[:2] == "VB"), None)
    if verb is None or not others:
        return
    near = [n for noun in actors(verb) for n in writer.ends(noun, ("COUNTRY",))]
    span = (token.i, token.i + 1)
    writer.relate("BORDERS", near[:1], others, "neighbouring", span, score=0.7)


def _tells_who(number: int, writer: RelationWriter) -> bool:
    """Does the phrase say which people they are? "Somali minority" does, "population" does not."""
    mention = writer.mentions[number]
    inside = range(mention.start, mention.end)
    return any(n != number for place in inside for n in writer.starting_at(place))


@lru_cache
def settlements() -> frozenset[str]:
    """Nouns for kinds of places."""
    return load_lexicon("offices")["settlements"]


def find_settlement(token: Token, writer: RelationWriter) -> None:
    """What a place lies in: "the Iraqi city of Basra", "Goma, a town in eastern Congo"."""
    if noun_lemma(token) not in settlements() or token.tag_ not in ("NN", "NNP"):
        return
    inner = [n for _, noun in prepositional(token, ("of",)) for n in writer.at(noun)]
    inner = inner or denoted(token, writer)
    inner = [n for n in inner if writer.label(n) == "PLACE" and writer.is_named(n)]
    outer = [n for _, noun in prepositional(token, ("in", "on")) for n in writer.ends(noun)]
    outer += [n for noun in children(token, ("poss",)) for n in writer.at(noun)]
    outer += [n for n in writer.ending_at(_before_adjectives(token)) if n not in inner]
    outer = [n for n in outer if writer.label(n) in PLACES][:1]
    span = (token.i, token.i + 1)
    writer.relate("LOCATED_IN", inner[:1], outer, "place_noun", span, score=0.85)


def _before_adjectives(noun: Token) -> int:
    position = noun.i
    while position > 0 and noun.doc[position - 1].tag_ in ("JJ", "NN", "JJS", "HYPH", "VBN"):
        if noun.doc[position - 1].ent_type_:
            break
        position -= 1
    return position


def _share_of_population(token: Token, writer: RelationWriter) -> None:
    """As in "Hungarians make up 20 percent of the population of Slovakia"."""
    share = token.head.head
    verb = share.head if share.dep_ in ("dobj", "pobj", "attr") else share
    verb = verb.head if verb.dep_ == "prep" else verb
    if token.head.lower_ != "of" or lemma(verb) not in SHARING:
        return
    groups = [n for noun in children(verb, ("nsubj",)) for n in writer.ends(noun, ("PERSON",))]
    owners = [inner for _, inner in prepositional(token, ("of", "in"))]
    owners += [*children(token, ("poss", "amod")), *(n for _, n in prepositional(verb, ("in",)))]
    places = [n for owner in owners for n in writer.ends(owner) if writer.label(n) in PLACES]
    span = (token.i, token.i + 1)
    writer.relate("LOCATED_IN", groups, places, "population_share", span, score=0.8)


def find_population(token: Token, writer: RelationWriter) -> None:
    """People of a country: "X has a population of 3 million Tatars", "X is home to a community"."""
    if noun_lemma(token) not in CROWDS:
        return
    if token.dep_ == "pobj":
        _share_of_population(token, writer)
    if token.dep_ not in ("dobj", "attr"):
        return
    groups = [
        number
        for noun in (*(n for _, n in prepositional(token, ("of", "to"))), token)
        for number in writer.rooted_at(noun)
        if writer.label(number) in ("PERSON", "ORGANIZATION") and _tells_who(number, writer)
    ]
    places = [
        number
        for subject in children(token.head, ("nsubj",))
        for number in writer.ends(subject)
        if writer.label(number) in PLACES
    ]
    writer.relate("LOCATED_IN", groups, places, "population", (token.i, token.i + 1), score=0.8)
