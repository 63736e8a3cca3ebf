"""Who bears a lone name: a family name, initials, an acronym; only if one bearer is in reach."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from graph.clusters import Clusters
from graph.linking import REVIEW
from graph.matching import MERGE, compare_persons
from graph.model import Candidate
from graph.names import folded, is_initial, organization_name, person_name, skeleton
from graph.profiles import Profile
from graph.units import Unit, is_full

MAX_RIVALS = 3
"""With more bearers than this, asking an analyst is no help."""
SCORE_DOCUMENT, SCORE_CORPUS, SCORE_RIVALS = 0.95, 0.88, 0.5


class Bearers:
    """Full names by the lone name they answer to."""

    def __init__(self, units: Iterable[Unit], clusters: Clusters) -> None:
        self.clusters = clusters
        self._units: defaultdict[tuple[str, str], list[Unit]] = defaultdict(list)
        for unit in units:
            if unit.full:
                for key in _answers(unit):
                    self._units[unit.type, key].append(unit)

    def of(self, profile: Profile) -> list[tuple[str, list[Unit]]]:
        """Clusters that may bear the lone name of a chain: root and units, sorted."""
        name = profile.names[0][0]
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self._units.get((profile.type, _lone_key(profile.type, name)), ()):
            if _initials_fit(profile.type, name, unit):
                found[self.clusters.root(unit.id)].append(unit)
        return sorted(found.items())


def attach_lone_names(
    lone: Sequence[Profile], units: Sequence[Unit], clusters: Clusters
) -> list[Candidate]:
    """Join chains with a lone name to its only bearer in the document, else in the corpus.

    Lone names without any bearer join one another; with several bearers they stay apart and the
    bearers are suggested.
    """
    bearers = Bearers(units, clusters)
    candidates: list[Candidate] = []
    orphans: list[Profile] = []
    for profile in lone:
        rivals = bearers.of(profile)
        if rivals:
            candidates += _attach(profile, rivals, clusters)
        else:
            orphans.append(profile)
    return candidates + _join_orphans(orphans, clusters)


def is_lone(profile: Profile) -> bool:
    """Whether a chain bears names, but none that tells its bearer by itself."""
    full = any(is_full(profile.type, name) for name, _ in profile.names)
    return bool(profile.names) and not full and not profile.reference


def _attach(
    profile: Profile, rivals: Sequence[tuple[str, list[Unit]]], clusters: Clusters
) -> list[Candidate]:
    here = [rival for rival in rivals if _in_document(rival[1], profile.document_id)]
    chosen, score = (here, SCORE_DOCUMENT) if here else (rivals, SCORE_CORPUS)
    if len(chosen) == 1:
        anchor = chosen[0][1][0].id
        joined = clusters.join(anchor, profile.id)
        verdict = "same" if joined else "different"
        return [_candidate(profile.id, anchor, score, len(rivals), verdict)]
    if len(chosen) > MAX_RIVALS:
        return []
    return [
        _candidate(profile.id, units[0].id, SCORE_RIVALS, len(chosen), "suggested")
        for _, units in chosen
    ]


def _join_orphans(orphans: Sequence[Profile], clusters: Clusters) -> list[Candidate]:
    """Lone names without bearer: equal ones join; in one document, also such with a slip."""
    by_name: defaultdict[tuple[str, str], list[Profile]] = defaultdict(list)
    by_document: defaultdict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in orphans:
        by_name[profile.type, folded(profile.names[0][0])].append(profile)
        if profile.type == "PERSON":
            by_document[profile.type, profile.document_id].append(profile)
    for _, chains in sorted(by_name.items()):
        for profile in chains[1:]:
            clusters.join(chains[0].id, profile.id)
    candidates = []
    for _, chains in sorted(by_document.items()):
        for one, other in combinations(chains, 2):
            match = compare_persons(one.names[0][0], other.names[0][0])
            if match.score >= REVIEW and not clusters.together(one.id, other.id):
                joined = match.score >= MERGE and clusters.join(one.id, other.id)
                verdict = "same" if joined else "suggested"
                features = tuple(sorted({**match.features, "one_document": 1.0}.items()))
                left, right = sorted((one.id, other.id))
                candidates.append(Candidate(left, right, match.score, features, verdict))
    return candidates


def _candidate(chain: str, anchor: str, score: float, rivals: int, verdict: str) -> Candidate:
    left, right = sorted((chain, anchor))
    features = (("bearers_in_reach", float(rivals)), ("lone_name", 1.0))
    return Candidate(left, right, score, features, verdict)


def _in_document(units: Iterable[Unit], document_id: str) -> bool:
    return any(document_id in unit.documents for unit in units)


def _answers(unit: Unit) -> set[str]:
    """Lone names that a full name answers to."""
    if unit.type == "PERSON":
        return {skeleton(person_name(name).family) for name in unit.names}
    return {
        parsed.initials for parsed in map(organization_name, unit.names) if len(parsed.words) > 2
    }


def _lone_key(type_: str, name: str) -> str:
    if type_ == "PERSON":
        return skeleton(person_name(name).family)
    return "".join(organization_name(name).words)


def _initials_fit(type_: str, name: str, unit: Unit) -> bool:
    if type_ != "PERSON":
        return True
    initials = [word for word in person_name(name).words[:-1] if is_initial(word)]
    return not initials or any(person_name(full).words[0][0] == initials[0] for full in unit.names)
