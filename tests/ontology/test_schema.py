"""What the linter of the ontology says of entries that break a rule."""

from pathlib import Path
from shutil import copytree

import pytest

from errors import OntologyError
from extract.lexicons import FOLDER as LEXICONS
from extract.lexicons import load_lexicon
from ontology.schema import FOLDER, load_ontology


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the ontology that a test may break."""
    return Path(copytree(FOLDER, tmp_path / "ontology"))


def with_trigger(folder: Path, trigger: str) -> Path:
    path = folder / "events.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  triggers:\n", f"  triggers:\n    - {trigger}\n", 1), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("trigger", "message"),
    [
        ("{words: lean, target: on}", "in quotes"),
        ("{words: lean, tarjet: object}", "unknown trigger field tarjet"),
        ("{words: lean, kind: adverb}", "trigger kind adverb"),
        ("{words: lean, mode: sideways}", "trigger mode sideways"),
        ("{words: lean, needs: luck}", "trigger need luck"),
        ("{target: object}", "at least `words`"),
    ],
)
def test_bad_trigger_is_refused_with_its_reason(folder: Path, trigger: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        load_ontology(with_trigger(folder, trigger))


def test_a_list_of_phrases_makes_a_trigger_each(folder: Path) -> None:
    entry = "{words: [lean, bend over], target: object, reciprocal: true}"
    first = next(
        claim
        for claim in load_ontology(with_trigger(folder, entry)).claims.values()
        if claim.kind == "event"
    )
    assert [trigger.words for trigger in first.triggers[:2]] == [("lean",), ("bend", "over")]
    assert all(trigger.reciprocal for trigger in first.triggers[:2])


def test_every_type_has_what_an_export_needs() -> None:
    for claim in load_ontology().claims.values():
        assert claim.domain and claim.range and claim.definition
        if claim.kind == "event":
            assert claim.cameo or not claim.plover
        assert not claim.wikidata or claim.wikidata[0] in "PQ"


def test_words_of_triggers_are_lower_case_words() -> None:
    wrong = [
        trigger.words
        for claim in load_ontology().claims.values()
        for trigger in claim.triggers
        if any(
            word != word.lower() or not word.replace("-", "").isalpha() for word in trigger.words
        )
    ]
    assert wrong == []


@pytest.mark.parametrize("path", sorted(LEXICONS.glob("*.yml")), ids=lambda path: path.stem)
def test_every_lexicon_is_read_and_has_words(path: Path) -> None:
    lists = load_lexicon(path.stem)
    assert lists and all(lists.values())
