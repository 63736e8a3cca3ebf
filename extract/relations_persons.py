"""What a modifier right before a noun says of a person: nationality, employer, home."""

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.denotation import denoted
from extract.lexicons import load_lexicon
from extract.offices import office_phrases
from extract.relation_writer import RelationWriter
from extract.syntax import noun_lemma
from extract.triggers import frames

LONGEST = 4
"""Words between the modifier and the noun it belongs to."""
_DESCRIBING = ("JJ", "NN", "JJS", "AFX", "CD", "VBN")


def find_modified_persons(noun: Token, writer: RelationWriter) -> None:
    """Claims from "Russian singer X", "X, a Kenyan writer", "Reuters photographer X".

    Offices and nouns that trigger relations of their own are left to their rules.
    """
    word = noun_lemma(noun)
    if noun.tag_ not in ("NN", "NNP") or word in load_lexicon("offices")["body_nouns"]:
        return
    if word in office_phrases() or ("noun", word) in frames("relation"):
        return
    owner = _modifier(noun, writer)
    if owner is None:
        return
    persons = [n for n in denoted(noun, writer) if writer.label(n) == "PERSON"]
    persons = [n for n in persons if writer.is_named(n) and _is_titled(noun, n, writer, word)]
    trigger = (writer.mentions[owner].start, noun.i + 1)
    label = writer.label(owner)
    if label == "COUNTRY":
        writer.relate("CITIZEN_OF", persons, [owner], "demonym_on_person", trigger, score=0.85)
    elif label == "ORGANIZATION" and writer.is_named(owner):
        writer.relate("WORKS_FOR", persons, [owner], "employer_on_person", trigger, score=0.7)
    elif label == "PLACE" and word in _people():
        writer.relate("LOCATED_IN", persons, [owner], "place_on_person", trigger, score=0.7)


def _modifier(noun: Token, writer: RelationWriter) -> int | None:
    """The mention before the noun and its adjectives: "Russian" in "Russian pop singer"."""
    position = noun.i
    for _ in range(LONGEST):
        for number in writer.ending_at(position):
            kind = writer.mentions[number].kind
            barred = kind in (MentionKind.PRONOUN, MentionKind.METONYM)
            return None if barred or writer.label(number) == "PERSON" else number
        position -= 1
        if position < 0 or not _describes(noun.doc[position], writer):
            return None
    return None


def _describes(token: Token, writer: RelationWriter) -> bool:
    """May the word follow a nationality: "Nobel" in "Chilean Nobel laureate"?"""
    return token.tag_ in _DESCRIBING or (token.tag_ == "NNP" and writer.index.at(token) is None)


def _people() -> frozenset[str]:
    lists = load_lexicon("nouns_person")
    return lists["actors"] | lists["people"]


def _is_titled(noun: Token, person: int, writer: RelationWriter, word: str) -> bool:
    """Only before a name may any noun stand; elsewhere it must be one for people."""
    return writer.mentions[person].start == noun.i + 1 or word in _people()
