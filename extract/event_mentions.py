"""Events that the text names: wars, votes, forums, talks, sanctions; found by their nouns.

No model label is trusted here (F1 0.41): an event is a noun of `lexicon/event_nouns.yml` that is
told apart by who takes part, where it is, or by an earlier mention. Runs after entities, before
coreference; every event mention leaves with a chain number.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from evidence.model import MentionKind
from extract.annotations import Analysis, MentionDraft
from extract.event_chains import EventDraft, chain_events
from extract.event_nouns import event_nouns, is_acronym, is_unreal
from extract.lexicons import load_lexicon
from extract.mention_index import MentionIndex
from extract.syntax import children, lemma, noun_lemma, prepositional

LISTING = ("between", "of", "against", "with", "among", "on")
"""Prepositions after which a list belongs to the event's name: "war between A and B"."""
PROPER_BY_MODIFIER = ("forum", "contest", "ceremony")
"""Classes that a capitalised modifier names: "the COP28 climate summit"."""
OUTSIDE = ("by", "for", "from")
"""Prepositions whose object is no part of the name."""
LONGEST_LEFT = 6
"""Tokens of modifiers before the noun that are looked at."""
NAMED = (MentionKind.NAME, MentionKind.DEMONYM, MentionKind.METONYM)
_MODIFIERS = (
    "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD", "HYPH", "FW", "RB", "AFX",
    "``", "''", '"',
)  # fmt: skip


def find_event_mentions(analysis: Analysis) -> None:
    """Append the events the document names, chained among themselves."""
    finder = _Finder(analysis)
    drafts = [draft for token in analysis.doc for draft in finder.candidate(token)]
    for draft in chain_events(analysis, drafts):
        finder.append(draft)


