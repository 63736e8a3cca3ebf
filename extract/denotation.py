"""Whom a describing noun stands for: "president" in "X, president of Y" stands for X.

News states most relations by such nouns: titles, appositions, copulas, "appointed X minister".
"""

from collections.abc import Iterator

from spacy.tokens import Token

from extract.lexicons import load_lexicon
from extract.relation_writer import RelationWriter
from extract.syntax import (
    children,
    conjuncts,
    first_conjunct,
    is_passive,
    lemma,
    patients,
    subjects,
)

COPULAS = frozenset({"be", "become", "remain", "stay", "prove", "represent"})
NAMING = frozenset(
    {"appoint", "name", "elect", "nominate", "re-elect", "reelect", "declare", "choose", "make",
     "designate", "crown", "proclaim", "pick", "promote", "install"}
)  # fmt: skip
SEEMING = frozenset({"appear", "look", "seem", "act", "behave", "become", "be", "sound"})
CALLING = frozenset({"call", "consider", "deem", "describe", "label", "brand", "see", "regard"})
"""Verbs of opinion: what they say is their subject's claim."""
COMMAS = frozenset({",", "–", "—", "-", "--", "(", ";"})
FIELD_PREPOSITIONS = frozenset({"of", "to", "for"})
FIELD_TAGS = frozenset({"NNP", "NNPS", "NN", "DT", "IN", "TO", "JJ"})
LONGEST_GAP = 8
"""Tokens between a noun and a name beside it that are looked at where the tree fails."""


def denoted(noun: Token, writer: RelationWriter) -> list[int]:
    """Mentions of what the noun stands for; the surest reading that gives a name, else any."""
    first: list[int] = []
    for reading in (_titled, _apposed, _predicated, _named_as, _beside, _shared, _itself):
        found = [number for number in reading(noun, writer) if writer.is_known(number)]
        if any(not writer.is_described(number) for number in found):
            return found
        first = first or found
    return first


def opinion_holder(noun: Token, writer: RelationWriter) -> tuple[list[int], list[int]] | None:
    """In "Peru calls Chile its partner": (Chile), (Peru); None where no such verb governs."""
    for _ in range(4):
        if noun.dep_ not in ("conj", "appos", "nmod") or noun.head.tag_[:2] != "NN":
            break
        noun = noun.head
    verb = noun.head
    clause = noun.dep_ in ("ccomp", "xcomp") and bool(children(noun, ("nsubj",)))
    named = [*children(noun, ("nsubj",))] if clause else []
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        verb = noun.head.head
    elif noun.dep_ not in ("oprd", "attr", "dobj") and not clause:
        return None
    if lemma(verb) not in CALLING or is_passive(verb):
        return None
    named = named or [token for token in patients(verb) if token.i != noun.i]
    holders = [number for token in subjects(verb) for number in writer.ends(token)]
    return [n for token in named for n in writer.ends(token)], holders


def _titled(noun: Token, writer: RelationWriter) -> Iterator[int]:
    """As in "Prime Minister X": the name follows at once, over quotation marks."""
    position = noun.i + 1
    if position + 1 < len(writer.doc) and writer.doc[position].lower_ == "of":
        position += 2 if writer.index.at(writer.doc[position + 1]) is None else 0
    for number in writer.starting_at(_after_titles(position, writer)):
        if not writer.is_named(number):
            continue
        root = writer.index.root(number)
        tied = root.i in (noun.head.i, noun.i) or root.head.i == noun.i
        if writer.label(number) == "PERSON" or tied:
            yield from _and_others(number, writer)
            return
    yield from _after_field(noun, writer)


def _after_field(noun: Token, writer: RelationWriter) -> Iterator[int]:
    """The name after what an office is for: "Ambassador to the United Nations X"."""
    doc, start = writer.doc, noun.i + 1
    if start >= len(doc) or doc[start].lower_ not in FIELD_PREPOSITIONS:
        return
    for token in doc[start + 1 : start + LONGEST_GAP]:
        if token.tag_ not in FIELD_TAGS:
            return
        before = doc[token.i - 1]
        if before.tag_ not in ("NNP", "NNPS", "NN") or before.i == start:
            continue
        for number in writer.starting_at(token.i):
            if writer.label(number) == "PERSON" and writer.is_named(number):
                yield number
                return


def _after_titles(position: int, writer: RelationWriter) -> int:
    """Past quotation marks, ranks and honorifics before a name: "chief General Sir X"."""
    titles = load_lexicon("titles")
    for token in writer.doc[position : position + 4]:
        title = token.lower_ in titles["honorifics"] or token.lower_ in titles["offices"]
        if writer.starting_at(token.i) or not (title or token.tag_ in ("``", "''")):
            return token.i
    return position


