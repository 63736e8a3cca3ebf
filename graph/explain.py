"""Why mentions are one entity, and why two entities may be: in words, for the cards."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph.lookup import lookup
from graph.model import LINKABLE, Candidate, Entity, KnowledgeGraph
from graph.names import folded
from ontology.gazetteer import load_gazetteer

WORDS: Mapping[str, Callable[[float], str]] = {
    "analyst": lambda _: "an analyst said so",
    "acronym": lambda _: "one is the acronym of the other",
    "aligned_sentences": lambda n: (
        f"{n:.0f} parallel sentence(s) name one here and the other there"
    ),
    "bearers_in_reach": lambda n: "the only bearer of the name" if n < 2 else f"{n:.0f} bearers",
    "consonants": lambda _: "the same consonants, in a script without vowels",
    "country": lambda _: "different countries",
    "extra_names": lambda n: f"{n:.0f} name(s) given on one side only",
    "extra_words": lambda n: f"{n:.0f} word(s) more on one side" if n else "",
    "family": lambda s: _alike("family names", s),
    "generation": lambda s: "father and son" if s == 0 else "only one is called senior or junior",
    "given": lambda s: _alike("given names", s),
    "institution": lambda _: "many countries have one of that name",
    "kind": lambda _: "the same kind of event",
    "legal_form": lambda _: "different legal forms",
    "lone_name": lambda _: "",
    "modifiers": lambda n: f"{n:.0f} describing word(s) in common",
    "name": lambda _: "",
    "one_document": lambda _: "in one document",
    "one_original": lambda _: "in documents of one original",
    "only_ones_left": lambda _: "the only ones there without a partner",
    "parties": lambda n: f"{n:.0f} of the same parties",
    "shared_country": lambda _: "of the same country",
    "shared_role": lambda _: "in the same office",
    "syllables": lambda _: "a syllable differs",
    "words": lambda s: _alike("words of the names", s),
    "words_agreeing": lambda n: f"{n:.0f} words of the names agree",
    "year": lambda _: "in the same year",
}
"""Feature to words; empty for what another feature says better."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why mentions are one entity."""

    words: str
    documents: tuple[str, ...]
    """Names of the documents it joins, sorted."""
    score: float
    """1 for what is beyond doubt."""


def feature_words(candidate: Candidate) -> tuple[str, ...]:
    """The features of a pair in words, as a card shows them."""
    told = (WORDS[name](value) for name, value in candidate.features if name in WORDS)
    return tuple(words for words in told if words)


def reasons(kg: KnowledgeGraph, entity: Entity) -> tuple[Reason, ...]:
    """Why the mentions of an entity in several documents are one, the surest first.

    Args:
        kg: The graph.
        entity: Of the graph; one that lives in one document needs no reason.
    """
    found = [*_same_reference(kg, entity), *_same_name(kg, entity), *_joined(kg, entity)]
    return tuple(sorted(found, key=lambda reason: (-reason.score, reason.words, reason.documents)))


def _same_reference(kg: KnowledgeGraph, entity: Entity) -> list[Reason]:
    mentions = lookup(kg).mentions
    documents = {
        mentions[m].document_id
        for m in entity.mention_ids
        if entity.reference and mentions[m].reference == entity.reference
    }
    if len(documents) < 2:
        return []
    entry = load_gazetteer().entries.get(entity.reference or "")
    what = f"{entry.name} in the gazetteer" if entry else f"the event {entity.reference}"
    return [Reason(f"All stand for {what}", _names(kg, documents), 1.0)]


def _same_name(kg: KnowledgeGraph, entity: Entity) -> list[Reason]:
    """Names that stand in several documents, where the gazetteer does not say it already."""
    if entity.reference:
        return []
    documents: defaultdict[str, set[str]] = defaultdict(set)
    texts: dict[str, str] = {}
    for mention_id in entity.mention_ids:
        mention = lookup(kg).mentions[mention_id]
        if mention.kind in LINKABLE and " " in folded(mention.text):
            documents[folded(mention.text)].add(mention.document_id)
            texts.setdefault(folded(mention.text), " ".join(mention.text.split()))
    return [
        Reason(f"“{texts[name]}” in each", _names(kg, where), 1.0)
        for name, where in documents.items()
        if len(where) > 1
    ]


def _joined(kg: KnowledgeGraph, entity: Entity) -> list[Reason]:
    mentions = lookup(kg).mentions
    chains: defaultdict[str, list[str]] = defaultdict(list)
    for mention_id in entity.mention_ids:
        chains[mentions[mention_id].chain].append(mention_id)
    found = []
    for candidate in kg.resolution.candidates:
        if candidate.verdict == "same" and candidate.left in chains and candidate.right in chains:
            ends = [_chain_name(kg, chains[c]) for c in (candidate.left, candidate.right)]
            words = f"“{ends[0]}” and “{ends[1]}”: {', '.join(feature_words(candidate))}"
            documents = {mentions[m].document_id for c in (candidate.left, candidate.right)
                         for m in chains[c]}  # fmt: skip
            found.append(Reason(words, _names(kg, documents), candidate.score))
    return found


def _chain_name(kg: KnowledgeGraph, mention_ids: list[str]) -> str:
    """The longest name of a chain, else its longest words."""
    known = [lookup(kg).mentions[m] for m in mention_ids]
    named = [m for m in known if m.kind in LINKABLE] or known
    longest = min(named, key=lambda m: (-len(m.text), m.id))
    return " ".join(longest.text.split())


def _names(kg: KnowledgeGraph, document_ids: set[str]) -> tuple[str, ...]:
    return tuple(sorted(lookup(kg).documents[document].name for document in document_ids))


def _alike(what: str, score: float) -> str:
    if score >= 1.0:
        return f"equal {what}"
    return f"{what} alike ({score:.2f})" if score >= 0.6 else f"different {what}"
