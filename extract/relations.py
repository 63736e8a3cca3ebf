"""Relations that stand: who heads what, belongs where, borders or hosts whom.

Each rule reads one construction of the language and knows no sentence. Whether a claim is denied,
feared or only reported is settled later, by `extract/factuality.py`.
"""

from extract.annotations import Analysis
from extract.relation_writer import RelationWriter
from extract.relations_offices import find_offices
from extract.relations_triggers import find_triggers


def find_relations(analysis: Analysis) -> None:
    """Append the standing relations of a document to its claims."""
    writer = RelationWriter(analysis)
    for token in analysis.doc:
        if token.tag_[:2] == "NN":
            find_offices(token, writer)
        find_triggers(token, writer)
