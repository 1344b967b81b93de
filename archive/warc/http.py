"""The parts of a raw HTTP/1.x message, and its body with the codings undone. Pure: no files, no network."""

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from zlib_ng import zlib_ng

from archive.errors import WarcError
from archive.warc.chunks import dechunked

LIMIT = 64 * 1024 * 1024
"""Bytes a decoded body may have."""
FREE = 8 * 1024 * 1024
"""Bytes a body may grow to whatever its ratio."""
RATIO = 200
"""Beyond FREE, bytes out for each byte in; HTML seldom passes 20, a decompression bomb is near 1000."""
MEMBERS = 10_000
CODINGS = 5
SLICE = 16 * 1024

AS_IS = frozenset({"", "identity", "none", "binary", "utf-8", "7bit", "8bit"})
"""Content codings that name none; servers do send character sets and mail encodings here."""
WINDOWS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}
"""zlib window bits to try, in order: some servers send raw DEFLATE where RFC 9110, 8.4.1.2 asks for zlib's format."""

SHORT_HEAD = 64 * 1024
"""Bytes of a head that is kept at hand; real ones have two or three thousand."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(r"(\S{1,32})[ \t]+(\d{3})(?:[ \t]+(.*))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A request or a response. Text is Latin-1, so that every byte has its character."""

    start_line: str
    protocol: str = ""
    """`HTTP/1.1`; empty for a request or a start line that is no status line."""
    status: int = 0
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """In order, names in their own case, folded lines joined by a space; lines without a colon left out."""
    body: bytes = b""
    """As sent: transfer and content codings kept."""
    whole_head: bool = True
    """The blank line that ends the head is there."""

    def header(self, name: str) -> str | None:
        """All values of that name joined by a comma (RFC 9110, 5.3), or None."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None


def split_message(raw: bytes) -> Message:
    """The parts of a message; never fails, whatever the bytes."""
    end = _HEAD_END.search(raw)
    head = raw[: end.start()] if end else raw
    parts = _parts_of if len(head) <= SHORT_HEAD else _parts_of.__wrapped__
    return Message(**parts(bytes(head)), body=raw[end.end() :] if end else b"", whole_head=end is not None)


@lru_cache(maxsize=8)
def _parts_of(head: bytes) -> dict[str, Any]:
    """An answer is looked at from several sides while it is recorded: what its head says is found once."""
    start_line, *lines = (line.removesuffix("\r") for line in head.decode("latin-1").split("\n"))
    match = _STATUS_LINE.match(start_line)
    protocol, status, reason = match.groups() if match else ("", "0", "")
    found = {"start_line": start_line, "protocol": protocol, "status": int(status), "reason": reason or ""}
    return {**found, "headers": _pairs(lines)}


def split_head(raw: bytes) -> tuple[bytes, bytes]:
    """(head without its blank line, what follows it); all is head when no blank line is there."""
    end = _HEAD_END.search(raw)
    return (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")


def head_of(raw: bytes) -> bytes:
    """The head with its blank line, as it is; without copying the body."""
    end = _HEAD_END.search(raw)
    return raw[: end.end()] if end else raw


def split_interim(raw: bytes) -> tuple[bytes, bytes]:
    """(heads of 1xx answers such as 103 Early Hints, the final answer); either may be empty."""
    at = 0
    while (end := _HEAD_END.search(raw, at)) and re.match(rb"\S+ 1\d\d\b", raw[at : at + 64]):
        at = end.end()
    return raw[:at], raw[at:]


def is_answer(received: bytes) -> bool:
    """Whether the bytes hold a whole head of a final (not 1xx) HTTP response."""
    message = split_message(head_of(split_interim(received)[1]))
    return bool(message.status) and message.whole_head


def payload_in(raw: bytes) -> tuple[Message, bytes]:
    """(the message without its body, the body without its chunks), with one copy of a large body and no more.

    Trailers and chunk extensions are left out; of a body cut short there is as much as came.
    """
    message = split_message(start := head_of(raw))
    body = memoryview(raw)[len(start) :]
    return message, dechunked(body) if is_chunked(message) else bytes(body)


def is_chunked(message: Message) -> bool:
    """Whether the body came in chunks."""
    return (message.header("transfer-encoding") or "").lower().split(",")[-1].strip() == "chunked"


def without_chunks(raw: bytes) -> bytes:
    """A chunked message as if it had been sent with a Content-Length; its other headers stay as they are."""
    start_line, *lines = split_head(raw)[0].split(b"\n")
    kept, leaving = [start_line], False
    for line in lines:
        if line[:1] not in (b" ", b"\t"):  # a folded line goes or stays with the one it continues
            leaving = line.partition(b":")[0].strip().lower() in (b"transfer-encoding", b"content-length", b"trailer")
        if not leaving:
            kept.append(line)
    body = payload_in(raw)[1]
    head = b"\r\n".join([*(line.removesuffix(b"\r") for line in kept), b"Content-Length: %d" % len(body)])
    return head + b"\r\n\r\n" + body


def content_decoded(body: bytes, content_encoding: str, limit: int = LIMIT) -> bytes:
    """`body` with the codings of a Content-Encoding header undone, last one first; what there is of one that was cut.

    Raises WarcError for a coding other than gzip and deflate, and for a body that grows past `limit` bytes or RATIO.
    """
    codings = [coding.strip().lower() for coding in content_encoding.split(",")]
    if len(codings) > CODINGS:
        raise WarcError(f"{len(codings)} content codings are more than any server means")
    for coding in reversed(codings):
        body = _undone(body, coding, limit)
    if len(body) > limit:
        raise WarcError(f"the body is larger than {limit} bytes")
    return body


def _undone(body: bytes, coding: str, limit: int) -> bytes:
    if coding in AS_IS:
        return body
    if coding not in WINDOWS:
        raise WarcError(f"content coding {coding[:40]!r} is not read; only gzip and deflate are asked for")
    for window in WINDOWS[coding]:
        if (out := _inflated(body, window, limit)) is not None:
            return out
    return body  # it is not what its header says: a plain body behind a stale header


def _inflated(data: bytes, window: int, limit: int) -> bytes | None:
    """None when `data` is no such stream from its first byte on."""
    allowed = min(limit, max(FREE, RATIO * len(data)))
    out, engine, at, members = BytesIO(), zlib_ng.decompressobj(window), 0, 1  # whose value is no copy
    while at < len(data) and members <= MEMBERS:
        piece = data[at : at + SLICE]
        saved = engine.copy()  # type: ignore[attr-defined]  # the stub lacks it
        try:
            out.write(engine.decompress(piece, allowed + 1 - out.tell()))
        except zlib_ng.error:  # type: ignore[misc]  # the stub says no more than that it is there
            out.write(_before_fault(saved, piece, allowed + 1 - out.tell()))
            return out.getvalue() if out.tell() or at else None
        if out.tell() > allowed:
            raise WarcError(f"the body grows past {allowed} bytes from {len(data)}")
        at += len(piece) - len(engine.unused_data) - len(engine.unconsumed_tail)
        if engine.eof:
            if window != 31 or not data.startswith(b"\x1f\x8b", at):
                break
            engine, members = zlib_ng.decompressobj(window), members + 1
    return out.getvalue()


def _before_fault(engine: "zlib_ng._Decompress", piece: bytes, room: int) -> bytes:
    """What a piece yields before its damaged byte; browsers show as much, even of a stream whose checksum is wrong."""
    out = bytearray()
    for at in range(len(piece)):
        try:
            out += engine.decompress(piece[at : at + 1], max(1, room - len(out)))
        except zlib_ng.error:  # type: ignore[misc]  # the stub says no more than that it is there
            break
    return bytes(out[:room])


def _pairs(lines: list[str]) -> tuple[tuple[str, str], ...]:
    fields: list[list[str]] = []
    for line in lines:
        if line[:1] in (" ", "\t") and fields:
            fields[-1].append(line.strip())
        elif line:
            fields.append([line])
    parted = (" ".join(pieces).partition(":") for pieces in fields)
    return tuple((name.strip(), value.strip()) for name, colon, value in parted if colon and name.strip())
