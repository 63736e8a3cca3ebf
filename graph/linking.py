"""Scores of units, explained, and the merges they carry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from rapidfuzz import fuzz

from graph.affiliation import is_institution
from graph.blocking import candidate_pairs, organization_keys, person_keys, word_frequency
from graph.clusters import Clusters
from graph.context import Context
from graph.matching import (
    DIFFERENT,
    MERGE,
    SUGGEST,
    NameMatch,
    compare_organization_names,
    compare_organizations,
    compare_person_names,
    compare_persons,
)
from graph.model import Candidate
from graph.names import OrganizationName, PersonName, is_initial
from graph.similarity import may_be_one_given
from graph.units import Unit

BONUS = {
    "aligned_sentences": 0.1,
    "only_ones_left": 0.1,
    "shared_role": 0.1,
    "shared_country": 0.08,
}
"""What context adds to the score of the names."""
MANY_WORDS = 0.1
"""What it adds that three words and more agree, none left over: slips in all are no chance."""
REVIEW = 0.6
"""Score from which a pair is put before an analyst: few and right beats many."""
REVIEW_IN_CONTEXT = 0.5
"""The same where parallel sentences of one original leave only these two over."""
CONFLICT_LIMIT = 0.7
"""Names that contradict each other are at best suggested, whatever the context says."""
OTHER_COUNTRY = 0.45
"""Highest score of organizations and places of two countries."""
SOME_COUNTRY = 0.7
"""Highest score of a "Supreme Court" and another while one country is unknown."""
MOST_LETTERS = 85.0
"""Ratio of letters in common (0 to 100)."""
COMPARED_TYPES = ("PERSON", "ORGANIZATION", "PLACE", "COUNTRY")
GUARDED = 8
"""Units of a cluster that a newcomer must not contradict."""


def compare_units(left: Unit, right: Unit, context: Context) -> Candidate:
    """Score two units of one type: names first, then what else speaks for them.

    Returns:
        Score, features by name, and the verdict that the score alone would carry.
    """
    match = best_match(left, right)
    features = dict(match.features)
    score = match.score
    if context.only_ones_left(left, right):
        score = max(score, DIFFERENT)
    for name, value in context.features(left, right).items():
        features[name] = value
        score += BONUS[name]
    if features.get("words_agreeing", 0.0) > 2 and "extra_names" not in features:
        score += MANY_WORDS
    if match.score <= DIFFERENT:
        score = min(score, CONFLICT_LIMIT)
    if left.country and right.country and left.country != right.country:
        features["country"] = 0.0
        score = score - 0.1 if left.type == "PERSON" else min(score, OTHER_COUNTRY)
    elif _nameless(left) and _nameless(right) and not (left.country and right.country):
        features["institution"] = 1.0
        score = score if "aligned_sentences" in features else min(score, SOME_COUNTRY)
    features["name"] = match.score
    score = round(max(0.0, min(1.0, score)), 3)
    review = REVIEW_IN_CONTEXT if "only_ones_left" in features else REVIEW
    verdict = "same" if score >= MERGE else "suggested" if score >= review else "different"
    one, other = sorted((left.id, right.id))
    return Candidate(one, other, score, tuple(sorted(features.items())), verdict)


def best_match(left: Unit, right: Unit) -> NameMatch:
    """The best match among the names of two units."""
    matches = [_compare(one, other) for one in left.parsed for other in right.parsed]
    best = max(matches, key=lambda match: match.score)
    if best.score < SUGGEST and not (left.names[0] + right.names[0]).isascii():
        compare = compare_persons if left.type == "PERSON" else compare_organizations
        return compare(left.names[0], right.names[0])
    return best


def _compare(
    left: PersonName | OrganizationName, right: PersonName | OrganizationName
) -> NameMatch:
    if isinstance(left, PersonName) and isinstance(right, PersonName):
        return compare_person_names(left, right)
    if isinstance(left, OrganizationName) and isinstance(right, OrganizationName):
        return compare_organization_names(left, right)
    return NameMatch(0.0, {})


def _nameless(unit: Unit) -> bool:
    """Whether a unit bears only the name of its kind, as "Supreme Court" is."""
    return all(is_institution(unit.type, name) for name in unit.names)


def link_units(
    units: Sequence[Unit], clusters: Clusters, context: Context, late: frozenset[str]
) -> list[Candidate]:
    """Merge what scores high enough, best first; give back all pairs worth a look.

    A merge must contradict nothing that the two clusters bear: no other reference, no name that
    conflicts, no cannot-link.

    Args:
        units: All units; only those with a full name merge here.
        clusters: Changed in place; holds the cannot-links.
        context: Of the units.
        late: Chains that analysts took out of an entity; they merge last.
    """
    guard = _Guard(units, clusters)
    found = sorted(
        scored_pairs(units, context),
        key=lambda c: (bool(late & {c.left, c.right}), -c.score, c.left, c.right),
    )
    judged = []
    for candidate in found:
        full = guard.known[candidate.left].full and guard.known[candidate.right].full
        sure = candidate.verdict == "same" and full
        merged = sure and guard.join(candidate.left, candidate.right)
        judged.append(replace(candidate, verdict="same" if merged else "suggested"))
    return [c for c in judged if c.verdict == "same" or not clusters.together(c.left, c.right)]


def scored_pairs(units: Sequence[Unit], context: Context) -> Iterator[Candidate]:
    """All pairs worth a look: those that share a blocking key, and those that context brings."""
    by_id = {unit.id: unit for unit in units}
    full = [unit for unit in units if unit.full]
    brought = [pair for pair in sorted(context.aligned) if set(pair) <= by_id.keys()]
    pairs = chain(
        ((by_id[left], by_id[right]) for left, right in brought),
        (
            (a, b)
            for a, b in comparable(full)
            if (min(a.id, b.id), max(a.id, b.id)) not in context.aligned
        ),
    )
    for left, right in pairs:
        if not (left.reference and right.reference):
            candidate = compare_units(left, right, context)
            if candidate.verdict != "different":
                yield candidate


def comparable(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units of one type that share a blocking key and are plausible, each once."""
    for type_ in COMPARED_TYPES:
        own = [unit for unit in units if unit.type == type_]
        told = () if type_ == "PERSON" else (name for unit in own for name in unit.parsed)
        counts = word_frequency(told)
        keyed = [_keys(unit, counts) for unit in own]
        for one, other in candidate_pairs(keyed):
            if plausible(own[one], own[other]):
                yield own[one], own[other]


