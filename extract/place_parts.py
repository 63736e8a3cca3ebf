"""Parts of countries and regions that a point of the compass names: "eastern Ukraine"."""

from collections.abc import Sequence

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.token_view import TokenView

COMPASS = {
    "north": "north", "northern": "north", "south": "south", "southern": "south", "east": "east",
    "eastern": "east", "west": "west", "western": "west", "northeast": "northeast",
    "northeastern": "northeast", "north-eastern": "northeast", "northwest": "northwest",
    "northwestern": "northwest", "north-western": "northwest", "southeast": "southeast",
    "southeastern": "southeast", "south-eastern": "southeast", "southwest": "southwest",
    "southwestern": "southwest", "south-western": "southwest", "central": "centre",
}  # fmt: skip


def find_place_parts(view: TokenView, names: Sequence[MentionDraft]) -> list[MentionDraft]:
    """A PLACE for each point of the compass right before a country's or region's name."""
    taken = {token for name in names for token in range(name.start, name.end)}
    found = []
    for name in names:
        before = name.start - 1
        if name.kind is not MentionKind.NAME or name.label not in ("COUNTRY", "PLACE"):
            continue
        if before < 0 or before in taken or view.breaks[before]:
            continue
        part = COMPASS.get(view.lowers[before])
        key = (name.reference or "").split(":")[-1]
        if part is None or not key or view.tags[before] == "RB":
            continue
        found.append(
            MentionDraft(
                start=before,
                end=name.end,
                label="PLACE",
                kind=MentionKind.NAME,
                country=name.country,
                reference=f"part:{key}:{part}",
            )
        )
    return found
