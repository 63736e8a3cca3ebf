from hypothesis import given
from hypothesis import strategies as st

from graph.clusters import clusters_of

ITEMS = "abcdefgh"
pairs = st.lists(st.tuples(st.sampled_from(ITEMS), st.sampled_from(ITEMS)), max_size=12)


@given(pairs, pairs)
def test_banned_items_never_meet(bans, joins):
    clusters = clusters_of(ITEMS)
    kept = [(a, b) for a, b in bans if a != b and clusters.ban(a, b)]
    for a, b in joins:
        clusters.join(a, b)
    assert not any(clusters.together(a, b) for a, b in kept)
    assert sorted(item for members in clusters.sets() for item in members) == sorted(ITEMS)


@given(pairs)
def test_joins_without_bans_are_connected_components(joins):
    forth, back = clusters_of(ITEMS), clusters_of(ITEMS)
    for a, b in joins:
        assert forth.join(a, b)
    for a, b in reversed(joins):
        back.join(b, a)
    assert forth.sets() == back.sets()
    assert all(forth.together(a, b) for a, b in joins)


def test_bans_move_along_with_joined_sets():
    clusters = clusters_of("abcd")
    clusters.ban("a", "b")
    assert clusters.join("a", "c")
    assert clusters.banned("b", "c")
    assert not clusters.join("c", "b")
    assert not clusters.ban("a", "c")
    assert clusters.members("c") == ["a", "c"]
