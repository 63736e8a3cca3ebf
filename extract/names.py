"""Names of one document: gazetteer and model joined, each name with one type all over the text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.gazetteer_hits import Hit, combining_hits, find_hits
from extract.lexicons import load_lexicon
from extract.model_names import HYPHENS, ModelName, find_model_names, is_office, is_title
from extract.place_choice import LOCATIVES, PlaceChoice
from extract.token_view import TokenView
from ontology.gazetteer import Entry, Gazetteer, Use, fold
from ontology.spelling import nearest_place

KINDS = {
    Use.NAME: MentionKind.NAME,
    Use.FORMER: MentionKind.NAME,
    Use.ADJECTIVE: MentionKind.DEMONYM,
    Use.PEOPLE: MentionKind.DEMONYM,
    Use.SEAT: MentionKind.METONYM,
}
TYPES = ("PERSON", "ORGANIZATION", "PLACE")
"""Ties of the vote go to the first."""
OTHER = "OTHER"
"""An event, law or prize: no name here, though names may stand inside."""
SURE = 2
"""Votes that a title, a known surname, or an organization's noun in the name count for."""


@dataclass(slots=True)
class NameDraft:
    """A name that the gazetteer does not know, before the vote."""

    start: int
    end: int
    label: str
    key: str
    titled: bool


def find_names(view: TokenView, gazetteer: Gazetteer) -> list[MentionDraft]:
    """Every name, demonym and seat of government, in order."""
    hits = find_hits(view, gazetteer)
    names = find_model_names(view, hits)
    names += titled_names(view, names, hits)
    known_words = {token for hit in hits for token in range(hit.start, hit.end)}
    for name in names:
        if name.label == "PLACE" and not known_words.intersection(range(name.start, name.end)):
            retype_person(view, name)
        if name.label == "PERSON" and name.end - name.start == 1:
            add_given_name(view, name, known_words)
    part_from_countries(view, names, hits)
    choice = PlaceChoice(view, hits, names)
    known = _known_mentions(view, [*hits, *combining_hits(view, gazetteer)], choice)
    known += misspelt_countries(view, known_words, gazetteer)
    rest = _without_known(names, known)
    drafts = [_draft(view, name) for name in rest]
    labels = vote(view, drafts)
    _lengthen(view, drafts, labels, known)
    found = [*known]
    for draft in [*drafts, *_repeats(view, drafts, labels, known)]:
        mention = _mention(draft, labels.get(draft.key, draft.label), gazetteer, view)
        if mention is not None:
            found.append(mention)
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def retype_person(view: TokenView, name: ModelName) -> None:
    """Make a place that nobody knows a person where it speaks or bears an office."""
    head = name.end - 1
    governor = view.heads[head]
    acts = view.deps[head] == "nsubj" and view.doc[governor].lemma_.lower() in human_verbs()
    apposed = view.deps[head] == "appos" and is_office(view, governor)
    if acts or apposed:
        name.label = "PERSON"


def add_given_name(view: TokenView, name: ModelName, known: set[int]) -> None:
    """Take in the given name that the model left out before a surname."""
    before = name.start - 1
    if before < 0 or before in known or view.doc[before].ent_type_:
        return
    word = view.words[before]
    compound = view.tags[before] == "NNP" and view.heads[before] == name.end - 1
    if compound and word.istitle() and word.isalpha() and not is_title(word.lower()):
        name.start = before


def part_from_countries(view: TokenView, names: Sequence[ModelName], hits: Sequence[Hit]) -> None:
    """Free a person's name that the model ran together with the country before it."""
    persons = {tuple(view.words[n.start : n.end]) for n in names if n.label == "PERSON"}
    ends = {hit.start: hit.end for hit in hits if hit.best.entry.type == "COUNTRY"}
    for name in names:
        end = ends.get(name.start)
        if end is not None and tuple(view.words[end : name.end]) in persons:
            name.start, name.label = end, "PERSON"


def misspelt_countries(
    view: TokenView, known: set[int], gazetteer: Gazetteer
) -> list[MentionDraft]:
    """Countries whose name has a slip of the pen, so that the model takes it for no name."""
    found = []
    for token, tag in enumerate(view.tags):
        first = token == 0 or view.sentences[token - 1] != view.sentences[token]
        if token in known or not view.words[token].istitle() or (first and tag != "NNP"):
            continue
        entry = None if view.doc[token].ent_type_ else nearest_place(gazetteer, view.words[token])
        if entry is not None and entry.kind == "country":
            found.append(
                MentionDraft(
                    start=token,
                    end=token + 1,
                    label=entry.type,
                    kind=MentionKind.NAME,
                    country=entry.country,
                    reference=entry.reference,
                )
            )
    return found


