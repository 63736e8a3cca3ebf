"""Which chains of all documents are one entity: references, names, decisions -> Resolution."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from evidence.model import Decision, DecisionKind, Evidence
from graph.clusters import Clusters, clusters_of
from graph.curate import Judgement, curation_of
from graph.entities import entities_of
from graph.model import Resolution
from graph.names import folded
from graph.profiles import Profile, profiles_of, unmasked


def resolve(
    evidence: Evidence, lineage_of: Mapping[str, str], decisions: Sequence[Decision]
) -> Resolution:
    """Group the chains of all documents into entities.

    Args:
        evidence: All evidence of the workspace; its order plays no part.
        lineage_of: Document id to lineage id.
        decisions: Of analysts; the latest on a pair has the last word.
    """
    curation = curation_of(decisions)
    profiles = profiles_of(unmasked(evidence.documents, evidence.mentions))
    clusters = clusters_of(profile.id for profile in profiles)
    _apply(curation.judgements, profiles, clusters)
    _join_equal(profiles, clusters)
    entities, entity_of = entities_of(_grouped(profiles, clusters), curation)
    return Resolution(entities, entity_of, ())


def _apply(
    judgements: Iterable[Judgement], profiles: Iterable[Profile], clusters: Clusters
) -> None:
    """Bring in what analysts decided, the latest first, so that it wins over what went before."""
    chain_of = {mention: profile.id for profile in profiles for mention in profile.mention_ids}
    for judgement in judgements:
        left, right = chain_of.get(judgement.left), chain_of.get(judgement.right)
        if left is None or right is None:
            continue
        if judgement.kind is DecisionKind.SAME:
            clusters.join(left, right)
        elif judgement.kind is DecisionKind.DIFFERENT:
            clusters.ban(left, right)


def _join_equal(profiles: Iterable[Profile], clusters: Clusters) -> None:
    """Join chains of one type with one gazetteer reference, or with one name and no reference."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for profile in profiles:
        if profile.reference:
            groups[profile.type, profile.reference].append(profile.id)
        elif profile.names:
            groups[profile.type, "name:" + folded(profile.names[0][0])].append(profile.id)
    for _, chains in sorted(groups.items()):
        for chain in sorted(chains):
            clusters.join(chains[0], chain)


def _grouped(profiles: Iterable[Profile], clusters: Clusters) -> list[list[Profile]]:
    groups: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        groups[clusters.root(profile.id)].append(profile)
    return list(groups.values())
