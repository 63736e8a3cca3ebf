"""Triggers of the ontology, by the head word that fires them, and their match on the tree."""

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from spacy.attrs import LEMMA, LOWER, TAG
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from extract.lexicons import load_lexicon
from extract.syntax import CLIPPED, children, conjuncts, lemma, noun_lemma, patients, prepositional
from ontology.schema import ClaimType, Trigger, load_ontology

KIND_OF_TAG = {"V": "verb", "N": "noun", "J": "adjective"}
"""Trigger kind by the first letter of the Penn tag."""
LINKS = frozenset({"of", "in", "on", "to", "with", "for"})
"""Prepositions inside a noun trigger, which then begins with its head."""
NAME_TAGS = frozenset(get_string_id(tag) for tag in ("NNP", "NNPS"))
"""Capitalised words, whose lemmas keep their capital and plural."""
_NOT_A_WORD_OF_IT = frozenset(
    {"nsubj", "poss", "relcl", "ccomp", "advcl", "appos", "conj", "punct"}
)
_SUPPORT_OBJECTS = frozenset({"dobj", "nsubjpass", "pobj", "attr"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with the type it stands for."""

    type: ClaimType
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found in a text."""

    frame: Frame
    tokens: tuple[Token, ...]
    """Head first, then its particles, prepositions and nouns in the order of the trigger."""

    @property
    def head(self) -> Token:
        """The word that carries the tree: the verb, the noun, the adjective."""
        return self.tokens[0]


@lru_cache
def frames(kind: str = "event") -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Frames of all events or relations by (kind, head lemma).

    The longest phrase comes first, then the surest.
    """
    found: dict[tuple[str, str], list[Frame]] = {}
    for type_ in load_ontology().claims.values():
        if type_.kind == kind:
            for trigger in type_.triggers:
                key = (trigger.kind, headed(trigger)[0])
                found.setdefault(key, []).append(Frame(type_, trigger))
    return {key: tuple(sorted(group, key=_rank)) for key, group in found.items()}


def candidates(doc: Doc, kind: str = "event") -> list[Token]:
    """The tokens at which a trigger may stand, by their words alone.

    Looking at every token in Python would cost more than all else that the rules do.
    """
    heads = _head_ids(kind)
    names = NAME_TAGS
    rows = doc.to_array([TAG, LEMMA, LOWER]).tolist()
    return [
        doc[place]
        for place, (tag, word, lower) in enumerate(rows)
        if word in heads or lower in heads or tag in names
    ]


@lru_cache
def _head_ids(kind: str) -> frozenset[int]:
    """Ids in spaCy's string store, which are hashes, of all head words."""
    words = {word for _, word in frames(kind)}
    clipped = {word[:-1] for word in words if word[:-1] in CLIPPED}
    return frozenset(get_string_id(word) for word in words | clipped)


def matches(token: Token, kind_of_type: str = "event") -> list[Match]:
    """The triggers whose words stand at and below a token, best first."""
    found = []
    for kind, word in _readings(token):
        for frame in frames(kind_of_type).get((kind, word), ()):
            tokens = _words_below(token, headed(frame.trigger))
            if (
                tokens
                and not _has_other_particle(tokens)
                and _has_what_it_needs(token, frame.trigger.needs)
            ):
                found.append(Match(frame, tokens))
    return found


def _rank(frame: Frame) -> tuple[int, float, str]:
    return -len(frame.trigger.words), -frame.trigger.score, frame.type.name


def _readings(token: Token) -> list[tuple[str, str]]:
    """Ways to look a token up; a participle may be an adjective too ("is worried about")."""
    kind = KIND_OF_TAG.get(token.tag_[:1])
    if kind is None:
        return []
    word = noun_lemma(token) if kind == "noun" else lemma(token)
    readings = [(kind, word)]
    if token.tag_ == "VBN" and not children(token, ("agent",)):
        readings.insert(0, ("adjective", token.lower_))
    if token.tag_ == "JJ" and word.endswith("ed"):
        readings.append(("adjective", token.lower_))
    return readings


def headed(trigger: Trigger) -> tuple[str, ...]:
    """The words, head first: of a compound noun ("hunger strike") the last one is the head."""
    words = trigger.words
    if trigger.kind != "noun" or len(words) == 1 or set(words) & LINKS:
        return words
    return (words[-1], *words[:-1])


def _words_below(head: Token, words: tuple[str, ...]) -> tuple[Token, ...]:
    """The tokens of a phrase, each a child of another of them; empty if one is missing.

    "imposed martial law" has "martial" below "law", so a word may have to wait for a later one.
    """
    tokens, missing = [head], list(words[1:])
    while missing:
        pairs = ((w, t) for w in missing for above in tokens for t in _children_named(above, w))
        word, token = next(pairs, ("", None))
        if token is None:
            return ()
        tokens.append(token)
        missing.remove(word)
    return tuple(tokens)


def _has_other_particle(tokens: tuple[Token, ...]) -> bool:
    """Does the verb go with a particle of another sense ("broke down" for "broke")?"""
    return any(particle not in tokens for particle in children(tokens[0], ("prt",)))


def _children_named(above: Token, word: str) -> list[Token]:
    return [
        child
        for child in above.children
        if child.dep_ not in _NOT_A_WORD_OF_IT
        and word in (child.lower_, noun_lemma(child))
        and not _is_temporal(child)
    ]


def _is_temporal(preposition: Token) -> bool:
    """Is it the "on" of "on Monday"?"""
    return any(noun.ent_type_ in ("DATE", "TIME") for noun in children(preposition, ("pobj",)))


def _has_what_it_needs(token: Token, needs: str) -> bool:
    if needs == "infinitive":
        return any(_is_infinitive(child) for child in token.children)
    if needs == "naming":
        return bool(children(token, ("oprd", "acomp"))) or _small_clause(token)
    if needs == "goods":
        goods = load_lexicon("support_verbs")["goods"]
        return any(_is_goods(noun, goods) for noun in patients(token))
    if needs == "intransitive":
        return not children(token, ("dobj",))
    if needs == "hostile":
        return any(_is_hostile(verb) for verb in children(token, ("xcomp", "ccomp")))
    if needs == "support":
        return token.dep_ in _SUPPORT_OBJECTS
    if needs == "denied":
        return is_denied(token)
    return True


def is_denied(verb: Token) -> bool:
    """Is the verb, or the one it completes, negated: "did not vote", "refused to take sides"?"""
    words = load_lexicon("negation")
    for _ in range(3):
        if any(c.dep_ == "neg" or c.lower_ in words["adverbs"] for c in verb.children):
            return True
        if verb.dep_ == "pcomp" and verb.head.lower_ in words["prepositions"]:
            return True
        if verb.dep_ not in ("xcomp", "conj") or verb.head.i == verb.i:
            return False
        if verb.dep_ == "xcomp" and lemma(verb.head) in words["verbs"]:
            return True
        if verb.dep_ == "conj" and children(verb, ("nsubj", "aux")):
            return False
        verb = verb.head
    return False


def _is_goods(noun: Token, goods: Set[str]) -> bool:
    """Is it something to give, by itself or by what it counts ("tons of food")?"""
    counted = [inner for _, inner in prepositional(noun, ("of",))]
    return any(noun_lemma(word) in goods for part in (noun, *counted) for word in conjuncts(part))


def _is_hostile(verb: Token) -> bool:
    """Does the verb, by itself, tell of conflict?"""
    found = frames("event").get(("verb", lemma(verb)), ())
    return bool(found) and found[-1].type.quad.endswith("conflict")


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children)


def _small_clause(verb: Token) -> bool:
    """Does "calls Russia its partner" stand there, which the parser reads as a clause of nouns?"""
    return any(
        child.tag_.startswith(("N", "J")) and children(child, ("nsubj",))
        for child in children(verb, ("ccomp", "xcomp"))
    )
