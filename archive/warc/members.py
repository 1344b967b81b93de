"""The records of a WARC file as bytes: packed into gzip members, and found in a file again. Sole user of warcio."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import WarcError

READ = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One WARC record; `offset` and `length` are bytes of its gzip member, once it stands in a file."""

    headers: tuple[tuple[str, str], ...]
    block: bytes
    offset: int = 0
    length: int = 0

    def header(self, name: str) -> str | None:
        """The first WARC header of that name, whatever its case."""
        wanted = name.lower()
        for key, value in self.headers:  # asked some twenty times a record: a generator takes twice as long
            if key == name or key.lower() == wanted:
                return value
        return None

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

    def __init__(self, path: Path, offset: int, what: str, *, cut: bool = False):
        super().__init__(f"damaged at byte {offset}: {what}", path.name)
        self.offset = offset
        self.cut = cut


class _ExactWriter(WARCWriter):  # type: ignore[misc]
    def ensure_digest(self, record: Any, block: bool = True, payload: bool = True) -> None:
        """Nothing: all digests are given. warcio's own are over chunked bytes (webrecorder/warcio#74)."""


def pack(record: Record) -> bytes:
    """The gzip member of a record; its block goes in untouched, since warcio never sees it as HTTP."""
    out = BytesIO()
    headers = StatusAndHeaders("", list(record.headers), protocol="WARC/1.1")
    # Always of type "resource" to warcio: it leaves out the block of a "revisit". What counts is the header WARC-Type.
    whole = ArcWarcRecord("warc", "resource", headers, BytesIO(record.block), None, None, len(record.block))
    _ExactWriter(out, gzip=True, warc_version="WARC/1.1").write_record(whole)
    return out.getvalue()


def read_records(path: Path, offset: int = 0) -> Iterator[Record]:
    """The records from the member at `offset` on; raises WarcError (Damaged) after all that stands before the damage."""
    try:
        with path.open("rb") as file:
            for start, length, data in _members(file, offset, path):
                yield _parsed(data, start, length, path)
    except OSError as error:
        raise WarcError(f"cannot be read: {error.strerror}", path.name) from error


def _members(file: BinaryIO, offset: int, path: Path) -> Iterator[tuple[int, int, bytes]]:
    file.seek(offset)
    rest = b""
    while rest := rest or file.read(READ):
        engine, out, consumed = zlib.decompressobj(31), [], 0
        while not engine.eof:
            if not rest and not (rest := file.read(READ)):
                raise Damaged(path, offset, "the file ends within a record", cut=True)
            try:
                out.append(engine.decompress(rest))
            except zlib.error as error:
                raise Damaged(path, offset, str(error)) from error
            consumed += len(rest) - len(engine.unused_data)
            rest = engine.unused_data
        yield offset, consumed, b"".join(out)
        offset += consumed


def _parsed(data: bytes, offset: int, length: int, path: Path) -> Record:
    stream = BytesIO(data)
    try:
        found = ArcWarcRecordLoader().parse_record_stream(stream, known_format="warc", no_record_parse=True)
        block = found.raw_stream.read()
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError) as error:
        raise Damaged(path, offset, "this is no WARC record") from error
    if found.length != len(block) or stream.read() != b"\r\n\r\n":
        raise Damaged(path, offset, "the record is not as long as it says")
    return Record(headers=tuple(found.rec_headers.headers), block=block, offset=offset, length=length)
