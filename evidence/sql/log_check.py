"""Does a write-ahead log still hold all that was committed to it?

SQLite reads a log up to the first frame that fails its checksum and leaves out, in silence, all
commits after it. A writer that was killed leaves no such commit: what it wrote last stands last.

Source: sqlite.org/fileformat2.html, section 4, "The Write-Ahead Log".
"""

import struct
from collections.abc import Iterator
from pathlib import Path

HEADER, FRAME_HEADER = 32, 24
MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""Byte order of the checksums, by the first word of the log."""
Sums = tuple[int, int]


def lost_commits(path: Path) -> int:
    """How many commits of the log of a database stand after damage, at least; 0 without a log."""
    try:
        log = path.with_name(path.name + "-wal").read_bytes()
    except OSError:
        return 0
    if len(log) <= HEADER:
        return 0
    magic, _, page_size, _, *salts = struct.unpack(">6I", log[:24])
    order = MAGIC.get(magic, "<")
    sums = _summed(log[:24], (0, 0), order)
    if sums != struct.unpack(">2I", log[24:HEADER]):
        return 1
    for start in range(HEADER, len(log), FRAME_HEADER + page_size):
        frame = log[start : start + FRAME_HEADER + page_size]
        if not _is_whole(frame, page_size, salts):
            return _commits(log[start:], page_size, salts)
        sums = _summed(frame[FRAME_HEADER:], _summed(frame[:8], sums, order), order)
        if sums != struct.unpack(">2I", frame[16:FRAME_HEADER]):
            return _commits(log[start:], page_size, salts)
    return 0


def _commits(rest: bytes, page_size: int, salts: list[int]) -> int:
    """Commit marks among frames of the same generation of the log."""
    step = FRAME_HEADER + page_size
    frames = (rest[start : start + step] for start in range(0, len(rest), step))
    return sum(_is_whole(frame, page_size, salts) and frame[4:8] != bytes(4) for frame in frames)


def _is_whole(frame: bytes, page_size: int, salts: list[int]) -> bool:
    whole = len(frame) == FRAME_HEADER + page_size
    return whole and list(struct.unpack(">2I", frame[8:16])) == salts


def _summed(data: bytes, sums: Sums, order: str) -> Sums:
    first, second = sums
    for one, other in _pairs(data, order):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second


def _pairs(data: bytes, order: str) -> Iterator[tuple[int, int]]:
    return struct.iter_unpack(f"{order}2I", data)
