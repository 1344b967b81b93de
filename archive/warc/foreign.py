"""Records of files that other tools made: WARC and ARC, packed in any way, and WACZ. Nothing in them is trusted.

What can be read is read; each damaged place is a Fault, and reading goes on behind it.
A record is found again by (file, offset, length):

* one gzip member a record: bytes of the member, as in our own files;
* anything else (not compressed, or several records in a member): bytes of the record in the unpacked file;
* in a WACZ: `imports/NAME.wacz/archive/NAME.warc.gz`, and then as above within that file.
"""

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

from archive.errors import WarcError
from archive.items import Source
from archive.warc.members import Record, pack
from archive.warc.names import located
from archive.warc.packed import GZIP, member_at, next_member, start_of
from archive.warc.sequence import Fault, Found, begins, records_in
from archive.warc.zipped import ZIP, parts_of

TRIED = 1024 * 1024
"""Bytes in which it shows how a file is packed."""


@dataclass(frozen=True, slots=True)
class Part:
    """A WARC file, by itself or in a WACZ."""

    file: str
    raw: BinaryIO

    @property
    def packed(self) -> bool:
        """Whether it is compressed."""
        self.raw.seek(0)
        return self.raw.read(2) == GZIP


def is_archive(path: Path) -> bool:
    """Whether a file is a WARC, an ARC or a WACZ, by its first bytes; raises OSError."""
    with path.open("rb") as file:
        start = file.read(4096)
    return start.startswith(ZIP) or begins(start_of(start) if start.startswith(GZIP) else start)


def read_foreign(path: Path, file: str) -> Iterator[tuple[str, Found]]:
    """Everything in a file, in order, with the file's name: `file`, or a longer one within a WACZ.

    Raises WarcError for a ZIP file that cannot be opened or is no WACZ.
    """
    with path.open("rb") as raw:
        for part in parts_in(raw, file):
            try:
                yield from ((part.file, found) for found in read_part(part))
            except (OSError, EOFError, zlib.error) as error:
                yield part.file, Fault(file=part.file, offset=0, what=str(error))


def record_at(folder: Path, source: Source) -> Record:
    """The record that stands at a source in `imports/`; `folder` is `DIR/warc`. Raises WarcError."""
    path = located(folder, source.file)
    path = path if path.is_file() else next((p for p in path.parents if p.is_file()), path)
    try:
        stat = path.stat()
        reader = _opened(path, source.file, stat.st_mtime_ns, stat.st_ino)
        found = reader.at(source)
    except (OSError, EOFError, zlib.error) as error:
        raise WarcError(f"no record can be read at byte {source.offset} ({error})", source.file) from error
    if isinstance(found, Record):
        return found
    raise WarcError(str(found) if found else f"no record stands at byte {source.offset}", source.file)


class _Reader:
    """One file that is read here and there; going forward in it costs nothing twice."""

    def __init__(self, part: Part):
        self.part = part
        self.packed = part.packed
        self.stream = _unpacked(part.raw) if self.packed else part.raw

    def at(self, source: Source) -> Found | None:
        """What stands at a place."""
        if member := self._member(source.offset):
            data, length = member
            if length == source.length:
                found = next(records_in(io.BytesIO(data), source.file), None)
                return replace(found, offset=source.offset, length=length) if isinstance(found, Record) else found
        if self.packed and self.stream.tell() > source.offset:
            self.stream = _unpacked(self.part.raw)
        self.stream.seek(source.offset)
        return next(records_in(self.stream, source.file), None)

    def _member(self, offset: int) -> tuple[bytes, int] | None:
        """The member there, if there is one; the stream over the same file is left where it is."""
        if not self.packed:
            return None
        was = self.part.raw.tell()
        member = member_at(self.part.raw, offset)
        self.part.raw.seek(was)
        return member


@lru_cache(maxsize=4)
def _opened(path: Path, file: str, changed: int, inode: int) -> _Reader:
    """Cached by what tells that a file is still the same one."""
    for part in parts_in(path.open("rb"), _name_of(path, file)):
        if part.file == file:
            return _Reader(part)
    raise WarcError("is not in its WACZ any longer", file)


if hasattr(os, "register_at_fork"):  # one open file, read by two processes, has one place for both
    os.register_at_fork(after_in_child=_opened.cache_clear)


def _name_of(path: Path, file: str) -> str:
    """`imports/NAME` of the file on disk, given `imports/NAME/archive/INNER`."""
    return file[: file.index(path.name) + len(path.name)]


def parts_in(raw: BinaryIO, file: str) -> Iterator[Part]:
    """A file, or the WARC files in a WACZ. Raises WarcError."""
    start = raw.read(len(ZIP))
    raw.seek(0)
    return (Part(name, inner) for name, inner in parts_of(raw, file)) if start == ZIP else iter([Part(file, raw)])


def read_part(part: Part) -> Iterator[Found]:
    """The records of one WARC file, and its faults."""
    packed = part.packed
    part.raw.seek(0)
    if not packed:
        yield from records_in(part.raw, part.file)
    elif _one_a_record(part.raw):
        yield from _members(part)
    else:
        yield from records_in(_unpacked(part.raw), part.file)


def bytes_of(part: Part, record: Record) -> bytes:
    """A record as it stands in its file; one that shares a gzip member with others is packed into one of its own."""
    if part.packed:
        member = member_at(part.raw, record.offset)
        if member is None or member[1] != record.length:
            return pack(Record(headers=record.headers, block=record.block))
    part.raw.seek(record.offset)
    return part.raw.read(record.length)


def _unpacked(raw: BinaryIO) -> BinaryIO:
    raw.seek(0)
    return cast(BinaryIO, gzip.GzipFile(fileobj=raw, mode="rb"))


def _one_a_record(raw: BinaryIO) -> bool:
    """Whether the first member holds no more than one record."""
    start = start_of(raw.read(TRIED), TRIED)
    found = [each for each in records_in(io.BytesIO(start), "") if isinstance(each, Record)]
    return len(found) < 2


def _members(part: Part) -> Iterator[Found]:
    """Record by record. A member that holds several is told in bytes of the unpacked file, as long as that is whole."""
    at = unpacked = 0
    whole, size = True, part.raw.seek(0, io.SEEK_END)
    while at < size:
        member = member_at(part.raw, at)
        if member is None:
            yield Fault(file=part.file, offset=at, what="a record is cut short, damaged or too long")
            at, whole = next_member(part.raw, at + 1, size), False
            continue
        data, length = member
        found = list(records_in(io.BytesIO(data), part.file))
        alone = len(found) == 1
        for each in found:
            if isinstance(each, Fault):
                yield replace(each, offset=at)
            elif alone or whole:
                yield replace(each, offset=at, length=length) if alone else replace(each, offset=unpacked + each.offset)
            else:
                yield Fault(file=part.file, offset=at, what="several records in one member behind a damaged place")
        at, unpacked = at + length, unpacked + len(data)
