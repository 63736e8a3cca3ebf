"""Walks over spaCy's dependency trees, shared by the rules for relations, events and stance.

The labels are those of spaCy's English models (CLEAR style: nsubj, dobj, pobj, poss, appos ...).
Every walk is bounded, so that a hostile text of ten thousand conjuncts costs linear time.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from extract.annotations import TokenSpan

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative", "obj"})
CLIPPED = frozenset({"stag", "wag", "hop", "rap", "scar", "sham", "fin"})
"""Wrong lemmas of spaCy's tables: "staged" becomes "stag", "waged" becomes "wag"."""
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
MAX_STEPS = 64
"""Longest walk along one chain of the tree, in tokens."""
_CLAUSES = frozenset(
    {"xcomp", "advcl", "conj", "ccomp", "pcomp", "acl", "relcl", "prep", "acomp", "dep", "cc"}
)
_LINKS = frozenset({"IN", "TO", "CC", "RP", ",", ":", "HYPH", "POS", "_SP"})
_OBJECT_CONTROL = frozenset({"of", "from", "for", "into"})
_SUBJECT_CONTROL = frozenset(
    {
        "promise",
        "visit",
        "tour",
        "use",
        "leave",
        "join",
        "meet",
        "take",
        "make",
        "enter",
        "have",
        "hold",
    }
)
"""Verbs whose object does not act in their infinitive: "visited Chad to meet its president"."""


def root_of(doc: Doc, start: int, end: int) -> Token:
    """The token of the span whose head lies outside it.

    Of several in a broken parse the last, but rather a word than the preposition that a phrase
    inside the span hangs from.
    """
    found = None
    for token in reversed(doc[start:end]):
        if token.head.i == token.i or not start <= token.head.i < end:
            if token.tag_ not in _LINKS:
                return token
            found = found or token
    return found or doc[end - 1]


def lemma(token: Token) -> str:
    """Lower-case lemma; the lower-case word where the pipeline set none, or none is needed.

    Without morphology, spaCy's lemmatizer cuts the s of "process" and "focus".
    """
    if token.tag_ in ("NN", "VB"):
        return token.lower_
    found = token.lemma_.lower() if token.lemma_ else token.lower_
    if found in CLIPPED and token.lower_ != found:
        return found if token.lower_.startswith(found + found[-1]) else found + "e"
    return found


def noun_lemma(token: Token) -> str:
    """Lower-case singular; capitalised plurals ("Peace Talks") keep their s in spaCy's lemma."""
    found = lemma(token)
    plural = token.tag_ in ("NNPS", "NNP") and found.endswith("s") and not found.endswith("ss")
    return found[:-1] if plural and len(found) > 3 else found


def children(token: Token, labels: Collection[str]) -> list[Token]:
    """Children with one of the dependency labels, in the order of the text."""
    return [child for child in token.children if child.dep_ in labels]


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it further down ("A, B and C": from A, all three)."""
    found = [token]
    for seen in range(MAX_STEPS):
        if seen == len(found):
            break
        found.extend(children(found[seen], ("conj",)))
    return found[:MAX_STEPS]


def first_conjunct(token: Token) -> Token:
    """Head of the coordination a token belongs to: from C in "A, B and C", A."""
    for _ in range(MAX_STEPS):
        if token.dep_ != "conj" or token.head.i == token.i:
            break
        token = token.head
    return token


def ancestors(token: Token) -> Iterator[Token]:
    """Heads above the token, nearest first, at most MAX_STEPS of them."""
    for _ in range(MAX_STEPS):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def prepositional(token: Token, prepositions: Collection[str] = ()) -> list[tuple[Token, Token]]:
    """Prepositions below a token with their objects.

    Chains such as "out of Kabul" count by their last preposition, coordinated prepositions
    ("in and around Kabul") each count.

    Args:
        token: A verb or noun.
        prepositions: Lower-case; empty means any.

    Returns:
        (preposition, head of its object), in order.
    """
    found: list[tuple[Token, Token]] = []
    for prep in children(token, ("prep", "agent", "dative")):
        for link in conjuncts(prep):
            for inner in (link, *children(link, ("prep",))):
                if not prepositions or inner.lower_ in prepositions:
                    found.extend((inner, noun) for noun in children(inner, ("pobj",)))
    return found


def possessors(noun: Token) -> list[Token]:
    """Owners before the noun: "Russia" in "Russia's army", "his" in "his army"."""
    return children(noun, ("poss",))


def owners(noun: Token) -> list[Token]:
    """Owners on either side: possessors, then objects of "of"."""
    return possessors(noun) + [owner for _, owner in prepositional(noun, ("of",))]


def is_passive(verb: Token) -> bool:
    """Is the verb a passive, or a past participle by itself ("a city held by rebels")?"""
    if any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "advcl", "relcl"):
        return False
    return not children(verb, ("aux", "nsubj"))


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token stands for itself."""
    if token.lower_ not in RELATIVES or token.tag_ not in ("WDT", "WP", "WP$", "IN", "DT"):
        return token
    for above in ancestors(token):
        if above.dep_ == "relcl":
            return above.head
    return token


