"""What else speaks for two units being one: shared roles, aligned sentences of one original."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evidence.model import Evidence, Polarity, Role
from graph.alignment import parallel_passages
from graph.units import Unit

ROLES = frozenset({"HEAD_OF", "HOLDS_OFFICE", "WORKS_FOR", "MEMBER_OF"})
Pair = tuple[str, str]
"""Two unit ids, the smaller first."""


@dataclass(slots=True)
class Context:
    """Facts about units beside their names."""

    roles: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """Unit id to (type of claim, id of the unit served)."""
    countries: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Unit id to the codes of the countries it serves or is said to be of."""
    aligned: Mapping[Pair, int] = field(default_factory=dict)
    """Sentences that tell the same, where each unit has no other partner."""
    alone: frozenset[Pair] = frozenset()
    """Pairs that, in such sentences, are the only ones of their type without a partner."""

    def features(self, left: Unit, right: Unit) -> dict[str, float]:
        """Named features of two units, empty if nothing speaks for them."""
        pair = min(left.id, right.id), max(left.id, right.id)
        found: dict[str, float] = {}
        shared = self.roles.get(left.id, frozenset()) & self.roles.get(right.id, frozenset())
        if shared:
            found["shared_role"] = float(len(shared))
        if left.type == "PERSON" and self._countries(left) & self._countries(right):
            found["shared_country"] = 1.0
        if pair in self.aligned:
            found["aligned_sentences"] = float(self.aligned[pair])
        if pair in self.alone:
            found["only_ones_left"] = 1.0
        return found

    def only_ones_left(self, left: Unit, right: Unit) -> bool:
        """Whether parallel sentences leave just these two of their type without a partner."""
        return (min(left.id, right.id), max(left.id, right.id)) in self.alone

    def _countries(self, unit: Unit) -> frozenset[str]:
        return self.countries.get(unit.id, frozenset())


def context_of(evidence: Evidence, units: Sequence[Unit], lineage_of: Mapping[str, str]) -> Context:
    """Gather what claims and parallel sentences tell of the units.

    Args:
        evidence: All evidence.
        units: As they are before names are compared.
        lineage_of: Document id to lineage id; only documents of one lineage are aligned.
    """
    unit_of_chain = {chain: unit for unit in units for chain in unit.chains}
    unit_of = {
        mention.id: unit_of_chain[mention.chain]
        for mention in evidence.mentions
        if mention.chain in unit_of_chain
    }
    aligned, alone = _aligned(evidence, unit_of, lineage_of)
    served = _served(evidence, unit_of)
    roles = {
        unit.id: frozenset((claim, target.id) for claim, target in served[unit.id])
        for unit in units
        if unit.id in served
    }
    return Context(roles, _countries(units, served), aligned, alone)


def _countries(
    units: Iterable[Unit], served: Mapping[str, Iterable[tuple[str, Unit]]]
) -> dict[str, frozenset[str]]:
    found = {}
    for unit in units:
        codes = {unit.country, *(target.country for _, target in served.get(unit.id, ()))}
        found[unit.id] = frozenset(code for code in codes if code)
    return found


def _served(evidence: Evidence, unit_of: Mapping[str, Unit]) -> dict[str, list[tuple[str, Unit]]]:
    """Offices and the like that each unit is said to hold at present: type of claim, where."""
    found: defaultdict[str, list[tuple[str, Unit]]] = defaultdict(list)
    for claim in evidence.claims:
        if claim.type not in ROLES or claim.polarity is not Polarity.AFFIRMED or claim.mode:
            continue
        filled = {a.role: unit_of.get(a.mention_id) for a in claim.arguments}
        source, target = filled.get(Role.SOURCE), filled.get(Role.TARGET)
        if source is not None and target is not None:
            found[source.id].append((claim.type, target))
    return dict(found)


def _aligned(
    evidence: Evidence, unit_of: Mapping[str, Unit], lineage_of: Mapping[str, str]
) -> tuple[dict[Pair, int], frozenset[Pair]]:
    counts: defaultdict[Pair, int] = defaultdict(int)
    alone: set[Pair] = set()
    in_passage = _units_by_passage(evidence, unit_of)
    for left, right in parallel_passages(evidence, lineage_of):
        for pair, lonely in _unpartnered(in_passage[left], in_passage[right]):
            counts[pair] += 1
            if lonely:
                alone.add(pair)
    return dict(counts), frozenset(alone)


def _units_by_passage(
    evidence: Evidence, unit_of: Mapping[str, Unit]
) -> defaultdict[str, dict[str, Unit]]:
    found: defaultdict[str, dict[str, Unit]] = defaultdict(dict)
    for mention in evidence.mentions:
        unit = unit_of.get(mention.id)
        if unit is not None:
            found[mention.passage_id][unit.id] = unit
    return found


def _unpartnered(left: Mapping[str, Unit], right: Mapping[str, Unit]) -> list[tuple[Pair, bool]]:
    """Pairs of units of one type that are not in both sentences; True: the only such pair."""
    found = []
    rest = [unit for key, unit in sorted(left.items()) if key not in right]
    others = [unit for key, unit in sorted(right.items()) if key not in left]
    for unit in rest:
        rivals = [other for other in others if other.type == unit.type]
        lonely = len(rivals) == 1 and sum(u.type == unit.type for u in rest) == 1
        found += [((min(unit.id, o.id), max(unit.id, o.id)), lonely) for o in rivals]
    return found
