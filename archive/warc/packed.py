"""Gzip members of files that other tools made: unpacked within bounds, and found again behind a damaged place."""

import zlib
from typing import BinaryIO

from archive.warc.members import READ
from archive.warc.sequence import HEAD, LONGEST, begins

GZIP = b"\x1f\x8b"


def member_at(raw: BinaryIO, offset: int) -> tuple[bytes, int] | None:
    """A gzip member unpacked, and its length; None where there is no whole one of a bearable size."""
    raw.seek(offset)
    engine, out, taken = zlib.decompressobj(31), bytearray(), 0
    while not engine.eof:
        piece = engine.unconsumed_tail
        if not piece:
            piece = raw.read(READ)
            taken += len(piece)
        if not piece or len(out) > LONGEST + HEAD:
            return None
        try:
            out += engine.decompress(piece, READ * 16)
        except zlib.error:
            return None
    return bytes(out), taken - len(engine.unused_data)


def next_member(raw: BinaryIO, at: int, size: int) -> int:
    """Where the next member begins that holds a record; the end of the file where there is none."""
    while at < size:
        raw.seek(at)
        block = raw.read(READ + 4096)
        found = block.find(GZIP, 0, READ + 1)
        while found >= 0:
            if begins(start_of(block[found : found + 4096])):
                return at + found
            found = block.find(GZIP, found + 1, READ + 1)
        at += READ
    return size


def start_of(packed: bytes, limit: int = 512) -> bytes:
    """How a member begins; empty where there is none."""
    try:
        return zlib.decompressobj(31).decompress(packed, limit)
    except zlib.error:
        return b""
