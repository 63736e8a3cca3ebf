"""Is a text English? A test by function words, for texts that clearly are not."""

import unicodedata
from collections import Counter

from errors import SkippedDocument
from extract.lexicons import load_lexicon
from extract.lines import WORD

SAMPLE = 20_000
"""Characters looked at."""
FEWEST_WORDS = 40
"""Shorter texts pass: names and headlines have few function words in any language."""
FOREIGN_SHARE = 0.15
"""Of the words, so many must be function words of the other language."""
FOREIGN_LEAD = 1.5
"""They must outnumber the English ones so many times."""
SCRIPT_SHARE = 0.6
"""Of the letters, so many must be of another script."""


def require_english(text: str) -> None:
    """Refuse a text that is clearly not English.

    Raises:
        SkippedDocument: With the language or the script, and what to do.
    """
    other = foreign_language(text[:SAMPLE])
    if other:
        raise SkippedDocument(f"the text is {other}, not English. Offer an English translation.")


def foreign_language(text: str) -> str:
    """The language or script of a text that is clearly not English; else the empty string."""
    words = [match.group().casefold() for match in WORD.finditer(text)]
    if len(words) < FEWEST_WORDS and sum(map(str.isalpha, text)) < 4 * FEWEST_WORDS:
        return ""
    return _foreign_script(text) or _foreign_words(words)


def _foreign_words(words: list[str]) -> str:
    counts = Counter(words)
    shares = {
        language: sum(counts[word] for word in functions) / max(1, len(words))
        for language, functions in load_lexicon("languages").items()
    }
    english = shares.pop("English")
    best = max(sorted(shares), key=shares.__getitem__)
    is_foreign = shares[best] >= FOREIGN_SHARE and shares[best] >= FOREIGN_LEAD * english
    return best if is_foreign else ""


def _foreign_script(text: str) -> str:
    letters = Counter(char for char in text if char.isalpha())
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "UNKNOWN").split()[0]] += count
    del scripts["LATIN"]
    script, count = min(scripts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    if not script or count < SCRIPT_SHARE * sum(letters.values()):
        return ""
    return f"in {script.capitalize()} script"
