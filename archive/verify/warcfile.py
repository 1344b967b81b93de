"""One WARC file, record by record: whole, true to its digests, each request beside its answer, each row of the database true."""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from archive.errors import WarcError
from archive.items import Capture
from archive.verify.faults import Fault
from archive.verify.raw import Gap, walk
from archive.verify.record import digests, judged
from archive.warc.cdxj import line_of
from archive.warc.members import READ, Record
from archive.warc.reader import capture_in

Row = dict[str, Any]
Tick = Callable[[int], None]
"""Called with the number of bytes that were dealt with since the last call."""
HEADS = ("response", "revisit")


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What was found in a file."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    bytes: int = 0
    records: int = 0
    rows: int = 0
    sha256: str = ""
    ours: bool = False
    """Whether a warcinfo record in it says that Coursekeep wrote it."""
    index: "Sum" = field(default_factory=lambda: Sum())
    """Of the lines that the index should have of it."""
    offers: "array[int]" = field(default_factory=lambda: array("Q"))
    """Keys of the captures that a revisit may refer to."""
    needs: dict[int, int] = field(default_factory=dict)
    """Keys of the captures that revisits refer to -> the offset of such a revisit."""


@dataclass(slots=True)
class Sum:
    """Lines in any order, as a count and a sum of their hashes: the same for the same lines."""

    count: int = 0
    total: int = 0

    def add(self, line: str) -> None:
        """One more line, without its line feed."""
        self.count += 1
        self.total += int.from_bytes(hashlib.blake2b(line.encode(), digest_size=16).digest())


class WarcFile:
    """The check of one of our own files; `rows` are those that the database has of it, by offset."""

    def __init__(self, file: str, rows: Iterable[Row]):
        self.found = Outcome(file=file)
        self._rows: Iterator[Row] = iter(rows)
        self._row: Row | None = next(self._rows, None)
        self._info: str | None = None
        self._head: Record | None = None
        self._asked = True

    def check(self, file: BinaryIO, tick: Tick = lambda _: None) -> Outcome:
        """All of it. The file is read once more for its sha256."""
        for each in map(judged, walk(file)):
            if isinstance(each, Gap):
                self._wrong(each.offset, each.kind, each.what)
                self._pass_rows(each.offset + each.length, told=False)
                self._head, self._asked = None, True
            else:
                for kind, what in each.wrong:
                    self._wrong(each.offset, kind, what)
                if each.record is None:
                    self._head, self._asked = None, True
                else:
                    self._take(each.record, whole=not each.wrong)
            tick(each.length)
            del each  # before the next one is read: both may be large
        self._pass_rows(None)
        file.seek(0)
        sha256 = hashlib.sha256()
        while piece := file.read(READ):
            sha256.update(piece)
        self.found.sha256, self.found.bytes = sha256.hexdigest(), file.tell()
        return self.found

    def _wrong(self, offset: int | None, kind: str, what: str) -> None:
        self.found.faults.append(Fault(file=self.found.file, offset=offset, kind=kind, what=what))

    def _take(self, record: Record, *, whole: bool) -> None:
        self.found.records += 1
        if whole:
            for kind, what in digests(record):
                self._wrong(record.offset, kind, what)
        if line := line_of(record, self.found.file):
            self.found.index.add(line.rstrip("\n"))
        self._belongs(record)
        self._refers(record)
        self._compare(record)

    def _belongs(self, record: Record) -> None:
        """A file begins with its warcinfo, which all others name; a request stands beside what it asked for."""
        if record.type == "warcinfo":
            self._info = record.id_in("WARC-Record-ID")
            self.found.ours = self.found.ours or b"software: coursekeep" in record.block.lower()
        elif record.id_in("WARC-Warcinfo-ID") != self._info or self._info is None:
            self._wrong(
                record.offset, "warcinfo", "the record does not name the warcinfo record that this file begins with"
            )
        beside = record.id_in("WARC-Concurrent-To")
        if beside is None:
            if not self._asked and self._head:
                self._wrong(self._head.offset, "unpaired", f"a {self._head.type} has no request beside it")
            self._head, self._asked = replace(record, block=b""), record.type not in HEADS
        elif self._head is not None and beside != self._head.id_in("WARC-Record-ID"):
            self._wrong(record.offset, "unpaired", f"a {record.type} stands beside no record that it belongs to")
        elif record.type == "request":
            self._asked = True

    def _refers(self, record: Record) -> None:
        uri, date = record.header("WARC-Target-URI"), record.header("WARC-Date")
        digest = record.header("WARC-Payload-Digest")
        if record.type in ("response", "resource", "conversion") and uri and date:
            self.found.offers.extend((key(uri, date), key(uri, date, digest)))
        first, at = record.header("WARC-Refers-To-Target-URI"), record.header("WARC-Refers-To-Date")
        if record.type == "revisit" and first and at:
            self.found.needs.setdefault(key(first, at, digest) if digest else key(first, at), record.offset)

    def _pass_rows(self, before: int | None, *, told: bool = True) -> None:
        """The rows up to an offset lead to no record. Those that lead into damage are not told: that is."""
        while self._row is not None and (before is None or self._row["warc_offset"] < before):
            if told:
                self._wrong(
                    self._row["warc_offset"], "row", f"no record begins where the database has {self._row['url']}"
                )
            self.found.rows += 1
            self._row = next(self._rows, None)

    def _compare(self, record: Record) -> None:
        self._pass_rows(record.offset)
        while self._row is not None and self._row["warc_offset"] == record.offset:
            for what in differences(self._row, record, self.found.file):
                self._wrong(record.offset, "row", what)
            self.found.rows += 1
            self._row = next(self._rows, None)


def differences(row: Row, record: Record, file: str) -> Iterator[str]:
    """Where a row of `captures` does not say what its record says."""
    try:
        capture = capture_in(record, file)
    except WarcError as error:
        yield f"the database has {row['url']} here, but {error.message}"
        return
    if capture is None:
        yield f"the database has {row['url']} here, but the record is a {record.type or 'record of no kind'}"
        return
    yield from unlike(row, capture, told=record.type == "response")


def unlike(row: Row, capture: Capture, *, told: bool = True) -> Iterator[str]:
    """Where a row says something else than its capture; status and digest only where the record itself has them."""
    said: dict[str, Any] = {"url": capture.url, "fetched_at": f"{capture.fetched_at:%Y-%m-%dT%H:%M:%SZ}"}
    if capture.source:
        said["warc_length"] = capture.source.length
    if told:
        said |= {"status": capture.status, "payload_digest": capture.digest}
    for name, value in said.items():
        if row[name] != value:
            yield f"the database has {name} {row[name]!r}, the record has {value!r}"


def key(uri: str, date: str, digest: str | None = None) -> int:
    """A capture by address, second and payload, in 64 bits."""
    text = f"{uri.strip('<>')} {date[:19]} {digest or ''}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
