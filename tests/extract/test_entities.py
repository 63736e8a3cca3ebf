"""Mentions: rules on documents built by hand, the whole stage on sentences of our own."""

from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from evidence.model import Document, MentionKind, document_id, text_sha256
from extract.annotations import Analysis, MentionDraft
from extract.entities import find_mentions

CASES = Path(__file__).parent / "cases" / "entities.yml"
WORDS = ["Peru", "Peru", "'s", "-", "Lima", "said", "in", "Ana", "Silva", "President", "Kazakh",
         "the", "army", "\n\n", ".", "West", "US", "of", "troops", "O", "’", "(",
         ")", "UN", "😀"]  # fmt: skip
TAGS = ["NNP", "NN", "NNS", "JJ", "IN", "VBD", "POS", "DT", ".", "_SP", "NNPS", "PRP"]
ENTS = ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-GPE", "B-NORP", "B-DATE", "B-LOC"]


def load_cases() -> list[dict[str, object]]:
    found: list[dict[str, object]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return found


@lru_cache
def analysed(text: str, nlp: Language) -> Analysis:
    document = Document(document_id("a.txt", text), "a.txt", text, text_sha256(text))
    analysis = Analysis(document, nlp(text))
    find_mentions(analysis)
    return analysis


def described(analysis: Analysis, mention: MentionDraft) -> set[str]:
    """A mention in the notation of the cases, in each form that a case may use."""
    words = analysis.doc[mention.start : mention.end].text
    short = f"{words} | {mention.label} | {mention.kind.value}"
    return {short, f"{short} | {mention.reference}", f"{short} | in:{mention.country}"}


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases(), ids=lambda case: str(case["text"])[:40])
def test_sentence_has_its_mentions(case: dict[str, list[str]], nlp: Language) -> None:
    analysis = analysed(str(case["text"]), nlp)
    found = set().union(*(described(analysis, m) for m in analysis.mentions), set())
    assert [line for line in case.get("has", ()) if line not in found] == []


@pytest.mark.model
@pytest.mark.parametrize(
    "case", [case for case in load_cases() if "lacks" in case], ids=lambda c: str(c["text"])[:40]
)
def test_sentence_lacks_what_is_no_mention(case: dict[str, list[str]], nlp: Language) -> None:
    analysis = analysed(str(case["text"]), nlp)
    words = {analysis.doc[m.start : m.end].text for m in analysis.mentions}
    assert words & set(case["lacks"]) == set()


def mentions_of(doc: Doc) -> list[tuple[str, str, MentionKind]]:
    analysis = Analysis(Document("d", "a.txt", doc.text, ""), doc)
    find_mentions(analysis)
    return [(doc[m.start : m.end].text, m.label, m.kind) for m in analysis.mentions]


def test_country_beats_the_models_label(make_doc) -> None:  # type: ignore[no-untyped-def]
    doc = make_doc("Kazakh exports fell", tags=["NNP", "NNS", "VBD"], ents=["B-PERSON", "O", "O"])
    assert mentions_of(doc) == [("Kazakh", "COUNTRY", MentionKind.DEMONYM)]


def test_name_is_cut_at_a_line_break(make_doc) -> None:  # type: ignore[no-untyped-def]
    doc = make_doc(
        ["Olga", "Berg", "\n\n", "Nordlys"],
        tags=["NNP", "NNP", "_SP", "NNP"],
        ents=["B-PERSON", "I-PERSON", "I-PERSON", "I-PERSON"],
    )
    assert ("Olga Berg", "PERSON", MentionKind.NAME) in mentions_of(doc)


def test_label_is_voted_over_the_document(make_doc) -> None:  # type: ignore[no-untyped-def]
    doc = make_doc(
        "Veldora grew . Veldora shrank . Veldora rose",
        tags=["NNP", "VBD", ".", "NNP", "VBD", ".", "NNP", "VBD"],
        ents=["B-ORG", "O", "O", "B-GPE", "O", "O", "B-ORG", "O"],
    )
    assert {label for _, label, _ in mentions_of(doc)} == {"ORGANIZATION"}


def test_surname_is_a_person_wherever_it_stands(make_doc) -> None:  # type: ignore[no-untyped-def]
    doc = make_doc(
        "Ida Holm spoke . Holm left . Later Holm wrote",
        tags=["NNP", "NNP", "VBD", ".", "NNP", "VBD", ".", "RB", "NNP", "VBD"],
        ents=["B-PERSON", "I-PERSON", "O", "O", "B-GPE", "O", "O", "O", "O", "O"],
    )
    names = [(words, label) for words, label, _ in mentions_of(doc)]
    assert names == [("Ida Holm", "PERSON"), ("Holm", "PERSON"), ("Holm", "PERSON")]


def test_title_alone_is_no_name(make_doc) -> None:  # type: ignore[no-untyped-def]
    doc = make_doc(
        "Prosecutor General spoke",
        tags=["NNP", "NNP", "VBD"],
        ents=["B-ORG", "I-ORG", "O"],
        heads=[1, 2, 2],
        deps=["compound", "nsubj", "ROOT"],
    )
    assert mentions_of(doc) == [("Prosecutor General", "PERSON", MentionKind.NOMINAL)]


def test_person_after_a_title_is_found_without_the_model(make_doc) -> None:  # type: ignore[no-untyped-def]
    doc = make_doc("Senator Brenna Quay left", tags=["NNP", "NNP", "NNP", "VBD"], ents=["O"] * 4)
    assert ("Brenna Quay", "PERSON", MentionKind.NAME) in mentions_of(doc)


def test_empty_document_has_no_mentions(vocab: Vocab) -> None:
    assert mentions_of(Doc(vocab)) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*map(st.sampled_from, (WORDS, TAGS, ENTS))), max_size=25))
def test_spans_are_unique_inside_the_text_and_cross_no_break(
    rows: list[tuple[str, str, str]],
) -> None:
    vocab = _blank_vocab()
    ents = ["O" if row[2].startswith("I-") else row[2] for row in rows]
    doc = Doc(vocab, words=[row[0] for row in rows], tags=[row[1] for row in rows], ents=ents)
    analysis = Analysis(Document("d", "a.txt", doc.text, ""), doc)
    find_mentions(analysis)
    spans = [(m.start, m.end) for m in analysis.mentions]
    assert len(spans) == len(set(spans))
    assert all(0 <= start < end <= len(doc) for start, end in spans)
    assert not any("\n" in doc[start:end].text for start, end in spans)


@lru_cache
def _blank_vocab() -> Vocab:
    import spacy

    return spacy.blank("en").vocab


def test_same_document_twice_gives_the_same_mentions(make_doc) -> None:  # type: ignore[no-untyped-def]
    words = "Peru and Chile met in Lima . Peru left"
    tags = ["NNP", "CC", "NNP", "VBD", "IN", "NNP", ".", "NNP", "VBD"]
    assert mentions_of(make_doc(words, tags=tags)) == mentions_of(make_doc(words, tags=tags))
