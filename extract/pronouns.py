"""Third-person pronouns, after Lappin and Leass 1994."""

from extract.annotations import MentionDraft
from extract.chains import Chains
from extract.token_view import TokenView


def resolve_pronouns(view: TokenView, mentions: list[MentionDraft], chains: Chains) -> None:
    """Placeholder until the next commit."""
