"""Relations that stand: who heads what, belongs where, borders or hosts whom.

Each rule reads one construction of the language and knows no sentence. Whether a claim is denied,
feared or only reported is settled later, by `extract/factuality.py`.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from spacy.tokens import Token

from extract.annotations import Analysis
from extract.offices import office_phrases
from extract.relation_writer import RelationWriter
from extract.relations_closing import close_relations
from extract.relations_compounds import HALVES, find_compounds, find_owned_body
from extract.relations_offices import find_offices, find_owned_person, find_ruler
from extract.relations_parties import JOINING, find_implicit_parties, find_parties
from extract.relations_persons import find_modified_persons
from extract.relations_place import (
    CROWDS,
    NEIGHBOURING,
    find_neighbour,
    find_place_after,
    find_place_of_noun,
    find_population,
    find_region_of_country,
    find_settlement,
    settlements,
)
from extract.relations_triggers import find_triggers
from extract.syntax import lemma, noun_lemma
from extract.triggers import frames

WordRule = Callable[[Token, RelationWriter], None]
MENTION_RULES = (
    find_parties,
    find_owned_body,
    find_place_after,
    find_region_of_country,
    find_place_of_noun,
)
"""Read every mention."""


def find_relations(analysis: Analysis) -> None:
    """Append the standing relations of a document to its claims."""
    writer = RelationWriter(analysis)
    rules = rules_by_word()
    for token in analysis.doc:
        noun = token.tag_[:2] == "NN"
        word = noun_lemma(token) if noun else lemma(token)
        found = rules.get(word, ())
        for rule in found:
            rule(token, writer)
        if token.lower_ != word:
            for rule in rules.get(token.lower_, ()):
                if rule not in found:
                    rule(token, writer)
        if noun:
            find_modified_persons(token, writer)
            find_ruler(token, writer)
            find_owned_person(token, writer)
    for number in range(len(analysis.mentions)):
        for mention_rule in MENTION_RULES:
            mention_rule(number, writer)
    close_relations(writer)


@lru_cache
def rules_by_word() -> dict[str, tuple[WordRule, ...]]:
    """The rules that a word may fire, by its lemma or its form."""
    found: dict[str, list[WordRule]] = {}
    by_rule: tuple[tuple[WordRule, Iterable[str]], ...] = (
        (find_offices, office_phrases()),
        (find_population, CROWDS),
        (find_compounds, HALVES),
        (find_triggers, dict.fromkeys(word for _, word in frames("relation"))),
        (find_settlement, settlements()),
        (find_neighbour, NEIGHBOURING),
        (find_implicit_parties, JOINING),
    )
    for rule, words in by_rule:
        for word in words:
            found.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}
