"""Who is being spoken of: antecedents weighed by place, grammar and agreement.

After Lappin and Leass 1994, "An Algorithm for Pronominal Anaphora Resolution": recency, subject
before object before the rest, a head before what hangs on it. The weights were set on half of a
development set of news and checked on the other.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.chains import Chains
from extract.token_view import TokenView

WINDOW = 3
"""Sentences back that an antecedent may lie."""
MOST_CANDIDATES = 60
"""Nearest nouns that are weighed; a list of thousands costs no more."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
ROLES = {"nsubj": 2.0, "nsubjpass": 1.8, "dobj": 0.8, "dative": 0.6, "attr": 0.3, "poss": 0.4,
         "ROOT": 0.8, "pobj": 0.2, "appos": 0.3, "conj": 0.4, "agent": 0.6}  # fmt: skip
PER_SENTENCE = 1.3
SAME_CLAUSE = 0.8
"""For the subject of a possessive's own clause: "Peru recalled its envoy"."""
PARALLEL = 0.6
"""For a subject, where the pronoun is one."""
REPEATED = 0.3
"""For each other mention in the window, up to three."""
NAMED = 0.5
BY_PRONOUN = 0.2
FEWEST_CLAUSE = 64


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun or pronoun that something may refer back to."""

    token: int
    """Head."""
    number: int
    """Place of the mention in the list; -1 for a noun that is none."""
    label: str
    """Type; empty for a noun that is no mention."""
    plural: bool
    kind: MentionKind
    clause: int
    """The verb above."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The antecedent that weighs most, and by how much more than the next."""

    number: int
    margin: float


class Salience:
    """The candidates of one document, in order."""

    def __init__(self, view: TokenView, mentions: list[MentionDraft], chains: Chains) -> None:
        self.view = view
        self.mentions = mentions
        self.chains = chains
        self.candidates: list[Candidate] = []
        self.heads: dict[int, int] = {}
        for number, mention in enumerate(mentions):
            self.heads.setdefault(head_of(view, mention), number)
        inside = _inner_tokens(mentions)
        inside |= {view.heads[t] for t in self.heads if view.deps[t] == "appos"}
        for token, tag in enumerate(view.tags):
            if token in self.heads:
                self.candidates.append(self.candidate(token, self.heads[token]))
            elif tag in ("NN", "NNS", "NNP", "NNPS") and token not in inside:
                self.candidates.append(self.candidate(token, -1))
        self.tokens = [candidate.token for candidate in self.candidates]

    def candidate(self, token: int, number: int) -> Candidate:
        """The candidate at a head token."""
        view = self.view
        mention = self.mentions[number] if number >= 0 else None
        return Candidate(
            token=token,
            number=number,
            label=mention.label if mention else "",
            plural=is_plural(view, token),
            kind=mention.kind if mention else MentionKind.NOMINAL,
            clause=clause_of(view, token),
        )

    def add(self, token: int, number: int) -> None:
        """A resolved pronoun or nominal is an antecedent for those that follow."""
        place = bisect_left(self.tokens, token)
        made = self.candidate(token, number)
        if place < len(self.tokens) and self.tokens[place] == token:
            self.candidates[place] = made
            return
        self.tokens.insert(place, token)
        self.candidates.insert(place, made)

    def choose(
        self, token: int, fits: Callable[[Candidate], bool], *, bound: Iterable[int] = ()
    ) -> Choice | None:
        """The antecedent of the word at a token.

        Args:
            token: The pronoun, or the head of a nominal.
            fits: Agreement in number, animacy and type.
            bound: Roots of chains that the grammar rules out.

        Returns:
            None where nothing fits or a noun that is no mention weighs most.
        """
        weights, counts = self._weigh(token, fits)
        for root in bound:
            weights.pop(root, None)
        if not weights:
            return None
        ranked = sorted(
            ((weight + REPEATED * min(3, counts[root] - 1), -root, root))
            for root, weight in weights.items()
        )
        best = ranked[-1]
        margin = best[0] - ranked[-2][0] if len(ranked) > 1 else 3.0
        return Choice(best[2], margin) if best[2] >= 0 else None

    def _weigh(
        self, token: int, fits: Callable[[Candidate], bool]
    ) -> tuple[dict[int, float], Counter[int]]:
        """Best weight and number of mentions by chain root; nouns that are none have negatives."""
        weights: dict[int, float] = {}
        counts: Counter[int] = Counter()
        place = bisect_left(self.tokens, token)
        for candidate in reversed(self.candidates[max(0, place - MOST_CANDIDATES) : place]):
            distance = self.view.sentences[token] - self.view.sentences[candidate.token]
            if distance > WINDOW:
                break
            if not fits(candidate):
                continue
            root = -1 - candidate.token
            if candidate.number >= 0:
                root = self.chains.find(candidate.number)
            counts[root] += 1
            weight = self._weight(token, candidate, distance)
            weights[root] = max(weights.get(root, weight), weight)
        return weights, counts

    def _weight(self, token: int, candidate: Candidate, distance: int) -> float:
        view = self.view
        role = view.deps[candidate.token]
        if role == "appos":
            role = view.deps[view.heads[candidate.token]]
        weight = ROLES.get(role, 0.0) - PER_SENTENCE * distance
        if candidate.number >= 0 and candidate.kind is MentionKind.NAME:
            weight += NAMED
        if candidate.kind is MentionKind.PRONOUN:
            weight += BY_PRONOUN
        if role in SUBJECTS and view.deps[token] in SUBJECTS:
            weight += PARALLEL
        if role in SUBJECTS and view.deps[token] == "poss" and distance == 0:
            weight += SAME_CLAUSE if clause_of(view, token) == candidate.clause else 0.0
        return weight


def head_of(view: TokenView, mention: MentionDraft) -> int:
    """The token of a mention whose own head lies outside."""
    for token in range(mention.end - 1, mention.start - 1, -1):
        if not mention.start <= view.heads[token] < mention.end or view.heads[token] == token:
            return token
    return mention.end - 1


def clause_of(view: TokenView, token: int) -> int:
    """The nearest verb above a token; the root where there is none."""
    for _ in range(FEWEST_CLAUSE):
        above = view.heads[token]
        if above == token or view.tags[above][:2] == "VB":
            return above
        token = above
    return token


def is_plural(view: TokenView, token: int) -> bool:
    """A plural noun or pronoun, or the first of a coordination."""
    if view.tags[token] in ("NNS", "NNPS"):
        return True
    return view.lowers[token] in ("they", "them", "their", "these", "those", "we")


def _inner_tokens(mentions: Iterable[MentionDraft]) -> set[int]:
    """Tokens inside mentions of several tokens."""
    return {
        token
        for mention in mentions
        if mention.end - mention.start > 1
        for token in range(mention.start, mention.end)
    }
