"""Names in and of WARC files: files, dates, addresses, digests. Pure, but for the host's name."""

import hashlib
import re
import socket
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
from pathlib import Path
from urllib.parse import quote, urldefrag

OPEN = ".open"
"""Suffix of a file that is still being written, or was when its writer was killed."""

_PAIRS = [a + b for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"]
"""Ten bits as base32 (RFC 4648, 6): sixteen look-ups are a digest, a fifth of what `base64` takes."""

IMPORTS = "imports/"
"""How the names of files begin that other tools made, and that are kept unchanged in `DIR/imports/`."""


def file_name(prefix: str, at: datetime, serial: int, host: str) -> str:
    """`PREFIX-20261122151200123-00001-HOST.warc.gz`, as Heritrix names its files."""
    stamp = f"{at:%Y%m%d%H%M%S}{at.microsecond // 1000:03d}"
    return f"{_plain(prefix)}-{stamp}-{serial:05d}-{_plain(host)}.warc.gz"


def is_file_name(name: str) -> bool:
    """Whether a file has such a name."""
    return bool(re.fullmatch(r"[\w.]{1,200}-[0-9]{17}-[0-9]{5}-[\w.]{1,200}\.warc\.gz", name))


def host_name() -> str:
    """This machine's name without its domain."""
    return socket.gethostname().partition(".")[0] or "localhost"


def located(folder: Path, file: str) -> Path:
    """The path of a named file below `folder` (`DIR/warc`), which may still be open; `imports/NAME` stands beside it."""
    if file.startswith(IMPORTS):
        return folder.parent / file
    path = folder / file
    if path.exists():
        return path
    growing = folder / (file + OPEN)
    return growing if growing.exists() else path


def to_milliseconds(at: datetime) -> datetime:
    """UTC, cut to the milliseconds that a WARC-Date keeps."""
    at = at.astimezone(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


@lru_cache(maxsize=256)
def warc_date(at: datetime) -> str:
    """`2026-11-22T15:12:00.123Z` (WARC/1.1, 5.4)."""
    return to_milliseconds(at).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_warc_date(text: str) -> datetime:
    """A WARC-Date of any precision from seconds to microseconds; raises ValueError."""
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
    except OverflowError as error:  # a zone that leads out of the calendar
        raise ValueError(text) from error


@lru_cache(maxsize=256)
def target_uri(url: str) -> str:
    """The address without its fragment, ASCII, without spaces or control characters."""
    return quote(urldefrag(url)[0], safe="%/:=&?~#+!$,;'@()*[]|^`{}<>\"\\-._")


def record_ids() -> Iterator[str]:
    """`urn:uuid:...`, no two the same anywhere: 90 bits by chance, then a count (UUID version 8, RFC 9562, 5.8).

    Records that name one another share nearly all of it, so that it costs a gzip member a few bytes only.
    """
    chance = uuid.uuid4().int >> 32 << 32
    for number in count():
        bits = chance | number
        digits = f"{bits & ~(0xF << 76) | 0x8 << 76:032x}"
        yield f"urn:uuid:{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def sha1(data: bytes) -> str:
    """`sha1:` and base32, the form that CDX and replay tools expect in WARC digests."""
    number = int.from_bytes(hashlib.sha1(data, usedforsecurity=False).digest())
    return "sha1:" + "".join([_PAIRS[number >> shift & 1023] for shift in range(150, -1, -10)])


def sha256(data: bytes) -> str:
    """`sha256:` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.]+", "_", text) or "_"
