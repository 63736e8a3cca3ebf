"""Words of documents in Streamlit's labels, which read Markdown."""

import string

_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in string.punctuation})


def plain(text: str, limit: int = 60) -> str:
    """A text as a label shows it letter for letter: no Markdown, no icons, no mathematics.

    Args:
        text: Anything, from a document or a person.
        limit: Characters kept at most.
    """
    one_line = " ".join(text.split())
    short = one_line if len(one_line) <= limit else one_line[: limit - 1] + "…"
    return short.translate(_ESCAPED)
