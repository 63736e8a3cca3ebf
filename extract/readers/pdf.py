"""PDF: the text layer of each page; a form feed stands between two pages."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2

from errors import UnreadableDocument
from evidence.model import Mask
from extract.lines import compared
from extract.readers.reading import Reading

MOST_PAGES = 5_000
MOST_CHARACTERS = 10_000_000
PAGE_BREAK = "\f"
RUNNING_SHARE = 0.5
"""A first or last line is a running head if it stands on so many of the pages, and on three."""


def read_pdf(data: bytes) -> Reading:
    """Read a .pdf file.

    Raises:
        UnreadableDocument: Locked, damaged, too long, or without a text layer.
    """
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            pages = _pages(pdf)
            title = " ".join(str(pdf.get_metadata_dict().get("Title", "")).split())[:300]
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "is locked by a password. Unlock" if locked else "is damaged or no PDF. Repair"
        raise UnreadableDocument(f"the file {reason} it.") from error
    if not any(map(str.strip, pages)):
        raise UnreadableDocument(
            f"no text layer on {len(pages)} of {len(pages)} pages. Run OCR first."
        )
    text = PAGE_BREAK.join(pages)
    return Reading(text, "application/pdf", title=title, masks=tuple(_running_heads(pages)))


def _pages(pdf: pypdfium2.PdfDocument) -> list[str]:
    if len(pdf) > MOST_PAGES:
        raise UnreadableDocument(f"the file has {len(pdf)} pages, over {MOST_PAGES}. Split it.")
    pages: list[str] = []
    length = 0
    for page in pdf:
        text_page = page.get_textpage()
        pages.append(_clean(text_page.get_text_range()))
        text_page.close()
        page.close()
        length += len(pages[-1])
        if length > MOST_CHARACTERS:
            raise UnreadableDocument(
                f"the text has over {MOST_CHARACTERS:,} signs. Split the file."
            )
    return pages


def _clean(text: str) -> str:
    """PDFium writes CR LF, and U+FFFE where a word is divided at the end of a line."""
    whole = text.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\r\n", "\n")
    return whole.replace(PAGE_BREAK, "\n")


def _running_heads(pages: Sequence[str]) -> Iterator[Mask]:
    """Lines at the top or the bottom that stand on most pages, figures aside."""
    edges: list[tuple[int, int, tuple[str, ...]]] = []
    start = 0
    for page in pages:
        edges += ((start + first, start + last, words) for first, last, words in _edges(page))
        start += len(page) + len(PAGE_BREAK)
    counts = Counter(words for _, _, words in edges)
    for first, last, words in edges:
        if counts[words] >= max(3, RUNNING_SHARE * len(pages)):
            yield Mask(first, last, "chrome")


def _edges(page: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """The first and the last line of a page that are not blank."""
    stripped = page.strip()
    if not stripped:
        return []
    start, end = page.index(stripped[0]), len(page.rstrip())
    first_end = page.find("\n", start, end)
    last_start = page.rfind("\n", start, end) + 1
    spans = {(start, first_end if first_end > 0 else end), (last_start or start, end)}
    return [(*span, compared(page[slice(*span)])) for span in sorted(spans)]
