"""A file of gzip members as it lies on the disk: each member, and each stretch that is none."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from archive.warc.members import READ

MAGIC = b"\x1f\x8b\x08"
LONGEST = 256 * 1024 * 1024
"""Bytes of an unpacked record: what we store is never larger than a quarter of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A whole gzip member, unpacked."""

    offset: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Bytes that are no whole member. `kind` is damaged, cut, zeros or garbage."""

    offset: int
    length: int
    kind: str
    what: str


def walk(file: BinaryIO) -> Iterator[Member | Gap]:
    """Everything in the file, in order; behind damage it goes on with the next member. Holds one member at a time."""
    size = file.seek(0, 2)
    at = 0
    while at < size:
        found = _member(file, at)
        each = [found if isinstance(found, Member) else _gap(file, at, size, found)]
        del found
        at = each[0].offset + each[0].length
        yield each.pop()  # a member may be large: nobody holds it but who takes it


def _member(file: BinaryIO, offset: int) -> Member | str:
    """The member there, or why there is none; empty where the file ends within it."""
    file.seek(offset)
    engine, out, taken = zlib.decompressobj(31), BytesIO(), 0  # whose value is no copy
    while not engine.eof:
        piece = engine.unconsumed_tail
        if not piece:
            piece = file.read(READ)
            taken += len(piece)
        if not piece:
            return ""
        try:
            out.write(engine.decompress(piece, 16 * READ))
        except zlib.error as error:
            return str(error).rpartition(": ")[2]
        if out.tell() > LONGEST:
            return f"more than {LONGEST} bytes in one record"
    return Member(offset=offset, length=taken - len(engine.unused_data), data=out.getvalue())


def _gap(file: BinaryIO, at: int, size: int, why: str) -> Gap:
    end = _next(file, at + 1, size)
    file.seek(at)
    start = file.read(READ)
    if end < size:
        kind, what = "damaged", f"no record can be read up to byte {end} ({why or 'its end is missing'})"
    elif not start.startswith(MAGIC):
        kind = "garbage" if start.strip(b"\0") else "zeros"
        what = f"{size - at:,} {'bytes that are no record' if kind == 'garbage' else 'zero bytes'} stand after the last record"
    elif why:
        kind, what = "damaged", f"no record can be read up to the end of the file ({why})"
    else:
        kind, what = "cut", "the file ends within a record"
    return Gap(offset=at, length=end - at, kind=kind, what=what)


def _next(file: BinaryIO, at: int, size: int) -> int:
    """Where the next member begins that holds a record; the end of the file where there is none."""
    while at < size:
        file.seek(at)
        block = file.read(READ + 512)
        found = block.find(MAGIC)
        while 0 <= found < READ:
            if _begins(block[found : found + 512]):
                return at + found
            found = block.find(MAGIC, found + 1)
        at += READ
    return size


def _begins(start: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(start, 16).startswith(b"WARC/")
    except zlib.error:
        return False
