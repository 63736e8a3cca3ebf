"""Keys under which a name meets its possible duplicates, and the pairs that come of them.

Two names are compared only if they share a key: a missing key is a missed merge, a common key is
quadratic work. A key that many names share is walked from neighbour to neighbour instead.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from graph.name_words import name_words
from graph.names import OrganizationName, PersonName, consonants

MAX_BLOCK = 5
"""Names under one key that are all compared."""
WINDOW = 2
"""In a bigger block, each name meets so many after it in alphabetical order."""
MAX_WORDS = 4
"""Telling words of an organization's name that become keys, the rarest first."""


def person_keys(name: PersonName) -> set[str]:
    """Keys of a person's name: sounds of the family name, and each other name with an initial.

    Returns:
        Folded keys, at most 11; empty for a name without letters.

    Source: Papadakis et al. 2020, "Blocking and Filtering Techniques for Entity Resolution".
    """
    words = [word.sounds for word in name.spoken[:MAX_WORDS]]
    if not words:
        return set()
    keys = {f"joined {''.join(words)}", f"sound {consonants(words[-1])} {words[0][:1]}"}
    if len(words) > 2:
        keys |= {f"pair {one[:4]} {other[:4]}" for one, other in combinations(sorted(words), 2)}
    if len(words) > 1:
        keys.add(f"start {words[0]} {words[-1][:2]}")
        keys.add(f"end {words[0]} {words[-1][-2:]}")
        keys.add(f"tail {words[0][:2]} {words[-1][-4:]}")
    return keys


def organization_keys(name: OrganizationName, frequency: Mapping[str, int]) -> set[str]:
    """Keys of the name of an organization or place: rare words, whole name, initials.

    Args:
        name: Any name.
        frequency: How many names hold a word's skeleton.
    """
    generic = name_words().generic
    telling = [word.sounds for word in name.spoken if word.letters not in generic]
    rare = sorted(set(telling), key=lambda word: (frequency.get(word, 0), word))[:MAX_WORDS]
    keys = {f"word {word}" for word in rare[:2]}
    keys |= {f"pair {one[:4]} {other[:4]}" for one, other in combinations(sorted(rare), 2)}
    joined = "".join(word.sounds for word in name.spoken)
    if joined:
        keys |= {f"joined {joined}", f"sound {consonants(joined)[:8]}"}
    short = name.words[0] if len(name.words) == 1 else name.initials
    if 2 < len(short) <= 8:
        keys.add(f"initials {short}")
    return keys


def word_frequency(names: Iterable[PersonName | OrganizationName]) -> Counter[str]:
    """How many of the names hold each word, by skeleton."""
    counts: Counter[str] = Counter()
    for name in names:
        counts.update({word.sounds for word in name.spoken})
    return counts


def candidate_pairs(keys: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Positions of names that share a key, each pair once, the smaller position first.

    Args:
        keys: Of each name, the names being in alphabetical order.
    """
    shared = _blocks(keys)
    for position, own in enumerate(keys):
        met: set[int] = set()
        for key in own:
            members = shared.get(key)
            if members is not None:
                met.update(_after(members, position))
        for other in sorted(met):
            yield position, other


def _blocks(keys: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Positions under each key that two names or more share.

    Most keys have one name; no list is made for them, as a list each would keep the garbage
    collector busy for a third of the time.
    """
    first: dict[str, int] = {}
    shared: dict[str, list[int]] = {}
    for position, own in enumerate(keys):
        for key in own:
            before = first.setdefault(key, position)
            if before != position:
                shared.setdefault(key, [before]).append(position)
    return shared


def _after(members: Sequence[int], position: int) -> Iterable[int]:
    """Those of a block that a name meets; positions rise, as names do."""
    place = bisect_left(members, position)
    if len(members) <= MAX_BLOCK:
        return members[place + 1 :]
    return members[place + 1 : place + 1 + WINDOW]
