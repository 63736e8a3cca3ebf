"""The mentions of a document: names, demonyms, metonyms and nominals."""

from extract.annotations import Analysis
from extract.collectives import Nominals
from extract.metonyms import turn_metonyms
from extract.names import find_names
from extract.nationality import find_nationalities
from extract.place_parts import find_place_parts
from extract.token_view import view_tokens
from ontology.gazetteer import load_gazetteer


def find_mentions(analysis: Analysis) -> None:
    """Append every mention of a person, country, organization or place, chains not yet set.

    Pronouns and nominals that only refer back ("the country") are left to coreference.
    """
    view = view_tokens(analysis.doc)
    gazetteer = load_gazetteer()
    mentions = find_names(view, gazetteer)
    turn_metonyms(view, mentions, gazetteer)
    mentions += find_place_parts(view, mentions)
    find_nationalities(view, mentions)
    mentions += Nominals(view, mentions).find()
    analysis.mentions += sorted(mentions, key=lambda mention: (mention.start, -mention.end))
