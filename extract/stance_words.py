"""What the words beside a verb or noun make of it: negation, auxiliaries, adverbs."""

from dataclasses import dataclass
from enum import Enum, auto

from spacy.tokens import Token

from evidence.model import Modality, Polarity
from extract.lexicons import load_lexicon
from extract.syntax import children, lemma

_RANK = {Modality.ACTUAL: 0, Modality.FUTURE: 1, Modality.POSSIBLE: 2, Modality.HYPOTHETICAL: 3}
_SUBJECTS = ("nsubj", "nsubjpass", "dobj", "attr")


class Reach(Enum):
    """How far what stands above a clause bears on it."""

    SHARE = auto()
    """The governor's own negation and modality bear on the clause too."""
    PASS = auto()
    """They do not, but what stands above the governor does."""
    STOP = auto()


@dataclass(slots=True)
class Stance:
    """What the words around a trigger make of it."""

    negations: int = 0
    modality: Modality = Modality.ACTUAL
    hearsay: bool = False
    """True: told as hearsay of somebody unnamed ("reportedly", "is said to")."""

    def raise_to(self, modality: Modality) -> None:
        """Take a modality unless a stronger one holds; hypothetical is the strongest."""
        if _RANK[modality] > _RANK[self.modality]:
            self.modality = modality

    @property
    def polarity(self) -> Polarity:
        """Two negations cancel each other."""
        return Polarity.NEGATED if self.negations % 2 else Polarity.AFFIRMED


def own_words(token: Token, below: int, stance: Stance) -> None:
    """Negation, auxiliaries, adverbs that stand with the word; not the child that was judged."""
    for child in token.children:
        if child.i == below:
            continue
        if negates(child):
            stance.negations += 1
        elif child.dep_ in ("aux", "auxpass"):
            _auxiliary(child, token, stance)
        elif child.dep_ == "advmod":
            _adverb(child, stance)
        elif child.dep_ in _SUBJECTS and is_no(child):
            stance.negations += 1
        elif child.dep_ == "advcl" and any(g.lower_ == "if" for g in child.children):
            _condition(token, stance)
    if token.dep_ == "ROOT" and token.sent[-1].text == "?":
        stance.raise_to(Modality.POSSIBLE)


def modality_only(verb: Token, stance: Stance) -> None:
    """A participle beside its verb is as real as that, but not denied with it."""
    other = Stance()
    own_words(verb, -1, other)
    stance.raise_to(other.modality)


def negates(child: Token) -> bool:
    """Does the word deny what it hangs from?"""
    words = load_lexicon("negation")
    if child.dep_ == "neg":
        return True
    if child.lower_ in ("longer", "more") and child.dep_ == "advmod":
        return any(inner.lower_ == "no" for inner in child.children)
    return child.dep_ in ("advmod", "preconj", "det") and child.lower_ in words["adverbs"]


def is_no(noun: Token) -> bool:
    """Is it nobody, nothing, or "no" of something?"""
    words = load_lexicon("negation")
    if noun.lower_ in words["pronouns"]:
        return True
    return any(d.lower_ in words["determiners"] for d in children(noun, ("det", "neg")))


def _auxiliary(aux: Token, verb: Token, stance: Stance) -> None:
    word, hedges = lemma(aux), load_lexicon("hedges")
    if aux.lower_ in hedges["possible_auxiliaries"]:
        stance.raise_to(Modality.POSSIBLE)
    elif aux.lower_ in hedges["hypothetical_auxiliaries"]:
        stance.raise_to(Modality.HYPOTHETICAL)
    elif aux.lower_ in load_lexicon("future")["auxiliaries"] or word == "will":
        stance.raise_to(Modality.FUTURE)
    elif aux.lower_ in ("would", "'d", "’d"):
        counterfactual = any(lemma(other) == "have" for other in children(verb, ("aux",)))
        stance.raise_to(Modality.HYPOTHETICAL if counterfactual else Modality.FUTURE)


def _condition(token: Token, stance: Stance) -> None:
    """The main clause of a condition: "would leave if" is hypothetical, "left if" is not told."""
    if any(aux.lower_ in ("would", "could", "might", "will") for aux in children(token, ("aux",))):
        stance.raise_to(Modality.HYPOTHETICAL)


def _adverb(adverb: Token, stance: Stance) -> None:
    hedges = load_lexicon("hedges")
    if adverb.lower_ in hedges["possible_adverbs"]:
        stance.raise_to(Modality.POSSIBLE)
    elif adverb.lower_ in hedges["reported_adverbs"]:
        stance.hearsay = True
    elif adverb.lower_ in load_lexicon("future")["adverbs"] and adverb.head.tag_ == "VBG":
        stance.raise_to(Modality.FUTURE)
