"""Names made comparable: folded to plain letters, split into words, spellings levelled."""

import re
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = re.compile(r"['’‘`ʹʻʼ′\"“”«»]")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """Lower-case ASCII words with single spaces between: "Nur-Sultan" -> "nur sultan".

    Any script is transliterated; possessive endings and a leading article go.
    """
    plain = anyascii(_POSSESSIVE.sub("", text.strip())).lower()
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip()
    return _ARTICLE.sub("", words)
