"""Whose a person or body is: "Kazakh President X", "Peru's Security Council", "X of Ghana"."""

from collections.abc import Mapping, Sequence

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.collectives import body_reference
from extract.name_spans import HYPHENS, POSSESSIVES
from extract.titles import is_title
from extract.token_view import TokenView

LONGEST_TITLE = 8
"""Tokens between a country and the name it goes with."""
OWNED = ("PERSON", "ORGANIZATION")


def find_nationalities(view: TokenView, names: Sequence[MentionDraft]) -> None:
    """Give persons and organizations the country that stands in their title or owns them."""
    ends = {name.end: name for name in names if name.label != "PERSON"}
    starts = {name.start: name for name in names if name.label in ("COUNTRY", "PLACE")}
    for name in names:
        if name.label not in OWNED or name.country or name.reference:
            continue
        owner = _before(view, name, ends) or _within(name, starts) or _after(view, name, starts)
        if owner is not None and owner.country:
            name.country = owner.country
        if name.label == "ORGANIZATION" and name.country and name.kind is MentionKind.NAME:
            noun = view.slice(name.start, name.end).lower()
            name.reference = body_reference(noun, name.country)


def _before(
    view: TokenView, name: MentionDraft, ends: Mapping[int, MentionDraft]
) -> MentionDraft | None:
    """The country before the title, or right before an organization."""
    token, titled = name.start, name.label == "ORGANIZATION"
    while name.start - token < LONGEST_TITLE and token > 0:
        owner = ends.get(token)
        if owner is not None:
            return owner if titled else None
        word = view.lowers[token - 1]
        if view.breaks[token - 1]:
            return None
        if name.label == "PERSON" and is_title(word):
            titled = True
        elif word not in POSSESSIVES and word not in HYPHENS:
            return None
        token -= 1
    return None


def _within(name: MentionDraft, starts: Mapping[int, MentionDraft]) -> MentionDraft | None:
    """The country in an organization's name: "Kazakh Foreign Ministry", "Bank of England"."""
    if name.label != "ORGANIZATION":
        return None
    for token in range(name.start, name.end):
        owner = starts.get(token)
        if owner is not None and owner.end <= name.end:
            return owner
    return None


def _after(
    view: TokenView, name: MentionDraft, starts: Mapping[int, MentionDraft]
) -> MentionDraft | None:
    """The country after an organization: "the Supreme Court of India"."""
    if name.label != "ORGANIZATION" or view.word_after(name.end) != "of":
        return None
    token = name.end + 1
    token += view.word_after(token) == "the"
    return starts.get(token)
