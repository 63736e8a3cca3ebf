"""Sets of mentions that grow together: a union-find over places in the list of mentions."""


class Chains:
    """Which mentions are one entity."""

    def __init__(self, size: int) -> None:
        self.parents = list(range(size))

    def add(self) -> int:
        """A new mention on its own; its number."""
        self.parents.append(len(self.parents))
        return len(self.parents) - 1

    def find(self, number: int) -> int:
        """The first mention of the chain."""
        root = number
        while self.parents[root] != root:
            root = self.parents[root]
        while self.parents[number] != root:
            self.parents[number], number = root, self.parents[number]
        return root

    def join(self, first: int, second: int) -> None:
        """Make two chains one; the lower number stands for it."""
        first, second = self.find(first), self.find(second)
        if first != second:
            self.parents[max(first, second)] = min(first, second)
