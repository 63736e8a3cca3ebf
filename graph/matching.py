"""Are two names those of one thing? Features with names, and one score of them, in [0, 1].

From `MERGE` on, spelling alone carries a merge; from `SUGGEST` on, a pair is worth a look.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from graph.name_words import name_words
from graph.names import (
    OrganizationName,
    PersonName,
    consonants,
    organization_name,
    person_name,
    spoken,
)
from graph.similarity import (
    SOUND,
    Alignment,
    align,
    family_similarity,
    given_similarity,
    word_similarity,
)
from ontology.gazetteer import load_gazetteer

MERGE = 0.86
SUGGEST = 0.5
DIFFERENT = 0.3
"""Score of names that contradict each other."""
LONE = 0.45
"""Score of a family name against a full name with it: somebody's, but whose?"""
TURNED = 0.45
"""Score of two words in the other order: Hans Friedrich is not Friedrich Hans, Li Wei may be."""
OTHER_ORDER = 0.9
"""Factor for four words and more in another order."""
EXTRA_GIVEN, EXTRA_FAMILY = 0.05, 0.2
"""What each name that only one side gives takes off, before and after the family name."""
EXTRA_GENERIC, EXTRA_WORD = 0.02, 0.55
"""What a word like "group" takes off; score of a name with one telling word more."""
SERIES = 0.4
"""Score of names that differ in a number: funds, brigades, committees of one series."""
BRANCH = 0.45
"""Score of names of which one names a country or city more."""
ACRONYM = 0.88
OTHER_SCRIPT = 0.7
"""Score of names whose consonants agree, where a script writes no vowels."""
FLOOR = 0.6
"""Similarity from which two words of names belong together."""
VOWELLESS = frozenset({"ARABIC", "HEBREW", "CJK", "KATAKANA", "KHMER", "THAI"})
SYLLABLES = frozenset({"CJK", "HANGUL"})
ROMAN = re.compile(r"x{0,2}(?:ix|iv|v?i{1,3}|v|x)")
"""Numerals up to thirty, as series and funds bear them."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How two names compare."""

    score: float
    features: Mapping[str, float]


def match_names(name1: str, name2: str, schema: str) -> float:
    """How surely two names mean one thing, by spelling alone.

    Args:
        name1: Any script.
        name2: Any script.
        schema: "Person" or PERSON; all else is compared as the name of an organization or place.

    Returns:
        A score in [0, 1]; 0.5 and more: worth a look; 0.86 and more: the same name.
    """
    if schema.upper() == "PERSON":
        return compare_persons(name1, name2).score
    return compare_organizations(name1, name2).score


def compare_persons(name1: str, name2: str) -> NameMatch:
    """Compare the names of two people; names given to one side only are no contradiction."""
    if _syllables_differ(name1, name2):
        return NameMatch(DIFFERENT, {"syllables": 0.0})
    match = compare_person_names(person_name(name1), person_name(name2))
    if match.score < SUGGEST and _without_vowels(name1, name2):
        return NameMatch(OTHER_SCRIPT, {"consonants": 1.0})
    return match


def compare_organizations(name1: str, name2: str) -> NameMatch:
    """Compare the names of two organizations, or of two places."""
    return compare_organization_names(organization_name(name1), organization_name(name2))


def compare_person_names(left: PersonName, right: PersonName) -> NameMatch:
    """The same for names that have been taken apart, and are in an alphabet with vowels."""
    if not left.words or not right.words:
        return NameMatch(0.0, {})
    if left.generation and right.generation and left.generation != right.generation:
        return NameMatch(DIFFERENT, {"generation": 0.0})
    match = _compared_persons(left, right)
    if left.generation != right.generation:
        match = NameMatch(min(match.score, 0.8), {**match.features, "generation": 0.5})
    return match


def compare_organization_names(left: OrganizationName, right: OrganizationName) -> NameMatch:
    """The same for names that have been taken apart."""
    if not left.words or not right.words:
        return NameMatch(0.0, {})
    if "".join(left.words) == "".join(right.words):
        return NameMatch(1.0, {"name": 1.0})
    if _acronym(left, right) or _acronym(right, left):
        return NameMatch(ACRONYM, {"acronym": 1.0})
    return _compared_organizations(left, right)


def _compared_persons(left: PersonName, right: PersonName) -> NameMatch:
    one, other = left.spoken, right.spoken
    joined = _joined(left.words, right.words)
    if joined >= SOUND:
        return NameMatch(joined, {"name": joined})
    last = len(one) - 1, len(other) - 1

    def score(i: int, j: int) -> float:
        compare = family_similarity if (i, j) == last else given_similarity
        return compare(one[i], other[j])

    alignment = align(len(one), len(other), score, FLOOR)
    features = _person_features(alignment, last, score(*last))
    if min(len(one), len(other)) == 1 and max(len(one), len(other)) > 1:
        return NameMatch(max(LONE * features["family"], joined), features)
    value = _person_score(alignment, last)
    return NameMatch(max(value, joined if len(one) != len(other) else 0.0), features)


