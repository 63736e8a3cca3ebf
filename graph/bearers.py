"""Who bears a lone name: a family name, initials, an acronym; only if one bearer is in reach."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from graph.affiliation import is_institution, kind_of_institution
from graph.clusters import Clusters
from graph.linking import REVIEW, best_match
from graph.matching import MERGE
from graph.model import Candidate
from graph.names import OrganizationName, PersonName, is_initial
from graph.units import Unit

MAX_RIVALS = 3
"""With more bearers than this, asking an analyst is no help."""
SCORE_DOCUMENT, SCORE_CORPUS, SCORE_RIVALS = 0.95, 0.88, 0.5

Rival = tuple[str, list[Unit]]
"""A cluster that may bear a lone name: its root, its units."""


class Bearers:
    """Full names by the lone name they answer to."""

    def __init__(self, units: Iterable[Unit], clusters: Clusters) -> None:
        self.clusters = clusters
        self._units: defaultdict[tuple[str, str], list[Unit]] = defaultdict(list)
        self._told: defaultdict[str, set[str]] = defaultdict(set)
        for unit in units:
            if unit.full:
                for key in _answers(unit):
                    self._units[unit.type, key].append(unit)
            if unit.type == "COUNTRY" and unit.country:
                for document in unit.documents:
                    self._told[document].add(unit.country)

    def of(self, lone: Unit) -> list[Rival]:
        """Clusters that may bear a lone name, sorted."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self._units.get((lone.type, _question(lone)), ()):
            if _initials_fit(lone.parsed[0], unit) and self._country_fits(lone, unit):
                found[self.clusters.root(unit.id)].append(unit)
        return sorted(found.items())

    def _country_fits(self, lone: Unit, unit: Unit) -> bool:
        """An institution is one of a country that its document speaks of."""
        if not is_institution(lone.type, lone.names[0]) or _share_document(lone, [unit]):
            return True
        return any(unit.country in self._told[document] for document in lone.documents)


def attach_lone_names(units: Sequence[Unit], clusters: Clusters) -> list[Candidate]:
    """Join units with a lone name to their only bearer in the document, else in the corpus.

    Lone names without any bearer join one another; with several bearers they stay apart and the
    bearers are suggested.
    """
    bearers = Bearers(units, clusters)
    candidates: list[Candidate] = []
    orphans: list[Unit] = []
    for unit in sorted((unit for unit in units if not unit.full), key=lambda unit: unit.id):
        rivals = bearers.of(unit)
        if rivals:
            candidates += _attach(unit, rivals, clusters)
        else:
            orphans.append(unit)
    return candidates + _join_orphans(orphans, clusters)


def _attach(lone: Unit, rivals: Sequence[Rival], clusters: Clusters) -> list[Candidate]:
    here = [rival for rival in rivals if _share_document(lone, rival[1])]
    chosen, score = (here, SCORE_DOCUMENT) if here else (rivals, SCORE_CORPUS)
    if len(chosen) == 1:
        anchor = chosen[0][1][0].id
        verdict = "same" if clusters.join(anchor, lone.id) else "different"
        return [_candidate(lone.id, anchor, score, len(rivals), verdict)]
    if len(chosen) > MAX_RIVALS:
        return []
    return [
        _candidate(lone.id, units[0].id, SCORE_RIVALS, len(chosen), "suggested")
        for _, units in chosen
    ]


def _join_orphans(orphans: Sequence[Unit], clusters: Clusters) -> list[Candidate]:
    """Lone names without bearer: equal ones join; in one document, also such with a slip."""
    by_name: defaultdict[tuple[str, tuple[str, ...]], list[Unit]] = defaultdict(list)
    by_document: defaultdict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in orphans:
        if is_institution(unit.type, unit.names[0]):
            continue
        by_name[unit.type, unit.parsed[0].words].append(unit)
        if unit.type == "PERSON":
            by_document[unit.type, unit.documents[0]].append(unit)
    for _, units in sorted(by_name.items()):
        for unit in units[1:]:
            clusters.join(units[0].id, unit.id)
    pairs = [pair for _, units in sorted(by_document.items()) for pair in combinations(units, 2)]
    return [c for one, other in pairs for c in _slips(one, other, clusters)]


def _slips(one: Unit, other: Unit, clusters: Clusters) -> list[Candidate]:
    match = best_match(one, other)
    if match.score < REVIEW or clusters.together(one.id, other.id):
        return []
    joined = match.score >= MERGE and clusters.join(one.id, other.id)
    features = tuple(sorted({**match.features, "one_document": 1.0}.items()))
    left, right = sorted((one.id, other.id))
    return [Candidate(left, right, match.score, features, "same" if joined else "suggested")]


def _candidate(lone: str, anchor: str, score: float, rivals: int, verdict: str) -> Candidate:
    left, right = sorted((lone, anchor))
    features = (("bearers_in_reach", float(rivals)), ("lone_name", 1.0))
    return Candidate(left, right, score, features, verdict)


def _share_document(lone: Unit, units: Iterable[Unit]) -> bool:
    return any(not set(lone.documents).isdisjoint(unit.documents) for unit in units)


def _answers(unit: Unit) -> set[str]:
    """Lone names that a full name answers to, and those it bears in its own documents."""
    keys = {_short(name) for name in unit.parsed} | {_whole(name) for name in unit.lone}
    if unit.type == "ORGANIZATION" and unit.country:
        keys |= {f"kind {kind_of_institution(name)}" for name in unit.names}
    return keys - {""}


def _question(lone: Unit) -> str:
    """What a lone name asks for."""
    if is_institution(lone.type, lone.names[0]):
        return f"kind {kind_of_institution(lone.names[0])}"
    return _whole(lone.parsed[0])


def _short(name: PersonName | OrganizationName) -> str:
    """Family name of a person, initials of an organization; empty if there are none."""
    if isinstance(name, PersonName):
        return name.spoken[-1].sounds if name.spoken else ""
    return name.initials if len(name.words) > 2 else ""


def _whole(name: PersonName | OrganizationName) -> str:
    if isinstance(name, PersonName):
        return name.spoken[-1].sounds if name.spoken else ""
    return "".join(name.words)


def _initials_fit(name: PersonName | OrganizationName, unit: Unit) -> bool:
    if isinstance(name, OrganizationName):
        return True
    initials = [word for word in name.words[:-1] if is_initial(word)]
    return not initials or any(full.words[0][0] == initials[0] for full in unit.parsed)
