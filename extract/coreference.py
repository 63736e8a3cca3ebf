"""Chains: which mentions of a document are one entity, and how sure that is."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from evidence.model import MentionKind
from extract.anaphora import resolve_references
from extract.annotations import Analysis, MentionDraft
from extract.chains import Chains
from extract.collectives import body_reference, is_many_from, noun_phrase_lemma
from extract.lexicons import load_lexicon
from extract.name_chains import chain_names
from extract.token_view import TokenView, view_tokens

LONGEST_CLIMB = 6
APPOSITION_SCORE, COPULA_SCORE = 0.9, 0.85


def link_chains(analysis: Analysis) -> None:
    """Give every mention the number of its chain, and add the pronouns that could be resolved.

    Event mentions come with chains of their own, which stay. A mention's score tells how sure its
    link is: 1 for a name that says so itself, less for what is inferred.
    """
    view = view_tokens(analysis.doc)
    mentions = analysis.mentions
    chains = Chains(len(mentions))
    chain_names(view, mentions, chains)
    join_nominals(view, mentions, chains)
    join_appositions(view, mentions, chains)
    share_countries(mentions, chains)
    resolve_references(view, mentions, chains)
    share_owners(view, mentions, chains)
    share_countries(mentions, chains)
    number_chains(mentions, chains)


def join_nominals(view: TokenView, mentions: list[MentionDraft], chains: Chains) -> None:
    """Join collectives of the same noun, country and modifiers."""
    first: dict[tuple[object, ...], int] = {}
    crowds: dict[str | None, int] = {}
    for number, mention in sorted(enumerate(mentions), key=lambda pair: pair[1].start):
        if mention.kind is not MentionKind.NOMINAL or mention.label == "EVENT":
            continue
        if is_many_from(view, mention):
            chains.join(crowds.get(mention.country, number), number)
            continue
        if mention.label == "PERSON" and view.tags[mention.end - 1].endswith("S"):
            crowds[mention.country] = number
        key = _nominal_key(view, mention)
        if key in first:
            chains.join(first[key], number)
        elif not _is_new(view, mention):
            first[key] = number


def _nominal_key(view: TokenView, mention: MentionDraft) -> tuple[object, ...]:
    head = view.doc[mention.end - 1]
    noun = noun_phrase_lemma(view, head)
    words = tuple(view.lowers[mention.start : mention.end - 1])
    if mention.country and mention.label == "PERSON":
        named = head.tag_.startswith("NNP")
        told = range(mention.start, mention.end - 1)
        words = tuple(view.lowers[i] for i in told if view.tags[i] == "CD" or named)
        words = tuple(word for word in words if word not in _counting())
    elif mention.country:
        words = ()
    return (noun, head.tag_.endswith("S"), mention.country, words)


@lru_cache
def _counting() -> frozenset[str]:
    """Words that count without telling one part of a people from another: "thousands of"."""
    quantities = load_lexicon("nouns_person")["quantities"]
    return quantities | {f"{word}s" for word in quantities} | {"of", "the", "about"}


def _is_new(view: TokenView, mention: MentionDraft) -> bool:
    """Does "a" or a possessive pronoun before the noun say that it is another one?"""
    if mention.country is not None:
        return False
    return view.word_before(mention.start) in ("a", "an") or view.tags[mention.start] == "PRP$"


def join_appositions(view: TokenView, mentions: list[MentionDraft], chains: Chains) -> None:
    """Join a name with what it is said to be: "X, the prosecutor", "X is an activist"."""
    at_head: dict[int, int] = {}
    for number, mention in enumerate(mentions):
        if mention.label in ("PERSON", "ORGANIZATION"):
            at_head.setdefault(_head_of(view, mention), number)
    for number, mention in enumerate(mentions):
        if mention.label not in ("PERSON", "ORGANIZATION"):
            continue
        head = _head_of(view, mention)
        other, score = _equated(view, head)
        partner = at_head.get(other) if other is not None else None
        if view.deps[head] == "appos" and mention.label == "PERSON":
            partner = _person_above(view, mentions, at_head, head)
        if partner is not None and _may_be_one(mentions[partner], mention, chains):
            chains.join(partner, number)
            weaker = mention if mention.kind is MentionKind.NOMINAL else mentions[partner]
            weaker.score = min(weaker.score, score)


def _person_above(
    view: TokenView, mentions: list[MentionDraft], at_head: Mapping[int, int], head: int
) -> int | None:
    """The person a name is in apposition to.

    In "the head of Northern Trade, Ida Holm" parsers put the name to the nearest noun; so nouns
    that are no persons are climbed over.
    """
    token = head
    for _ in range(LONGEST_CLIMB):
        token = view.heads[token]
        number = at_head.get(token)
        if number is not None and mentions[number].label == "PERSON":
            return number
        if view.deps[token] not in ("pobj", "prep", "poss", "compound", "nmod"):
            return None
    return None


def _equated(view: TokenView, head: int) -> tuple[int | None, float]:
    """The token that a noun is in apposition to, or that it is predicated of."""
    governor = view.heads[head]
    if view.deps[head] == "conj" and view.deps[governor] == "appos":
        head, governor = governor, view.heads[governor]
    if view.deps[head] == "appos":
        return governor, APPOSITION_SCORE
    if view.deps[head] == "compound" and view.doc[governor].tag_ == "NN":
        kinds = load_lexicon("collectives")["kinds"]
        of_kind = noun_phrase_lemma(view, view.doc[governor]) in kinds
        return (governor, APPOSITION_SCORE) if of_kind else (None, 0.0)
    if view.deps[head] == "attr" and view.doc[governor].lemma_ == "be":
        verb = view.doc[governor]
        if any(child.dep_ in ("neg", "aux") and child.lower_ != "has" for child in verb.children):
            return None, 0.0
        subjects = [child.i for child in verb.children if child.dep_ == "nsubj"]
        return (subjects[0], COPULA_SCORE) if subjects else (None, 0.0)
    return None, 0.0


def _may_be_one(first: MentionDraft, second: MentionDraft, chains: Chains) -> bool:
    if first.label != second.label:
        return False
    kinds = {first.kind, second.kind}
    if kinds == {MentionKind.NAME}:
        return False
    return not (first.country and second.country and first.country != second.country)


def _head_of(view: TokenView, mention: MentionDraft) -> int:
    for token in range(mention.end - 1, mention.start - 1, -1):
        if not mention.start <= view.heads[token] < mention.end or view.heads[token] == token:
            return token
    return mention.end - 1


def share_countries(mentions: list[MentionDraft], chains: Chains) -> None:
    """Give all mentions of a person or organization the country that most of them tell."""
    votes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for number, mention in enumerate(mentions):
        if mention.country and mention.label in ("PERSON", "ORGANIZATION"):
            votes[chains.find(number)][mention.country] += 1
    for number, mention in enumerate(mentions):
        tally = votes.get(chains.find(number))
        if tally and mention.country is None and mention.label in ("PERSON", "ORGANIZATION"):
            mention.country = min(tally, key=lambda code: (-tally[code], code))


def share_owners(view: TokenView, mentions: list[MentionDraft], chains: Chains) -> None:
    """Give "his army" and "its officials" the country of whom the pronoun stands for."""
    owners = {m.start: m for m in mentions if m.kind is MentionKind.PRONOUN and m.country}
    first: dict[str, int] = {}
    for number, mention in enumerate(mentions):
        if mention.kind is not MentionKind.NOMINAL or mention.label == "EVENT":
            continue
        owner = owners.get(mention.start) if view.tags[mention.start] == "PRP$" else None
        noun = noun_phrase_lemma(view, view.doc[mention.end - 1])
        if owner is not None and mention.country is None and noun in owned_nouns():
            mention.country = owner.country
            mention.score = min(mention.score, owner.score)
            if mention.label == "ORGANIZATION":
                mention.reference = body_reference(noun, mention.country)
        if (mention.reference or "").startswith("body:"):
            chains.join(first.setdefault(str(mention.reference), number), number)


@lru_cache
def owned_nouns() -> frozenset[str]:
    """Nouns of people and organs that a state owns; an ally or opponent is another's."""
    lists = load_lexicon("collectives")
    return lists["state_organs"] | lists["organs_alone"] | load_lexicon("nouns_person")["served"]


def number_chains(mentions: list[MentionDraft], chains: Chains) -> None:
    """Write the numbers, from the first free one on, in order of first mention."""
    free = max((mention.chain for mention in mentions), default=-1) + 1
    numbers = {chains.find(n): m.chain for n, m in enumerate(mentions) if m.chain >= 0}
    known = len(numbers)
    for number, mention in enumerate(mentions):
        if mention.chain < 0:
            following = free + len(numbers) - known
            mention.chain = numbers.setdefault(chains.find(number), following)
