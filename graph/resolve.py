"""Which chains of all documents are one entity: references, names, context -> Resolution."""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from evidence.model import Decision, DecisionKind, Evidence
from graph.bearers import attach_lone_names
from graph.clusters import Clusters, clusters_of
from graph.context import Context, context_of
from graph.curate import Judgement, curation_of
from graph.entities import entities_of
from graph.event_resolution import join_events
from graph.linking import link_units
from graph.model import Candidate, Resolution
from graph.nominals import join_collectives
from graph.profiles import Profile, profiles_of, unmasked
from graph.units import Unit, exact_key, units_of

ANALYST = ("analyst", 1.0)


def resolve(
    evidence: Evidence, lineage_of: Mapping[str, str], decisions: Sequence[Decision]
) -> Resolution:
    """Group the chains of all documents into entities.

    Analysts' judgements come first and are never overruled. Then chains join by reference or
    equal full name; by the score of their names and context; lone names by their only bearer in
    reach; events by what, where, who and when; collectives by equal words.

    Args:
        evidence: All evidence of the workspace; its order plays no part.
        lineage_of: Document id to lineage id.
        decisions: Of analysts; the latest on a pair has the last word.
    """
    curation = curation_of(decisions)
    profiles = profiles_of(unmasked(evidence.documents, evidence.mentions))
    clusters = clusters_of(profile.id for profile in profiles)
    judged, late = _apply(curation.judgements, profiles, clusters)
    named = join_profiles(
        profiles, clusters, lambda units: context_of(evidence, units, lineage_of), late
    )
    candidates = [*judged, *named]
    candidates += join_events(profiles, evidence, clusters, lineage_of)
    join_collectives(profiles, clusters)
    entities, entity_of = entities_of(_grouped(profiles, clusters), curation)
    return Resolution(entities, entity_of, _telling(candidates, clusters))


def join_profiles(
    profiles: Sequence[Profile],
    clusters: Clusters,
    context_of_units: Callable[[Sequence[Unit]], Context],
    late: frozenset[str],
) -> list[Candidate]:
    """Join chains by reference and equal name, full names by score, lone names by bearer.

    Args:
        profiles: All chains.
        clusters: Changed in place; holds the cannot-links.
        context_of_units: What else is known of units, once it is known which they are.
        late: Chains that analysts took out of an entity; they join last.

    Returns:
        Joins that need a reason, and suggestions.
    """
    with _collector_paused():
        return _join_profiles(profiles, clusters, context_of_units, late)


def _join_profiles(
    profiles: Sequence[Profile],
    clusters: Clusters,
    context_of_units: Callable[[Sequence[Unit]], Context],
    late: frozenset[str],
) -> list[Candidate]:
    _join_equal(profiles, clusters, late)
    units = units_of(profiles, clusters)
    found = link_units(units, clusters, context_of_units(units), late)
    return found + attach_lone_names(units, clusters)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No garbage collection: nothing made here is cyclic, and looking through it takes as long."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _apply(
    judgements: Iterable[Judgement], profiles: Iterable[Profile], clusters: Clusters
) -> tuple[list[Candidate], frozenset[str]]:
    """Bring in what analysts decided, the latest first, so that it wins over what went before.

    Returns:
        The judged pairs, and the chains that somebody took out of an entity.
    """
    chain_of = {mention: profile.id for profile in profiles for mention in profile.mention_ids}
    judged, late = [], set()
    for judgement in judgements:
        left, right = chain_of.get(judgement.left), chain_of.get(judgement.right)
        if left is None or right is None or left == right:
            continue
        if judgement.kind is DecisionKind.SAME:
            clusters.join(left, right)
        else:
            clusters.ban(left, right)
            late.add(left)
        judged.append(_judged(left, right, judgement.kind))
    return judged, frozenset(late)


def _judged(left: str, right: str, kind: DecisionKind) -> Candidate:
    score, verdict = {
        DecisionKind.SAME: (1.0, "same"),
        DecisionKind.DIFFERENT: (0.0, "different"),
        DecisionKind.UNSURE: (0.5, "suggested"),
    }[kind]
    one, other = sorted((left, right))
    return Candidate(one, other, score, (ANALYST,), verdict)


def _join_equal(profiles: Iterable[Profile], clusters: Clusters, late: frozenset[str]) -> None:
    """Join chains that are one without a closer look; what was taken out comes last."""
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for profile in profiles:
        key = exact_key(profile)
        if key is not None:
            groups[key].append(profile.id)
    for _, chains in sorted(groups.items()):
        ordered = sorted(chains, key=lambda chain: (chain in late, chain))
        for chain in ordered[1:]:
            clusters.join(ordered[0], chain)


def _grouped(profiles: Iterable[Profile], clusters: Clusters) -> list[list[Profile]]:
    groups: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        groups[clusters.root(profile.id)].append(profile)
    return list(groups.values())


def _telling(candidates: Iterable[Candidate], clusters: Clusters) -> tuple[Candidate, ...]:
    """What explains the entities: each pair once, an analyst's word first; sorted.

    Of the suggestions to join two entities only the best is kept, and none for what is one by now
    or must stay apart.
    """
    found: dict[tuple[str, str], Candidate] = {}
    best: dict[tuple[str, str], Candidate] = {}
    for candidate in candidates:
        if candidate.verdict != "suggested" or ANALYST in candidate.features:
            found.setdefault((candidate.left, candidate.right), candidate)
        elif not clusters.banned(candidate.left, candidate.right):
            one, other = sorted((clusters.root(candidate.left), clusters.root(candidate.right)))
            known = best.setdefault((one, other), candidate)
            if one != other and candidate.score > known.score:
                best[one, other] = candidate
    for (one, other), candidate in best.items():
        if one != other:
            found.setdefault((candidate.left, candidate.right), candidate)
    return tuple(found[pair] for pair in sorted(found))