class _Finder:
    """Finds candidates in one document."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.doc: Doc = analysis.doc
        self.lists = load_lexicon("event_nouns")
        self.index = MentionIndex(analysis.doc, analysis.mentions)
        self.starting: dict[int, list[int]] = {}
        self.covering: dict[int, int] = {}
        for number, mention in enumerate(analysis.mentions):
            self.starting.setdefault(mention.start, []).append(number)
            for token in range(mention.start, mention.end):
                self.covering[token] = number
        self.spans = {(mention.start, mention.end): mention for mention in analysis.mentions}

    def append(self, draft: EventDraft) -> None:
        """Add the mention; one of the same span is made an event instead."""
        old = self.spans.get((draft.start, draft.end))
        mention = old or MentionDraft(draft.start, draft.end, "EVENT", draft.kind)
        mention.label, mention.kind = "EVENT", draft.kind
        mention.reference, mention.chain = draft.reference, draft.chain
        if old is None:
            self.analysis.mentions.append(mention)

    def candidate(self, token: Token) -> Iterator[EventDraft]:
        """The event a noun may name, with its parties."""
        if token.tag_[:2] != "NN":
            return
        name = self._class_of(token)
        if name is None or _is_parliament(token) or self._belongs_elsewhere(token, name):
            return
        draft = EventDraft(head=token.i, name=name, noun=noun_lemma(token))
        draft.plural = token.tag_ in ("NNS", "NNPS")
        draft.start, draft.end = self._left_edge(token), token.i + 1
        draft.unreal = is_unreal(token)
        self._read_named_event(token, draft)
        self._read_left(token, draft)
        self._read_right(token, draft)
        self._read_kind(token, draft)
        yield draft

    def _class_of(self, token: Token) -> str | None:
        nouns, word = event_nouns(), noun_lemma(token)
        for words in nouns.phrases.get(word, ()):
            before = tuple(t.lower_ for t in self.doc[max(0, token.i - len(words) + 1) : token.i])
            if before == words[:-1]:
                return nouns.classes[" ".join(words)]
        return None if word in nouns.phrase_heads else nouns.classes.get(word)

    def _belongs_elsewhere(self, token: Token, name: str) -> bool:
        """Is the noun part of another name, or a mere modifier of the next noun?"""
        number = self.covering.get(token.i)
        if number is not None:
            mention = self.analysis.mentions[number]
            last = mention.end - 1 == token.i and name in ("forum", "contest", "war", "ceremony")
            if mention.kind in NAMED and not (last and mention.label in ("ORGANIZATION", "PLACE")):
                return mention.label != "EVENT"
        return self._modifies(token) and not self._country_before(token)

    def _modifies(self, token: Token) -> bool:
        after = token.nbor() if token.i + 1 < len(self.doc) else token
        if after.tag_ == "HYPH":
            return True
        return token.dep_ in ("compound", "nmod") and token.i < token.head.i and after.tag_ != "POS"

    def _country_before(self, token: Token) -> bool:
        number = self.covering.get(token.i - 1)
        if number is None:
            return False
        mention = self.analysis.mentions[number]
        return mention.label == "COUNTRY" and mention.kind is MentionKind.NAME

    def _left_edge(self, token: Token) -> int:
        """First token of the name: modifiers of the noun without owners and loose adjectives."""
        start, loose = token.i, self.lists["loose_modifiers"]
        for before in reversed(self.doc[max(0, token.i - LONGEST_LEFT) : token.i]):
            inside = before.i < before.head.i <= token.i or before.tag_ in ("HYPH", "``", "''")
            if before.tag_ not in _MODIFIERS or not inside or before.is_space:
                break
            start = before.i
        if start == token.i and self._country_before(token):
            start = self.analysis.mentions[self.covering[token.i - 1]].start
        while start < token.i and self._is_loose(self.doc[start], loose):
            start += 1
        return start

    def _is_loose(self, token: Token, loose: frozenset[str]) -> bool:
        if token.lower_ in loose or token.tag_ in ("HYPH", "RB", "``", "''", '"', "CD"):
            return token.i not in self.covering
        return False

    def _read_named_event(self, token: Token, draft: EventDraft) -> None:
        """A capitalised name of the model keeps its own span ("World War II")."""
        if token.ent_type_ != "EVENT" or not token.text[:1].isupper():
            return
        start = end = token.i
        while start > 0 and self._in_name(start - 1):
            start -= 1
        while end + 1 < len(self.doc) and self._in_name(end + 1):
            end += 1
        draft.start, draft.end, draft.proper = min(start, draft.start), end + 1, True

    def _in_name(self, position: int) -> bool:
        token = self.doc[position]
        return token.ent_type_ == "EVENT" and token.tag_ not in ("DT", "PRP$", "POS", "_SP")

    def _read_left(self, token: Token, draft: EventDraft) -> None:
        """Parties among the modifiers, and owners before them."""
        position = draft.start
        while position < token.i:
            number = self.covering.get(position)
            if number is None:
                position += 1
                continue
            mention = self.analysis.mentions[number]
            draft.left.append(number)
            position = mention.end
        draft.anti = any(t.lower_.startswith("anti") for t in self.doc[draft.start : token.i])
        for child in children(token, ("poss", "det", "nummod", "npadvmod")):
            if child.dep_ == "det":
                draft.determiner = child.lower_
            elif lemma(child) in self.lists["times"]:
                draft.time = " ".join(t.lower_ for t in self.doc[child.left_edge.i : child.i + 1])
                draft.start = min(draft.start, child.left_edge.i)
            elif child.dep_ == "poss":
                draft.determiner = draft.determiner or child.lower_
                draft.owners.extend(self.index.ends(child))
        if draft.start > 0 and not draft.determiner:
            draft.determiner = self.doc[draft.start - 1].lower_

    def _read_right(self, token: Token, draft: EventDraft) -> None:
        """Parties in prepositional phrases; the first that adjoins belongs to the name."""
        position = draft.end
        adjoins = True
        while (
            position < len(self.doc)
            and self.doc[position].lower_ in self.lists["party_prepositions"]
        ):
            numbers, end = self._object_after(position)
            if not numbers:
                break
            if self.doc[position].lower_ not in LISTING:
                end = min(end, self._first_end(numbers[0], end))
            draft.right.append((self.doc[position].lower_, tuple(numbers)))
            named = any(self._names_it(n) for n in numbers)
            half = self.doc[position].lower_ == "between" and len(numbers) < 2
            if adjoins and named and not half and self.doc[position].lower_ not in OUTSIDE:
                draft.end = end
            adjoins = False
            position = end
        for child in children(token, ("acl",)):
            guests = children(child, ("dobj",)) if lemma(child) in self.lists["guest_verbs"] else []
            guests += [noun for _, noun in prepositional(child, ("by",))]
            for noun in guests:
                draft.guests.extend(self.index.ends(noun))

    def _first_end(self, number: int, end: int) -> int:
        """Where the first of a list ends; a noun that it modifies belongs to it."""
        mention, root = self.analysis.mentions[number], self.index.root(number)
        modifies = mention.end <= root.head.i < mention.end + 3
        return end if modifies else mention.end

    def _names_it(self, number: int) -> bool:
        """May the mention be part of an event's name? Persons are not ("election of X")."""
        mention = self.analysis.mentions[number]
        return mention.kind in NAMED and mention.label != "PERSON"

    def _object_after(self, position: int) -> tuple[list[int], int]:
        """Mentions after a preposition, over articles and adjectives, and where they end."""
        for token in self.doc[position + 1 : position + 6]:
            if token.i in self.starting:
                number = max(self.starting[token.i], key=lambda n: self.analysis.mentions[n].end)
                return self._listed(number)
            if token.tag_ not in ("DT", "JJ", "CD", "PRP$", "NN", "RB", "JJS", "NNP"):
                break
        return [], position

    def _listed(self, number: int) -> tuple[list[int], int]:
        """The mention and what is coordinated with it."""
        root = self.index.root(number)
        mentions = self.analysis.mentions
        end = mentions[number].end
        if end <= root.head.i < end + 3 and root.dep_ in ("amod", "compound", "nmod"):
            return [number], root.head.i + 1
        numbers = [number, *(n for n in self.index.ends(root) if n != number)]
        last = max(numbers, key=lambda n: mentions[n].end)
        near = mentions[last].end - end < 12
        return (numbers, mentions[last].end) if near else ([number], end)

    def _read_kind(self, token: Token, draft: EventDraft) -> None:
        mentions = self.analysis.mentions
        words = self.doc[draft.start : token.i + 1]
        draft.proper = draft.proper or (
            len(words) > 1 and token.text[:1].isupper() and words[0].text[:1].isupper()
            and token.tag_ in ("NNP", "NNPS") and not words.text.isupper()
        )  # fmt: skip
        inside = draft.end > token.i + 1 or any(mentions[n].kind in NAMED for n in draft.left)
        capital = any(t.tag_ == "NNP" and t.text[:1].isupper() for t in words[:-1])
        draft.proper = draft.proper or (capital and draft.name in PROPER_BY_MODIFIER)
        draft.kind = MentionKind.NAME if inside or draft.proper else MentionKind.NOMINAL
        draft.modifiers = frozenset(t.lower_ for t in self.doc[draft.start : token.i])
        draft.places = frozenset(
            mentions[n].country or "" for n in draft.left if mentions[n].label != "ORGANIZATION"
        )
        if draft.name == "talks":
            near = (self.covering.get(t.i) for t in token.sent)
            draft.nearby = frozenset(
                mentions[n].country or "" for n in near if n is not None and _is_land(mentions[n])
            )
            draft.places = frozenset(
                mentions[n].country or "" for n in draft.left if mentions[n].label == "PLACE"
            ) - {""}
        self._read_target(draft)

    def _is_struck(self, number: int) -> bool:
        """Is it the war's place ("Ukraine war") and not who wages it ("U.S. invasion")?"""
        mention = self.analysis.mentions[number]
        return mention.kind is MentionKind.NAME and not is_acronym(self.doc, mention)

    def _read_target(self, draft: EventDraft) -> None:
        """Who is attacked or where it is, and who acts, as country codes."""
        mentions = self.analysis.mentions
        targets = self.lists["target_prepositions"] | ({"with"} if draft.owners else set())
        for preposition, numbers in draft.right:
            codes = [c for n in numbers if (c := mentions[n].country)]
            if preposition == "between" and len(codes) > 1:
                draft.pair = frozenset(codes)
            elif preposition in targets and codes and not draft.target:
                draft.target = codes[0]
                draft.in_country = mentions[numbers[0]].label == "COUNTRY"
                draft.target_preposition = preposition
        owners = [c for n in draft.owners if (c := mentions[n].country)]
        left = [n for n in draft.left if mentions[n].country]
        codes = [mentions[n].country or "" for n in left]
        if len(codes) > 1:
            draft.pair = frozenset(codes)
        elif codes and (draft.anti or self._is_struck(left[0])):
            draft.target = draft.target or codes[0]
            draft.in_country = draft.in_country or mentions[left[0]].label == "COUNTRY"
        else:
            owners.extend(codes)
        draft.sources = frozenset(owners)


def _is_parliament(token: Token) -> bool:
    """Is it a country's Congress, which sits for years, and no gathering?"""
    owned = any(child.dep_ in ("poss", "amod") for child in token.children)
    return token.text == "Congress" and owned


def _is_land(mention: MentionDraft) -> bool:
    return mention.label == "COUNTRY" and mention.country is not None
