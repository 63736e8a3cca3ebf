"""What a governor makes of its clause: "refused to", "feared that", "without", "if"."""

from spacy.tokens import Token

from evidence.model import Modality
from extract.lexicons import load_lexicon
from extract.stance_nouns import governing_noun, is_replaced
from extract.stance_words import Reach, Stance, modality_only, negates
from extract.syntax import children, lemma

_NEG_RAISING = frozenset({"think", "believe", "expect", "imagine"})
"""Verbs whose denial denies what they introduce: "does not think that X will come"."""
_TIME_MARKS = frozenset({"until", "till", "once", "before", "after", "when", "as"})


def step(token: Token, above: Token, stance: Stance) -> Reach:
    """Take in what a governor makes of its clause, and tell how far to go on."""
    match token.dep_:
        case "ccomp" | "xcomp":
            return _complement(token, above, stance)
        case "pcomp":
            return _after_preposition(token, above, stance)
        case "advcl":
            return _adverbial(token, above, stance)
        case "acl" if above.lower_ == "order" and above.dep_ == "pobj":
            stance.raise_to(Modality.HYPOTHETICAL)
            return Reach.STOP
        case "acl":
            governing_noun(above, stance)
            return Reach.STOP
        case "conj":
            return _coordinated(token, above, stance)
        case "acomp" | "attr" | "oprd" | "prep" | "pobj" | "amod":
            return Reach.SHARE
        case _:
            return Reach.STOP


def _complement(token: Token, above: Token, stance: Stance) -> Reach:
    word, infinitive = lemma(above), is_infinitive(token)
    negation, hedges, future = (load_lexicon(n) for n in ("negation", "hedges", "future"))
    planned = above.tag_ == "VBN" and above.lower_ in future["adjectives"]
    if above.tag_.startswith("J") or planned:
        _adjective_complement(above, stance)
        return Reach.SHARE
    if word in negation["verbs"] and token.dep_ == "xcomp":
        stance.negations += 1
        return Reach.SHARE
    if word in negation["denying"]:
        stance.negations += 1
        return Reach.STOP
    if infinitive or is_subjunctive(token):
        _infinitive_of(word, above, stance)
    elif token.dep_ == "ccomp":
        if word in hedges["possible_verbs"]:
            stance.raise_to(Modality.POSSIBLE)
        if children(above, ("neg",)):
            if word in _NEG_RAISING:
                stance.negations += 1
            elif word in load_lexicon("reporting")["say"]:
                stance.raise_to(Modality.HYPOTHETICAL)
    return Reach.SHARE if token.dep_ == "xcomp" else Reach.STOP


def _infinitive_of(word: str, above: Token, stance: Stance) -> None:
    hedges, future = load_lexicon("hedges"), load_lexicon("future")
    names = {word, above.lower_}
    if word in ("be", "have") or word in hedges["hypothetical_verbs"]:
        stance.raise_to(Modality.FUTURE if word == "be" else Modality.HYPOTHETICAL)
    elif names & future["verbs"]:
        stance.raise_to(Modality.FUTURE)
    elif word in hedges["possible_verbs"]:
        stance.raise_to(Modality.POSSIBLE)
    elif word in load_lexicon("reporting")["passive_say"]:
        stance.hearsay = True


def _adjective_complement(adjective: Token, stance: Stance) -> None:
    word = adjective.lower_
    negation, hedges, future = (load_lexicon(n) for n in ("negation", "hedges", "future"))
    if word in negation["adjectives"]:
        stance.negations += 1
    if word in hedges["possible_adjectives"]:
        stance.raise_to(Modality.POSSIBLE)
    elif word in hedges["hypothetical_adjectives"]:
        stance.raise_to(Modality.HYPOTHETICAL)
    elif word in future["adjectives"]:
        stance.raise_to(Modality.FUTURE)
    elif word in hedges["fearing_adjectives"]:
        stance.raise_to(Modality.POSSIBLE)


