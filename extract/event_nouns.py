"""The nouns of events: their classes, phrases, and when an event is only feared or foreseen."""

from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Token

from extract.annotations import MentionDraft
from extract.lexicons import load_lexicon
from extract.syntax import children, lemma

CLASSES = (
    "war", "attack", "coup", "protest", "disaster", "vote", "election", "forum", "talks",
    "ceremony", "contest", "sanctions", "mobilization", "visit", "exercise", "briefing", "trial",
    "annexation", "accord",
)  # fmt: skip


@dataclass(slots=True)
class Nouns:
    """The lexicon, turned for look-up."""

    classes: dict[str, str] = field(default_factory=dict)
    """Class of a head noun or of a phrase that ends in one."""
    phrase_heads: frozenset[str] = frozenset()
    phrases: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """Phrases by their last word."""


@lru_cache
def event_nouns() -> Nouns:
    """The nouns of events."""
    lists = load_lexicon("event_nouns")
    found = Nouns(phrase_heads=lists["phrase_heads"])
    for name in CLASSES:
        for entry in sorted(lists[name]):
            found.classes[entry] = name
            words = tuple(entry.split())
            if len(words) > 1:
                found.phrases.setdefault(words[-1], []).append(words)
    return found


def is_unreal(noun: Token) -> bool:
    """Is the event only feared or foreseen: "a possible invasion", "fears war"?"""
    lists = load_lexicon("event_nouns")
    modifiers = children(noun, ("amod", "compound"))
    if any(child.lower_ in lists["unreal_modifiers"] for child in modifiers):
        return True
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    definite = any(child.lower_ in ("the", "this", "that") for child in children(noun, ("det",)))
    governed = noun.dep_ in ("dobj", "pobj") and lemma(above) in lists["unreal_governors"]
    return governed and not definite and not children(noun, ("poss",))


def is_acronym(doc: Doc, mention: MentionDraft) -> bool:
    """As in "US", "U.K.": a name that serves as its own adjective."""
    letters = doc[mention.start : mention.end].text.replace(".", "")
    return letters.isupper() and len(letters) <= 4