@lru_cache
def human_verbs() -> frozenset[str]:
    """Verbs whose subject is a person or a body of persons."""
    return load_lexicon("nouns_person")["human_verbs"]


def titled_names(
    view: TokenView, names: Sequence[ModelName], hits: Sequence[Hit]
) -> list[ModelName]:
    """Persons the model misses: capitalised words after a title that is written with a capital."""
    taken = {token for name in names for token in range(name.start, name.end)}
    taken |= {token for hit in hits for token in range(hit.start, hit.end)}
    offices = load_lexicon("titles")["offices"] | load_lexicon("titles")["honorifics"]
    found = []
    for token in range(1, len(view.words)):
        if view.lowers[token - 1] not in offices or token in taken:
            continue
        end = token
        while end < len(view.words) and _is_free_name(view, end, taken):
            end += 1
        if end > token and view.is_capital(token - 1):
            found.append(ModelName(token, end, "PERSON", titled=True))
    return found


def _is_free_name(view: TokenView, token: int, taken: set[int]) -> bool:
    word = view.words[token]
    if token in taken or is_title(view.lowers[token]):
        return False
    if word in HYPHENS:
        return view.ends[token - 1] == view.starts[token]
    is_name = view.tags[token].startswith("NNP") and word[:1].isupper()
    return is_name and any(letter.islower() for letter in word)


def _known_mentions(
    view: TokenView, hits: Iterable[Hit], choice: PlaceChoice
) -> list[MentionDraft]:
    """Mentions of what the gazetteer knows."""
    found = []
    for hit in hits:
        sense = choice.accept(hit)
        if sense is None:
            continue
        entry = sense.entry
        found.append(
            MentionDraft(
                start=hit.start,
                end=hit.end,
                label=entry.type,
                kind=KINDS[sense.use],
                country=entry.country,
                reference=entry.reference,
            )
        )
    return found


def _without_known(names: Sequence[ModelName], known: Sequence[MentionDraft]) -> list[ModelName]:
    """Model names that no known mention covers; one in a longer name of another kind may stay."""
    spans: dict[int, MentionDraft] = {
        token: mention for mention in known for token in range(mention.start, mention.end)
    }
    kept = []
    for name in names:
        inside = {id(spans[t]): spans[t] for t in range(name.start, name.end) if t in spans}
        nested = all(
            name.start <= mention.start
            and mention.end <= name.end
            and mention.end - mention.start < name.end - name.start
            for mention in inside.values()
        )
        if not inside or (nested and name.label in ("ORGANIZATION", "PLACE", "WORK")):
            kept.append(name)
    return kept


def _draft(view: TokenView, name: ModelName) -> NameDraft:
    text = view.slice(name.start, name.end)
    label = name.label
    acronym = 2 < len(text) < 6 and text.isupper() and text.isalpha()
    if label in ("PLACE", "PERSON") and acronym and not name.titled:
        label = "ORGANIZATION"
    return NameDraft(name.start, name.end, label, fold(text), name.titled)


def vote(view: TokenView, drafts: Sequence[NameDraft]) -> dict[str, str]:
    """One type for each name of the document.

    Over half of a model's misses are right spans of a wrong type, and often another mention of
    the same name is right; so all mentions vote, and what the words themselves tell counts double.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    surnames = {fold(view.words[d.end - 1]) for d in drafts if _is_full_name(d)}
    lists = load_lexicon("collectives")
    heads, others = lists["name_heads"], lists["not_organizations"]
    for draft in drafts:
        tally = votes[draft.key]
        tally[draft.label] += 1
        if draft.titled or draft.key in surnames:
            tally["PERSON"] += SURE
        if _is_other_name(view, draft, others):
            tally[OTHER] += 3 * SURE
        elif _is_thing(view, draft):
            tally["WORK"] += SURE
        elif _is_organization_name(view, draft, heads):
            tally["ORGANIZATION"] += 2 * SURE
        elif draft.end - draft.start > 1 and view.lowers[draft.end - 1] in lists["place_heads"]:
            tally["PLACE"] += SURE
        if view.word_before(draft.start) in LOCATIVES and draft.label == "PLACE":
            tally["PLACE"] += 1
    return {key: _winner(tally) for key, tally in votes.items()}


def _is_other_name(view: TokenView, draft: NameDraft, others: frozenset[str]) -> bool:
    """Is it an event, a law or a prize by its last word?"""
    last = view.lowers[draft.end - 1] in others
    return last and (draft.label != "PERSON" or draft.end - draft.start == 1)


def _is_thing(view: TokenView, draft: NameDraft) -> bool:
    """A lone word after "the" that heads its phrase names no person: "the Titanic"."""
    if draft.label != "PERSON" or draft.end - draft.start > 1 or draft.titled:
        return False
    dep = view.deps[draft.start]
    return view.word_before(draft.start) == "the" and dep not in ("compound", "poss", "nmod")


def _is_full_name(draft: NameDraft) -> bool:
    return draft.label == "PERSON" and draft.end - draft.start > 1


def _winner(tally: Counter[str]) -> str:
    """The label with most votes; a group that was an organization once is one."""
    best = max(tally.values())
    label = next(label for label in (*TYPES, *sorted(tally)) if tally[label] == best)
    return "ORGANIZATION" if label == "GROUP" and tally["ORGANIZATION"] else label


def _is_organization_name(view: TokenView, draft: NameDraft, heads: frozenset[str]) -> bool:
    """Does the name hold a noun such as "University" where an organization's name has it?"""
    if draft.end - draft.start == 1:
        return False
    last, first = view.lowers[draft.end - 1], view.lowers[draft.start]
    linked = view.lowers[draft.start + 1] in ("of", "for")
    return last in heads or (first in heads and linked)


