"""Statements that disagree on one slot: affirmed and denied, votes, offices, numbers, partners.

Few and right beats many: a conflict is told only where the texts leave no other reading.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

import networkx as nx

from evidence.model import Claim, Evidence, MentionKind, Modality, Polarity, Role, content_id
from graph.filters import Edge, read_edge
from graph.lookup import Lookup, lookup_of
from graph.model import Conflict, Resolution
from graph.parallel_conflicts import parallel_conflicts
from ontology.schema import load_ontology

TOLD = frozenset({Modality.ACTUAL, Modality.REPORTED})
"""What is told as fact, by the document or by somebody in it."""
OPPOSITES = (("SUPPORT", "REJECT"),)
"""Stances towards one event that exclude each other."""
SAME_TERM = timedelta(days=90)
"""Two holders of one office within so many days contradict each other; later one may follow."""

Passages = Sequence[tuple[str, str]]
"""Pairs of passage ids that tell the same."""


def find_conflicts(
    graph: nx.MultiDiGraph, evidence: Evidence, resolution: Resolution, parallels: Passages = ()
) -> tuple[Conflict, ...]:
    """Statements that cannot both be true, sorted by id.

    Args:
        graph: As `build` makes it.
        evidence: What its edges rest on.
        resolution: Of the mentions.
        parallels: Passages of documents of one original that tell the same.
    """
    found = lookup_of(evidence)
    finder = _Finder(graph, found, resolution)
    conflicts = [
        *finder.disputes(),
        *finder.votes(),
        *finder.stances(),
        *finder.offices(),
        *parallel_conflicts(graph, found, resolution, parallels),
    ]
    return tuple(sorted({conflict.id: conflict for conflict in conflicts}.values(), key=_by_id))


class _Finder:
    """Looks for each kind of conflict in one graph."""

    def __init__(self, graph: nx.MultiDiGraph, found: Lookup, resolution: Resolution) -> None:
        self.graph = graph
        self.found = found
        self.resolution = resolution
        self.edges = [
            read_edge(source, target, key, data)
            for source, target, key, data in graph.edges(keys=True, data=True)
        ]

    def disputes(self) -> Iterator[Conflict]:
        """The same fact affirmed by one side and denied by another."""
        slots: defaultdict[tuple[str, ...], list[Edge]] = defaultdict(list)
        for edge in self.edges:
            if edge.modality in TOLD and not edge.inferred:
                slots[edge.source, edge.target, edge.type, edge.mode or ""].append(edge)
        for edges in slots.values():
            yes = [edge for edge in edges if edge.polarity is Polarity.AFFIRMED]
            no = [edge for edge in edges if edge.polarity is Polarity.NEGATED]
            pairs = [(y, n) for y in yes for n in no if self._at_odds(y, n)]
            if pairs:
                sides = (
                    list(dict.fromkeys(y for y, _ in pairs)),
                    list(dict.fromkeys(n for _, n in pairs)),
                )
                yield self._dispute(*sides)

    def votes(self) -> Iterator[Conflict]:
        """One voter, one vote, two behaviours."""
        slots: defaultdict[tuple[str, str], dict[str, Edge]] = defaultdict(dict)
        for edge in self.edges:
            event = self.graph.nodes[edge.target]["type"] == "EVENT"
            if edge.type == "VOTE" and edge.mode and event and _plainly(edge):
                slots[edge.source, edge.target][edge.mode] = edge
        for edges in slots.values():
            if len(edges) > 1 and not _dated_apart(list(edges.values())):
                told = ", ".join(f"{mode} ({self._where(e)})" for mode, e in sorted(edges.items()))
                first = next(iter(edges.values()))
                voter, vote = self._name(first.source), self._name(first.target)
                yield self._conflict("vote", edges.values(), f"{voter} on {vote}: {told}.")

    def stances(self) -> Iterator[Conflict]:
        """One actor for and against one event."""
        known = {(e.source, e.target, e.type): e for e in self.edges if _plainly(e)}
        for one, other in OPPOSITES:
            for (source, target, type_), edge in known.items():
                against = known.get((source, target, other))
                event = self.graph.nodes[target]["type"] == "EVENT"
                if type_ == one and against and event and not _dated_apart([edge, against]):
                    words = (
                        f"{self._name(source)} {_label(one)} {self._name(target)} "
                        f"({self._where(edge)}), and {_label(other)} it ({self._where(against)})."
                    )
                    yield self._conflict("stance", (edge, against), words)

    def offices(self) -> Iterator[Conflict]:
        """Two people in one office, by the same word for it, at about one time."""
        slots: defaultdict[tuple[str, str], list[tuple[Edge, Claim]]] = defaultdict(list)
        for edge in self.edges:
            if edge.type in ("HEAD_OF", "HOLDS_OFFICE") and edge.mode is None and _plainly(edge):
                for claim_id in edge.claim_ids:
                    claim = self.found.claims[claim_id]
                    if claim.trigger and self._names_person(claim):
                        text = self.found.documents[claim.document_id].text
                        title = " ".join(text[slice(*claim.trigger)].casefold().split())
                        slots[edge.target, title].append((edge, claim))
        for (target, title), holders in slots.items():
            for (one, first), (other, second) in combinations(holders, 2):
                if one.source != other.source and self._same_term(first, second):
                    words = (
                        f"{self._name(one.source)} and {self._name(other.source)} are both told "
                        f"to be {title} ({self._name(target)})."
                    )
                    yield Conflict(
                        content_id("conflict", "office", *sorted((first.id, second.id))),
                        "office",
                        tuple(sorted((first.id, second.id))),
                        words,
                    )

    def _same_term(self, first: Claim, second: Claim) -> bool:
        days = [self._day(claim) for claim in (first, second)]
        if days[0] is None or days[1] is None:
            return False
        return abs(days[0] - days[1]) <= SAME_TERM

    def _day(self, claim: Claim) -> date | None:
        when = claim.when
        if when is not None and (when.latest or when.earliest):
            return when.latest or when.earliest
        return self.found.documents[claim.document_id].published

    def _names_person(self, claim: Claim) -> bool:
        source = next(a.mention_id for a in claim.arguments if a.role is Role.SOURCE)
        entity = self.resolution.entity_of[source]
        named = self.found.mentions[source].kind is MentionKind.NAME
        return named and self.graph.nodes[entity]["type"] == "PERSON"

    def _at_odds(self, yes: Edge, no: Edge) -> bool:
        """Different people say so or different documents, not of different times."""
        if _dated_apart([yes, no]):
            return False
        if yes.attributed_to != no.attributed_to:
            return True
        return self._documents(yes) != self._documents(no)

    def _dispute(self, yes: Sequence[Edge], no: Sequence[Edge]) -> Conflict:
        edge = yes[0]
        fact = f"{self._name(edge.source)} {_label(edge.type)} {self._name(edge.target)}"
        sides = [" and ".join(sorted({self._where(e) for e in side})) for side in (yes, no)]
        return self._conflict(
            "dispute", (*yes, *no), f"{fact}: affirmed by {sides[0]}, denied by {sides[1]}."
        )

    def _conflict(self, kind: str, edges: Iterable[Edge], words: str) -> Conflict:
        claims = tuple(sorted({claim for edge in edges for claim in edge.claim_ids}))
        return Conflict(content_id("conflict", kind, *claims), kind, claims, words)

    def _where(self, edge: Edge) -> str:
        """Who says so: the claimant, and the documents."""
        documents = ", ".join(sorted(self._documents(edge)))
        claimant = edge.attributed_to
        return f"{self._name(claimant)} in {documents}" if claimant else documents

    def _documents(self, edge: Edge) -> set[str]:
        return {self._document(self.found.claims[claim]) for claim in edge.claim_ids}

    def _document(self, claim: Claim) -> str:
        return self.found.documents[claim.document_id].name

    def _name(self, entity: str) -> str:
        return self.resolution.entities[entity].name


def _plainly(edge: Edge) -> bool:
    told = edge.polarity is Polarity.AFFIRMED and edge.modality in TOLD
    return told and not edge.inferred


def _dated_apart(edges: Sequence[Edge]) -> bool:
    """Whether the times of two statements are known and do not overlap."""
    for one, other in combinations(edges, 2):
        for first, second in ((one, other), (other, one)):
            if first.latest and second.earliest and first.latest < second.earliest:
                return True
    return False


def _label(type_: str) -> str:
    claim_type = load_ontology().claims.get(type_)
    return claim_type.label if claim_type else type_


def _by_id(conflict: Conflict) -> str:
    return conflict.id
