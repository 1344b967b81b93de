"""Records one after the other in an unpacked WARC or ARC file, whatever is wrong with it. Bounded in all it reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.warc.members import READ, Record

LONGEST = 128 * 1024 * 1024
"""Bytes of a block; what is longer is no page, and is passed over."""
HEAD = 64 * 1024
"""Bytes of a record's headers."""
RESCANS = 50
"""How often a file is read again from within a record that lies about its length."""

_WARC = re.compile(rb"WARC/[01]\.\d{1,3}[ \t]*\r?\n?")
_ARC = re.compile(rb"(?:https?|filedesc|dns):\S{1,4000} \S{1,64} (\d{8,14}) ([^\n]{0,4000} )?(\d{1,15})\r?\n")
_URL = re.compile(rb"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A place of a file that cannot be read."""

    file: str
    offset: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}: damaged at byte {self.offset}: {self.what}"


Found = Record | Fault


class _Wrong(Exception):
    """What is wrong with a record; `again` where the next one may begin within it."""

    def __init__(self, what: str, *, again: bool = True):
        super().__init__(what)
        self.again = again


def begins(start: bytes) -> bool:
    """Whether these bytes begin a record of either format."""
    return bool(_WARC.match(start) or _ARC.match(start[:HEAD]))


def records_in(stream: BinaryIO, file: str) -> Iterator[Found]:
    """The records of an unpacked stream and its faults, in order; offsets are bytes of the stream."""
    lost, rescans = False, 0
    while True:
        at = stream.tell()
        line = stream.readline(HEAD)
        if not line:
            return
        if not line.strip():
            continue
        if not begins(line):
            if not lost:
                yield Fault(file=file, offset=at, what="no record begins here")
            lost = True
            continue
        lost, body = False, at + len(line)
        try:
            headers = _arc_headers(line) if _ARC.match(line) else _headers(stream)
            body = stream.tell()
            yield _record(stream, headers, at)
        except _Wrong as wrong:
            yield Fault(file=file, offset=at, what=str(wrong))
            lost, rescans = wrong.again, rescans + wrong.again
            if rescans > RESCANS:
                return
            if wrong.again:
                stream.seek(body)


def _headers(stream: BinaryIO) -> tuple[tuple[str, str], ...]:
    pairs: list[list[str]] = []
    read = 0
    while (line := stream.readline(HEAD)).strip():
        read += len(line)
        if read > HEAD:
            raise _Wrong("its headers have no end")
        text = line.decode("utf-8", "replace").strip()
        name, colon, value = text.partition(":")
        if line[:1] in b" \t" and pairs:
            pairs[-1][1] += f" {text}"
        elif colon:
            pairs.append([name.strip(), value.strip()])
    return tuple((name, value) for name, value in pairs)


def _arc_headers(line: bytes) -> tuple[tuple[str, str], ...]:
    """Those that the same record would have in a WARC (ARC 1.0: URL, address, date, type, length)."""
    match, url = _ARC.match(line), _URL.match(line)
    assert match and url
    day = match[1].decode().ljust(14, "0")
    date = f"{day[:4]}-{day[4:6]}-{day[6:8]}T{day[8:10]}:{day[10:12]}:{day[12:14]}Z"
    address = url[0].decode("utf-8", "replace")
    return (
        ("WARC-Type", "response" if address.startswith("http") else "warcinfo"),
        ("WARC-Target-URI", address),
        ("WARC-Date", date),
        ("Content-Type", "application/http; msgtype=response"),
        ("Content-Length", match[3].decode()),
    )


def _record(stream: BinaryIO, headers: tuple[tuple[str, str], ...], at: int) -> Record:
    stated = next((value for name, value in headers if name.lower() == "content-length"), "")
    if not re.fullmatch(r"\d{1,15}", stated):
        raise _Wrong("it does not say how long it is")
    length = int(stated)
    if length > LONGEST:
        _skip(stream, length)
        raise _Wrong(f"{length} bytes are more than is read of one record", again=False)
    block = stream.read(length)
    if len(block) < length:
        raise _Wrong("the file ends within a record, or the record lies about its length")
    end = stream.tell()
    following = stream.readline(HEAD)
    if following.strip() and not begins(following):
        raise _Wrong("the record is not as long as it says")
    if following.strip():
        stream.seek(end)
        return Record(headers=headers, block=block, offset=at, length=end - at)
    last = stream.tell()
    more = stream.readline(HEAD)
    if more.strip():
        stream.seek(last)
    return Record(headers=headers, block=block, offset=at, length=stream.tell() - at)


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0 and (piece := stream.read(min(length, READ))):
        length -= len(piece)
