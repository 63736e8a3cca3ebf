"""Which mentions of events are one event, within a document and, by reference, across documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from evidence.model import MentionKind
from extract.annotations import Analysis
from extract.lexicons import load_lexicon

WINDOW = 600
"""Tokens back to which a bare "the talks" may refer."""
MOST_EVENTS = 30
"""Latest events of a class that a noun may mean; keeps the work linear in the text."""
ORDINALS = frozenset(
    {"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
)
COUNTRY_EVENTS = ("war", "sanctions")
"""Classes that the country they strike tells apart across documents."""


@dataclass(slots=True)
class EventDraft:
    """An event noun with its parties, before it is known which event it is."""

    head: int
    name: str
    """Class of the event."""
    noun: str
    start: int = 0
    end: int = 0
    kind: MentionKind = MentionKind.NOMINAL
    proper: bool = False
    """Capitalised as a name."""
    plural: bool = False
    determiner: str = ""
    time: str = ""
    """"last year": an owner or modifier that tells when."""
    anti: bool = False
    left: list[int] = field(default_factory=list)
    """Mentions among the words before the noun."""
    owners: list[int] = field(default_factory=list)
    right: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    """Prepositions and the mentions after them."""
    guests: list[int] = field(default_factory=list)
    """Mentions after "featuring", "involving"."""
    modifiers: frozenset[str] = frozenset()
    target: str | None = None
    """Country code of who is struck or where it is."""
    in_country: bool = False
    """The target is a country itself, not a place in it."""
    target_preposition: str = ""
    sources: frozenset[str] = frozenset()
    """Country codes of who acts."""
    pair: frozenset[str] = frozenset()
    """Country codes of two equal sides."""
    unreal: bool = False
    """Only feared or foreseen."""
    nearby: frozenset[str] = frozenset()
    """Codes of the countries in the sentence, for talks only."""
    places: frozenset[str] = frozenset()
    """Codes of the countries whose places name it: KZ of "Astana process"."""
    reference: str | None = None
    chain: int = -1


@dataclass(slots=True)
class _Event:
    """What is known of one event so far."""

    name: str
    number: int
    nouns: set[str]
    modifiers: set[str]
    time: str
    target: str | None
    sources: set[str]
    pair: set[str]
    reference: str | None
    last: int
    proper: bool
    nearby: frozenset[str] = frozenset()
    names: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    unreal: bool = False


def chain_events(analysis: Analysis, drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """Give each event mention a chain number and a reference; drop nouns that name none.

    Args:
        analysis: The document with its other mentions.
        drafts: In the order of the text.

    Returns:
        The drafts that name an event.
    """
    chainer = _Chainer(analysis)
    for draft in drafts:
        draft.reference = _reference(draft)
    kept = [draft for draft in drafts if chainer.place(draft)]
    late = [draft for draft in drafts if draft.chain < 0 and chainer.place_ahead(draft)]
    chainer.share_references(kept + late)
    return sorted(kept + late, key=lambda draft: draft.start)


class _Chainer:
    """Places one draft after another among the events found so far."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.lists = load_lexicon("event_nouns")
        self.events: list[_Event] = []
        self.of_class: dict[str, list[_Event]] = {}
        self.of_reference: dict[str, _Event] = {}

    def place(self, draft: EventDraft) -> bool:
        """Link the draft to an event told before, or open a new one if it can stand alone."""
        event = self._earlier(draft)
        if event is None and not self._stands_alone(draft):
            return False
        if event is None:
            event = self._open(draft)
        self._absorb(event, draft)
        return True

    def place_ahead(self, draft: EventDraft) -> bool:
        """Link a definite noun of a headline to the one event of its class told later."""
        events = self.of_class.get(draft.name, [])
        definite = draft.determiner in self.lists["anaphoric"] and draft.noun not in ("meeting",)
        if len(events) != 1 or not definite or not _agree(events[0], draft):
            return False
        draft.chain = events[0].number
        return True

    def share_references(self, drafts: Sequence[EventDraft]) -> None:
        """All mentions of an event carry its reference, so that documents can be joined by it."""
        for draft in drafts:
            draft.reference = self.events[draft.chain].reference

    def _earlier(self, draft: EventDraft) -> _Event | None:
        known = self.of_reference.get(draft.reference or "")
        if known is not None:
            return known if _agree(known, draft) else None
        anaphoric = draft.determiner in self.lists["anaphoric"] and not _is_numbered(draft)
        latest = self.of_class.get(draft.name, [])[: -MOST_EVENTS - 1 : -1]
        for event in sorted(latest, key=lambda event: event.reference is None):
            if draft.head - event.last >= WINDOW and draft.name not in COUNTRY_EVENTS:
                continue
            if self._is_place_of(event, draft) or _was_named_so(event, draft):
                return event
            if _agree(event, draft):
                if anaphoric and not draft.proper and self._points_back(event, draft):
                    return event
                if _same_name(event, draft):
                    return event
        return None

    def _is_place_of(self, event: _Event, draft: EventDraft) -> bool:
        """Is "the Geneva process" another name of the only talks told, which Switzerland hosts?"""
        only = len(self.of_class.get("talks", ())) == 1
        named = draft.noun == "process" and not event.proper and only
        return named and bool(draft.places & event.nearby)

    def _points_back(self, event: _Event, draft: EventDraft) -> bool:
        """Does "the talks", "such meetings", "the Russian invasion" mean the event told before?"""
        if draft.owners and not draft.sources & (event.sources | event.pair):
            return False
        known = {event.target, *event.sources, *event.pair} - {None}
        codes = {draft.target, *draft.sources, *draft.pair} - {None}
        return codes <= known or not codes

    def _stands_alone(self, draft: EventDraft) -> bool:
        """Is the event told apart by its name, or by who takes part or where it is?"""
        named = draft.kind is MentionKind.NAME
        if draft.proper or draft.reference:
            return True
        if draft.time and draft.name in self.lists["gatherings"]:
            return draft.name in self.of_class
        if draft.noun == "aggression" and not draft.target:
            return False
        parties = draft.left or draft.right or draft.guests or draft.owners
        if draft.name in self.lists["needs_party"]:
            return bool(draft.right or draft.guests or draft.left) and self._is_specific(draft)
        if draft.name == "mobilization":
            return bool(parties or draft.modifiers)
        return bool(parties) and (named or bool(draft.guests or draft.owners or draft.right))

    def _is_specific(self, draft: EventDraft) -> bool:
        """A process needs a name before it; accords are named by a place."""
        if draft.noun == "process" or draft.name == "accord":
            return bool(draft.places) or "peace" in draft.modifiers
        return not (draft.plural and draft.name == "vote")

    def _open(self, draft: EventDraft) -> _Event:
        event = _Event(
            name=draft.name, number=len(self.events), nouns=set(), modifiers=set(),
            time=draft.time, target=None, sources=set(), pair=set(), reference=None,
            last=draft.head, proper=draft.proper, nearby=draft.nearby, unreal=draft.unreal,
        )  # fmt: skip
        if draft.reference in self.of_reference and draft.sources:
            draft.reference = f"{draft.reference}:{'+'.join(sorted(draft.sources))}"
        self.events.append(event)
        self.of_class.setdefault(draft.name, []).append(event)
        return event

    def _absorb(self, event: _Event, draft: EventDraft) -> None:
        draft.chain = event.number
        event.nouns.add(draft.noun)
        event.modifiers |= draft.modifiers
        event.names.add((draft.noun, draft.modifiers))
        event.target = event.target or draft.target
        event.sources |= draft.sources
        event.pair |= draft.pair
        event.reference = event.reference or draft.reference
        if event.reference:
            self.of_reference.setdefault(event.reference, event)
        event.last = draft.head
        event.proper = event.proper or draft.proper


