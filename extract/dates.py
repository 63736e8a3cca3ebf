"""Time expressions."""

from extract.annotations import Analysis


def date_claims(analysis: Analysis) -> None:
    """Placeholder until the next commit."""
