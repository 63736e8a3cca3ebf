"""Ask by pattern: who, did what, to whom, in which standing, said by whom, told where and when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from errors import InvalidQuery
from evidence.model import Claim, Modality, Polarity
from graph.filters import Edge
from graph.lookup import Lookup, lookup
from graph.model import KnowledgeGraph
from graph.panel import edge_index
from graph.render import UNCERTAIN
from ontology.schema import ClaimType, Ontology

ANYBODY = "anybody"
"""As a claimant: whatever somebody is cited for."""
STANDING, EVENTS = "standing relation", "event"
"""Families that are no quad class of PLOVER."""


class Stance(StrEnum):
    """How a statement is meant, as the legend tells it."""

    FACT = "fact"
    REPORTED = "reported"
    POSSIBLE = "possible"
    """Possible, supposed, announced or planned."""
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A question; whatever is left empty is open. Several values of a field are alternatives."""

    who: tuple[str, ...] = ()
    """Entity ids or entity types."""
    what: tuple[str, ...] = ()
    """Claim types ("ACCUSE"), modes of them ("CONSULT:visit"), or families ("verbal conflict")."""
    whom: tuple[str, ...] = ()
    """Entity ids or entity types."""
    about: tuple[str, ...] = ()
    """Entity ids or entity types, at either end."""
    said_by: tuple[str, ...] = ()
    """Entity ids or entity types of claimants and of media that quote them, or ANYBODY."""
    stances: tuple[Stance, ...] = ()
    since: date | None = None
    until: date | None = None
    documents: tuple[str, ...] = ()
    lineages: tuple[str, ...] = ()
    words: str = ""
    """All of them stand in the quote; case does not matter."""
    min_sources: int = 1
    """Independent sources among the citations that answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement that fits, with those of its claims that do."""

    edge: Edge
    claim_ids: tuple[str, ...]
    n_documents: int
    n_sources: int


EdgeCheck = Callable[[Edge], bool]
ClaimCheck = Callable[[Claim], bool]


def ask(kg: KnowledgeGraph, pattern: Pattern, ontology: Ontology) -> tuple[Answer, ...]:
    """All statements that fit a pattern, the best supported first.

    A statement that holds both ways (a meeting, a border) fits from either end. Filters on
    documents, lineages, time and words look at each citation: an answer rests only on those that
    pass, and counts only their sources.

    Args:
        kg: The graph.
        pattern: The question; ids the graph does not know fit nothing.
        ontology: Types, families and which types hold both ways.
    """
    edge_checks = [*_edge_checks(kg, pattern, ontology)]
    claim_checks = [*_claim_checks(kg, pattern)]
    found = lookup(kg)
    answers = []
    for edge in edge_index(kg).values():
        if all(check(edge) for check in edge_checks):
            answer = _answer(kg, edge, claim_checks, found)
            if answer.claim_ids and answer.n_sources >= pattern.min_sources:
                answers.append(answer)
    return tuple(sorted(answers, key=_rank))