def _reference(draft: EventDraft) -> str | None:
    """Key of the event across documents, "event:war:UA"; None where nothing well defines it."""
    target = draft.target if draft.in_country and not draft.unreal else None
    if draft.name == "sanctions" and target:
        return f"event:sanctions:{target}"
    if draft.name != "war" or not target:
        return None
    by_against = draft.target_preposition in ("against", "of", "into")
    lists = load_lexicon("event_nouns")
    whole = draft.noun in lists["whole_war"] or (draft.noun in lists["part_of_war"] and by_against)
    return f"event:war:{target}" if whole else None


def _was_named_so(event: _Event, draft: EventDraft) -> bool:
    """Has the event borne just this name before?"""
    if draft.unreal != event.unreal:
        return False
    whole = (draft.noun, draft.modifiers) in event.names and draft.modifiers
    return bool(whole) and draft.kind is MentionKind.NAME and draft.time == event.time


def _is_numbered(draft: EventDraft) -> bool:
    """Is "the 20th meeting" one of a series?"""
    return any(word[:1].isdigit() or word in ORDINALS for word in draft.modifiers)


def _agree(event: _Event, draft: EventDraft) -> bool:
    """Nothing known of the two speaks against their being one."""
    if (draft.time or event.time) and draft.time != event.time:
        return False
    if draft.unreal != event.unreal:
        return False
    target = draft.target
    if target and event.target and target != event.target and target not in event.sources:
        return False
    actors = event.sources | event.pair
    return not (draft.sources and actors) or bool(draft.sources & (actors | {event.target}))


def _same_name(event: _Event, draft: EventDraft) -> bool:
    """The same noun with the same modifiers, or a known pair of sides."""
    if _is_numbered(draft):
        return False
    if draft.pair and draft.name == "war":
        known = event.pair | event.sources | {event.target}
        return draft.pair <= known or (not event.sources and event.target in draft.pair)
    same = draft.noun in event.nouns and draft.modifiers and draft.modifiers <= event.modifiers
    return bool(same) and (draft.proper or draft.kind is MentionKind.NAME)
