"""Steps past what one sentence says; each is marked as inferred and cites what it rests on."""

from spacy.tokens import Token

from extract.annotations import ClaimDraft
from extract.denotation import denoted
from extract.offices import Owners, office_at, owners_of
from extract.relation_writer import RelationWriter
from extract.syntax import ancestors, children, lemma, noun_lemma
from ontology.gazetteer import load_gazetteer

INFERRED_SCORE = 0.6
STATE_OFFICES = frozenset({"president", "minister", "premier", "king", "queen", "chancellor"})
SERVING = ("HEAD_OF", "HOLDS_OFFICE", "WORKS_FOR")
SAYING = frozenset({"say", "announce", "declare", "report", "confirm", "tell", "add", "state"})


def close_relations(writer: RelationWriter) -> None:
    """Add what follows from what is said: a city lies in its country, a president leads his."""
    _own_president(writer)
    _capitals(writer)
    _servants_of_states(writer)
    _cities_in_countries(writer)


def _cities_in_countries(writer: RelationWriter) -> None:
    """A place of the gazetteer lies in its country, once both are in the document.

    The quote is the first sentence that names both, else the first that names the place.
    """
    countries = _countries_by_sentence(writer)
    first: dict[int, int] = {}
    for number, mention in enumerate(writer.mentions):
        if mention.label != "PLACE" or not mention.country or not mention.reference:
            continue
        sentences = countries.get(mention.country, {})
        if not sentences or not writer.is_named(number):
            continue
        first.setdefault(mention.chain, number)
        together = sentences.get(writer.sentence(number))
        if together is not None:
            _place_in(number, together, writer)
    for number in first.values():
        sentences = countries[writer.mentions[number].country or ""]
        _place_in(number, sentences[min(sentences)], writer)


def _place_in(place: int, country: int, writer: RelationWriter) -> None:
    """Claim it, unless the text has said where the place lies."""
    mention = writer.mentions[place]
    if not writer.stated("LOCATED_IN", mention.chain):
        writer.relate(
            "LOCATED_IN", [place], [country], "city_in_country", (mention.start, mention.end),
            score=INFERRED_SCORE, inferred=True,
        )  # fmt: skip


def _countries_by_sentence(writer: RelationWriter) -> dict[str, dict[int, int]]:
    """First mention of each country in each sentence, by code and number of the sentence."""
    found: dict[str, dict[int, int]] = {}
    for number, mention in enumerate(writer.mentions):
        if mention.label == "COUNTRY" and mention.country:
            found.setdefault(mention.country, {}).setdefault(writer.sentence(number), number)
    return found


def _capitals(writer: RelationWriter) -> None:
    """A capital named without its country: "the capital Lima" is Peru's, by the gazetteer."""
    gazetteer = load_gazetteer()
    states = {m.reference: n for n, m in reversed(list(enumerate(writer.mentions)))}
    for number, mention in enumerate(writer.mentions):
        before = writer.doc[mention.start - 1] if mention.start else None
        if mention.label != "PLACE" or before is None or noun_lemma(before) != "capital":
            continue
        entry = gazetteer.entries.get(mention.reference or "")
        if entry is None or entry.capital_of is None:
            continue
        state = states.get(f"country:{entry.capital_of}")
        if state is not None and not writer.stated("CAPITAL_OF", mention.chain):
            span = (before.i, mention.end)
            writer.relate(
                "CAPITAL_OF", [number], [state], "capital_of_gazetteer", span,
                score=INFERRED_SCORE, inferred=True,
            )  # fmt: skip


def _own_president(writer: RelationWriter) -> None:
    """An office without an owner belongs to the government that speaks of its holder.

    "The Kenyan government said President X would stay" makes X president of Kenya.
    """
    for token in writer.offices:
        if noun_lemma(token) not in STATE_OFFICES:
            continue
        office = office_at(token, writer)
        if office is None or office.lowered or owners_of(office, writer) != Owners():
            continue
        holders = [n for n in denoted(token, writer) if writer.label(n) == "PERSON"]
        holders = [n for n in holders if not writer.stated("HEAD_OF", writer.mentions[n].chain)]
        type_ = "HOLDS_OFFICE" if "offices" in office.kinds else "HEAD_OF"
        writer.relate(
            type_, holders[:1], _speaking_states(token, writer), "own_government_speaks",
            office.trigger, score=INFERRED_SCORE, inferred=True,
        )  # fmt: skip


def _speaking_states(token: Token, writer: RelationWriter) -> list[int]:
    """The state whose government says the clause that a token stands in."""
    for clause in ancestors(token):
        if clause.dep_ in ("advcl", "relcl", "acl"):
            return []
        verb = clause.head
        if clause.dep_ == "ccomp" and lemma(verb) in SAYING:
            for subject in children(verb, ("nsubj",)):
                if not subject.left_edge.i <= token.i <= subject.right_edge.i:
                    return _states_at(subject, writer)
    return []


def _states_at(noun: Token, writer: RelationWriter) -> list[int]:
    """A country, or the country before an organ of state: "the Kenyan government"."""
    found = writer.ends(noun, ("COUNTRY",))
    organ = noun_lemma(noun) in ("government", "presidency", "cabinet", "administration")
    if not found and organ:
        for child in children(noun, ("amod", "compound", "nmod", "poss")):
            found += writer.ends(child, ("COUNTRY",))
    return found[:1]


def _servants_of_states(writer: RelationWriter) -> None:
    """Who works for an organ of a state works for that state."""
    states = {
        source: draft.target
        for (type_, _, source, _), draft in sorted(writer.said.items(), key=_order)
        if type_ == "PART_OF" and writer.label(draft.target) == "COUNTRY"
    }
    for (type_, mode, person, body), draft in sorted(writer.said.items(), key=_order):
        state = states.get(body)
        if state is None or type_ not in SERVING or draft.trigger is None:
            continue
        state_chain = writer.mentions[state].chain
        if not any(writer.stated(kind, person, state_chain) for kind in SERVING):
            writer.relate(
                "WORKS_FOR", [draft.source], [state], "serves_state", draft.trigger, mode=mode,
                score=INFERRED_SCORE, inferred=True,
            )  # fmt: skip


def _order(item: tuple[tuple[str, str | None, int, int], ClaimDraft]) -> tuple[int, int]:
    return item[1].source, item[1].target
