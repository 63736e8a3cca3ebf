"""Offices in text: which noun, what kind of office, held where; former or not."""

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from evidence.model import MentionKind
from extract.lexicons import load_lexicon
from extract.relation_writer import RelationWriter
from extract.syntax import (
    children,
    conjuncts,
    first_conjunct,
    lemma,
    noun_lemma,
    prepositional,
)

KINDS = ("state_heads", "organization_heads", "body_secretaries", "offices", "staff")
"""Lists of the lexicon that hold offices, the highest first."""
LONGEST_TITLE = 5
"""Words before the head of an office that may belong to it."""
OWNER_LABELS = ("COUNTRY", "ORGANIZATION", "PLACE")
_TITLE_TAGS = ("JJ", "NN", "NNP", "AFX", "JJS")
_TITLE_WORDS = ("plain", "lowering", "former", "plurals")


@dataclass(frozen=True, slots=True)
class Office:
    """An office noun with the words that belong to it."""

    noun: Token
    start: int
    """First token of the title, without its owner."""
    kinds: frozenset[str]
    """Lists of the lexicon that it is in."""
    former: bool
    lowered: bool
    """A deputy or vice."""
    domain: str
    """"opposition", "police": the word that narrows the office; empty for the whole."""

    @property
    def trigger(self) -> tuple[int, int]:
        """Tokens of the title."""
        return self.start, self.noun.i + 1


@dataclass(frozen=True, slots=True)
class Owners:
    """Whom an office belongs to, by where the text says so."""

    before: tuple[int, ...] = ()
    """As in "Kenyan president", "Security Council secretary"."""
    possessor: tuple[int, ...] = ()
    """As in "Kenya's president"."""
    after: tuple[int, ...] = ()
    """As in "president of Kenya"."""


@lru_cache
def office_phrases() -> dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    """Phrases and the lists they are in, by head word, longest phrase first."""
    lists = load_lexicon("offices")
    kinds: dict[str, set[str]] = {}
    for kind in KINDS:
        for phrase in lists[kind]:
            kinds.setdefault(phrase, set()).add(kind)
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for phrase in sorted(kinds):
        words = tuple(phrase.replace("-", " - ").split())
        found.setdefault(words[-1], []).append((words, frozenset(kinds[phrase])))
    return {head: tuple(sorted(group, key=lambda e: -len(e[0]))) for head, group in found.items()}


def office_at(noun: Token, writer: RelationWriter) -> Office | None:
    """The office a noun is the head of; None for other words and for words inside names."""
    phrases = office_phrases().get(noun_lemma(noun))
    if phrases is None or noun.tag_[:2] != "NN" or _inside_name(noun, writer):
        return None
    if noun.i + 1 < len(noun.doc) and noun.nbor().text == "-":
        return None
    for words, kinds in phrases:
        start = noun.i - len(words) + 1
        before = tuple(token.lower_ for token in noun.doc[max(0, start) : noun.i])
        if before == words[:-1]:
            return _office(noun, start, kinds, writer)
    return None


def owners_of(office: Office, writer: RelationWriter) -> Owners:
    """Whom the office belongs to; shared with the offices it is coordinated with."""
    own = _own_owners(office, writer)
    if own != Owners():
        return own
    first = first_conjunct(office.noun)
    for other in (first, *conjuncts(first)[1:]):
        if other.i != office.noun.i:
            sibling = office_at(other, writer)
            if sibling is not None:
                return _own_owners(sibling, writer)
    return Owners()


def _inside_name(noun: Token, writer: RelationWriter) -> bool:
    number = writer.index.at(noun)
    if number is None or not writer.is_named(number):
        return False
    mention = writer.mentions[number]
    return mention.start <= noun.i < mention.end


