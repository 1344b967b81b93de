"""The records of a file, without their blocks: enough to say which of them a package takes."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from archive.errors import WarcError
from archive.items import Source
from archive.warc import fields as f
from archive.warc.cdxj import line_of
from archive.warc.foreign import is_archive, read_foreign, record_at
from archive.warc.members import Record, pack, read_records
from archive.warc.names import IMPORTS

NOTE = "urn:coursekeep:crawl:"
SPACE = uuid.UUID("5d1f0a52-6f0e-5d0c-9c5b-2f6b0b1f7a10")
"""Of the record ids that follow from names, so that the same archive gives the same package."""
Place = tuple[str, str]
"""Target address and WARC-Date: how a revisit names its original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record of a file."""

    offset: int
    length: int
    type: str
    group: str
    """Id of the record that it was written with, or its own: the same for a response, its request and its story."""
    url: str
    date: str
    """WARC-Date, as written."""
    line: str | None
    """Its line in an index."""
    fields: Mapping[str, str]
    """Of a warcinfo record, or of the story beside a capture."""
    refers_to: Place | None = None
    note: Mapping[str, Any] | None = None
    """What a crawl's own JSON record says."""
    own: Mapping[str, Any] | None = None
    """What it says in the package instead, where that is less."""
    info: str | None = None
    """WARC-Warcinfo-ID, as written."""
    anew: Source | None = None
    """Where it stands, if it has to be packed anew, one gzip member for itself; `length` is then that of the member."""

    @property
    def blog(self) -> str | None:
        """Slug, where the record says for which blog it was fetched."""
        return self.fields.get("blog") if self.type == "metadata" else None

    @property
    def place(self) -> Place:
        """As a revisit would name it."""
        return self.url, self.date

    @property
    def crawl_and_kind(self) -> tuple[str, str]:
        """Of a crawl's own record: `20261122151200`, and start, blog or end."""
        parts = self.url.removeprefix(NOTE).split(":")
        return parts[0], parts[1] if len(parts) > 1 else ""


def surveyed(path: Path, file: str) -> Iterator[tuple[str, list[Entry]]]:
    """The records of a file, with its name: `file`, or a longer one for those within a WACZ. Raises WarcError for a damaged one.

    Of files of other tools what can be read is taken, as it stands there if it is packed one gzip member a record.
    """
    try:
        yield file, [_entry(record, file) for record in read_records(path)]
    except WarcError:
        if not file.startswith(IMPORTS):
            raise
        yield from _foreign(path, file)


def _foreign(path: Path, file: str) -> Iterator[tuple[str, list[Entry]]]:
    if not is_archive(path):  # a plain text: nothing that a player could show
        return
    found = ((name, each) for name, each in read_foreign(path, file) if isinstance(each, Record))
    for name, group in groupby(found, key=lambda pair: pair[0]):
        yield name, [_anew(record, name) for _, record in group]


def _anew(record: Record, file: str) -> Entry:
    source = Source(file=file, offset=record.offset, length=record.length)
    return replace(_entry(tidy(record, file), file), length=len(pack(tidy(record, file))), anew=source)


def packed_anew(folder: Path, source: Source) -> bytes:
    """The gzip member of a record that stands otherwise in `imports/`; `folder` is `DIR/warc`. Raises WarcError."""
    return pack(tidy(record_at(folder, source), source.file))


def tidy(record: Record, file: str) -> Record:
    """A record as WARC/1.1 wants it: with an id (ARC has none), and with bare addresses (wget has them in brackets)."""
    bare = {"warc-target-uri", "warc-refers-to-target-uri"}
    headers = [
        (k, v.strip("<>") if k.lower() in bare else v) for k, v in record.headers if k.lower() != "content-length"
    ]
    if not record.header("WARC-Record-ID"):
        headers.insert(1, ("WARC-Record-ID", f"<{uuid.uuid5(SPACE, f'{file} {record.offset}').urn}>"))
    return replace(record, headers=tuple(headers))


def info_of(entries: Sequence[Entry]) -> Mapping[str, str]:
    """The fields of the warcinfo record that a file begins with; none where it begins otherwise."""
    return entries[0].fields if entries and entries[0].type == "warcinfo" else {}


def _entry(record: Record, file: str) -> Entry:
    own = record.header("WARC-Record-ID") or f"{file}:{record.offset}"
    return Entry(
        offset=record.offset,
        length=record.length,
        type=record.type,
        group=record.header("WARC-Concurrent-To") or own,
        url=record.header("WARC-Target-URI") or "",
        date=record.header("WARC-Date") or "",
        line=line_of(record, file),
        refers_to=_refers_to(record),
        fields=_fields(record),
        note=_note(record),
        info=record.header("WARC-Warcinfo-ID"),
    )


def _refers_to(record: Record) -> Place | None:
    url, date = record.header("WARC-Refers-To-Target-URI"), record.header("WARC-Refers-To-Date")
    return (url, date) if record.type == "revisit" and url and date else None


def _fields(record: Record) -> Mapping[str, str]:
    told = record.type in ("metadata", "warcinfo") and record.header("Content-Type") == f.FIELDS
    return dict(f.parse_fields(record.block)) if told else {}


def _note(record: Record) -> Mapping[str, Any] | None:
    url = record.header("WARC-Target-URI") or ""
    if record.type != "metadata" or record.header("Content-Type") != f.JSON or not url.startswith(NOTE):
        return None
    try:
        payload = json.loads(record.block)
    except (ValueError, RecursionError) as error:
        raise WarcError(f"a note at byte {record.offset} is no JSON ({error})", url) from error
    return payload if isinstance(payload, dict) else {}
