"""How sure the grammar leaves a clause: negation, modality, by a walk up the tree.

A word counts for what it governs: "may" for its verb, "refused" for its infinitive, "if" for its
clause. What a main clause denies its subordinate clauses may still assert.
"""

from dataclasses import dataclass
from enum import Enum, auto

from spacy.tokens import Token

from evidence.model import Modality, Polarity
from extract.lexicons import load_lexicon
from extract.syntax import MAX_STEPS, children, first_conjunct, lemma, noun_lemma

_RANK = {Modality.ACTUAL: 0, Modality.FUTURE: 1, Modality.POSSIBLE: 2, Modality.HYPOTHETICAL: 3}
_SUBJECTS = ("nsubj", "nsubjpass", "dobj", "attr")
MAX_NOUNS = 3
"""Nouns above an event's noun that may bear on it: "the threat of a wave of attacks"."""
_NEG_RAISING = frozenset({"think", "believe", "expect", "imagine"})
"""Verbs whose denial denies what they introduce: "does not think that X will come"."""
_TIME_MARKS = frozenset({"until", "till", "once", "before", "after", "when", "as"})


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


def stance_of(trigger: Token, *, borrowed: bool) -> Stance:
    """The stance of the event or state a word tells of.

    Args:
        trigger: Verb, noun or adjective.
        borrowed: True for a noun whose verb only lends it its subject ("launched an attack"): it
            stands and falls with that verb.
    """
    stance = Stance()
    start: Token | None = trigger
    if trigger.tag_.startswith("N"):
        _noun_words(trigger, stance)
        start = _above_noun(trigger, stance, borrowed=borrowed)
    if start is not None:
        _climb(start, stance)
    return stance


def _climb(token: Token, stance: Stance) -> None:
    """Walk from a word to the top of its sentence, as far as what stands above bears on it."""
    reach, below = Reach.SHARE, -1
    for _ in range(MAX_STEPS):
        if reach == Reach.SHARE:
            _own_words(token, below, stance)
        if reach == Reach.STOP or token.head.i == token.i:
            return
        reach = _step(token, token.head, stance)
        token, below = token.head, token.i


def _own_words(token: Token, below: int, stance: Stance) -> None:
    """Negation, auxiliaries, adverbs that stand with the word; not the child that was judged."""
    for child in token.children:
        if child.i == below:
            continue
        if _negates(child):
            stance.negations += 1
        elif child.dep_ in ("aux", "auxpass"):
            _auxiliary(child, token, stance)
        elif child.dep_ == "advmod":
            _adverb(child, stance)
        elif child.dep_ in _SUBJECTS and _is_no(child):
            stance.negations += 1
        elif child.dep_ == "advcl" and any(g.lower_ == "if" for g in child.children):
            _condition(token, stance)
    if token.dep_ == "ROOT" and token.sent[-1].text == "?":
        stance.raise_to(Modality.POSSIBLE)


def _negates(child: Token) -> bool:
    words = load_lexicon("negation")
    if child.dep_ == "neg":
        return True
    if child.lower_ in ("longer", "more") and child.dep_ == "advmod":
        return any(inner.lower_ == "no" for inner in child.children)
    return child.dep_ in ("advmod", "preconj", "det") and child.lower_ in words["adverbs"]


def _is_no(noun: Token) -> bool:
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


def _step(token: Token, above: Token, stance: Stance) -> Reach:
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
            _governing_noun(above, stance)
            return Reach.STOP
        case "conj":
            return _coordinated(token, above, stance)
        case "acomp" | "attr" | "oprd" | "prep" | "pobj" | "amod":
            return Reach.SHARE
        case _:
            return Reach.STOP


def _complement(token: Token, above: Token, stance: Stance) -> Reach:
    word, infinitive = lemma(above), _is_infinitive(token)
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
    if infinitive or _is_subjunctive(token):
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
    elif word in ("worried", "afraid", "concerned", "fearful", "anxious", "alarmed", "nervous"):
        stance.raise_to(Modality.POSSIBLE)


def _after_preposition(token: Token, preposition: Token, stance: Stance) -> Reach:
    words = load_lexicon("negation")
    word, above = preposition.lower_, preposition.head
    keeps_from = word == "from" and lemma(above) in words["verbs"]
    replaces = word in ("of", "than") and _instead(preposition)
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
        _governing_noun(above, stance)
        return Reach.STOP
    word = lemma(above)
    if word in load_lexicon("hedges")["possible_verbs"] or word in ("talk", "think", "dream"):
        stance.raise_to(Modality.POSSIBLE)
    if word in ("warn", "argue", "vote", "advise", "decide", "plan", "push", "call", "insist"):
        stance.raise_to(Modality.HYPOTHETICAL)
    return Reach.SHARE if preposition.lower_ == "in" else Reach.STOP


