"""Groups that no name tells: "Norland officials" of one document and of another."""

import re
from collections import defaultdict
from collections.abc import Iterable

from graph.clusters import Clusters
from graph.names import folded
from graph.profiles import Profile

QUANTIFIERS = frozenset(
    [
        "a", "an", "the", "some", "many", "most", "few", "several", "all", "other", "thousands",
        "hundreds", "dozens", "millions", "tens", "scores", "of", "more", "than", "about", "around",
        "nearly", "almost", "over", "million", "thousand", "hundred", "billion", "its", "their",
    ]
)  # fmt: skip
_NUMBER = re.compile(r"\d+")
COLLECTIVES = frozenset(
    [
        "people", "troops", "police", "military", "army", "navy", "government", "authorities",
        "parliament", "media", "opposition", "youth", "public", "men", "women", "population",
    ]
)  # fmt: skip
"""Nouns of groups that do not end in s."""


def join_collectives(profiles: Iterable[Profile], clusters: Clusters) -> None:
    """Join unnamed groups with equal words (without numbers and articles) and equal country."""
    groups: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for profile in profiles:
        words = collective_words(profile)
        if words and profile.country:
            groups[profile.type, words, profile.country].append(profile.id)
    for _, chains in sorted(groups.items()):
        for chain in sorted(chains)[1:]:
            clusters.join(min(chains), chain)


def collective_words(profile: Profile) -> str:
    """What tells a group: "thousands of Norland officials" -> "norland officials"; empty if none.

    A chain with a name is no such group, nor is a single person ("the Norland minister").
    """
    if profile.names or profile.reference or not profile.nominals:
        return ""
    words = [
        word
        for word in folded(profile.nominals[0]).split()
        if word not in QUANTIFIERS and not _NUMBER.fullmatch(word)
    ]
    plural = bool(words) and (words[-1].endswith("s") or words[-1] in COLLECTIVES)
    return " ".join(words) if plural and len(words) > 1 else ""