def _after_preposition(token: Token, preposition: Token, stance: Stance) -> Reach:
    words = load_lexicon("negation")
    word, above = preposition.lower_, preposition.head
    keeps_from = word == "from" and lemma(above) in words["verbs"]
    replaces = word in ("of", "than") and is_replaced(preposition)
    if word in words["prepositions"] or replaces or keeps_from:
        stance.negations += 1
    elif word == "from" and lemma(above) in words["preventing"]:
        stance.negations += 1
        stance.raise_to(Modality.HYPOTHETICAL)
    elif word in ("against", "for", "about", "on", "to", "of", "at", "in"):
        return _about(preposition, stance)
    return Reach.SHARE if word in ("by", "in", "while") else Reach.STOP


def _about(preposition: Token, stance: Stance) -> Reach:
    """Plans for, warnings against, talk of doing something."""
    above = preposition.head
    if above.tag_.startswith("N"):
        governing_noun(above, stance)
        return Reach.STOP
    word = lemma(above)
    hedges = load_lexicon("hedges")
    if word in hedges["possible_verbs"] or word in hedges["musing_verbs"]:
        stance.raise_to(Modality.POSSIBLE)
    if word in hedges["arguing_verbs"]:
        stance.raise_to(Modality.HYPOTHETICAL)
    return Reach.SHARE if preposition.lower_ == "in" else Reach.STOP


def _adverbial(token: Token, above: Token, stance: Stance) -> Reach:
    marks = [child.lower_ for child in token.children if child.dep_ in ("mark", "advmod", "prep")]
    hedges = load_lexicon("hedges")
    if "than" in marks or "instead" in marks:
        stance.negations += 1
        return Reach.PASS
    if any(mark in hedges["hypothetical_marks"] for mark in marks):
        stance.raise_to(Modality.HYPOTHETICAL)
        return Reach.STOP
    if is_infinitive(token):
        if above.tag_ == "VBN" and above.lower_ in load_lexicon("future")["adjectives"]:
            _adjective_complement(above, stance)
            return Reach.SHARE
        if lemma(token) in hedges["told_purposes"] and "order" not in marks:
            return Reach.SHARE
        if lemma(above) not in hedges["motion"] or "order" in marks or "so" in marks:
            stance.raise_to(Modality.HYPOTHETICAL)
            return Reach.STOP
        return Reach.SHARE
    participle = token.tag_ in ("VBG", "VBN")
    if participle and not children(token, ("aux", "auxpass", "nsubj", "nsubjpass")):
        modality_only(above, stance)
        return Reach.PASS
    if any(mark in _TIME_MARKS for mark in marks) and token.tag_ in ("VBZ", "VBP", "VBN"):
        modality_only(above, stance)
    return Reach.STOP


def _coordinated(token: Token, first: Token, stance: Stance) -> Reach:
    """A coordinated verb may share the auxiliaries of the first ("did not meet or call")."""
    if children(token, ("aux", "auxpass", "nsubj", "nsubjpass")):
        return Reach.PASS
    conjunction = [child.lower_ for child in children(first, ("cc",))]
    if "nor" in conjunction:
        stance.negations += 1
        modality_only(first, stance)
        return Reach.PASS
    if "than" in conjunction and lemma(first) in load_lexicon("negation")["verbs"]:
        stance.negations += 1
        return Reach.STOP
    denied = any(negates(child) for child in token.children)
    if denied or "but" in conjunction:
        if token.tag_ == "VB":
            modality_only(first, stance)
        return Reach.PASS
    alike = token.tag_ == first.tag_ and token.tag_ in ("VB", "VBN", "VBG", "JJ", "NN", "NNS")
    return Reach.SHARE if alike else Reach.PASS


def is_infinitive(verb: Token) -> bool:
    """Is it a base form with its "to"?"""
    return verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children)


def is_subjunctive(verb: Token) -> bool:
    """A base form in a that-clause: "demanded that Chad withdraw"."""
    if verb.tag_ != "VB" or children(verb, ("aux",)):
        return False
    return bool(children(verb, ("nsubj", "nsubjpass")))