def _lengthen(
    view: TokenView,
    drafts: Sequence[NameDraft],
    types: Mapping[str, str],
    known: Sequence[MentionDraft],
) -> None:
    """Let a name that was cut reach as far as it does elsewhere in the document."""
    names = {
        tuple(view.lowers[draft.start : draft.end]): draft.key
        for draft in drafts
        if types[draft.key] in TYPES and draft.end - draft.start > 1
    }
    longest: dict[int, tuple[int, str]] = {}
    for words, span in _spans_of(view, names):
        longest.setdefault(span.start, (span.stop, names[words]))
    taken = {draft.start for draft in drafts}
    taken |= {token for mention in known for token in range(mention.start, mention.end)}
    for draft in drafts:
        end, key = longest.get(draft.start, (0, ""))
        free = not any(token in taken for token in range(draft.end, end))
        if end > draft.end and free and not view.words[end - 1].islower():
            draft.end, draft.key = end, key


def _repeats(
    view: TokenView,
    drafts: Sequence[NameDraft],
    types: Mapping[str, str],
    known: Sequence[MentionDraft],
) -> list[NameDraft]:
    """Further places where a name, or the surname of a full one, stands unmarked."""
    taken = {t for mention in known for t in range(mention.start, mention.end)}
    labels: dict[tuple[str, ...], str] = {}
    for draft in drafts:
        label, words = types[draft.key], tuple(view.lowers[draft.start : draft.end])
        if label in TYPES:
            taken.update(range(draft.start, draft.end))
        if label != OTHER:
            labels.setdefault(words, label)
        if label == "PERSON" and len(words) > 1 and len(words[-1]) > 2:
            labels.setdefault(words[-1:], "PERSON")
    found = []
    for words, span in _spans_of(view, labels):
        if _repeats_at(view, words, span, taken):
            taken.update(span)
            label, key = labels[words], fold(view.slice(span.start, span.stop))
            if label in TYPES:
                titled = is_title(view.word_before(span.start))
                found.append(NameDraft(span.start, span.stop, label, key, titled))
    return found


def _spans_of(
    view: TokenView, names: Iterable[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], range]]:
    """Every place where one of the names stands, at each token the longest first."""
    known = frozenset(names)
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for words in known:
        lengths[words[0]].add(len(words))
    for token, lower in enumerate(view.lowers):
        for length in sorted(lengths.get(lower, ()), reverse=True):
            words = tuple(view.lowers[token : token + length])
            if words in known:
                yield words, range(token, token + length)


def _repeats_at(view: TokenView, words: tuple[str, ...], span: range, taken: set[int]) -> bool:
    if tuple(view.lowers[span.start : span.stop]) != words or taken & set(span):
        return False
    if not (view.is_capital(span.start) and view.is_capital(span.stop - 1)):
        return False
    return len(words) > 1 or view.tags[span.start].startswith("NNP")


def _mention(
    draft: NameDraft, label: str, gazetteer: Gazetteer, view: TokenView
) -> MentionDraft | None:
    """The mention of a voted name; the gazetteer may know the place under another spelling."""
    entry = _place_entry(draft, label, gazetteer, view)
    if entry is not None:
        label = entry.type
    elif label not in TYPES:
        return None
    return MentionDraft(
        start=draft.start,
        end=draft.end,
        label=label,
        kind=MentionKind.NAME,
        country=entry.country if entry else None,
        reference=entry.reference if entry else None,
    )


def _place_entry(
    draft: NameDraft, label: str, gazetteer: Gazetteer, view: TokenView
) -> Entry | None:
    name = view.slice(draft.start, draft.end)
    after_noun = view.word_before(draft.start) in ("capital", "city", "region", "republic")
    if label == "PLACE" or after_noun:
        found = gazetteer.lookup_name(name)
        if found:
            return found[0]
    if label == "PERSON" and not after_noun:
        return None
    return nearest_place(gazetteer, name) if not draft.titled else None
