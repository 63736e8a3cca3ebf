"""Chains: rules on documents built by hand, and whole texts of our own with the model."""

from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from evidence.model import Document, MentionKind, document_id, text_sha256
from extract.anaphora import LEAST, MOST, confidence
from extract.annotations import Analysis, MentionDraft
from extract.chains import Chains
from extract.coreference import link_chains, number_chains
from extract.entities import find_mentions
from extract.name_chains import name_parts

CASES = Path(__file__).parent / "cases" / "coreference.yml"
Case = dict[str, object]


def load_cases() -> list[Case]:
    found: list[Case] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return found


@lru_cache
def chains_of(text: str, nlp: Language) -> dict[tuple[int, int], int]:
    """Chain by offsets of the mention."""
    document = Document(document_id("a.txt", text), "a.txt", text, text_sha256(text))
    analysis = Analysis(document, nlp(text))
    find_mentions(analysis)
    link_chains(analysis)
    spans = [(analysis.doc[m.start : m.end], m.chain) for m in analysis.mentions]
    return {(span.start_char, span.end_char): chain for span, chain in spans}


def place_of(text: str, words: str) -> tuple[int, int]:
    words, _, number = words.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = text.index(words, start + 1)
    return start, start + len(words)


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases(), ids=lambda case: str(case["text"])[:40])
def test_words_of_one_entity_are_one_chain(case: dict[str, list[list[str]]], nlp: Language) -> None:
    text = str(case["text"])
    chains = chains_of(text, nlp)
    for group in case.get("one", ()):
        found = {words: chains.get(place_of(text, words)) for words in group}
        assert None not in found.values(), found
        assert len(set(found.values())) == 1, found


@pytest.mark.model
@pytest.mark.parametrize(
    "case", [case for case in load_cases() if "apart" in case], ids=lambda c: str(c["text"])[:40]
)
def test_words_of_different_entities_stay_apart(
    case: dict[str, list[list[str]]], nlp: Language
) -> None:
    text = str(case["text"])
    chains = chains_of(text, nlp)
    for first, second in case["apart"]:
        one, other = chains.get(place_of(text, first)), chains.get(place_of(text, second))
        assert one is None or one != other, (first, second)


def draft(start: int, chain: int = -1, **fields: object) -> MentionDraft:
    values = {"label": "PERSON", "kind": MentionKind.NAME, **fields}
    return MentionDraft(start, start + 1, chain=chain, **values)  # type: ignore[arg-type]


def test_every_mention_has_a_chain_and_those_of_events_stay(make_doc) -> None:  # type: ignore[no-untyped-def]
    doc = make_doc("Norway invaded Sweden during talks", tags=["NNP", "VBD", "NNP", "IN", "NNS"])
    analysis = Analysis(Document("d", "a.txt", doc.text, ""), doc)
    analysis.mentions.append(draft(4, chain=0, label="EVENT", kind=MentionKind.NOMINAL))
    find_mentions(analysis)
    link_chains(analysis)
    assert analysis.mentions[0].chain == 0
    assert sorted(m.chain for m in analysis.mentions) == [0, 1, 2]


def test_numbers_follow_the_order_of_first_mention() -> None:
    mentions = [draft(0), draft(1), draft(2)]
    chains = Chains(3)
    chains.join(2, 0)
    number_chains(mentions, chains)
    assert [m.chain for m in mentions] == [0, 1, 0]


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=40))
def test_joining_is_an_equivalence_whatever_the_order(pairs: list[tuple[int, int]]) -> None:
    forward, backward = Chains(20), Chains(20)
    for first, second in pairs:
        forward.join(first, second)
    for first, second in reversed(pairs):
        backward.join(second, first)
    assert [forward.find(n) for n in range(20)] == [backward.find(n) for n in range(20)]


def test_hyphens_accents_and_initials_do_not_part_names() -> None:
    assert name_parts("Jean-Luc Médard") == name_parts("Jean Luc Medard")
    assert name_parts("J. Berg") == ("j", "berg")


@settings(max_examples=50)
@given(st.floats(0, 100))
def test_confidence_grows_with_the_margin_between_its_bounds(margin: float) -> None:
    assert LEAST <= confidence(margin) <= MOST
    assert confidence(margin) <= confidence(margin + 1)