def families(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """Claim types by family: standing relations, all events, and PLOVER's quad classes."""
    found: dict[str, list[str]] = {STANDING: [], EVENTS: []}
    for name, claim_type in ontology.claims.items():
        found[STANDING if claim_type.kind == "relation" else EVENTS].append(name)
        if claim_type.quad:
            found.setdefault(claim_type.quad, []).append(name)
    return {family: tuple(types) for family, types in found.items()}


def stance_of(polarity: Polarity, modality: Modality) -> Stance:
    """The stance under which the legend counts a statement; a denial is one whoever denies."""
    if polarity is Polarity.NEGATED:
        return Stance.DENIED
    if modality in UNCERTAIN:
        return Stance.POSSIBLE
    return Stance.REPORTED if modality is Modality.REPORTED else Stance.FACT


def check_pattern(pattern: Pattern, ontology: Ontology) -> None:
    """Refuse what no graph can answer.

    Raises:
        InvalidQuery: `what` names a type, mode or family that the ontology does not have.
    """
    for term in pattern.what:
        if not _meant_types(term, ontology):
            names = ", ".join([*families(ontology), *ontology.claims])
            raise InvalidQuery(f"what: {term} is none of {names}.")


def _rank(answer: Answer) -> tuple[bool, int, int, float, str]:
    edge = answer.edge
    return edge.inferred, -answer.n_sources, -answer.n_documents, -edge.confidence, edge.id


def _answer(kg: KnowledgeGraph, edge: Edge, checks: Sequence[ClaimCheck], found: Lookup) -> Answer:
    claims = [found.claims[claim_id] for claim_id in edge.claim_ids]
    fitting = [claim for claim in claims if all(check(claim) for check in checks)]
    documents = {claim.document_id for claim in fitting}
    return Answer(
        edge=edge,
        claim_ids=tuple(claim.id for claim in fitting),
        n_documents=len(documents),
        n_sources=len({kg.lineage_of[document] for document in documents}),
    )


def _edge_checks(kg: KnowledgeGraph, pattern: Pattern, ontology: Ontology) -> Iterable[EdgeCheck]:
    if pattern.who or pattern.whom:
        yield _ends_check(kg, pattern, ontology)
    if pattern.about:
        about = _members(kg, pattern.about)
        yield lambda edge: edge.source in about or edge.target in about
    if pattern.what:
        meant = {pair for term in pattern.what for pair in _meant_types(term, ontology)}
        yield lambda edge: (edge.type, "") in meant or (edge.type, edge.mode or "") in meant
    if pattern.stances:
        stances = frozenset(pattern.stances)
        yield lambda edge: stance_of(edge.polarity, edge.modality) in stances


def _ends_check(kg: KnowledgeGraph, pattern: Pattern, ontology: Ontology) -> EdgeCheck:
    everything = set(kg.graph)
    who = _members(kg, pattern.who) if pattern.who else everything
    whom = _members(kg, pattern.whom) if pattern.whom else everything
    both_ways = {name for name, claim_type in ontology.claims.items() if claim_type.symmetric}

    def fits(edge: Edge) -> bool:
        if edge.source in who and edge.target in whom:
            return True
        return edge.type in both_ways and edge.target in who and edge.source in whom

    return fits


def _members(kg: KnowledgeGraph, terms: Iterable[str]) -> set[str]:
    """Entities that a list of ids and types means."""
    wanted = set(terms)
    return {
        entity
        for entity, type_ in kg.graph.nodes(data="type")
        if entity in wanted or type_ in wanted
    }


def _meant_types(term: str, ontology: Ontology) -> set[tuple[str, str]]:
    """(type, mode) pairs; an empty mode stands for all."""
    type_, _, mode = term.partition(":")
    claim_type: ClaimType | None = ontology.claims.get(type_)
    if claim_type is not None:
        return {(type_, mode)} if not mode or mode in claim_type.modes else set()
    return {(name, "") for name in families(ontology).get(term, ())}


def _claim_checks(kg: KnowledgeGraph, pattern: Pattern) -> Iterable[ClaimCheck]:
    found = lookup(kg)
    if pattern.said_by:
        yield _said_check(kg, pattern.said_by)
    if pattern.documents:
        yield lambda claim: claim.document_id in pattern.documents
    if pattern.lineages:
        yield lambda claim: kg.lineage_of[claim.document_id] in pattern.lineages
    if pattern.since is not None or pattern.until is not None:
        yield lambda claim: _told_of(claim, pattern.since, pattern.until)
    words = pattern.words.casefold().split()
    if words:
        yield lambda claim: _holds(found.quote(claim.id), words)


def _said_check(kg: KnowledgeGraph, said_by: Sequence[str]) -> ClaimCheck:
    if ANYBODY in said_by:
        return lambda claim: bool(claim.claimant or claim.reported_by)
    speakers = _members(kg, said_by)
    entity_of: Mapping[str, str] = kg.resolution.entity_of

    def said(claim: Claim) -> bool:
        mentions = (claim.claimant or "", *claim.reported_by)
        return any(entity_of.get(mention) in speakers for mention in mentions)

    return said


def _told_of(claim: Claim, since: date | None, until: date | None) -> bool:
    """Whether the time a claim tells of touches the stretch; one without a time does not."""
    when = claim.when
    if when is None or (when.earliest is None and when.latest is None):
        return False
    first = when.earliest or when.latest or date.min
    last = when.latest or when.earliest or date.max
    return (since is None or last >= since) and (until is None or first <= until)


def _holds(quote: str, words: Iterable[str]) -> bool:
    text = quote.casefold()
    return all(word in text for word in words)
