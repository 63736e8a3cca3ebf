"""Records of a knowledge graph by id, made once for each graph."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import networkx as nx

from evidence.citation import Citation, cite
from evidence.model import Claim, Document, Evidence, Mention
from graph.model import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Lookup:
    """The evidence behind a graph, by id."""

    documents: dict[str, Document]
    mentions: dict[str, Mention]
    claims: dict[str, Claim]

    def quote(self, claim_id: str) -> str:
        """The exact words that carry a claim."""
        claim = self.claims[claim_id]
        return self.documents[claim.document_id].text[claim.start : claim.end]

    def citation(self, claim_id: str) -> Citation:
        """The citation of a claim."""
        claim = self.claims[claim_id]
        return cite(claim, self.documents[claim.document_id], self.mentions)


_KNOWN: WeakKeyDictionary[nx.MultiDiGraph, Lookup] = WeakKeyDictionary()


def lookup(kg: KnowledgeGraph) -> Lookup:
    """The records of `kg` by id; the same object while the graph lives."""
    found = _KNOWN.get(kg.graph)
    if found is None:
        found = _KNOWN[kg.graph] = lookup_of(kg.evidence)
    return found


def lookup_of(evidence: Evidence) -> Lookup:
    """Index evidence by id."""
    return Lookup(
        documents={document.id: document for document in evidence.documents},
        mentions={mention.id: mention for mention in evidence.mentions},
        claims={claim.id: claim for claim in evidence.claims},
    )