def _instead(preposition: Token) -> bool:
    words = load_lexicon("negation")["instead"]
    near = [preposition.head, *preposition.children, *preposition.lefts]
    return any(token.lower_ in words for token in near)


def _adverbial(token: Token, above: Token, stance: Stance) -> Reach:
    marks = [child.lower_ for child in token.children if child.dep_ in ("mark", "advmod", "prep")]
    hedges = load_lexicon("hedges")
    if "than" in marks or "instead" in marks:
        stance.negations += 1
        return Reach.PASS
    if any(mark in hedges["hypothetical_marks"] for mark in marks):
        stance.raise_to(Modality.HYPOTHETICAL)
        return Reach.STOP
    if _is_infinitive(token):
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
        _modality_only(above, stance)
        return Reach.PASS
    if any(mark in _TIME_MARKS for mark in marks) and token.tag_ in ("VBZ", "VBP", "VBN"):
        _modality_only(above, stance)
    return Reach.STOP


def _modality_only(verb: Token, stance: Stance) -> None:
    """A participle beside its verb is as real as that, but not denied with it."""
    other = Stance()
    _own_words(verb, -1, other)
    stance.raise_to(other.modality)


def _coordinated(token: Token, first: Token, stance: Stance) -> Reach:
    """A coordinated verb may share the auxiliaries of the first ("did not meet or call")."""
    if children(token, ("aux", "auxpass", "nsubj", "nsubjpass")):
        return Reach.PASS
    conjunction = [child.lower_ for child in children(first, ("cc",))]
    if "nor" in conjunction:
        stance.negations += 1
        _modality_only(first, stance)
        return Reach.PASS
    denied = any(_negates(child) for child in token.children)
    if denied or "but" in conjunction:
        if token.tag_ == "VB":
            _modality_only(first, stance)
        return Reach.PASS
    alike = token.tag_ == first.tag_ and token.tag_ in ("VB", "VBN", "VBG", "JJ", "NN", "NNS")
    return Reach.SHARE if alike else Reach.PASS


def _noun_words(noun: Token, stance: Stance) -> None:
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


def _above_noun(noun: Token, stance: Stance, *, borrowed: bool) -> Token | None:
    """Let what governs the noun bear on it.

    Returns:
        From where to climb on; None for a noun that its sentence takes for granted.
    """
    token = first_conjunct(noun)
    above = token.head
    for _ in range(MAX_NOUNS):
        if token.dep_ != "pobj":
            break
        if above.lower_ in load_lexicon("negation")["prepositions"] or _instead(above):
            stance.negations += 1
        if not above.head.tag_.startswith("N"):
            break
        _governing_noun(above.head, stance)
        token = first_conjunct(above.head)
        above = token.head
    verb = above.head if token.dep_ == "pobj" else above
    if verb.tag_.startswith("V"):
        _governs_noun(token, verb, stance)
        if borrowed:
            return verb
    return noun if noun.dep_ in ("attr", "oprd", "ROOT") else None


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
    if phrases & negation["ending"] and token.dep_ in ("dobj", "nsubjpass"):
        stance.negations += 1
    elif (
        word in ("demand", "propose", "request", "urge", "suggest", "want", "seek", "need")
        or "call for" in phrases
    ):
        stance.raise_to(Modality.HYPOTHETICAL)
    elif word in (
        "plan",
        "promise",
        "pledge",
        "threaten",
        "expect",
        "prepare",
        "schedule",
        "intend",
    ):
        stance.raise_to(Modality.FUTURE)
    elif word in ("fear", "consider", "discuss", "contemplate", "weigh", "risk", "mull", "prevent"):
        stance.raise_to(Modality.POSSIBLE)


def _governing_noun(noun: Token, stance: Stance) -> None:
    word = noun_lemma(noun)
    negation, hedges, future = (load_lexicon(n) for n in ("negation", "hedges", "future"))
    if _is_no(noun) or (noun.dep_ == "dobj" and lemma(noun.head) in negation["denying"]):
        stance.negations += 1
    if word in negation["nouns"]:
        stance.negations += 1
    elif word in hedges["possible_nouns"]:
        stance.raise_to(Modality.POSSIBLE)
    elif word in hedges["hypothetical_nouns"]:
        stance.raise_to(Modality.HYPOTHETICAL)
    elif word in future["nouns"]:
        stance.raise_to(Modality.FUTURE)


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children)


def _is_subjunctive(verb: Token) -> bool:
    """A base form in a that-clause: "demanded that Chad withdraw"."""
    if verb.tag_ != "VB" or children(verb, ("aux",)):
        return False
    return bool(children(verb, ("nsubj", "nsubjpass")))