def _person_score(alignment: Alignment, last: tuple[int, int]) -> float:
    if (alignment.left_over and alignment.right_over) or not alignment.pairs:
        return DIFFERENT
    order = [j for _, j, _ in alignment.pairs]
    if order != sorted(order) and len(order) < 4:
        return TURNED
    values = [value for *_, value in alignment.pairs]
    score = (min(values) + sum(values) / len(values)) / 2
    extra = len(alignment.left_over) + len(alignment.right_over)
    tail = last[0] in alignment.left_over or last[1] in alignment.right_over
    score -= EXTRA_GIVEN * extra + (EXTRA_FAMILY if tail else 0.0)
    return max(0.0, round(score * (1.0 if order == sorted(order) else OTHER_ORDER), 3))


def _person_features(
    alignment: Alignment, last: tuple[int, int], family: float
) -> dict[str, float]:
    given = [value for i, j, value in alignment.pairs if (i, j) != last]
    features = {"family": round(family, 2)}
    if given:
        features["given"] = round(min(given), 2)
    elif alignment.left_over and alignment.right_over:
        features["given"] = 0.0
    extra = len(alignment.left_over) + len(alignment.right_over)
    if extra and given:
        features["extra_names"] = float(extra)
    if len(alignment.pairs) > 2:
        features["words_agreeing"] = float(len(alignment.pairs))
    return features


def _compared_organizations(left: OrganizationName, right: OrganizationName) -> NameMatch:
    one, other = left.words, right.words

    acronyms = left.acronyms | right.acronyms

    def score(i: int, j: int) -> float:
        if one[i] != other[j] and acronyms & {one[i], other[j]}:
            return 0.0
        return word_similarity(left.spoken[i], right.spoken[j])

    alignment = align(len(one), len(other), score, FLOOR)
    spare = [one[i] for i in alignment.left_over], [other[j] for j in alignment.right_over]
    told = [word for words in spare for word in words if word not in name_words().generic]
    weights = [_weight(one[i]) for i, *_ in alignment.pairs]
    values = [value for *_, value in alignment.pairs]
    if not values or not any(weight == 1.0 for weight in weights):
        return NameMatch(DIFFERENT, {"words": 0.0})
    mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
    features = {"words": round(mean, 2), "extra_words": float(len(told))}
    value = _organization_score(spare, told, mean, min(values))
    if left.legal_form and right.legal_form and left.legal_form != right.legal_form:
        features["legal_form"] = 0.0
        value -= EXTRA_GENERIC
    return NameMatch(round(value, 3), features)


def _organization_score(
    spare: tuple[list[str], list[str]], told: list[str], mean: float, worst: float
) -> float:
    if any(word.isdigit() or ROMAN.fullmatch(word) for word in told):
        return SERIES
    if told and (all(spare) or len(told) > 2):
        return DIFFERENT
    if any(_is_place(word) for word in told):
        return BRANCH
    score = (mean + worst) / 2
    if told:
        return EXTRA_WORD * score
    return score - EXTRA_GENERIC * (len(spare[0]) + len(spare[1]))


def _is_place(word: str) -> bool:
    """Whether a word names a country or city: "Bank X" is not its branch "Bank X Chile"."""
    return any(entry.kind in ("country", "city") for entry in load_gazetteer().lookup_name(word))


def _weight(word: str) -> float:
    return 0.3 if word in name_words().generic else 1.0


def _acronym(short: OrganizationName, full: OrganizationName) -> bool:
    """Whether one name is made of the first letters of the other."""
    return len(short.words) == 1 and len(full.words) > 2 and short.words[0] == full.initials


def _joined(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Similarity of two names written without spaces, so that word breaks play no part."""
    one, other = "".join(left), "".join(right)
    if one == other:
        return 1.0 if left == right else SOUND
    return word_similarity(spoken(one), spoken(other)) if len(left) != len(right) else 0.0


def _without_vowels(name1: str, name2: str) -> bool:
    """Whether one name is in a script that anyascii cannot give vowels, and consonants agree."""
    if (name1 + name2).isascii() or _foreign(name1) == _foreign(name2):
        return False
    one, other = (consonants("".join(person_name(n).words)) for n in (name1, name2))
    return len(one) > 2 and Indel.normalized_similarity(one, other) >= 0.8


def _foreign(text: str) -> bool:
    return any(_script(letter) in VOWELLESS for letter in text)


def _syllables_differ(name1: str, name2: str) -> bool:
    """Whether two names in a script of syllables or words differ in any of them."""
    if name1.isascii() or name2.isascii():
        return False
    if not all(any(_script(c) in SYLLABLES for c in name) for name in (name1, name2)):
        return False
    one, other = ("".join(c for c in name if c.isalnum()) for name in (name1, name2))
    return one != other


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""
