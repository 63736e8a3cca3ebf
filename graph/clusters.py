"""Clusters that respect what must not be together, independent of the order of their input."""

from collections.abc import Iterable


class Clusters:
    """Disjoint sets with cannot-links: two sets with a ban between them never join."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._banned: dict[str, set[str]] = {}

    def add(self, item: str) -> None:
        """Make `item` known, as a set of its own."""
        if item not in self._parent:
            self._parent[item] = item
            self._members[item] = [item]

    def root(self, item: str) -> str:
        """The representative of the set of `item`."""
        path = []
        while self._parent[item] != item:
            path.append(item)
            item = self._parent[item]
        for step in path:
            self._parent[step] = item
        return item

    def together(self, left: str, right: str) -> bool:
        """Whether both are in one set."""
        return self.root(left) == self.root(right)

    def members(self, item: str) -> list[str]:
        """All items of the set of `item`, sorted."""
        return sorted(self._members[self.root(item)])

    def banned(self, left: str, right: str) -> bool:
        """Whether a cannot-link stands between the two sets."""
        return self.root(right) in self._banned.get(self.root(left), ())

    def ban(self, left: str, right: str) -> bool:
        """Keep two sets apart for good; False if they are one already."""
        one, other = self.root(left), self.root(right)
        if one == other:
            return False
        self._banned.setdefault(one, set()).add(other)
        self._banned.setdefault(other, set()).add(one)
        return True

    def join(self, left: str, right: str) -> bool:
        """Join two sets; False if a cannot-link forbids it."""
        one, other = self.root(left), self.root(right)
        if one == other:
            return True
        if other in self._banned.get(one, ()):
            return False
        if (-len(self._members[one]), one) > (-len(self._members[other]), other):
            one, other = other, one
        self._parent[other] = one
        self._members[one].extend(self._members.pop(other))
        self._move_bans(other, one)
        return True

    def sets(self) -> list[list[str]]:
        """All sets, each sorted, in order of their first items."""
        return sorted(sorted(members) for members in self._members.values())

    def _move_bans(self, old: str, new: str) -> None:
        for enemy in self._banned.pop(old, set()):
            self._banned[enemy].discard(old)
            self._banned[enemy].add(new)
            self._banned.setdefault(new, set()).add(enemy)


def clusters_of(items: Iterable[str]) -> Clusters:
    """Each item in a set of its own."""
    clusters = Clusters()
    for item in sorted(items):
        clusters.add(item)
    return clusters
