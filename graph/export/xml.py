"""Legal XML out of any text: parsers refuse a file for one control character."""

import re
from xml.sax.saxutils import escape

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {"\r": "&#13;", '"': "&quot;"}
_IN_ATTRIBUTE = _ENTITIES | {"\n": "&#10;", "\t": "&#9;"}


def content(text: str) -> str:
    """Text between tags; what XML cannot hold becomes U+FFFD."""
    return escape(_ILLEGAL.sub("\ufffd", text), _ENTITIES)


def attribute(text: str) -> str:
    """The value of an attribute, in double quotes."""
    return f'"{escape(_ILLEGAL.sub(chr(0xFFFD), text), _IN_ATTRIBUTE)}"'
