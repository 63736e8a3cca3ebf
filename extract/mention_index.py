"""From a token of the tree to the mention it stands for."""

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.syntax import conjuncts, root_of


class MentionIndex:
    """Finds the mention that a token of the tree stands for."""

    def __init__(self, doc: Doc, mentions: Sequence[MentionDraft]) -> None:
        self.doc = doc
        self.mentions = mentions
        self._rooted: dict[int, list[int]] = {}
        self._covering: dict[int, int] = {}
        for number in range(len(mentions)):
            self.add(number)

    def add(self, number: int) -> None:
        """Take up the mention at this place of the list, which may have grown."""
        mention = self.mentions[number]
        root = root_of(self.doc, mention.start, mention.end)
        rooted = self._rooted.setdefault(root.i, [])
        rooted.append(number)
        rooted.sort(key=self._rank)
        for token in range(mention.start, mention.end):
            other = self._covering.get(token)
            if other is None or self._length(number) < self._length(other):
                self._covering[token] = number

    def at(self, token: Token, labels: Collection[str] = ()) -> int | None:
        """The mention headed by the token; shortest first, demonyms last; else what covers it.

        Args:
            token: A noun, as a rule the end of a dependency.
            labels: If given, only mentions of these entity types.
        """
        candidates: list[int] = list(self._rooted.get(token.i, ()))
        if token.i in self._covering:
            candidates.append(self._covering[token.i])
        for number in candidates:
            if not labels or self.mentions[number].label in labels:
                return number
        return None

    def ends(self, token: Token, labels: Collection[str] = ()) -> list[int]:
        """The mentions at the token and at its conjuncts, in order, each once."""
        found = (self.at(noun, labels) for noun in conjuncts(token))
        return list(dict.fromkeys(number for number in found if number is not None))

    def root(self, number: int) -> Token:
        """Syntactic head of a mention."""
        return root_of(self.doc, self.mentions[number].start, self.mentions[number].end)

    def _rank(self, number: int) -> tuple[bool, int]:
        """A people told as part of itself ("3 million Kurds") is not the whole of it."""
        return self.mentions[number].kind is MentionKind.DEMONYM, self._length(number)

    def _length(self, number: int) -> int:
        return self.mentions[number].end - self.mentions[number].start
