"""Gzip members for records: small ones by zlib, large ones by zlib-ng in 3/8 of its time, packed bodies as they are. Pure."""

import struct
import zlib
from collections.abc import Iterator

from zlib_ng import zlib_ng

LEVEL = 5
"""Of zlib-ng: on real pages 1.2 % larger than zlib's level 6 (`coursekeep bench write`)."""
SMALL = 4096
"""Bytes that a window of 12 bits holds: its engine is made in a tenth of the time that a whole one takes."""
SAMPLE = 2048
"""Bytes in the middle of a body that tell whether it can be made smaller."""
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""RFC 1952, 2.3: no name and no time, so the same record has the same member."""
_BLOCK = 0xFFFF
"""Bytes of a stored block (RFC 1951, 3.2.4)."""


def member(record: bytes, kept: int = 0) -> bytes:
    """A record as one gzip member, the last `kept` bytes of it as they are."""
    if not kept:
        engine = _small(16) if len(record) <= SMALL else zlib_ng.compressobj(LEVEL, zlib_ng.DEFLATED, 31)
        return bytes(engine.compress(record) + engine.flush())
    engine = _small(0)
    head = engine.compress(record[:-kept]) + engine.flush(
        zlib.Z_FULL_FLUSH
    )  # ends at a byte's end, as a block must begin
    end = struct.pack("<II", zlib_ng.crc32(record), len(record) & 0xFFFFFFFF)
    return b"".join((_HEAD, head, *_stored(record[-kept:]), end))


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


def _stored(data: bytes) -> Iterator[bytes]:
    for at in range(0, len(data), _BLOCK):
        piece = data[at : at + _BLOCK]
        yield struct.pack("<BHH", at + _BLOCK >= len(data), len(piece), len(piece) ^ 0xFFFF)
        yield piece
