"""Persons and countries that the model misses or mistakes, told by the words around a name."""

from collections.abc import Sequence
from functools import lru_cache

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.collectives import label_of, singular
from extract.gazetteer_hits import Hit
from extract.lexicons import load_lexicon
from extract.name_spans import HYPHENS, ModelName
from extract.titles import is_office, is_title
from extract.token_view import TokenView
from ontology.gazetteer import Gazetteer
from ontology.spelling import nearest_place

LONGEST_CLIMB = 6
"""Words between a name in apposition and the office it bears."""


def correct_names(view: TokenView, names: Sequence[ModelName], hits: Sequence[Hit]) -> None:
    """Put persons right, in place: their type, a given name left out, a country run together."""
    known = {token for hit in hits for token in range(hit.start, hit.end)}
    for name in names:
        if name.label in ("PLACE", "ORGANIZATION") and known.isdisjoint(
            range(name.start, name.end)
        ):
            _retype_person(view, name)
        if name.label == "PERSON" and name.end - name.start == 1:
            _add_given_name(view, name, known)
    _part_from_countries(view, names, hits)


def _retype_person(view: TokenView, name: ModelName) -> None:
    """Make a name that nobody knows a person where it speaks, bears an office, or has a surname."""
    head = name.end - 1
    governor = view.heads[head]
    if name.label == "PLACE" and _is_cut_off(view, name):
        name.end, name.label = name.end + 1, "PERSON"
        return
    verb = view.doc[governor].lemma_.lower()
    acts = view.deps[head] == "nsubj" and verb in human_verbs() and name.label == "PLACE"
    if acts or _bears_office(view, head) or _is_described(view, head):
        name.label = "PERSON"


def _is_cut_off(view: TokenView, name: ModelName) -> bool:
    """Is the surname left out after a given name: "Ana-Maria" of "Ana-Maria Silva"?"""
    following, last = name.end, name.end - 1
    if following >= len(view.words) or view.heads[last] != following:
        return False
    word = view.words[following]
    unmarked = not view.doc[following].ent_type_ and view.tags[following] == "NNP"
    return unmarked and word.istitle() and not is_title(word.lower())


def _bears_office(view: TokenView, head: int) -> bool:
    """Is it in apposition to an office: "the president of Peru, Ana Silva, said"?"""
    if view.deps[head] != "appos":
        return False
    token = view.heads[head]
    for _ in range(LONGEST_CLIMB):
        if is_office(view, token) and view.tags[token][:2] == "NN":
            return True
        if view.deps[token] not in ("pobj", "prep", "poss", "compound"):
            return False
        token = view.heads[token]
    return False


def _is_described(view: TokenView, head: int) -> bool:
    """Does a noun for a person follow in apposition: "Maria, a baker from Lima"?"""
    for child in view.doc[head].rights:
        if child.dep_ == "appos" and child.tag_ == "NN":
            return label_of(singular(child)) == "PERSON"
    return False


def _add_given_name(view: TokenView, name: ModelName, known: set[int]) -> None:
    """Take in the given name that the model left out before a surname."""
    before = name.start - 1
    if before < 0 or before in known or view.doc[before].ent_type_:
        return
    word = view.words[before]
    compound = view.tags[before] == "NNP" and view.heads[before] == name.end - 1
    if compound and word.istitle() and word.isalpha() and not is_title(word.lower()):
        name.start = before


def _part_from_countries(view: TokenView, names: Sequence[ModelName], hits: Sequence[Hit]) -> None:
    """Free a person's name that the model ran together with the country before it."""
    persons = {tuple(view.words[n.start : n.end]) for n in names if n.label == "PERSON"}
    ends = {hit.start: hit.end for hit in hits if hit.best.entry.type == "COUNTRY"}
    for name in names:
        end = ends.get(name.start)
        if end is not None and tuple(view.words[end : name.end]) in persons:
            name.start, name.label = end, "PERSON"


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


def misspelt_countries(
    view: TokenView, hits: Sequence[Hit], gazetteer: Gazetteer
) -> list[MentionDraft]:
    """Countries whose name has a slip of the pen, so that the model takes it for no name."""
    known = {token for hit in hits for token in range(hit.start, hit.end)}
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
