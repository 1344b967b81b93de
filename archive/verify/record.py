"""One record, judged by the standard: its end, its lengths, its digests. Pure."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.verify.raw import Gap, Member
from archive.warc.http import payload_in, split_head
from archive.warc.members import Record
from archive.warc.names import from_warc_date

Wrong = tuple[str, str]
"""(kind, what) of a fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A member of a file as the record it should be, or None, and what is wrong with its form."""

    offset: int
    length: int
    record: Record | None
    wrong: list[Wrong]


END = b"\r\n\r\n"
ALGORITHMS = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16}
"""Those that WARC digests are seen in, with the bytes they give."""


def judged(found: Member | Gap) -> Judged | Gap:
    """A gap stays one."""
    if isinstance(found, Gap):
        return found
    record, wrong = record_of(found)
    return Judged(offset=found.offset, length=found.length, record=record, wrong=wrong)


def record_of(member: Member) -> tuple[Record | None, list[Wrong]]:
    """The record in a member, as far as there is one, and what is wrong with its form."""
    data, blank = member.data, member.data.find(END)
    if blank < 0 or not data.startswith(b"WARC/"):
        return None, [("no_record", "what is unpacked here is no WARC record")]
    lines = data[:blank].decode("utf-8", "replace").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines)
    headers = tuple((name.strip(), value.strip()) for name, colon, value in pairs if colon)
    record = Record(headers=headers, block=b"", offset=member.offset, length=member.length)
    stated = record.header("Content-Length") or ""
    if not re.fullmatch(r"[0-9]{1,15}", stated):
        return record, [("length", "the record does not say how long it is")]
    start, length = blank + len(END), int(stated)
    wrong = [*_fields(record), *_ending(data[start + length :], start + length - len(data))]
    return replace(record, block=data[start : start + length]), wrong


def _fields(record: Record) -> Iterator[Wrong]:
    for name in ("WARC-Type", "WARC-Record-ID", "WARC-Date"):
        if not record.header(name):
            yield "fields", f"the record has no {name}"
    try:
        from_warc_date(record.header("WARC-Date") or "1970-01-01T00:00:00Z")
    except ValueError:
        yield "fields", f"WARC-Date cannot be read: {record.header('WARC-Date')!r}"


def _ending(after: bytes, lacking: int) -> Iterator[Wrong]:
    if lacking > 0:
        yield "length", f"the record is {lacking:,} bytes shorter than its Content-Length says"
    elif after.startswith(END + b"WARC/"):
        yield "several", "several records stand in one gzip member"
    elif after in (b"", b"\r\n", b"\n", b"\n\n"):
        yield "record_end", "the two line breaks that end a record are missing"
    elif after.endswith(END) and after != END:
        yield "length", f"the record is {len(after) - len(END):,} bytes longer than its Content-Length says"
    elif after != END:
        yield "record_end", f"{len(after):,} bytes follow where two line breaks should end the record"


def digests(record: Record, *, foreign: bool = False) -> Iterator[Wrong]:
    """Which digests do not hold.

    That of a payload is over the body with its chunks undone and its content coding kept (WARC/1.1, 5.9 with
    iipc/warc-specifications#22). A revisit bears that of the payload it repeats, which stands elsewhere: its own block
    says nothing of it. Other tools digest chunked bodies as they are: in `foreign` files that is no fault.
    """
    if not _holds(record.header("WARC-Block-Digest"), record.block):
        yield "block_digest", "the block is not the one that WARC-Block-Digest was made of"
    stated = record.header("WARC-Payload-Digest")
    if stated is None or record.type == "revisit" or record.header("WARC-Segment-Number"):
        return
    http = (record.header("Content-Type") or "").startswith("application/http")
    http = http or record.type in ("response", "request")
    holds = _holds(stated, payload_in(record.block)[1] if http else record.block)
    if not (holds or (foreign and http and _holds(stated, split_head(record.block)[1]))):
        yield "payload_digest", "the payload is not the one that WARC-Payload-Digest was made of"


def _holds(stated: str | None, data: bytes) -> bool:
    """Whether a digest is that of the data; so is none, and one that cannot be made again here."""
    name, _, value = (stated or "").partition(":")
    if name.lower() not in ALGORITHMS:
        return True
    actual = hashlib.new(name.lower(), data, usedforsecurity=False).digest()
    try:
        return actual in (bytes.fromhex(value), b"") if len(value) == 2 * len(actual) else _base32(value) == actual
    except ValueError:
        return False


def _base32(value: str) -> bytes:
    try:
        return base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except binascii.Error:
        return b""
