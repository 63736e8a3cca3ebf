import re
from pathlib import Path

from evidence.model import Decision, DecisionKind
from graph.build import build
from graph.explain import WORDS, feature_words, reasons
from ontology.schema import load_ontology


def graph_of(corpus, decisions=()):
    return build(corpus.evidence(), decisions, load_ontology(), "r")


def people(corpus, *names):
    return [
        corpus.mention(corpus.add(f"{i}.txt", f"Report {i} tells of {name}."), name, "PERSON")
        for i, name in enumerate(names)
    ]


def told(kg, mention):
    entity = kg.resolution.entities[kg.resolution.entity_of[mention.id]]
    return [(reason.words, reason.documents) for reason in reasons(kg, entity)]


def test_equal_names_and_spellings_are_told(corpus):
    first, *_ = people(corpus, "Nikolai Jukov", "Nikolai Jukov", "Nikolay Zhukov")
    found = told(graph_of(corpus), first)
    assert found[0] == ("“Nikolai Jukov” in each", ("0.txt", "1.txt"))
    assert "family names alike" in found[1][0]
    assert "Nikolay Zhukov" in found[1][0]


def test_gazetteer_entry_is_told_once(river_corpus):
    kg = graph_of(river_corpus)
    norland = next(m for m in river_corpus.mentions.values() if m.text == "Norland")
    ((words, documents),) = told(kg, norland)
    assert "country:NL1" in words
    assert documents == ("a.txt", "b.txt")


def test_analysts_word_is_told(corpus):
    left, right = people(corpus, "Amina Yusuf", "Omar Reza")
    same = Decision("d", 1, DecisionKind.SAME, left.id, right.id, "", "ana", "", "2024-01-01")
    ((words, _),) = told(graph_of(corpus, [same]), left)
    assert words.endswith("an analyst said so")


def test_entity_of_one_document_needs_no_reason(corpus):
    (only,) = people(corpus, "Amina Yusuf")
    assert told(graph_of(corpus), only) == []


def test_suggestion_is_told_in_words(corpus):
    people(corpus, "Pavel Tokarin", "Pavel Tokatin")
    (candidate,) = graph_of(corpus).resolution.candidates
    assert candidate.verdict == "suggested"
    assert feature_words(candidate) == ("family names alike (0.80)", "equal given names")


def test_every_feature_has_words():
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parents[2] / "graph").glob("*.py")
        if path.stem in ("matching", "linking", "context", "bearers", "event_resolution")
    )
    named = re.findall(r'(?:features|found)\["(\w+)"\]|^\s+"(\w+)": float\(', source, re.M)
    features = {name for pair in named for name in pair if name}
    assert len(features) > 12
    assert features <= set(WORDS)
