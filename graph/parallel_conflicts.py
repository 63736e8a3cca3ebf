"""What two versions of one sentence tell otherwise: numbers, and whom somebody met."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import networkx as nx

from evidence.model import Claim, Polarity, Role, content_id
from graph.lookup import Lookup
from graph.model import Conflict, Resolution
from graph.quantities import agree, quantities_in


def parallel_conflicts(
    graph: nx.MultiDiGraph,
    found: Lookup,
    resolution: Resolution,
    parallels: Sequence[tuple[str, str]],
) -> Iterator[Conflict]:
    """Conflicts between passages of one original.

    Args:
        graph: Its edges say which claims count.
        found: Records by id.
        resolution: Of the mentions; suggestions count as perhaps one.
        parallels: Pairs of passage ids that tell the same.
    """
    wanted = {passage for pair in parallels for passage in pair}
    if not wanted:
        return
    by_passage: defaultdict[str, list[Claim]] = defaultdict(list)
    for *_, claim_ids in graph.edges(data="claim_ids"):
        for claim_id in claim_ids:
            claim = found.claims[claim_id]
            if claim.passage_id in wanted:
                by_passage[claim.passage_id].append(claim)
    compared = _Compared(found, resolution)
    for left, right in parallels:
        if by_passage[left] and by_passage[right]:
            yield from compared.numbers(by_passage[left], by_passage[right])
            yield from compared.partners(by_passage[left], by_passage[right])


class _Compared:
    """Compares the claims of two passages."""

    def __init__(self, found: Lookup, resolution: Resolution) -> None:
        self.found = found
        self.resolution = resolution
        entity_of = {c: e.id for e in resolution.entities.values() for c in e.chains}
        self.suggested = {
            frozenset((entity_of[c.left], entity_of[c.right]))
            for c in resolution.candidates
            if c.verdict == "suggested"
        }

    def numbers(self, left: Sequence[Claim], right: Sequence[Claim]) -> Iterator[Conflict]:
        """Both versions count one thing, and not so many."""
        one, other = left[0], right[0]
        mine = {q.unit: q for q in quantities_in(self.found.quote(one.id))}
        theirs = {q.unit: q for q in quantities_in(self.found.quote(other.id))}
        for unit in sorted(mine.keys() & theirs.keys()):
            if not agree(mine[unit], theirs[unit]):
                words = (
                    f"{mine[unit].text} ({self._document(one)}), but "
                    f"{theirs[unit].text} ({self._document(other)})."
                )
                yield _of_claims("number", one, other, words)

    def partners(self, left: Sequence[Claim], right: Sequence[Claim]) -> Iterator[Conflict]:
        """Both versions tell of one meeting of somebody, with somebody else."""
        mine, theirs = self._met(left), self._met(right)
        for one in mine:
            for other in theirs:
                if self._may_be_one(one[0], other[0]) and not self._may_be_one(one[1], other[1]):
                    words = (
                        f"{self._name(one[0])} met {self._name(one[1])} "
                        f"({self._document(one[2])}) or {self._name(other[1])} "
                        f"({self._document(other[2])})."
                    )
                    yield _of_claims("partner", one[2], other[2], words)

    def _met(self, claims: Sequence[Claim]) -> list[tuple[str, str, Claim]]:
        """The meetings of a passage, if it tells of one only: who, whom, claim."""
        found = []
        for claim in claims:
            if claim.type == "CONSULT" and claim.polarity is Polarity.AFFIRMED:
                ends = {a.role: self.resolution.entity_of[a.mention_id] for a in claim.arguments}
                found.append((ends[Role.SOURCE], ends[Role.TARGET], claim))
        return found if len({(who, whom) for who, whom, _ in found}) == 1 else []

    def _may_be_one(self, one: str, other: str) -> bool:
        """Whether two entities are one, or suggested to be."""
        return one == other or frozenset((one, other)) in self.suggested

    def _document(self, claim: Claim) -> str:
        return self.found.documents[claim.document_id].name

    def _name(self, entity: str) -> str:
        return self.resolution.entities[entity].name


def _of_claims(kind: str, one: Claim, other: Claim, words: str) -> Conflict:
    claims = tuple(sorted((one.id, other.id)))
    return Conflict(content_id("conflict", kind, *claims, words), kind, claims, words)
