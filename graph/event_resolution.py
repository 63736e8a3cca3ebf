"""Events of different documents that are one: by what it is, who takes part, where and when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.model import Claim, Evidence, Role
from graph.blocking import candidate_pairs
from graph.clusters import Clusters
from graph.event_words import (
    head_and_modifiers,
    kinds_of,
    lasting_kinds,
    recurring_kinds,
    singular,
    years_in,
)
from graph.model import Candidate
from graph.names import folded
from graph.profiles import Profile

PARTY_CLAIMS = frozenset({"PARTICIPANT_IN", "HOST_OF", "LOCATED_IN"})
SIDES = 2
"""Shared countries that make two wars or sanctions one."""
SUGGESTED = 0.5


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What one document tells of an event."""

    chain: str
    document_id: str
    names: frozenset[str]
    """Folded names of two words and more, written with a capital: "orange revolution"."""
    kinds: frozenset[str]
    modifiers: frozenset[str]
    """Words before the head: {"economic"} of "economic forum in Port Vell"."""
    parties: frozenset[str]
    """Clusters of who takes part, hosts it, and where it is."""
    years: frozenset[int]
    """Years it is said to be of; empty if none is told."""
    reference: str | None


def join_events(
    profiles: Sequence[Profile],
    evidence: Evidence,
    clusters: Clusters,
    lineage_of: Mapping[str, str],
) -> list[Candidate]:
    """Join events of different documents, and give back joins and suggestions with reasons.

    Wars and sanctions are one if two sides are shared; what bears a name of its own, by that name,
    unless it comes again and again. What comes again and again (forums, talks,
    votes) is one only if a party is shared and the years are known and agree, or the documents go
    back to one original.

    Args:
        profiles: All chains.
        evidence: Whose claims tell who takes part and when.
        clusters: Changed in place; entities other than events are resolved already.
        lineage_of: Document id to lineage id.
    """
    facts = event_facts(profiles, evidence, clusters)
    found = []
    for one, other in candidate_pairs([_keys(fact, lineage_of) for fact in facts]):
        candidate = _compare(facts[one], facts[other], lineage_of)
        if candidate is not None:
            found.append(candidate)
    references = {fact.chain: fact.reference for fact in facts}
    return _joined(found, clusters, references)


def event_facts(
    profiles: Iterable[Profile], evidence: Evidence, clusters: Clusters
) -> list[EventFacts]:
    """Facts of all event chains, sorted by name and id; one entry for each chain."""
    events = [profile for profile in profiles if profile.type == "EVENT"]
    if len(events) < 2:
        return []
    chains = {mention: p.id for p in profiles for mention in p.mention_ids}
    told: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in evidence.claims:
        for argument in claim.arguments:
            if argument.mention_id in chains:
                told[chains[argument.mention_id]].append(claim)
    facts = [_facts(event, told[event.id], chains, clusters) for event in events]
    return sorted(facts, key=lambda fact: (sorted(fact.kinds), fact.chain))


def _facts(
    event: Profile, claims: Iterable[Claim], chains: Mapping[str, str], clusters: Clusters
) -> EventFacts:
    names = [name for name, _ in event.names] or list(event.nominals)
    heads = [head_and_modifiers(name) for name in names]
    parties = set()
    years = {year for name in names for year in years_in(name)}
    for claim in claims:
        if claim.type in PARTY_CLAIMS:
            parties |= set(_ends(claim, chains, clusters)) - {clusters.root(event.id)}
            years |= _years(claim)
    return EventFacts(
        chain=event.id,
        document_id=event.document_id,
        names=frozenset(folded(name) for name, _ in event.names if _is_proper(name)),
        kinds=frozenset(kind for head, _ in heads for kind in kinds_of(head)),
        modifiers=frozenset(word for _, modifiers in heads for word in modifiers),
        parties=frozenset(parties),
        years=frozenset(years),
        reference=event.reference,
    )


def _is_proper(name: str) -> bool:
    """Whether a name is one of its own: more than one word, and the head has a capital."""
    head, modifiers = head_and_modifiers(name)
    return bool(modifiers) and any(
        word[0].isupper() and singular(folded(word)) == head for word in name.split() if word
    )


