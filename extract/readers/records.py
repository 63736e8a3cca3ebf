"""Records: a JSON object with a text, as rows of tables and lines of JSON Lines become too."""

import json
from collections.abc import Mapping

from errors import SkippedDocument, UnreadableDocument
from extract.readers.encoding import decode
from extract.readers.imprint import parse_day
from extract.readers.reading import Reading

FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "article_text"),
    "title": ("title", "headline", "subject"),
    "source": ("source", "publisher", "outlet", "site", "site_name", "newspaper"),
    "url": ("url", "link", "uri"),
    "date": ("date", "published", "publish_date", "published_at", "date_published", "datetime"),
}
"""Field of a document: the names under which it is found, in lower case, best first."""


def read_record(data: bytes) -> Reading:
    """Read a .json file that holds one record. The canonical text is that of its text field.

    Raises:
        UnreadableDocument: No JSON.
        SkippedDocument: No object with a text.
    """
    try:
        content = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument("the file is no JSON. Repair it.") from error
    if not isinstance(content, dict):
        raise SkippedDocument("the JSON is no object with a text. Use JSON Lines for many.")
    record = {str(name).casefold(): value for name, value in content.items()}
    text = _field(record, "text")
    if not text:
        listed = ", ".join(FIELDS["text"])
        raise SkippedDocument(f"the record has no field called one of {listed}. Rename one.")
    return Reading(
        text,
        "application/json",
        title=" ".join(_field(record, "title").split())[:300],
        source=" ".join(_field(record, "source").split())[:300],
        url=_field(record, "url")[:2_000],
        published=parse_day(_field(record, "date")),
    )


def record_bytes(record: Mapping[str, str]) -> bytes:
    """A record as `read_record` reads it."""
    return json.dumps(record).encode()


def _field(record: Mapping[str, object], field: str) -> str:
    values = (record.get(name) for name in FIELDS[field])
    return next((value for value in values if isinstance(value, str) and value.strip()), "")
