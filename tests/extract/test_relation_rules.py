"""Rules for standing relations on trees built by hand: no model is needed."""

import time

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from evidence.model import Document, MentionKind
from extract.annotations import Analysis, MentionDraft
from extract.lexicons import load_lexicon
from extract.offices import KINDS
from extract.relations import find_relations
from ontology.schema import load_ontology

Row = tuple[str, int, str, str]
VOCAB = English().vocab
SLOTS = {
    "subject",
    "object",
    "self",
    "possessor",
    "before",
    "governor",
    "between",
    "last",
    "tied",
    "site",
}
PREPOSITIONS = {"of", "to", "in", "at", "with", "on", "upon", "for"}
TITLE = (
    ("Kenyan", 3, "amod", "JJ"),
    ("President", 3, "compound", "NNP"),
    ("William", 3, "compound", "NNP"),
    ("Ruto", 4, "nsubj", "NNP"),
    ("spoke", 4, "ROOT", "VBD"),
    (".", 4, "punct", "."),
)


def analysis_of(
    rows: tuple[tuple[str, int, str, str], ...], mentions: list[MentionDraft]
) -> Analysis:
    words, heads, deps, tags = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps, tags=tags, lemmas=words)
    return Analysis(Document("d", "a.txt", doc.text, ""), doc, mentions)


def mention(start: int, end: int, label: str, chain: int, demonym: bool = False) -> MentionDraft:
    kind = MentionKind.DEMONYM if demonym else MentionKind.NAME
    return MentionDraft(start, end, label, kind, chain=chain)


def claims_of(analysis: Analysis) -> list[tuple[str, int, int, str]]:
    find_relations(analysis)
    return [(claim.type, claim.source, claim.target, claim.rule) for claim in analysis.claims]


def test_title_between_demonym_and_name_makes_a_head() -> None:
    analysis = analysis_of(
        TITLE, [mention(0, 1, "COUNTRY", 0, demonym=True), mention(2, 4, "PERSON", 1)]
    )
    assert claims_of(analysis) == [("HEAD_OF", 1, 0, "title_with_owner")]
    assert analysis.claims[0].trigger == (1, 2)


def test_stance_word_before_a_title_owns_nothing() -> None:
    rows = (
        ("pro", 2, "amod", "AFX"),
        ("-", 2, "punct", "HYPH"),
        ("Kenyan", 4, "amod", "JJ"),
        ("minister", 4, "compound", "NN"),
        ("Ruto", 5, "nsubj", "NNP"),
        ("spoke", 5, "ROOT", "VBD"),
    )
    mentions = [mention(2, 3, "COUNTRY", 0, demonym=True), mention(4, 5, "PERSON", 1)]
    assert claims_of(analysis_of(rows, mentions)) == []


def test_weak_link_makes_an_inferred_claim() -> None:
    person = mention(2, 4, "PERSON", 1)
    person.score = 0.3
    analysis = analysis_of(TITLE, [mention(0, 1, "COUNTRY", 0, demonym=True), person])
    find_relations(analysis)
    assert analysis.claims[0].inferred


def test_types_that_the_ontology_bars_make_no_claim() -> None:
    analysis = analysis_of(
        TITLE, [mention(0, 1, "EVENT", 0, demonym=True), mention(2, 4, "PERSON", 1)]
    )
    assert claims_of(analysis) == []


def test_time_grows_linearly_with_text() -> None:
    def seconds(copies: int) -> float:
        rows = tuple(
            (word, head + len(TITLE) * copy, dep, tag)
            for copy in range(copies)
            for word, head, dep, tag in TITLE
        )
        mentions = []
        for copy in range(copies):
            first = copy * len(TITLE)
            mentions.append(mention(first, first + 1, "COUNTRY", 2 * copy, demonym=True))
            mentions.append(mention(first + 2, first + 4, "PERSON", 2 * copy + 1))
        analysis = analysis_of(rows, mentions)
        start = time.perf_counter()
        find_relations(analysis)
        assert len(analysis.claims) == copies
        return time.perf_counter() - start

    seconds(100)
    assert seconds(4_000) < 20 * max(seconds(800), 0.01)


@pytest.mark.parametrize("name", KINDS)
def test_offices_are_lower_case_and_without_spare_spaces(name: str) -> None:
    for entry in load_lexicon("offices")[name]:
        assert entry == " ".join(entry.lower().split())


def test_triggers_of_relations_use_known_slots() -> None:
    for type_ in load_ontology().claims.values():
        if type_.kind == "relation":
            for trigger in type_.triggers:
                slots = {*trigger.source, *trigger.target}
                assert slots <= SLOTS | PREPOSITIONS, (type_.name, trigger)
                assert 0 < trigger.score <= 1


def test_every_relation_names_its_wikidata_property_or_is_ours() -> None:
    relations = [t for t in load_ontology().claims.values() if t.kind == "relation"]
    assert len(relations) == 14
    assert {t.name for t in relations if not t.wikidata} <= {
        "ALLY_OF",
        "DEPENDS_ON",
        "DOMINATED_BY",
    }
