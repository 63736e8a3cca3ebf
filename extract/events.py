"""Events: the ontology's triggers and who fills their roles."""

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
        if token.i not in used
        for claim in noun_events(token, arguments)
    ]
    found = [claim for claim in found if not _is_told_by_noun(claim, nominal, arguments)]
    analysis.claims.extend(_each_once(found + nominal))


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
