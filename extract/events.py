"""Events: the ontology's triggers and who fills their roles."""

from spacy.tokens import Doc, Token

from evidence.model import MentionKind
from extract.annotations import Analysis, ClaimDraft
from extract.arguments import Arguments
from extract.events_nouns import noun_events
from extract.events_verbs import verb_events
from extract.syntax import MAX_STEPS
from extract.triggers import candidates

ABOUT_A_DEED = frozenset({"AGREE", "REJECT", "THREATEN", "PROTEST"})
"""Types whose target is found through the deed that is agreed on, refused, threatened, wanted."""


def find_events(analysis: Analysis) -> None:
    """Append a claim for every trigger of the ontology that names both its ends."""
    arguments = Arguments(analysis)
    used: set[int] = set()
    found: list[ClaimDraft] = []
    tokens = candidates(analysis.doc)
    for token in tokens:
        found.extend(verb_events(token, arguments, used))
    nominal = [
        claim
        for token in tokens
        if token.i not in used and not _is_in_name(token, arguments)
        for claim in noun_events(token, arguments)
    ]
    found = [claim for claim in found if not _is_told_by_noun(claim, nominal, arguments)]
    claims = _without_idle_talk(_each_once(found + nominal), arguments)
    analysis.claims.extend(_without_contents(claims, analysis.doc))


def _without_contents(claims: list[ClaimDraft], doc: Doc) -> list[ClaimDraft]:
    """Claims without what another one already is about, between the same two.

    Who "refused to help Chad" rejected Chad, and who "agreed to help Chad" agreed with it: that the
    help is denied or to come adds no second edge between them.
    """
    claims = _without_refusals(claims, doc)
    acts: dict[tuple[int, int], set[int]] = {}
    for claim in claims:
        if claim.type in ABOUT_A_DEED and claim.anchor is not None:
            acts.setdefault((claim.source, claim.target), set()).add(claim.anchor)
    return [
        claim
        for claim in claims
        if claim.anchor is None
        or not acts.get((claim.source, claim.target), set()) & _governors(doc[claim.anchor])
    ]


def _without_idle_talk(claims: list[ClaimDraft], arguments: Arguments) -> list[ClaimDraft]:
    """Claims without those that one speaks of another whom he accuses in the same sentence."""
    ends = [_chained(claim, arguments) for claim in claims]
    told = {end for claim, end in zip(claims, ends, strict=True) if claim.type == "ACCUSE"}
    pairs = zip(claims, ends, strict=True)
    return [claim for claim, end in pairs if claim.type != "STATE" or end not in told]


def _chained(claim: ClaimDraft, arguments: Arguments) -> tuple[int, int, int]:
    """Sentence and chains of a claim; mentions where coreference has not run."""
    source, target = (
        arguments.mentions[n].chain if arguments.mentions[n].chain >= 0 else -1 - n
        for n in (claim.source, claim.target)
    )
    position = claim.trigger[0] if claim.trigger else arguments.mentions[claim.source].start
    return arguments.sentence_of(position), source, target


def _without_refusals(claims: list[ClaimDraft], doc: Doc) -> list[ClaimDraft]:
    """Claims without the refusal to take sides or to vote, which is told as what it comes to."""
    deeds: dict[tuple[int, int], set[int]] = {}
    for claim in claims:
        if claim.type in ("NEUTRAL", "VOTE") and claim.anchor is not None:
            above = _governors(doc[claim.anchor])
            deeds.setdefault((claim.source, claim.target), set()).update(above)
    return [
        claim
        for claim in claims
        if claim.type not in ABOUT_A_DEED
        or claim.anchor not in deeds.get((claim.source, claim.target), ())
    ]


def _governors(token: Token) -> set[int]:
    """Verbs and adjectives whose infinitive, or its object, a token is."""
    found: set[int] = set()
    while token.dep_ in ("xcomp", "advcl", "acl", "dobj", "conj") and len(found) < MAX_STEPS:
        token = token.head
        found.add(token.i)
    return found


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
