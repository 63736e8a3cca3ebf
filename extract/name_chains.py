"""Names of one entity in a document: variants, surnames alone, acronyms, short forms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.chains import Chains
from extract.lexicons import load_lexicon
from extract.token_view import TokenView
from ontology.gazetteer import fold

SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "&", "de", "la", "del"})
SURNAME_SCORE, GIVEN_NAME_SCORE, ACRONYM_SCORE = 0.95, 0.8, 0.9
PARTS = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")


def chain_names(view: TokenView, mentions: Sequence[MentionDraft], chains: Chains) -> None:
    """Join the mentions that bear one name, or a shorter form that only one bearer has."""
    _join_same(view, mentions, chains)
    _join_persons(view, mentions, chains)
    _join_organizations(view, mentions, chains)


def name_parts(text: str) -> tuple[str, ...]:
    """Folded words of a name; hyphens part words, full stops of initials go."""
    return tuple(part.rstrip(".") for part in PARTS.findall(fold(text).replace("-", " ")))


def _join_same(view: TokenView, mentions: Sequence[MentionDraft], chains: Chains) -> None:
    first: dict[tuple[object, ...], int] = {}
    shared = _countries_of_names(view, mentions)
    for number, mention in enumerate(mentions):
        key = _key(view, mention, shared)
        if key is None:
            continue
        if key in first:
            chains.join(first[key], number)
        else:
            first[key] = number


def _key(
    view: TokenView, mention: MentionDraft, shared: Mapping[tuple[str, ...], set[str]]
) -> tuple[object, ...] | None:
    """What makes two mentions surely the same; None for events and nominals."""
    if mention.label == "EVENT" or mention.kind in (MentionKind.NOMINAL, MentionKind.PRONOUN):
        return None
    parts = name_parts(view.slice(mention.start, mention.end))
    countries = shared.get(parts, set())
    body = (mention.reference or "").startswith("body:")
    if mention.reference and not body:
        return ("reference", mention.reference)
    if mention.label != "ORGANIZATION" or len(countries) < 2:
        return (mention.label, parts)
    return (mention.label, parts, mention.country)


def _countries_of_names(
    view: TokenView, mentions: Sequence[MentionDraft]
) -> dict[tuple[str, ...], set[str]]:
    """Countries by organization's name: "Foreign Ministry" may be of two."""
    found: dict[tuple[str, ...], set[str]] = {}
    for mention in mentions:
        if mention.label == "ORGANIZATION" and mention.country:
            parts = name_parts(view.slice(mention.start, mention.end))
            found.setdefault(parts, set()).add(mention.country)
    return found


def _named(mentions: Sequence[MentionDraft], label: str) -> list[int]:
    return [
        number
        for number, mention in enumerate(mentions)
        if mention.label == label and mention.kind is MentionKind.NAME
    ]


def _join_persons(view: TokenView, mentions: Sequence[MentionDraft], chains: Chains) -> None:
    names = {n: name_parts(_text(view, mentions[n])) for n in _named(mentions, "PERSON")}
    full = {n: parts for n, parts in names.items() if len(parts) > 1}
    by_ends: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    by_last: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    by_first: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for number, parts in full.items():
        ends = (parts[0], parts[-1])
        by_ends[ends].append(number)
        by_last[parts[-1]].add(ends)
        by_first[parts[0]].add(ends)
    for numbers in by_ends.values():
        _join_all(chains, numbers)
    for number, parts in names.items():
        if len(parts) != 1:
            continue
        bearers, score = by_last.get(parts[0], set()), SURNAME_SCORE
        if not bearers:
            bearers, score = by_first.get(parts[0], set()), GIVEN_NAME_SCORE
        if len(bearers) == 1:
            chains.join(by_ends[next(iter(bearers))][0], number)
            mentions[number].score = min(mentions[number].score, score)


def _join_organizations(view: TokenView, mentions: Sequence[MentionDraft], chains: Chains) -> None:
    names = {n: _text(view, mentions[n]) for n in _named(mentions, "ORGANIZATION")}
    longer = {n: tuple(fold(text).split()) for n, text in names.items() if " " in text}
    by_form: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, parts in longer.items():
        for form in _short_forms(parts):
            by_form[form].add(chains.find(number))
    for number, text in names.items():
        bearers = [root for form in _forms_of(text) for root in by_form.get(form, ())]
        roots = {chains.find(root) for root in bearers} - {chains.find(number)}
        if len(roots) == 1 and _compatible(mentions[number], mentions[next(iter(roots))]):
            chains.join(next(iter(roots)), number)
            mentions[number].score = min(mentions[number].score, ACRONYM_SCORE)
    _join_bracketed(view, mentions, chains)


def _compatible(first: MentionDraft, second: MentionDraft) -> bool:
    """Do references and countries not speak against it?"""
    if first.reference and second.reference:
        return first.reference == second.reference
    return not (first.country and second.country and first.country != second.country)


def _forms_of(text: str) -> Iterable[tuple[str, ...]]:
    """The name itself and, in capitals, an acronym."""
    letters = text.replace(".", "")
    if letters.isupper() and letters.isalpha():
        yield ("acronym", letters.lower())
    yield tuple(fold(text).split())


def _short_forms(parts: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Acronym, the name without its first word, its first word alone if that is distinctive."""
    words = [part for part in parts if part not in SMALL_WORDS]
    if len(words) > 1:
        yield ("acronym", "".join(word[0] for word in words))
        yield ("acronym", "".join(part[0] for part in parts))
    if len(parts) > 2:
        yield parts[1:]
        yield parts[:-1]
    heads = load_lexicon("collectives")["name_heads"]
    if len(parts) == 3 and parts[1] == "of" and parts[0] in heads:
        yield parts[2:]  # a town of that name is a PLACE and so no short form
    if len(parts) > 1 and parts[0] not in heads and parts[0] not in SMALL_WORDS:
        yield parts[:1]


def _join_bracketed(view: TokenView, mentions: Sequence[MentionDraft], chains: Chains) -> None:
    """Join a name with the short form in brackets after it."""
    ends = {m.end: n for n, m in enumerate(mentions) if m.kind is MentionKind.NAME}
    for number, mention in enumerate(mentions):
        if mention.kind is not MentionKind.NAME or view.word_before(mention.start) != "(":
            continue
        before = ends.get(mention.start - 1)
        if before is None or view.word_after(mention.end) != ")":
            continue
        first = mentions[before]
        short = view.slice(mention.start, mention.end)
        acronym = short.isupper() and short[:1] == view.words[first.start][:1]
        if acronym and "PERSON" not in (first.label, mention.label) and not mention.reference:
            mention.label, mention.country = first.label, first.country
        if first.label == mention.label and _compatible(first, mention):
            chains.join(before, number)


def _join_all(chains: Chains, numbers: Sequence[int]) -> None:
    for number in numbers[1:]:
        chains.join(numbers[0], number)


def _text(view: TokenView, mention: MentionDraft) -> str:
    return view.slice(mention.start, mention.end)
