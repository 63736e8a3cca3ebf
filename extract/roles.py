"""Which persons of a document bear which offices and occupations, as its words tell."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.chains import Chains
from extract.collectives import noun_phrase_lemma
from extract.lexicons import load_lexicon
from extract.titles import is_title
from extract.token_view import TokenView

OTHER_OFFICE = frozenset({"former", "ex", "late", "vice", "deputy", "assistant", "acting", "then"})
"""With these an office is not the one that the noun alone names."""
LONGEST_TITLE = 6
"""Tokens."""


def find_roles(
    view: TokenView, mentions: Sequence[MentionDraft], chains: Chains
) -> dict[str, list[int]]:
    """Persons' names by the offices and occupations that the text gives them, in order."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    bearers: dict[int, int] = {}
    for number, mention in enumerate(mentions):
        if mention.label == "PERSON" and mention.kind is MentionKind.NAME:
            bearers.setdefault(chains.find(number), number)
            for noun in _titles_before(view, mention.start):
                found[noun].add(number)
    for number, mention in enumerate(mentions):
        bearer = bearers.get(chains.find(number))
        if mention.kind is MentionKind.NOMINAL and bearer is not None:
            if OTHER_OFFICE.intersection(view.lowers[mention.start : mention.end]):
                continue
            found[noun_phrase_lemma(view, view.doc[mention.end - 1])].add(bearer)
    return {noun: sorted(numbers) for noun, numbers in found.items()}


def _titles_before(view: TokenView, start: int) -> Iterator[str]:
    """Offices in the words before a name; none if they are no longer, or not fully, borne."""
    token = start
    while token > 0 and start - token < LONGEST_TITLE and is_title(view.lowers[token - 1]):
        token -= 1
    words = view.lowers[token:start]
    if not OTHER_OFFICE.intersection([*words, *view.lowers[max(0, token - 2) : token]]):
        yield from (word for word in words if word in load_lexicon("titles")["offices"])