def _ends(claim: Claim, chains: Mapping[str, str], clusters: Clusters) -> Iterator[str]:
    for argument in claim.arguments:
        if argument.role in (Role.SOURCE, Role.TARGET) and argument.mention_id in chains:
            yield clusters.root(chains[argument.mention_id])


def _years(claim: Claim) -> set[int]:
    """The year a claim is of, if it is but one."""
    when = claim.when
    if when is None or when.earliest is None or when.latest is None:
        return set()
    return {when.earliest.year} if when.earliest.year == when.latest.year else set()


def _keys(fact: EventFacts, lineage_of: Mapping[str, str]) -> list[str]:
    """Events meet if they share kind and party, narrowed by year, lineage or a second party."""
    parties = sorted(fact.parties)
    pairs = [f"{a} {b}" for i, a in enumerate(parties) for b in parties[i + 1 : i + 4]]
    narrow = [*map(str, sorted(fact.years)), lineage_of[fact.document_id]]
    return [
        *(f"{kind} {party} {more}" for kind in fact.kinds for party in parties for more in narrow),
        *(f"{kind} {pair}" for kind in fact.kinds for pair in pairs),
        *(
            f"{kind} {word} {more}"
            for kind in fact.kinds
            for word in fact.modifiers
            for more in (narrow[-1], *parties)
        ),
        *(f"name {name}" for name in fact.names),
    ]


def _compare(
    left: EventFacts, right: EventFacts, lineage_of: Mapping[str, str]
) -> Candidate | None:
    """None if nothing is worth a look: one document, two references, or times that differ."""
    if left.document_id == right.document_id or (left.reference and right.reference):
        return None
    if left.years and right.years and not left.years & right.years:
        return None
    features = {
        "name": float(bool(left.names & right.names)),
        "kind": float(len(left.kinds & right.kinds)),
        "parties": float(len(left.parties & right.parties)),
        "modifiers": float(len(left.modifiers & right.modifiers)),
        "year": float(bool(left.years & right.years)),
        "one_original": float(lineage_of[left.document_id] == lineage_of[right.document_id]),
    }
    score = _score(features, left.kinds & right.kinds, left.modifiers == right.modifiers)
    if score < SUGGESTED:
        return None
    verdict = "same" if score > SUGGESTED else "suggested"
    told = tuple(sorted((name, value) for name, value in features.items() if value))
    one, other = sorted((left.chain, right.chain))
    return Candidate(one, other, score, told, verdict)


def _score(features: Mapping[str, float], kinds: frozenset[str], equal_words: bool) -> float:
    """From 0.86 on one event, 0.5 worth a look, 0 not."""
    if not kinds:
        return 0.0
    together = features["parties"] >= 1
    if kinds & lasting_kinds():
        return 0.9 if features["parties"] >= SIDES else 0.0
    if features["name"] and (features["year"] or not kinds & recurring_kinds()):
        return 0.9
    if features["one_original"] and (together or features["modifiers"]):
        return 0.9
    if features["year"] and together and equal_words and features["modifiers"]:
        return 0.88
    together = together or bool(features["name"])
    return SUGGESTED if together and equal_words and features["modifiers"] else 0.0


def _joined(
    found: Iterable[Candidate], clusters: Clusters, references: Mapping[str, str | None]
) -> list[Candidate]:
    """Join what is the same, the surest first; one event never takes two references."""
    kept = []
    reference_of = {
        clusters.root(chain): reference for chain, reference in references.items() if reference
    }
    for candidate in sorted(found, key=lambda c: (-c.score, c.left, c.right)):
        one, other = clusters.root(candidate.left), clusters.root(candidate.right)
        if one == other:
            continue
        known = {r for r in (reference_of.get(one), reference_of.get(other)) if r is not None}
        if candidate.verdict == "same" and len(known) < 2 and clusters.join(one, other):
            if known:
                reference_of[clusters.root(one)] = known.pop()
            kept.append(candidate)
        elif len(known) < 2:
            kept.append(
                Candidate(
                    candidate.left,
                    candidate.right,
                    candidate.score,
                    candidate.features,
                    "suggested",
                )
            )
    return kept
