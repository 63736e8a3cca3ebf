"""Claims of compound words: "Moscow-led bloc", "Berlin-based firm", "Kremlin-linked banker"."""

from spacy.tokens import Token

from evidence.model import ClaimKind, MentionKind
from extract.annotations import ClaimDraft
from extract.denotation import denoted
from extract.lexicons import load_lexicon
from extract.relation_writer import RelationWriter
from extract.syntax import children, conjuncts, noun_lemma

LED = {"led": "HEAD_OF", "headed": "HEAD_OF", "hosted": "HOST_OF", "organized": "HOST_OF",
       "organised": "HOST_OF", "brokered": "HOST_OF", "mediated": "HOST_OF"}  # fmt: skip
"""Second halves whose first half is the source."""
HELD = {"based": "LOCATED_IN", "linked": "ALLY_OF", "allied": "ALLY_OF", "aligned": "ALLY_OF",
        "affiliated": "ALLY_OF", "dominated": "DOMINATED_BY", "controlled": "DOMINATED_BY",
        "occupied": "DOMINATED_BY", "held": "DOMINATED_BY", "owned": "PART_OF",
        "run": "DOMINATED_BY"}  # fmt: skip
"""Second halves whose first half is the target."""
BACKED = {"backed": "SUPPORT", "supported": "SUPPORT", "sponsored": "SUPPORT", "funded": "AID",
          "financed": "AID", "trained": "AID", "armed": "AID", "equipped": "AID"}  # fmt: skip
"""Second halves that tell of an event."""


HALVES = (*LED, *HELD, *BACKED)


def find_compounds(token: Token, writer: RelationWriter) -> None:
    """Claims from the second half of a hyphened compound before a noun."""
    half = token.lower_
    if half not in LED and half not in HELD and half not in BACKED:
        return
    if token.i < 2 or (token.nbor(-1).tag_ != "HYPH" and token.nbor(-1).text not in ("-", "–")):
        return
    firsts = writer.ending_at(token.i - 1)
    noun = _noun_of(token)
    if not firsts or noun is None:
        return
    objects = [n for part in conjuncts(noun) for n in _denoted_by(part, writer)]
    span = (writer.mentions[firsts[0]].start, token.i + 1)
    if half in LED:
        writer.relate(LED[half], firsts, objects, f"compound_{half}", span, score=0.9)
    elif half in HELD:
        writer.relate(HELD[half], objects, firsts, f"compound_{half}", span, score=0.85)
    else:
        _claim_backing(firsts, objects, BACKED[half], span, writer)


def _noun_of(token: Token) -> Token | None:
    """The noun that the compound modifies."""
    for above in (token.head, token.head.head):
        if above.tag_[:2] == "NN" and above.i > token.i:
            return above
    after = token.doc[token.i + 1 : token.i + 5]
    return next((t for t in reversed(after) if t.tag_[:2] == "NN"), None)


def _denoted_by(noun: Token, writer: RelationWriter) -> list[int]:
    """Mentions the noun stands for; a name inside the phrase first: "the US-led NATO bloc"."""
    inner = [n for child in children(noun, ("compound",)) for n in writer.rooted_at(child)]
    bodies = [n for n in inner if writer.is_named(n) and writer.label(n) == "ORGANIZATION"]
    return bodies or denoted(noun, writer) or writer.at(noun)


def _claim_backing(
    backers: list[int], backed: list[int], type_: str, span: tuple[int, int], writer: RelationWriter
) -> None:
    allowed = writer.types[type_]
    for target in backed:
        if writer.label(target) in allowed.range and writer.label(backers[0]) in allowed.domain:
            writer.analysis.claims.append(
                ClaimDraft(
                    ClaimKind.EVENT, type_, backers[0], target, "compound_backed", span, score=0.85
                )
            )


def find_owned_body(number: int, writer: RelationWriter) -> None:
    """Bodies that belong to a state: "Russia's TASS agency", "the Kenyan Supreme Court".

    An organ of state is part of it; any other body is in the country.
    """
    mention = writer.mentions[number]
    if mention.label != "ORGANIZATION" or mention.kind is MentionKind.PRONOUN:
        return
    if not writer.is_named(number):
        _own_organ(number, writer)
        return
    root = writer.index.root(number)
    nouns = [root]
    if root.dep_ in ("compound", "nmod", "amod", "poss") and _is_body_noun(root.head):
        nouns.append(root.head)
    owners = [
        owner
        for noun in nouns
        for token in children(noun, ("poss",))
        for owner in writer.ends(token, ("COUNTRY",))
    ]
    before = _countries_before(mention.start, writer) + _countries_inside(number, writer)
    organ = _is_organ(number, writer)
    type_ = "PART_OF" if organ or (owners and len(nouns) > 1) else "LOCATED_IN"
    span = (min(mention.start, root.i), max(mention.end, root.i + 1))
    writer.relate(
        type_, [number], owners + before, "owned_body", span, score=0.85 if organ else 0.7
    )


def _own_organ(number: int, writer: RelationWriter) -> None:
    """An organ told by its country alone: "the Kenyan government", "Israel's army"."""
    mention = writer.mentions[number]
    root = writer.index.root(number)
    countries = [
        n for n in writer.starting_at(mention.start)
        if n != number and writer.label(n) == "COUNTRY" and _owns(n, root, writer)
    ]  # fmt: skip
    if noun_lemma(root) in load_lexicon("offices")["state_organs"]:
        span = (mention.start, mention.end)
        writer.relate("PART_OF", [number], countries, "organ_of_country", span, score=0.8)


def _owns(country: int, root: Token, writer: RelationWriter) -> bool:
    """Does the country own the noun, rather than back or lead it ("Russian-backed government")?"""
    end = writer.mentions[country].end
    return end <= root.i and writer.doc[end].tag_ != "HYPH"


def _is_body_noun(noun: Token) -> bool:
    return noun_lemma(noun) in load_lexicon("offices")["body_nouns"]


def _countries_before(start: int, writer: RelationWriter) -> list[int]:
    """A demonym right before the name, over one common noun: "German carmaker Volkswagen"."""
    found = writer.ending_at(start)
    if not found and start > 0 and writer.doc[start - 1].tag_ == "NN":
        noun = writer.doc[start - 1]
        found = writer.ending_at(start - 1) if _is_body_noun(noun) or noun.dep_ != "pobj" else []
    return [
        n for n in found
        if writer.label(n) == "COUNTRY" and writer.mentions[n].kind.value == "demonym"
    ]  # fmt: skip


def _countries_inside(number: int, writer: RelationWriter) -> list[int]:
    """The country in "Russian Defence Ministry", "National Bank of Ghana", where it is an organ."""
    mention = writer.mentions[number]
    if not _is_organ(number, writer):
        return []
    found = [*writer.starting_at(mention.start), *writer.all_ending_at(mention.end)]
    found = [n for n in found if n != number and writer.label(n) == "COUNTRY"]
    after = [writer.mentions[n].end for n in found]
    return [n for n, end in zip(found, after, strict=True) if not _is_hyphen(end, writer)]


def _is_hyphen(position: int, writer: RelationWriter) -> bool:
    return position < len(writer.doc) and writer.doc[position].tag_ == "HYPH"


def _is_organ(number: int, writer: RelationWriter) -> bool:
    return writer.has_word(number, "state_organs")
