"""Events: the ontology's triggers and who fills their roles."""

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.annotations import Analysis, ClaimDraft
from extract.arguments import Arguments
from extract.events_nouns import noun_events
from extract.events_verbs import verb_events


def find_events(analysis: Analysis) -> None:
    """Append a claim for every trigger of the ontology that names both its ends."""
    arguments = Arguments(analysis)
    used: set[int] = set()
    found: list[ClaimDraft] = []
    for token in analysis.doc:
        found.extend(verb_events(token, arguments, used))
    nominal = [
        claim
        for token in analysis.doc
        if token.i not in used and not _is_in_name(token, arguments)
        for claim in noun_events(token, arguments)
    ]
    found = [claim for claim in found if not _is_told_by_noun(claim, nominal, arguments)]
    analysis.claims.extend(_each_once(found + nominal))


def _is_in_name(token: Token, arguments: Arguments) -> bool:
    """Is the noun part of a name that is no event's ("Stock Exchange", "War Office")?"""
    if not token.tag_.startswith("NNP"):
        return False
    number = arguments.index.at(token)
    mention = None if number is None else arguments.mentions[number]
    return mention is not None and mention.kind == MentionKind.NAME and mention.label != "EVENT"


def _is_told_by_noun(claim: ClaimDraft, nominal: list[ClaimDraft], arguments: Arguments) -> bool:
    """Does the verb's object tell the same event ("ordered a mobilization")?"""
    if arguments.mentions[claim.target].label != "EVENT":
        return False
    root = arguments.index.root(claim.target).i
    return any(
        other.anchor == claim.anchor
        and other.source == claim.source
        and other.trigger is not None
        and other.trigger[0] <= root < other.trigger[1]
        for other in nominal
    )


def _each_once(claims: list[ClaimDraft]) -> list[ClaimDraft]:
    """Claims in order, the surest of those that say the same of the same mentions."""
    best: dict[tuple[str, str | None, int, int], ClaimDraft] = {}
    for claim in claims:
        key = (claim.type, claim.mode, claim.source, claim.target)
        if key not in best or best[key].score < claim.score:
            best[key] = claim
    return list(best.values())
