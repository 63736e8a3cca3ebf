"""Every passage in which somebody is cited as saying, writing or believing something."""

from collections.abc import Iterable

from extract.annotations import Analysis, AttributionDraft
from extract.arguments import Arguments
from extract.attribution_headlines import headline_attribution
from extract.attribution_quotes import find_quotes, quote_attributions
from extract.attribution_verbs import cue_candidates, verb_attributions
from extract.speech_acts import speech_acts


def find_attributions(analysis: Analysis) -> None:
    """Append the attributions of a document, and a claim for each act of speech they tell of."""
    arguments = Arguments(analysis)
    found = [
        draft
        for token in cue_candidates(analysis.doc)
        for draft in verb_attributions(token, arguments)
    ]
    for sent in analysis.doc.sents:
        headline = headline_attribution(sent, arguments)
        if headline is not None:
            found.append(headline)
    found.extend(quote_attributions(find_quotes(analysis.doc), found, arguments))
    analysis.attributions.extend(_in_order(found))
    analysis.claims.extend(speech_acts(analysis, arguments))


def _in_order(found: Iterable[AttributionDraft]) -> list[AttributionDraft]:
    return sorted(found, key=lambda draft: (draft.content, draft.cue or (0, 0)))
