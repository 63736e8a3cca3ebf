"""Word (.docx): the paragraphs in order, those in tables and content controls too."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from errors import UnreadableDocument
from extract.readers.reading import Reading

MAIN, NOTES, FACTS = "word/document.xml", "word/footnotes.xml", "docProps/core.xml"
LARGEST_PART = 100_000_000
"""Bytes of one part when unpacked; what an archive says of itself is not trusted."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, TAB, BREAKS = f"{WORD}t", f"{WORD}tab", (f"{WORD}br", f"{WORD}cr")
PARAGRAPH = f"{WORD}p"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = (f"{WORD}del", f"{WORD}moveFrom", FALLBACK)
"""Deleted or moved away in revision; said again for older programs."""
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,  # of a place before the file's begin, for one
)
"""What zipfile and expat raise on files that are cut, locked or made up."""
TITLE = "{http://purl.org/dc/elements/1.1/}title"
PUBLISHER = "{http://purl.org/dc/elements/1.1/}publisher"


def read_word(data: bytes) -> Reading:
    """Read a .docx file. Entities of XML are not resolved outside the file (expat).

    Raises:
        UnreadableDocument: No .docx, or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in (MAIN, NOTES) if part in archive.namelist()]
            paragraphs = [text for part in parts for text in _paragraphs(_open(archive, part))]
            facts = _facts(archive)
    except DAMAGE as error:
        raise UnreadableDocument("the file is damaged, locked or no .docx. Repair it.") from error
    if MAIN not in parts:
        raise UnreadableDocument("there is no Word document in the file. Save it as .docx anew.")
    return Reading(
        "\n\n".join(paragraphs),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        title=facts.get(TITLE, ""),
        source=facts.get(PUBLISHER, ""),
    )


def _open(archive: zipfile.ZipFile, part: str) -> io.BytesIO:
    with archive.open(part) as file:
        data = file.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise UnreadableDocument(
            f"{part} unpacks to over {LARGEST_PART // 1_000_000} MB. Split it."
        )
    return io.BytesIO(data)


def _paragraphs(xml: io.BytesIO) -> Iterator[str]:
    """The text of each paragraph that has one; each word once."""
    pieces: list[str] = []
    n_left_out = 0
    for event, element in ElementTree.iterparse(xml, events=("start", "end")):
        if element.tag in LEFT_OUT:
            n_left_out += 1 if event == "start" else -1
        if event == "start":
            continue
        if not n_left_out:
            pieces += _piece(element)
        if element.tag == PARAGRAPH:
            text = "".join(pieces).strip()
            if text:
                yield text
            pieces.clear()
            element.clear()


def _piece(element: ElementTree.Element) -> list[str]:
    if element.tag == TEXT:
        return [element.text or ""]
    if element.tag == TAB:
        return ["\t"]
    return ["\n"] if element.tag in BREAKS else []


def _facts(archive: zipfile.ZipFile) -> dict[str, str]:
    if FACTS not in archive.namelist():
        return {}
    root = ElementTree.parse(_open(archive, FACTS)).getroot()
    return {element.tag: (element.text or "").strip()[:300] for element in root}
