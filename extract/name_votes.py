"""One type for each name of a document, by the votes of all its mentions."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.lexicons import load_lexicon
from extract.name_spans import ModelName
from extract.place_choice import LOCATIVES
from extract.token_view import TokenView
from ontology.gazetteer import fold, load_gazetteer

TYPES = ("PERSON", "ORGANIZATION", "PLACE")
"""Ties of the vote go to the first."""
OTHER = "OTHER"
"""An event, law or prize: no name here, though names may stand inside."""
SURE = 2
"""Votes that a title, a known surname, or an organization's noun in the name count for."""


@dataclass(slots=True)
class NameDraft:
    """A name that the gazetteer does not know, before the vote."""

    start: int
    end: int
    label: str
    key: str
    titled: bool


def draft_of(view: TokenView, name: ModelName) -> NameDraft:
    """The draft of a model's name; an acronym the gazetteer does not know is a body."""
    text = view.slice(name.start, name.end)
    label = name.label
    acronym = 2 < len(text) < 6 and text.isupper() and text.isalpha()
    if label in ("PLACE", "PERSON") and acronym and not name.titled:
        label = "ORGANIZATION"
    return NameDraft(name.start, name.end, label, fold(text), name.titled)


def vote(view: TokenView, drafts: Sequence[NameDraft]) -> dict[str, str]:
    """One type for each name of the document.

    Over half of a model's misses are right spans of a wrong type, and often another mention of
    the same name is right; so all mentions vote, and what the words themselves tell counts double.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    surnames = {fold(view.words[d.end - 1]) for d in drafts if _is_full_name(d)}
    short = {
        " ".join(form)
        for draft in drafts
        if draft.label == "ORGANIZATION"
        for form in short_forms(tuple(view.lowers[draft.start : draft.end]))
    }
    lists = load_lexicon("collectives")
    heads, others = lists["name_heads"], lists["not_organizations"]
    for draft in drafts:
        tally = votes[draft.key]
        tally[draft.label] += 1
        if draft.titled or draft.key in surnames:
            tally["PERSON"] += SURE
        if draft.key in short:
            tally["ORGANIZATION"] += SURE
        if _is_other_name(view, draft, others):
            tally[OTHER] += 3 * SURE
        elif _is_thing(view, draft):
            tally["WORK"] += SURE
        elif _is_organization_name(view, draft, heads):
            tally["ORGANIZATION"] += 2 * SURE
        elif draft.end - draft.start > 1 and view.lowers[draft.end - 1] in lists["place_heads"]:
            tally["PLACE"] += SURE
        if view.word_before(draft.start) in LOCATIVES and draft.label == "PLACE":
            tally["PLACE"] += 1
    return {key: _winner(tally) for key, tally in votes.items()}


def short_forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a body is called for short: "Zenith" for "Zenith Corporation", "Church of Zenith"."""
    heads = load_lexicon("collectives")["name_heads"]
    if len(words) == 3 and words[1] == "of" and words[0] in heads:
        if not load_gazetteer().lookup_name(words[2]):  # the university of a town is not the town
            yield words[2:]
    elif len(words) == 2 and words[1] in heads and words[0] not in heads:
        yield words[:1]


def _winner(tally: Counter[str]) -> str:
    """The label with most votes; a group that was an organization once is one."""
    best = max(tally.values())
    label = next(label for label in (*TYPES, *sorted(tally)) if tally[label] == best)
    return "ORGANIZATION" if label == "GROUP" and tally["ORGANIZATION"] else label


def _is_other_name(view: TokenView, draft: NameDraft, others: frozenset[str]) -> bool:
    """Is it an event, a law or a prize by its last word?"""
    last = view.lowers[draft.end - 1] in others
    return last and (draft.label != "PERSON" or draft.end - draft.start == 1)


def _is_thing(view: TokenView, draft: NameDraft) -> bool:
    """A lone word after "the" that heads its phrase names no person: "the Titanic"."""
    if draft.label != "PERSON" or draft.end - draft.start > 1 or draft.titled:
        return False
    dep = view.deps[draft.start]
    return view.word_before(draft.start) == "the" and dep not in ("compound", "poss", "nmod")


def _is_full_name(draft: NameDraft) -> bool:
    return draft.label == "PERSON" and draft.end - draft.start > 1


def _is_organization_name(view: TokenView, draft: NameDraft, heads: frozenset[str]) -> bool:
    """Does the name hold a noun such as "University" where an organization's name has it?"""
    if draft.end - draft.start == 1:
        return False
    last, first = view.lowers[draft.end - 1], view.lowers[draft.start]
    linked = view.lowers[draft.start + 1] in ("of", "for")
    return last in heads or (first in heads and linked)
