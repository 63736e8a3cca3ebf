"""Text to evidence: reading, cleaning, parsing, mentions, claims."""
