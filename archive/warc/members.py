"""The records of a WARC file as bytes: packed into gzip members, and found in a file again. Sole user of warcio."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from zlib_ng import zlib_ng

from archive.errors import WarcError
from archive.warc.packing import cannot_shrink, member

READ = 64 * 1024
UNPACK = 1024 * 1024
"""Bytes that are unpacked at a time."""
LONG = 64 * 1024
"""Bytes in which the end of a record's head is looked for; ours have some five hundred."""
_END = b"\r\n\r\n"
_HEAD = re.compile(rb"WARC/1\.1\r\n(?:[A-Za-z0-9-]+: [!-~](?:[ -~]*[!-~])?\r\n)+\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One WARC record; `offset` and `length` are bytes of its gzip member, once it stands in a file."""

    headers: tuple[tuple[str, str], ...]
    block: bytes
    offset: int = 0
    length: int = 0

    def header(self, name: str) -> str | None:
        """The first WARC header of that name; where there is none, of that name in another case."""
        for key, value in self.headers:  # asked some twenty times a record: so first as it is mostly written
            if key == name:
                return value
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def id_in(self, name: str) -> str | None:
        """A record id without its angle brackets."""
        value = self.header(name)
        return value.strip("<>") if value else None

    @property
    def type(self) -> str:
        """response, request, metadata, revisit, warcinfo."""
        return self.header("WARC-Type") or ""


class Damaged(WarcError):
    """A file ends within a member (`cut`), or its bytes are no WARC record. `offset` is where the member begins."""

    def __init__(self, path: Path, offset: int, what: str, cut: bool = False):
        super().__init__(f"damaged at byte {offset}: {what}; `coursekeep verify` says what to do", path.name)
        self.args = path, offset, what, cut  # what it is made of again where another process raised it
        self.offset = offset
        self.cut = cut


class _ExactWriter(WARCWriter):  # type: ignore[misc]
    def ensure_digest(self, record: Any, block: bool = True, payload: bool = True) -> None:
        """Nothing: all digests are given. warcio's own are over chunked bytes (webrecorder/warcio#74)."""


def pack(record: Record) -> bytes:
    """The gzip member of a record; its block goes in untouched, since warcio never sees it as HTTP."""
    tail = cannot_shrink(record.block)
    return member(_head_of(record), record.block, _END, kept=tail and tail + len(_END))


def _head_of(record: Record) -> bytes:
    """As warcio writes it, in a tenth of its time where all letters are ASCII and the length is still to be told."""
    told = "".join([f"{name}: {value}\r\n" for name, value in record.headers])
    if not told.isascii() or "content-length:" in told.lower():
        return _head_by_warcio(record)
    return f"WARC/1.1\r\n{told}Content-Length: {len(record.block)}\r\n\r\n".encode("ascii")


def _head_by_warcio(record: Record) -> bytes:
    out = BytesIO()
    headers = StatusAndHeaders("", list(record.headers), protocol="WARC/1.1")
    # Always of type "resource" to warcio: it leaves out the block of a "revisit". What counts is the header WARC-Type.
    head = ArcWarcRecord(
        "warc", "resource", headers, BytesIO(), None, None, len(record.block)
    )  # the block need not be copied
    _ExactWriter(out, gzip=False, warc_version="WARC/1.1").write_record(head)
    return out.getvalue().removesuffix(_END)


def read_records(path: Path, offset: int = 0) -> Iterator[Record]:
    """The records from the member at `offset` on; raises WarcError (Damaged) after all that stands before the damage."""
    try:
        with path.open("rb") as file:
            for start, length, unpacked in _members(file, offset, path):
                record = _plain(unpacked, start, length) or _as_warcio(unpacked.whole(), start, length, path)
                unpacked.block.close()  # let go before the record is handed on: it may be large
                yield record
                del record
    except OSError as error:
        raise WarcError(
            f"cannot be read ({error.strerror}): check the disk and the file's permissions", path.name
        ) from error


class _Unpacked:
    """The bytes of a member, its head apart as soon as it is known: so a large block is never copied."""

    def __init__(self) -> None:
        self.head, self.block = b"", BytesIO()

    def write(self, piece: bytes) -> None:
        if self.head.endswith(_END) or len(self.head) > LONG:
            self.block.write(piece)
            return
        self.head += piece
        if (end := self.head.find(_END) + len(_END)) >= len(_END):
            self.block.write(memoryview(self.head)[end:])
            self.head = self.head[:end]

    def whole(self) -> bytes:
        return self.head + self.block.getvalue()


def _members(file: BinaryIO, offset: int, path: Path) -> Iterator[tuple[int, int, _Unpacked]]:
    file.seek(offset)
    rest = b""
    while rest := rest or file.read(READ):
        engine, out, consumed, piece = zlib_ng.decompressobj(31), _Unpacked(), 0, b""
        while not engine.eof:
            if not rest and len(piece) < UNPACK and not (rest := file.read(READ)):
                raise Damaged(path, offset, "the file ends within a record", cut=True)
            try:
                out.write(piece := engine.decompress(rest, UNPACK))
            except zlib_ng.error as error:  # type: ignore[misc]  # the stub says no more than that it is there
                why = str(error).rpartition(": ")[2]  # without "Error -3 while decompressing data"
                raise Damaged(path, offset, f"no whole record begins there ({why})") from error
            left = engine.unused_data if engine.eof else engine.unconsumed_tail
            consumed, rest = consumed + len(rest) - len(left), left
        yield offset, consumed, out
        offset += consumed


def _plain(unpacked: _Unpacked, offset: int, length: int) -> Record | None:
    """A record whose head is as we write it, in a fifth of warcio's time; any other is None, and warcio's to judge."""
    head = _HEAD.fullmatch(unpacked.head)
    if head is None or b"-URI: <" in head[0]:  # warcio takes such brackets off
        return None
    lines = head[0].decode("ascii").split("\r\n")[1:-2]
    headers = tuple([(name, value) for name, _, value in [line.partition(": ") for line in lines]])
    size = unpacked.block.tell() - len(_END)
    if size < 0 or [value for name, value in headers if name == "Content-Length"][:1] != [str(size)]:
        return None
    unpacked.block.seek(size)
    if unpacked.block.read() != _END:
        return None
    unpacked.block.truncate(size)
    return Record(headers=headers, block=unpacked.block.getvalue(), offset=offset, length=length)


def _as_warcio(data: bytes, offset: int, length: int, path: Path) -> Record:
    stream = BytesIO(data)
    try:
        found = ArcWarcRecordLoader().parse_record_stream(stream, known_format="warc", no_record_parse=True)
        block = found.raw_stream.read()
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError) as error:
        raise Damaged(path, offset, "this is no WARC record") from error
    if found.length != len(block) or stream.read() != _END:
        raise Damaged(path, offset, "the record is not as long as it says")
    return Record(headers=tuple(found.rec_headers.headers), block=block, offset=offset, length=length)
