"""Tree walks on hand-built trees: no model is needed."""

import time

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.mention_index import MentionIndex
from extract.syntax import (
    actors,
    conjuncts,
    first_conjunct,
    is_passive,
    lemma,
    noun_lemma,
    patients,
    possessors,
    prepositional,
    root_of,
    subjects,
    subtree_span,
)

Row = tuple[str, int, str, str]
VOCAB = English().vocab


def tree(*rows: Row) -> Doc:
    """A Doc from rows of word, head, dependency, fine tag."""
    words, heads, deps, tags = zip(*rows, strict=True)
    coarse = {"V": "VERB", "N": "NOUN", "P": "PRON", "I": "ADP"}
    return Doc(
        VOCAB,
        words=list(words),
        heads=list(heads),
        deps=list(deps),
        tags=list(tags),
        pos=[coarse.get(tag[0], "X") for tag in tags],
        lemmas=[word.lower() for word in words],
    )


def words(tokens: list[object]) -> list[str]:
    return [str(token) for token in tokens]


ORDERED = tree(
    ("Lima", 1, "nsubj", "NNP"),
    ("ordered", 1, "ROOT", "VBD"),
    ("troops", 1, "dobj", "NNS"),
    ("to", 4, "aux", "TO"),
    ("leave", 1, "xcomp", "VB"),
    ("and", 4, "cc", "CC"),
    ("return", 4, "conj", "VB"),
)
PASSIVE = tree(
    ("Quito", 2, "nsubjpass", "NNP"),
    ("was", 2, "auxpass", "VBD"),
    ("attacked", 2, "ROOT", "VBN"),
    ("by", 2, "agent", "IN"),
    ("rebels", 3, "pobj", "NNS"),
)
RELATIVE = tree(
    ("Peru", 5, "nsubj", "NNP"),
    ("which", 2, "nsubj", "WDT"),
    ("borders", 0, "relcl", "VBZ"),
    ("Chile", 2, "dobj", "NNP"),
    ("has", 5, "aux", "VBZ"),
    ("agreed", 5, "ROOT", "VBN"),
)
LIST = tree(
    ("Peru", 5, "nsubj", "NNP"),
    ("Chile", 0, "conj", "NNP"),
    ("and", 1, "cc", "CC"),
    ("Brazil", 1, "conj", "NNP"),
    ("all", 5, "advmod", "DT"),
    ("agreed", 5, "ROOT", "VBD"),
)


def test_infinitive_takes_the_object_of_the_verb_above_as_subject() -> None:
    assert words(subjects(ORDERED[4])) == ["troops"]


def test_coordinated_verb_shares_the_subject() -> None:
    assert words(subjects(ORDERED[6])) == ["troops"]


def test_main_verb_has_its_own_subject_and_object() -> None:
    assert words(actors(ORDERED[1])) == ["Lima"]
    assert words(patients(ORDERED[1])) == ["troops"]


def test_passive_turns_actor_and_patient() -> None:
    assert is_passive(PASSIVE[2])
    assert words(actors(PASSIVE[2])) == ["rebels"]
    assert words(patients(PASSIVE[2])) == ["Quito"]


def test_relative_pronoun_stands_for_its_noun() -> None:
    assert words(subjects(RELATIVE[2])) == ["Peru"]


def test_conjuncts_run_down_and_first_conjunct_up() -> None:
    assert words(conjuncts(LIST[0])) == ["Peru", "Chile", "Brazil"]
    assert words(conjuncts(LIST[1])) == ["Chile", "Brazil"]
    assert first_conjunct(LIST[3]).text == "Peru"


def test_participle_after_a_noun_takes_it_as_subject() -> None:
    doc = tree(
        ("talks", 0, "ROOT", "NNS"),
        ("involving", 0, "acl", "VBG"),
        ("Oslo", 1, "dobj", "NNP"),
    )
    assert words(subjects(doc[1])) == ["talks"]
    assert words(patients(doc[1])) == ["Oslo"]


