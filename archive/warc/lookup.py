"""Finds captures in `index.cdxj`, by address: those of one, those that begin alike, and those that are nearest."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice, takewhile
from pathlib import Path
from typing import BinaryIO

from archive.errors import CoursekeepError, StoreError, WarcError
from archive.items import Capture, Source
from archive.warc.foreign import record_at
from archive.warc.ledger import INDEX, WARC
from archive.warc.members import Record, read_records
from archive.warc.names import IMPORTS, located
from archive.warc.reader import read_capture
from archive.warc.surt import surt

LOOKED_AT = 5000
"""Lines of a host among which the nearest addresses are sought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the index."""

    key: str
    at: str
    """14 digits, UTC."""
    url: str
    mime: str | None
    status: str | None
    digest: str | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A capture, with what its record says besides."""

    line: Line
    capture: Capture
    kind: str
    """response, revisit or resource."""
    profile: str | None = None
    """Of a revisit: identical-payload-digest or server-not-modified."""
    first_url: str | None = None
    first_at: str | None = None
    """Of a revisit: WARC-Date of what it repeats."""


class Lookup:
    """The index of a data folder. Raises WarcError where there is none, StoreError where there are no WARC files either."""

    def __init__(self, data: Path):
        self.folder, self._path = data / WARC, data / INDEX
        if not self.folder.is_dir():
            raise StoreError("there is no archive here; crawl first, or name another folder with --data", str(data))
        if not self._path.exists():
            raise WarcError(
                "there is no index here; crawl first, or make it with `coursekeep rebuild`", str(self._path)
            )

    def lines(self, url: str) -> list[Line]:
        """All captures of an address, oldest first; however it is written (http or https, www, a slash at its end).

        The index has whole seconds: where two share one, their records tell which was first.
        """
        lines = list(self._starting(surt(url) + " "))
        often = {at for at, count in Counter(line.at for line in lines).items() if count > 1}
        return sorted(lines, key=lambda line: (line.at, self._date(line) if line.at in often else ""))

    def under(self, prefix: str) -> Iterator[Line]:
        """The captures of all addresses that begin so, in the index's order."""
        key = surt(prefix)
        whole = prefix.endswith("/") and not key.endswith("/")  # keys have no slash at their end
        return (line for line in self._starting(key) if not whole or line.key[len(key) :][:1] in ("", "/", "?"))

    def near(self, url: str, count: int = 5) -> list[str]:
        """The addresses most like one that is not here."""
        key = surt(url)
        host = list(islice(self._starting(key.partition(")")[0] + ")"), LOOKED_AT))
        known = {line.key: line.url for line in host}
        return [known[each] for each in get_close_matches(key, known, n=count, cutoff=0.5)] or list(known.values())[
            :count
        ]

    def read(self, line: Line) -> Found:
        """The capture of a line; the body of a revisit stands elsewhere, see `whole`. Raises WarcError."""
        record, capture = self._record(line.source), read_capture(self.folder, line.source)
        if record.type != "revisit":
            return Found(line=line, capture=capture, kind=record.type)
        return Found(
            line=line,
            capture=capture,
            kind="revisit",
            profile=(record.header("WARC-Profile") or "").rpartition("/")[2] or None,
            first_url=record.header("WARC-Refers-To-Target-URI"),
            first_at=record.header("WARC-Refers-To-Date"),
        )

    def original(self, found: Found) -> Found | None:
        """What a revisit repeats, or None if the archive has it no longer."""
        stamp = "".join(c for c in found.first_at or "" if c.isdigit())[:14]
        wanted = self.lines(found.first_url or found.line.url)
        full = [line for line in wanted if line.mime != "warc/revisit" and line.at <= found.line.at]
        then = [line for line in full if line.at == stamp]
        if len(then) > 1:
            then = [line for line in then if self._date(line) == found.first_at] or then
        alike = [line for line in then or full if line.digest == found.line.digest]
        same = alike or then
        return self.read(same[-1]) if same else None

    def whole(self, found: Found) -> Found | None:
        """With the body, also for a revisit; None where what it repeats is not in the archive."""
        if found.kind != "revisit":
            return found
        first = self.original(found)
        return replace(found, capture=replace(found.capture, body=first.capture.body)) if first else None

    def block(self, found: Found) -> bytes:
        """The record's block: for a response the HTTP message, byte for byte as it is stored."""
        return self._record(found.line.source).block

    def _date(self, line: Line) -> str:
        """WARC-Date, where more exact than the index; empty where there is no such record."""
        try:
            return self._record(line.source).header("WARC-Date") or ""
        except (CoursekeepError, OSError):
            return ""

    def _record(self, source: Source) -> Record:
        if source.file.startswith(IMPORTS):
            return record_at(self.folder, source)
        record = next(read_records(located(self.folder, source.file), source.offset), None)
        if record is None:
            raise WarcError(f"no record stands at byte {source.offset}; run `coursekeep verify`", source.file)
        return record

    def _starting(self, start: str) -> Iterator[Line]:
        with self._path.open("rb") as file:
            wanted = start.encode()
            _seek(file, wanted)
            lines = takewhile(lambda line: line.startswith(wanted), file)
            yield from (line for raw in lines if (line := _read(raw)))


def _seek(file: BinaryIO, wanted: bytes) -> None:
    """To the first line that does not stand before `wanted`."""
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        file.seek(middle)
        if middle:
            file.readline()
        line = file.readline()
        if line and line < wanted:
            low = middle + 1
        else:
            high = middle
    file.seek(low)
    if low:
        file.readline()


def _read(raw: bytes) -> Line | None:
    """None for a line that is none; `verify` tells of these."""
    key, _, rest = raw.decode("utf-8", "replace").partition(" ")
    at, _, told = rest.partition(" ")
    try:
        fields = json.loads(told)
        source = Source(file=fields["filename"], offset=int(fields["offset"]), length=int(fields["length"]))
        return Line(key=key, at=at, url=fields["url"], mime=fields.get("mime"), status=fields.get("status"),
                    digest=fields.get("digest"), source=source)  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
