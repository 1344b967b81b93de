"""The records of a WARC file, without their blocks: enough to say which of them a package takes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.errors import WarcError
from archive.warc import fields as f
from archive.warc.cdxj import line_of
from archive.warc.members import Record, read_records

NOTE = "urn:coursekeep:crawl:"
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
    refers_to: Place | None = None
    blog: str | None = None
    """Slug, where the record says for which blog it was fetched."""
    note: Mapping[str, Any] | None = None
    """What a crawl's own JSON record says."""
    own: Mapping[str, Any] | None = None
    """What it says in the package instead, where that is less."""
    info: str | None = None
    """WARC-Warcinfo-ID, as written."""

    @property
    def place(self) -> Place:
        """As a revisit would name it."""
        return self.url, self.date

    @property
    def crawl_and_kind(self) -> tuple[str, str]:
        """Of a crawl's own record: `20261122151200`, and start, blog or end."""
        parts = self.url.removeprefix(NOTE).split(":")
        return parts[0], parts[1] if len(parts) > 1 else ""


def entries(path: Path, file: str) -> Iterator[Entry]:
    """The records of a file that an index would call `file`. Raises WarcError for a damaged one."""
    for record in read_records(path):
        yield _entry(record, file)


def info_of(path: Path) -> dict[str, str]:
    """The fields of the warcinfo record that a file begins with; none where it begins otherwise."""
    record = next(read_records(path), None)
    return dict(f.parse_fields(record.block)) if record and record.type == "warcinfo" else {}


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
        blog=_story(record).get("blog"),
        note=_note(record),
        info=record.header("WARC-Warcinfo-ID"),
    )


def _refers_to(record: Record) -> Place | None:
    url, date = record.header("WARC-Refers-To-Target-URI"), record.header("WARC-Refers-To-Date")
    return (url, date) if record.type == "revisit" and url and date else None


def _story(record: Record) -> dict[str, str]:
    told = record.type == "metadata" and record.header("Content-Type") == f.FIELDS
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
