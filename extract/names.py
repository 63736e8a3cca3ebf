"""Names of one document: gazetteer and model joined, each name with one type all over the text."""

from collections.abc import Iterable, Sequence

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.gazetteer_hits import Hit, combining_hits, find_hits
from extract.model_names import find_model_names
from extract.name_evidence import correct_names, misspelt_countries, titled_names
from extract.name_spans import ModelName
from extract.name_spread import lengthen, repeats
from extract.name_votes import TYPES, NameDraft, draft_of, vote
from extract.place_choice import PlaceChoice
from extract.token_view import TokenView
from ontology.gazetteer import Entry, Gazetteer, Use
from ontology.spelling import nearest_place

KINDS = {
    Use.NAME: MentionKind.NAME,
    Use.FORMER: MentionKind.NAME,
    Use.ADJECTIVE: MentionKind.DEMONYM,
    Use.PEOPLE: MentionKind.DEMONYM,
    Use.SEAT: MentionKind.METONYM,
}
BEFORE_PLACES = frozenset({"capital", "city", "region", "republic", "in", "at", "near"})
"""After these even what the model takes for a person may be a place under another spelling."""


def find_names(view: TokenView, gazetteer: Gazetteer) -> list[MentionDraft]:
    """Every name, demonym and seat of government, in order."""
    hits = find_hits(view, gazetteer)
    names = find_model_names(view, hits)
    names += titled_names(view, names, hits)
    correct_names(view, names, hits)
    choice = PlaceChoice(view, hits, names)
    known = _known_mentions([*hits, *combining_hits(view, gazetteer)], choice)
    known += misspelt_countries(view, hits, gazetteer)
    drafts = [draft_of(view, name) for name in _without_known(names, known)]
    labels = vote(view, drafts)
    lengthen(view, drafts, labels, known)
    found = [*known]
    for draft in [*drafts, *repeats(view, drafts, labels, known)]:
        mention = _mention(draft, labels.get(draft.key, draft.label), gazetteer, view)
        if mention is not None:
            found.append(mention)
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def _known_mentions(hits: Iterable[Hit], choice: PlaceChoice) -> list[MentionDraft]:
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
    after_noun = view.word_before(draft.start) in BEFORE_PLACES
    if label == "PLACE" or after_noun:
        found = gazetteer.lookup_name(name)
        if found:
            return found[0]
    if label == "PERSON" and not after_noun:
        return None
    return nearest_place(gazetteer, name) if not draft.titled else None