def test_gerund_after_of_takes_the_object_above() -> None:
    doc = tree(
        ("Lima", 1, "nsubj", "NNP"),
        ("accused", 1, "ROOT", "VBD"),
        ("Quito", 1, "dobj", "NNP"),
        ("of", 1, "prep", "IN"),
        ("ignoring", 3, "pcomp", "VBG"),
        ("by", 4, "prep", "IN"),
        ("closing", 5, "pcomp", "VBG"),
    )
    assert words(subjects(doc[4])) == ["Quito"]
    assert words(subjects(doc[6])) == ["Quito"]


def test_prepositions_chain_and_coordinate() -> None:
    doc = tree(
        ("fled", 0, "ROOT", "VBD"),
        ("out", 0, "prep", "IN"),
        ("of", 1, "prep", "IN"),
        ("Kabul", 2, "pobj", "NNP"),
        ("to", 0, "prep", "IN"),
        ("Pakistan", 4, "pobj", "NNP"),
    )
    found = [(str(prep), str(noun)) for prep, noun in prepositional(doc[0])]
    assert found == [("of", "Kabul"), ("to", "Pakistan")]
    assert [str(noun) for _, noun in prepositional(doc[0], ("to",))] == ["Pakistan"]


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [("Talks", "NNPS", "talk"), ("talk", "NNS", "talk"), ("Congress", "NNP", "congress")],
)
def test_noun_lemma_is_singular(word: str, tag: str, expected: str) -> None:
    assert noun_lemma(tree((word, 0, "ROOT", tag))[0]) == expected


def draft(start: int, end: int, label: str) -> MentionDraft:
    return MentionDraft(start, end, label, MentionKind.NAME)


INVASION = tree(
    ("Russian", 1, "amod", "JJ"),
    ("invasion", 1, "ROOT", "NN"),
    ("of", 1, "prep", "IN"),
    ("Ukraine", 2, "pobj", "NNP"),
)


def test_index_finds_the_mention_by_its_head() -> None:
    index = MentionIndex(
        INVASION, [draft(0, 4, "EVENT"), draft(0, 1, "COUNTRY"), draft(3, 4, "COUNTRY")]
    )
    assert [index.at(token) for token in INVASION] == [1, 0, 0, 2]
    assert index.at(INVASION[3], {"EVENT"}) is None
    assert index.root(0).text == "invasion"


def test_index_takes_up_later_mentions() -> None:
    mentions = [draft(0, 1, "COUNTRY")]
    index = MentionIndex(INVASION, mentions)
    assert index.at(INVASION[1]) is None
    mentions.append(draft(0, 4, "EVENT"))
    index.add(1)
    assert index.at(INVASION[1]) == 1


def test_index_ends_cover_the_list() -> None:
    index = MentionIndex(
        LIST, [draft(0, 1, "COUNTRY"), draft(1, 2, "COUNTRY"), draft(3, 4, "COUNTRY")]
    )
    assert index.ends(LIST[0]) == [0, 1, 2]


def test_root_of_a_broken_span_is_its_last_outward_token() -> None:
    assert root_of(LIST, 0, 4).text == "Peru"
    assert root_of(INVASION, 0, 2).text == "invasion"


def test_subtree_span_can_leave_out_children() -> None:
    assert subtree_span(INVASION[1]) == (0, 4)
    assert subtree_span(INVASION[1], without=("amod",)) == (1, 4)


def test_possessors_stand_before_the_noun() -> None:
    doc = tree(("Oslo", 2, "poss", "NNP"), ("'s", 0, "case", "POS"), ("ally", 2, "ROOT", "NN"))
    assert words(possessors(doc[2])) == ["Oslo"]


def test_ten_thousand_conjuncts_are_walked_in_bounded_time() -> None:
    size = 10_000
    rows = [("x", max(0, i - 1), "conj" if i else "ROOT", "NN") for i in range(size)]
    doc = tree(*rows)
    start = time.perf_counter()
    assert all(len(conjuncts(token)) <= 64 for token in doc[:200])
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("word", "table", "right"),
    [
        ("staged", "stag", "stage"),
        ("waging", "wag", "wage"),
        ("rapped", "rap", "rap"),
        ("fin", "fin", "fin"),
    ],
)
def test_clipped_lemmas_are_mended(word: str, table: str, right: str) -> None:
    assert lemma(Doc(VOCAB, words=[word], lemmas=[table])[0]) == right
