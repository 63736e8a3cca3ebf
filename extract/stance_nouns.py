"""What stands around the noun of an event: "no", "planned", "the threat of", "called off"."""

from spacy.tokens import Token

from evidence.model import Modality
from extract.lexicons import load_lexicon
from extract.stance_words import Stance, is_no, modality_only
from extract.syntax import children, first_conjunct, lemma, noun_lemma

MAX_NOUNS = 3
"""Nouns above an event's noun that may bear on it: "the threat of a wave of attacks"."""


def noun_words(noun: Token, stance: Stance) -> None:
    """Determiners and adjectives of an event's noun: "no", "possible", "planned", "alleged"."""
    negation, hedges, future = (load_lexicon(n) for n in ("negation", "hedges", "future"))
    for child in noun.children:
        if child.dep_ in ("det", "neg") and child.lower_ in negation["determiners"]:
            stance.negations += 1
        elif child.dep_ in ("amod", "compound"):
            word = child.lower_
            stance.hearsay |= word in hedges["reported_adjectives"]
            if word in hedges["possible_adjectives"]:
                stance.raise_to(Modality.POSSIBLE)
            elif word in hedges["hypothetical_adjectives"]:
                stance.raise_to(Modality.HYPOTHETICAL)
            elif word in future["adjectives"] and word not in ("certain", "free", "about"):
                stance.raise_to(Modality.FUTURE)


def above_noun(noun: Token, stance: Stance, *, borrowed: bool) -> Token | None:
    """Let what governs the noun bear on it.

    Returns:
        From where to climb on; None for a noun that its sentence takes for granted.
    """
    token = first_conjunct(noun)
    above = token.head
    for _ in range(MAX_NOUNS):
        if token.dep_ != "pobj":
            break
        if above.lower_ in load_lexicon("negation")["prepositions"] or is_replaced(above):
            stance.negations += 1
        if not above.head.tag_.startswith("N"):
            break
        governing_noun(above.head, stance)
        token = first_conjunct(above.head)
        above = token.head
    verb = above.head if token.dep_ == "pobj" else above
    if verb.tag_.startswith("V"):
        _governs_noun(token, verb, stance)
        if borrowed:
            return verb
        if token.dep_ in ("nsubj", "nsubjpass") and is_indefinite(noun):
            modality_only(verb, stance)
    return noun if noun.dep_ in ("attr", "oprd", "ROOT") else None


def is_indefinite(noun: Token) -> bool:
    """Is it any such event ("an attack would"), and not one that is known?"""
    return any(child.lower_ in ("a", "an", "any") for child in children(noun, ("det",)))


def _governs_noun(token: Token, verb: Token, stance: Stance) -> None:
    """Verbs that make their object hoped for, planned, denied or called off."""
    word = lemma(verb)
    negation = load_lexicon("negation")
    particles = {child.lower_ for child in children(verb, ("prt",))}
    if token.dep_ == "pobj":
        if token.head.lower_ not in ("for", "of", "about", "against"):
            return
        particles.add(token.head.lower_)
    elif token.dep_ not in ("dobj", "nsubjpass"):
        return
    phrases = {word} | {f"{word} {particle}" for particle in particles}
    hedges, future = load_lexicon("hedges"), load_lexicon("future")
    if phrases & negation["ending"] and token.dep_ in ("dobj", "nsubjpass"):
        stance.negations += 1
    elif phrases & hedges["sought_objects"]:
        stance.raise_to(Modality.HYPOTHETICAL)
    elif phrases & future["planned_objects"]:
        stance.raise_to(Modality.FUTURE)
    elif phrases & hedges["weighed_objects"]:
        stance.raise_to(Modality.POSSIBLE)


def governing_noun(noun: Token, stance: Stance) -> None:
    """What a noun makes of what it governs: "plans to", "the risk of", "no threat of"."""
    word = noun_lemma(noun)
    negation, hedges, future = (load_lexicon(n) for n in ("negation", "hedges", "future"))
    if is_no(noun) or (noun.dep_ == "dobj" and lemma(noun.head) in negation["denying"]):
        stance.negations += 1
    if word in negation["nouns"]:
        stance.negations += 1
    elif word in hedges["possible_nouns"]:
        stance.raise_to(Modality.POSSIBLE)
    elif word in hedges["hypothetical_nouns"]:
        stance.raise_to(Modality.HYPOTHETICAL)
    elif word in future["nouns"]:
        stance.raise_to(Modality.FUTURE)


def is_replaced(preposition: Token) -> bool:
    """Is it the "of" of "instead of", the "than" of "rather than"?"""
    words = load_lexicon("negation")["instead"]
    near = [preposition.head, *preposition.children, *preposition.lefts]
    return any(token.lower_ in words for token in near)
