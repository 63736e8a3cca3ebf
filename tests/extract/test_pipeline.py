"""The pipeline loads what is installed and names the command for what is not."""

import pytest

from errors import ModelMissing
from extract.pipeline import MODEL_VARIABLE, load_pipeline, model_name


def test_missing_model_names_the_command() -> None:
    with pytest.raises(ModelMissing, match="python -m spacy download no_such_model"):
        load_pipeline("no_such_model")


def test_name_that_is_no_module_is_refused() -> None:
    with pytest.raises(ModelMissing):
        load_pipeline("../../etc")


@pytest.mark.model
def test_environment_variable_chooses_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODEL_VARIABLE, "sm")
    assert model_name(load_pipeline()).startswith("en_core_web_sm")


@pytest.mark.model
def test_line_break_ends_a_sentence_and_a_colon_does_not() -> None:
    doc = load_pipeline()("Rivals split by trade row: minister\nThe market fell. It rose later.")
    sentences = [sent.text.strip() for sent in doc.sents]
    assert sentences == [
        "Rivals split by trade row: minister",
        "The market fell.",
        "It rose later.",
    ]


@pytest.mark.model
def test_auxiliaries_have_their_lemma_and_part_of_speech() -> None:
    doc = load_pipeline()("He's leaving, but they were not told.")
    found = {token.text: (token.lemma_, token.pos_) for token in doc}
    assert found["'s"] == ("be", "AUX")
    assert found["were"] == ("be", "AUX")
    assert found["told"] == ("tell", "VERB")
