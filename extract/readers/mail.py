"""E-mail (.eml): subject and body; what is quoted and the signature are masked."""

import re
from collections.abc import Iterator
from datetime import date
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser

from errors import UnreadableDocument
from evidence.model import Mask
from extract.readers.encoding import decode
from extract.readers.hypertext import read_hypertext
from extract.readers.reading import Reading

QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
WROTE = re.compile(r"^.{1,200} (?:wrote|writes):$(?=\s*^[ \t]*>)", re.MULTILINE)

DAMAGE = (MessageError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the library raises on headers that nobody writes, "From: x@" for one."""


def read_mail(data: bytes) -> Reading:
    """Read an .eml file; attachments are not read.

    Raises:
        UnreadableDocument: There is no text in it.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableDocument("the file is no e-mail: it has no header. Rename or convert it.")
    subject = " ".join(str(_header(message, "subject") or "").split())
    body, masks = _body(message)
    gap = f"{subject}\n\n" if subject else ""
    return Reading(
        gap + body,
        "message/rfc822",
        title=subject,
        source=_sender(message),
        published=_day(message),
        masks=tuple(Mask(m.start + len(gap), m.end + len(gap), m.reason) for m in masks),
    )


def _body(message: EmailMessage) -> tuple[str, list[Mask]]:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except DAMAGE as error:
        raise UnreadableDocument("the e-mail is damaged. Save it anew.") from error
    if not isinstance(part, EmailMessage):
        raise UnreadableDocument(
            "there is no text in the e-mail. Save its attachments and offer those."
        )
    content = _content(part)
    if part.get_content_type() == "text/html":
        reading = read_hypertext(content.encode("utf-8", "replace"))
        return reading.text, list(reading.masks)
    text = content.replace("\r\n", "\n")
    return text, list(_masks(text))


def _content(part: EmailMessage) -> str:
    """The text of a part, whatever encoding it claims to be in."""
    try:
        return str(part.get_content())
    except DAMAGE:
        payload = part.get_payload(decode=True)
        return decode(payload if isinstance(payload, bytes) else b"")


def _masks(text: str) -> Iterator[Mask]:
    signature = SIGNATURE.search(text)
    end = signature.start() if signature else len(text)
    for pattern in (WROTE, QUOTED):
        for match in pattern.finditer(text, 0, end):
            yield Mask(match.start(), match.end(), "repeat")
    if signature and text[end:].strip():
        yield Mask(end, len(text), "signature")


def _sender(message: EmailMessage) -> str:
    addresses = getattr(_header(message, "from"), "addresses", ())
    return " ".join(str(addresses[0].display_name).split()) if addresses else ""


def _day(message: EmailMessage) -> date | None:
    moment = getattr(_header(message, "date"), "datetime", None)
    return moment.date() if moment else None


def _header(message: EmailMessage, name: str) -> object:
    """A header, parsed; None where there is none, or none that the library can bear."""
    try:
        header: object = message.get(name)
    except DAMAGE:
        return None
    return header
