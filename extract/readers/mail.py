"""E-mail (.eml): subject and body; what is quoted and the signature are masked."""

import re
from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from errors import UnreadableDocument
from evidence.model import Mask
from extract.readers.hypertext import read_hypertext
from extract.readers.reading import Reading

QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
WROTE = re.compile(r"^.{1,200} (?:wrote|writes):$(?=\s*^[ \t]*>)", re.MULTILINE)


def read_mail(data: bytes) -> Reading:
    """Read an .eml file; attachments are not read.

    Raises:
        UnreadableDocument: There is no text in it.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableDocument("the file is no e-mail: it has no header. Rename or convert it.")
    subject = " ".join(str(message.get("subject", "")).split())
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
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise UnreadableDocument(
            "there is no text in the e-mail. Save its attachments and offer those."
        )
    content = part.get_content()
    if part.get_content_type() == "text/html":
        reading = read_hypertext(str(content).encode("utf-8", "replace"))
        return reading.text, list(reading.masks)
    text = str(content).replace("\r\n", "\n")
    return text, list(_masks(text))


def _masks(text: str) -> Iterator[Mask]:
    signature = SIGNATURE.search(text)
    end = signature.start() if signature else len(text)
    for pattern in (WROTE, QUOTED):
        for match in pattern.finditer(text, 0, end):
            yield Mask(match.start(), match.end(), "repeat")
    if signature and text[end:].strip():
        yield Mask(end, len(text), "signature")


def _sender(message: EmailMessage) -> str:
    addresses = getattr(message.get("from"), "addresses", ())
    return " ".join(str(addresses[0].display_name).split()) if addresses else ""


def _day(message: EmailMessage) -> date | None:
    moment = getattr(message.get("date"), "datetime", None)
    return moment.date() if moment else None
