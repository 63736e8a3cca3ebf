"""What resolution knows of a coreference chain: its type, names, gazetteer key and country."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.model import Document, Mention, MentionKind
from graph.model import LINKABLE


@dataclass(frozen=True, slots=True)
class Profile:
    """One chain of one document."""

    id: str
    """Chain id."""
    document_id: str
    type: str
    names: tuple[tuple[str, int], ...]
    """Texts of its names with their number, most frequent first."""
    adjectives: tuple[tuple[str, int], ...]
    """The same of its demonyms and metonyms."""
    nominals: tuple[str, ...]
    """Texts of its nominal mentions, in order of the document."""
    reference: str | None
    country: str | None
    mention_ids: tuple[str, ...]
    """In order of the document."""

    @property
    def linkable(self) -> bool:
        """Whether any mention names the entity outside its document."""
        return bool(self.names or self.adjectives)


def profiles_of(mentions: Iterable[Mention]) -> list[Profile]:
    """One profile a chain, sorted by document and place of the first mention."""
    chains: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        chains[mention.document_id, mention.chain].append(mention)
    found = [_profile(sorted(group, key=_place)) for group in chains.values()]
    return sorted(found, key=lambda profile: (profile.document_id, profile.id))


def unmasked(documents: Iterable[Document], mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that do not touch masked text: page chrome names nothing."""
    masks = {document.id: document.hidden for document in documents}
    return [
        mention
        for mention in mentions
        if not any(
            mask.start < mention.end and mention.start < mask.end
            for mask in masks.get(mention.document_id, ())
        )
    ]


def _profile(mentions: Sequence[Mention]) -> Profile:
    named = [mention for mention in mentions if mention.kind in LINKABLE]
    deciding = named or mentions
    first = mentions[0]
    return Profile(
        id=first.chain,
        document_id=first.document_id,
        type=_most(mention.label for mention in deciding) or first.label,
        names=_counted(m.text for m in mentions if m.kind is MentionKind.NAME),
        adjectives=_counted(
            m.text for m in mentions if m.kind in (MentionKind.DEMONYM, MentionKind.METONYM)
        ),
        nominals=tuple(m.text for m in mentions if m.kind is MentionKind.NOMINAL),
        reference=_most(m.reference for m in deciding),
        country=_most(m.country for m in deciding),
        mention_ids=tuple(mention.id for mention in mentions),
    )


def _place(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.id


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value that is not None; of equals the first in the alphabet."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _counted(texts: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(" ".join(text.split()) for text in texts)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