def _office(noun: Token, start: int, kinds: frozenset[str], writer: RelationWriter) -> Office:
    """Take up the words before: deputies, domains, "former"."""
    lists = load_lexicon("offices")
    words: list[str] = []
    doc = noun.doc
    while start > 0 and len(words) < LONGEST_TITLE and _in_title(doc[start - 1], writer):
        start -= 1
        words.append(doc[start].lower_)
    fixed = {token.lower_ for token in doc[start : noun.i]} if not words else set()
    modifiers = {child.lower_ for child in children(noun, ("amod", "advmod", "compound", "nmod"))}
    tested = {*words, *modifiers}
    domain = next((w for w in words if w not in lists["plain"] and w not in lists["lowering"]), "")
    field = field_of(noun, writer)
    if field is not None and field.lower_ not in lists["whole"]:
        domain = domain or field.lower_
    return Office(
        noun=noun,
        start=start,
        kinds=kinds,
        former=bool(tested & lists["former"]) or _was_before(doc, start, lists["former"]),
        lowered=bool((set(words) | fixed) & lists["lowering"]),
        domain="" if domain in ("-", "and", "&") else domain,
    )


def field_of(noun: Token, writer: RelationWriter) -> Token | None:
    """What an office is for, where a plain noun tells: "staff" in "chief of staff"."""
    doc, position = noun.doc, noun.i + 1
    if position + 1 >= len(doc) or doc[position].lower_ != "of":
        return None
    position += 2 if doc[position + 1].tag_ == "DT" else 1
    field = doc[min(position, len(doc) - 1)]
    plain = field.tag_ in ("NN", "NNS", "NNP") and writer.index.at(field) is None
    return field if plain else None


def _in_title(token: Token, writer: RelationWriter) -> bool:
    word = token if token.tag_ != "HYPH" else token.nbor(-1) if token.i else token
    listed = any(word.lower_ in load_lexicon("offices")[name] for name in _TITLE_WORDS)
    if not listed and (token.tag_ not in _TITLE_TAGS or token.is_space):
        return False
    number = writer.index.at(token)
    if number is None or writer.mentions[number].kind is MentionKind.NOMINAL:
        return True
    mention = writer.mentions[number]
    return not mention.start <= token.i < mention.end


def _was_before(doc: Doc, start: int, former: frozenset[str]) -> bool:
    """Does "former" stand before the owner, as in "former Kenyan president"?"""
    for token in reversed(doc[max(0, start - 4) : start]):
        if token.lower_ in former:
            return True
        if token.tag_ in ("DT", "IN", "POS", ",", ".", "CC") or token.tag_[:2] == "VB":
            return False
    return False


def _own_owners(office: Office, writer: RelationWriter) -> Owners:
    before = tuple(
        number
        for number in writer.ending_at(_owner_end(office))
        if writer.label(number) in OWNER_LABELS and writer.is_known(number)
    )
    possessor = tuple(
        number
        for token in children(office.noun, ("poss",))
        if lemma(token) not in load_lexicon("event_nouns")["times"]
        for number in writer.ends(token)
    )
    return Owners(before, possessor, _after(office, writer))


def _owner_end(office: Office) -> int:
    """Position before the title and before a hyphen."""
    doc, end = office.noun.doc, office.start
    while end > 0 and doc[end - 1].tag_ in ("HYPH",):
        end -= 1
    return end


def _after(office: Office, writer: RelationWriter) -> tuple[int, ...]:
    lists = load_lexicon("offices")
    staff = "staff" in office.kinds
    prepositions = lists["staff_prepositions"] if staff else lists["office_prepositions"]
    field = field_of(office.noun, writer)
    for preposition in ("of", *sorted(prepositions - {"of"})):
        for head in (office.noun, *([field] if field is not None else [])):
            for _, noun in prepositional(head, (preposition,)):
                found = writer.ends(noun)
                if found:
                    return tuple(found)
    return _beside(office, writer, prepositions)


def _beside(
    office: Office, writer: RelationWriter, prepositions: frozenset[str]
) -> tuple[int, ...]:
    """An owner right after "of", where the tree hung it elsewhere."""
    doc, position = office.noun.doc, office.noun.i + 1
    if position >= len(doc) or doc[position].lower_ not in prepositions:
        return ()
    for token in doc[position + 1 : position + 4]:
        found = writer.starting_at(token.i)
        if found:
            modifies = writer.index.root(found[0]).dep_ in ("poss", "amod", "compound", "nmod")
            return () if modifies else (found[0],)
        if token.tag_ not in ("DT", "JJ"):
            break
    return ()
