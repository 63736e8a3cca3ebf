"""Word lists of the extraction rules: `extract/lexicon/*.yml`, read once, checked on reading."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from errors import OntologyError

FOLDER = Path(__file__).parent / "lexicon"


@lru_cache
def load_lexicon(name: str) -> Mapping[str, frozenset[str]]:
    """The word lists of one file, by list name.

    Args:
        name: File name without ".yml".

    Returns:
        Each list as a set of lower-case lemmas or phrases.

    Raises:
        OntologyError: The file is not a mapping of names to lists of strings.
    """
    path = FOLDER / f"{name}.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise OntologyError(f"{path.name}: should be a mapping of list names to lists of words.")
    return {str(key): _words(path, str(key), words) for key, words in content.items()}


def _words(path: Path, key: str, words: object) -> frozenset[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise OntologyError(f"{path.name}: {key} should be a list of strings.")
    return frozenset(words)
