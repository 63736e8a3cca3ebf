"""How sure the grammar leaves a clause: negation, modality, by a walk up the tree.

A word counts for what it governs: "may" for its verb, "refused" for its infinitive, "if" for its
clause. What a main clause denies its subordinate clauses may still assert.
"""

from spacy.tokens import Token

from extract.stance_clauses import step
from extract.stance_nouns import above_noun, noun_words
from extract.stance_words import Reach, Stance, own_words
from extract.syntax import MAX_STEPS


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
        noun_words(trigger, stance)
        start = above_noun(trigger, stance, borrowed=borrowed)
    if start is not None:
        _climb(start, stance)
    return stance


def _climb(token: Token, stance: Stance) -> None:
    """Walk from a word to the top of its sentence, as far as what stands above bears on it."""
    reach, below = Reach.SHARE, -1
    for _ in range(MAX_STEPS):
        if reach == Reach.SHARE:
            own_words(token, below, stance)
        if reach == Reach.STOP or token.head.i == token.i:
            return
        reach = step(token, token.head, stance)
        token, below = token.head, token.i