def subjects(verb: Token) -> list[Token]:
    """Grammatical subjects of a verb, own or shared with the clause above.

    A coordinated verb shares the subject of the first; an infinitive takes the object of the verb
    above ("ordered troops to leave") or else its subject ("agreed to leave"); a participle takes
    the noun it modifies or the subject of the main clause. Relative pronouns are resolved.

    Returns:
        Heads without their conjuncts; empty where the tree tells none.
    """
    for _ in range(MAX_STEPS):
        own = children(verb, SUBJECTS)
        if own:
            return [antecedent(token) for token in own]
        if verb.dep_ == "acl" and verb.head.lower_ == "order" and verb.head.dep_ == "pobj":
            verb = verb.head.head
        if verb.dep_ in ("acl", "relcl"):
            return [verb.head]
        controlled = _controller(verb)
        if controlled is not None:
            return [antecedent(controlled)]
        if verb.dep_ not in _CLAUSES or verb.head.i == verb.i:
            return []
        verb = verb.head
    return []


def _controller(verb: Token) -> Token | None:
    """The object of the verb above, where that is who acts."""
    above = verb.head
    if verb.dep_ == "pcomp" and above.lower_ in _OBJECT_CONTROL:
        above = above.head
    elif verb.dep_ not in ("xcomp", "ccomp"):
        return None
    if above.pos_ not in ("VERB", "AUX") or lemma(above) in _SUBJECT_CONTROL:
        return None
    found = [token for token in children(above, OBJECTS) if token.i < verb.i]
    return found[-1] if found else None


def actors(verb: Token) -> list[Token]:
    """Who does it: the subject, or the agent of a passive ("by ...")."""
    if not is_passive(verb):
        return subjects(verb)
    return [noun for prep, noun in prepositional(verb, ("by",)) if prep.dep_ == "agent"]


def patients(verb: Token) -> list[Token]:
    """To whom or what it is done: objects, or the subject of a passive."""
    if is_passive(verb):
        return subjects(verb)
    found = [
        antecedent(token) if token.lower_ in RELATIVES else token
        for token in children(verb, OBJECTS)
        if token.tag_ != "IN"
    ]
    return found or _shared_object(verb) or _raised_object(verb)


def _shared_object(verb: Token) -> list[Token]:
    """The object after the last of two verbs: "trains and arms the rebels" gives it to both."""
    for later in children(verb, ("conj",)):
        own = children(later, OBJECTS)
        plain = not children(later, SUBJECTS) and not children(verb, ("prep", "advcl", "xcomp"))
        if own and plain and later.pos_ == "VERB" and verb.pos_ == "VERB":
            return own
    return []


def _raised_object(verb: Token) -> list[Token]:
    """The object after both verbs that hangs from the first: "signed but broke the pact"."""
    if verb.dep_ != "conj" or children(verb, ("prep", "xcomp", "ccomp", "advcl")):
        return []
    return [token for token in children(verb.head, OBJECTS) if token.i > verb.i]


def subtree_span(token: Token, *, without: Collection[str] = ()) -> TokenSpan:
    """From first to last token below a token.

    Args:
        token: Head of a phrase.
        without: Labels of direct children that are left out with all below them, where they stand
            at either edge.
    """
    start, end = token.i, token.i + 1
    for child in token.children:
        if child.dep_ not in without:
            start, end = min(start, child.left_edge.i), max(end, child.right_edge.i + 1)
    return start, end


def same_sentence(a: Token, b: Token) -> bool:
    """Do two tokens stand in one sentence?"""
    return bool(a.sent.start == b.sent.start)
