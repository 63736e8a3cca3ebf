"""Nominals that refer back: "the president", "the Central Asian country", "the alliance"."""

from collections.abc import Sequence

from extract.annotations import MentionDraft
from extract.chains import Chains
from extract.token_view import TokenView


def resolve_nominals(view: TokenView, mentions: list[MentionDraft], chains: Chains) -> None:
    """Placeholder until the next commit."""


def _unused(_: Sequence[MentionDraft]) -> None:
    return None