def _and_others(number: int, writer: RelationWriter) -> Iterator[int]:
    """As in "Presidents X and Y": a plural title covers the list."""
    yield number
    title = writer.doc[writer.mentions[number].start - 1]
    if title.tag_ in ("NNS", "NNPS"):
        for token in conjuncts(writer.index.root(number))[1:]:
            yield from filter(writer.is_named, writer.ends(token, (writer.label(number),)))


def _apposed(noun: Token, writer: RelationWriter) -> Iterator[int]:
    if noun.dep_ == "appos":
        head = first_conjunct(noun.head) if noun.tag_ in ("NNS", "NNPS") else noun.head
        yield from writer.ends(head) if head.i != noun.head.i else writer.at(noun.head)
    for other in children(noun, ("appos",)):
        yield from writer.at(other)


def _predicated(noun: Token, writer: RelationWriter) -> Iterator[int]:
    """As in "X is president", "X served as president"."""
    verb = noun.head
    if noun.dep_ == "attr" and lemma(verb) in COPULAS:
        for token in subjects(verb):
            yield from writer.ends(token)
    elif noun.dep_ == "nsubj" and lemma(verb) == "be":
        for token in children(verb, ("attr",)):
            yield from filter(writer.is_named, writer.ends(token))
    elif noun.dep_ in ("ROOT", "ccomp", "advcl", "relcl", "conj") and _has_copula(noun):
        for token in subjects(noun):
            yield from writer.ends(token)


def _has_copula(noun: Token) -> bool:
    return any(lemma(child) == "be" for child in children(noun, ("cop",)))


def _named_as(noun: Token, writer: RelationWriter) -> Iterator[int]:
    """As in "appointed X minister", "X was elected president", "X served as minister"."""
    verb, with_as = noun.head, False
    if noun.dep_ == "pobj" and verb.lower_ == "as":
        verb, with_as = verb.head, True
    elif noun.dep_ not in ("oprd", "attr", "dobj", "pobj"):
        return
    if noun.dep_ == "pobj" and noun.head.lower_ == "like" and lemma(noun.head.head) in SEEMING:
        for token in subjects(noun.head.head):
            yield from writer.ends(token)
    if lemma(verb) in NAMING:
        tokens = [token for token in patients(verb) if token.i != noun.i]
        for token in tokens:
            yield from writer.ends(token)
    elif with_as and verb.tag_[:2] == "VB":
        serving = lemma(verb) in ("serve", "work", "act", "retire", "resign", "quit", "return")
        for token in subjects(verb) if serving or is_passive(verb) else ():
            yield from writer.ends(token)


def _beside(noun: Token, writer: RelationWriter) -> Iterator[int]:
    """A name next to the phrase across a comma, where the parser saw no apposition."""
    for token in writer.doc[noun.i + 1 : noun.i + LONGEST_GAP]:
        if token.text in COMMAS:
            for number in writer.starting_at(_after_titles(token.i + 1, writer)):
                if writer.is_named(number) and _closes(number, noun, writer):
                    yield number
                    return
            break
        if token.tag_[:2] in ("VB", "MD", "CC", "WD", "WP") or token.text in (".", ":", ";"):
            break
    start = max(noun.left_edge.i, noun.i - LONGEST_GAP)
    if (
        start >= 2
        and writer.doc[start - 1].text in COMMAS
        and noun.dep_ in ("appos", "dep", "attr", "npadvmod")
    ):
        yield from writer.ending_at(start - 1)


def _shared(noun: Token, writer: RelationWriter) -> Iterator[int]:
    """As in "X, a writer and minister": both nouns stand for X."""
    for other in conjuncts(noun)[1:]:
        if other.i - noun.i <= 3 and other.tag_[:2] == "NN":
            yield from _titled(other, writer)
    first = first_conjunct(noun)
    common = first.tag_ in ("NN", "NNS") and noun.i - first.i <= LONGEST_GAP * 2
    if first.i != noun.i and common and first.dep_ in ("appos", "attr", "oprd", "pobj"):
        yield from denoted(first, writer)


def _closes(number: int, noun: Token, writer: RelationWriter) -> bool:
    """Is the name closed off by a comma or the end, and the phrase singular, so that it is no list?

    After a subject a verb may follow at once: "Kenya's president, William Ruto said".
    """
    if noun.tag_ not in ("NN", "NNP") or children(noun, ("conj",)):
        return False
    end = writer.mentions[number].end
    if end >= len(writer.doc):
        return True
    after = writer.doc[end]
    verb = after.tag_[:2] in ("VB", "MD") and noun.dep_ in ("nsubj", "nsubjpass", "ROOT")
    return verb or after.text in (",", ".", "–", "—", ")", ":", "!", "?", ";")


def _itself(noun: Token, writer: RelationWriter) -> Iterator[int]:
    """A describing mention that coreference has tied to its entity, or left one of its own."""
    yield from writer.rooted_at(noun)
