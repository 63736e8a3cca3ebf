"""Further places of a document where a name that is known there stands unmarked or cut."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.annotations import MentionDraft
from extract.name_votes import OTHER, TYPES, NameDraft, short_forms
from extract.titles import is_title
from extract.token_view import TokenView
from ontology.gazetteer import fold


def lengthen(
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


def repeats(
    view: TokenView,
    drafts: Sequence[NameDraft],
    types: Mapping[str, str],
    known: Sequence[MentionDraft],
) -> list[NameDraft]:
    """Further places where a name, or the surname of a full one, stands unmarked."""
    taken = {t for mention in known for t in range(mention.start, mention.end)}
    labels: dict[tuple[str, ...], str] = {}
    shortened: set[tuple[str, ...]] = set()
    for draft in drafts:
        label, words = types[draft.key], tuple(view.lowers[draft.start : draft.end])
        if label in TYPES:
            taken.update(range(draft.start, draft.end))
        if label != OTHER:
            labels.setdefault(words, label)
        if label == "PERSON" and len(words) > 1 and len(words[-1]) > 2:
            labels.setdefault(words[-1:], "PERSON")
        elif label == "ORGANIZATION":
            for short in short_forms(words):
                labels.setdefault(short, "ORGANIZATION")
                shortened.add(short)
    found = []
    for words, span in _spans_of(view, labels):
        if words in shortened and not _stands_alone(view, span):
            continue
        if _repeats_at(view, words, span, taken):
            taken.update(span)
            label, key = labels[words], fold(view.slice(span.start, span.stop))
            if label in TYPES:
                titled = is_title(view.word_before(span.start))
                found.append(NameDraft(span.start, span.stop, label, key, titled))
    return found


def _stands_alone(view: TokenView, span: range) -> bool:
    """Is no neighbour part of a longer run of capitalised words?"""
    for token in (span.start - 1, span.stop):
        inside = 0 <= token < len(view.words) and not view.breaks[token]
        if inside and view.is_capital(token) and view.tags[token].startswith("NNP"):
            return False
    return True


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