def plausible(left: Unit, right: Unit) -> bool:
    """A cheap look before the full comparison, which costs ten times as much.

    People who share a key share at least a family name and the sound of a given name, or most of
    the letters of their names.
    """
    if left.type != "PERSON":
        return True
    for one in left.parsed:
        for other in right.parsed:
            if fuzz.ratio(one.sounds, other.sounds, score_cutoff=MOST_LETTERS) > 0:
                return True
            if one.spoken[-1:] == other.spoken[-1:] and _given_plausible(one, other):
                return True
    return False


def _given_plausible(
    left: PersonName | OrganizationName, right: PersonName | OrganizationName
) -> bool:
    """Whether given names may be short forms, initials or translations, or one side has more."""
    one, other = left.words[0], right.words[0]
    if may_be_one_given(one, other) or len(left.words) != len(right.words):
        return True
    return one[0] == other[0] and (is_initial(one) or is_initial(other))


class _Guard:
    """Joins clusters only if nothing they bear contradicts."""

    def __init__(self, units: Iterable[Unit], clusters: Clusters) -> None:
        self.clusters = clusters
        self.units: dict[str, list[Unit]] = {}
        self.known = {unit.id: unit for unit in units}

    def join(self, left: str, right: str) -> bool:
        one, other = self.clusters.root(left), self.clusters.root(right)
        if one == other:
            return True
        members, others = self._members(one, left), self._members(other, right)
        if self._contradict(members, others) or not self.clusters.join(left, right):
            return False
        for root in (one, other):
            self.units.pop(root, None)
        self.units[self.clusters.root(left)] = members + others
        return True

    def _members(self, root: str, unit: str) -> list[Unit]:
        return self.units.get(root, [self.known[unit]])

    def _contradict(self, members: Sequence[Unit], others: Sequence[Unit]) -> bool:
        references = {unit.reference for unit in (*members, *others)} - {None}
        if len(references) > 1:
            return True
        return any(
            best_match(one, other).score <= DIFFERENT
            for one in members[:GUARDED]
            for other in others[:GUARDED]
        )


def _keys(unit: Unit, counts: Mapping[str, int]) -> list[str]:
    keys: set[str] = set()
    for name in unit.parsed:
        keys |= (
            person_keys(name) if isinstance(name, PersonName) else organization_keys(name, counts)
        )
    return sorted(keys)
