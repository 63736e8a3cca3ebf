"""Resolution must grow near-linearly: ten times the names, about thirteen times the time.

    pytest benchmarks/test_resolution_growth.py -s                              30 000 and 300 000
    CITEGRAPH_NAMES=1000000 pytest benchmarks/test_resolution_growth.py -s

Measured on two cores of a shared machine, Python 3.12: 30 000 to 300 000 names x12.4 to x14.4,
100 000 to 1 000 000 names x13.7 (93 us a name, 2.3 GB). Candidates grow by a factor of 1.7 with
each ten times the names, as more of them are alike; the rest is memory that no longer fits the
caches.

Below some 20 000 names everything fits into the processor's cache and the ratio flatters nobody.
Names are synthetic: a quarter as many family names as people, two thousand given names; a fifth
of the chains bear a variant (a slip, an initial, a family name alone).
"""

import os
import random
import resource
import time

from graph.clusters import clusters_of
from graph.context import Context
from graph.profiles import Profile
from graph.resolve import join_profiles

SYLLABLES = [
    f"{start}{vowel}{end}"
    for start in ("b", "d", "g", "k", "l", "m", "n", "r", "s", "t", "v", "sh")
    for vowel in "aeiou"
    for end in ("", "n")
]
LARGEST = int(os.environ.get("CITEGRAPH_NAMES", "300000"))
RATIO = 15.0
"""With room for the noise of a busy machine; quadratic work would give 100."""


def names(count: int) -> list[str]:
    """`count` names of people, a fifth of them variants of others."""
    rng = random.Random(7)
    families = [
        "".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4)))).title()
        for _ in range(count // 4)
    ]
    givens = ["".join(rng.choices(SYLLABLES, k=2)).title() for _ in range(2_000)]
    found: list[str] = []
    while len(found) < count:
        name = f"{rng.choice(givens)} {rng.choice(families)}"
        found.append(name)
        if rng.random() < 0.25:
            found.append(variant(name, rng))
    return found[:count]


def variant(name: str, rng: random.Random) -> str:
    """Another way to write a name."""
    given, family = name.split()
    place = rng.randrange(1, len(family) - 1)
    return rng.choice(
        [
            f"{given} {family[:place]}{family[place + 1 :]}",
            name.replace("zh", "j").replace("ya", "ia"),
            f"{given[0]}. {family}",
            family,
        ]
    )


def profiles(count: int) -> list[Profile]:
    """A chain and a document for each name."""
    return [
        Profile(
            id=f"{number:08d}",
            document_id=f"d{number}",
            type="PERSON",
            names=((name, 1),),
            adjectives=(),
            nominals=(),
            reference=None,
            country=None,
            mention_ids=(f"m{number:08d}",),
        )
        for number, name in enumerate(names(count))
    ]


def seconds(count: int) -> float:
    """CPU time to resolve so many names."""
    chains = profiles(count)
    clusters = clusters_of(profile.id for profile in chains)
    start = time.process_time()
    join_profiles(chains, clusters, lambda units: Context(), frozenset())
    return time.process_time() - start


def test_ten_times_the_names_cost_little_more_than_ten_times_the_time():
    seconds(1_000)
    small, large = seconds(LARGEST // 10), seconds(LARGEST)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{LARGEST // 10} names {small:.1f} s, {LARGEST} names {large:.1f} s: "
        f"x{large / small:.1f}, {large / LARGEST * 1e6:.0f} us a name, peak {memory:.0f} MB"
    )
    assert large / small <= RATIO
