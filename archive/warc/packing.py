"""Gzip members for records: small ones by zlib, large ones by zlib-ng in 3/8 of its time, packed bodies as they are. Pure."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

from zlib_ng import zlib_ng

LEVEL = 5
"""Of zlib-ng: on real pages 1.2 % larger than zlib's level 6 (`coursekeep bench write`)."""
SMALL = 4096
"""Bytes that a window of 12 bits holds: its engine is made in a tenth of the time that a whole one takes."""
SAMPLE = 2048
"""Bytes in the middle of a body that tell whether it can be made smaller."""
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""RFC 1952, 2.3: no name and no time, so the same record has the same member."""
_STEP = 1024 * 1024
"""Bytes that are packed at a time."""
_BLOCK = 0xFFFF
"""Bytes of a stored block (RFC 1951, 3.2.4)."""


def member(*pieces: bytes, kept: int = 0) -> bytes:
    """A record, in pieces, as one gzip member; the last `kept` bytes of it as they are. Nothing large is copied."""
    size = sum(map(len, pieces))
    kept = min(kept, size)
    if not kept:
        engine = _small(16) if size <= SMALL else zlib_ng.compressobj(LEVEL, zlib_ng.DEFLATED, 31)
        out = BytesIO()
        out.writelines(map(engine.compress, _steps(pieces, 0, size)))
        out.write(engine.flush())
        return out.getvalue()
    engine, out, crc = _small(0), BytesIO(_HEAD), 0
    out.seek(0, 2)
    out.writelines(map(engine.compress, _steps(pieces, 0, size - kept)))
    out.write(engine.flush(zlib.Z_FULL_FLUSH))  # ends at a byte's end, as a block must begin
    for piece in _steps(pieces, 0, size):
        crc = zlib_ng.crc32(piece, crc)
    out.writelines(_stored(_steps(pieces, size - kept, size), kept))
    out.write(struct.pack("<II", crc, size & 0xFFFFFFFF))
    return out.getvalue()


def _steps(pieces: Iterable[bytes], begin: int, end: int) -> Iterator[memoryview]:
    """The bytes from `begin` to `end` of all pieces, some at a time."""
    for piece in pieces:
        view = memoryview(piece)
        for at in range(max(begin, 0), min(end, len(piece)), _STEP):
            yield view[at : min(at + _STEP, end)]
        begin, end = begin - len(piece), end - len(piece)


def cannot_shrink(block: bytes) -> int:
    """How many bytes at the end of an HTTP message are packed already: a body that came so, a picture; else 0."""
    body = block.find(b"\r\n\r\n") + 4
    size = len(block) - body
    middle = body + size // 2
    sample = block[middle : middle + SAMPLE]
    if body < 4 or size < 2 * SAMPLE:
        return 0
    engine = _small(0)
    return size if len(engine.compress(sample) + engine.flush()) > 0.95 * SAMPLE else 0


def _small(gzip: int) -> "zlib._Compress":
    return zlib.compressobj(6, zlib.DEFLATED, gzip + 12 if gzip else -12, 5)


def _stored(steps: Iterable[memoryview], size: int) -> Iterator[bytes | memoryview]:
    for step in steps:
        for at in range(0, len(step), _BLOCK):
            piece = step[at : at + _BLOCK]
            size -= len(piece)
            yield struct.pack("<BHH", not size, len(piece), len(piece) ^ 0xFFFF)
            yield piece
