"""Relations that stand: who heads what, belongs where, borders or hosts whom.

Each rule reads one construction of the language and knows no sentence. Whether a claim is denied,
feared or only reported is settled later, by `extract/factuality.py`.
"""

from extract.annotations import Analysis
from extract.relation_writer import RelationWriter
from extract.relations_closing import close_relations
from extract.relations_compounds import find_compounds, find_owned_body
from extract.relations_offices import find_offices, find_ruler
from extract.relations_parties import find_implicit_parties, find_parties
from extract.relations_persons import find_modified_persons
from extract.relations_place import (
    find_neighbour,
    find_place_after,
    find_place_of_noun,
    find_population,
    find_region_of_country,
)
from extract.relations_triggers import find_triggers

NOUN_RULES = (find_offices, find_modified_persons, find_population, find_ruler)
"""Read every noun."""
WORD_RULES = (find_compounds, find_triggers, find_neighbour, find_implicit_parties)
"""Read every word."""
MENTION_RULES = (
    find_parties,
    find_owned_body,
    find_place_after,
    find_region_of_country,
    find_place_of_noun,
)


def find_relations(analysis: Analysis) -> None:
    """Append the standing relations of a document to its claims."""
    writer = RelationWriter(analysis)
    for token in analysis.doc:
        if token.tag_[:2] == "NN":
            for rule in NOUN_RULES:
                rule(token, writer)
        for word_rule in WORD_RULES:
            word_rule(token, writer)
    for number in range(len(analysis.mentions)):
        for mention_rule in MENTION_RULES:
            mention_rule(number, writer)
    close_relations(writer)
