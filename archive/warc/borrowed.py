"""Captures out of records that other tools wrote: their habits told apart, their bodies decoded. Pure but for `capture_at`.

wget puts addresses in angle brackets; Browsertrix and pywb store bodies decoded and rename what no longer holds to
`x-orig-*`; the Wayback Machine names the headers of the first server `x-archive-orig-*` and its own addresses as a prefix.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import WarcError
from archive.items import Capture, Source
from archive.warc.codings import more_decoded
from archive.warc.foreign import is_archive, record_at
from archive.warc.http import payload_in, split_interim
from archive.warc.members import Record
from archive.warc.names import from_warc_date, located, sha1, sha256, target_uri
from archive.warc.records import Facts, capture_of, revisit_of

DUMP = "conversion"
"""WARC-Type of a plain text that was made from a page (WARC/1.1, 6.7): Capture.headers are then those of the record."""

NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_MEMENTO = re.compile(r"https?://[^/]+/(?:[\w-]{1,80}/){0,3}?(\d{14})(?:[a-z]{2}_)?/(https?:/{1,2}\S+)")
_REWRITTEN = re.compile(rb"(?:https?://[^/\s\"'<>]{1,200})?/web/\d{14}(?:[a-z]{2}_)?/(?=https?:|//)")
_TOOLBAR = re.compile(rb"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?<!-- END WAYBACK TOOLBAR INSERT -->", re.S)
_ORIGINAL = re.compile(r"x-(?:archive-)?orig-(.+)", re.I)
_OF_THE_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


def capture_at(folder: Path, source: Source) -> Capture:
    """The capture at a source in `imports/`, without blog and crawl; `folder` is `DIR/warc`. Raises WarcError.

    Of a text file only the body is known here: its address and day stand in the record of its import.
    """
    path = located(folder, source.file)
    try:
        if path.is_file() and source.offset == 0 and not is_archive(path):
            return dump_of(path.read_bytes(), "", NEVER, source.file)
    except OSError as error:
        raise WarcError(
            f"cannot be read ({error.strerror}): check the disk and the file's permissions", source.file
        ) from error
    found = capture_from(record_at(folder, source), source.file)
    if not isinstance(found, Capture):
        raise WarcError(f"no capture stands at byte {source.offset}", source.file)
    return found


def capture_from(record: Record, file: str) -> Capture | str:
    """What a record says; for one that is no answer of a web server, its kind in a word.

    Raises WarcError for an answer that cannot be placed: without a day, or without a status line.
    """
    url = (record.header("WARC-Target-URI") or "").strip("<>")
    reader = _READERS.get(record.type)
    if reader is None or not url.lower().startswith(("http:", "https:")):
        return record.type or "without a type"
    facts = Facts(
        url=target_uri(url),
        fetched_at=_day(record),
        record_id=record.id_in("WARC-Record-ID") or f"urn:sha1:{sha1(url.encode() + record.block)}",
        source=Source(file=file, offset=record.offset, length=record.length),
        truncated=record.header("WARC-Truncated"),
    )
    found = reader(record, facts)
    return _as_first_served(found) if isinstance(found, Capture) else found


def _day(record: Record) -> datetime:
    try:
        return from_warc_date(record.header("WARC-Date") or "")
    except ValueError:
        raise WarcError("has no readable WARC-Date") from None


def _response(record: Record, facts: Facts) -> Capture | str:
    _, raw = split_interim(record.block)
    capture = capture_of(raw, facts)
    if not capture.status:
        raise WarcError("has no HTTP status line")
    stated = record.header("WARC-Payload-Digest")  # what this tool's revisits name
    capture = replace(capture, payload_digest=stated or capture.payload_digest)
    if not capture.problem:
        return capture
    message, payload = payload_in(raw)
    return more_decoded(capture, payload, message.header("content-encoding") or "")


def _revisit(record: Record, facts: Facts) -> Capture | str:
    """What a revisit repeats; one without a head answers as its profile says."""
    refers_to = (record.header("WARC-Refers-To-Target-URI") or facts.url).strip("<>")
    digest = record.header("WARC-Payload-Digest")
    capture = revisit_of(split_interim(record.block)[1], facts, refers_to=target_uri(refers_to), payload_digest=digest)
    same = not (record.header("WARC-Profile") or "").endswith("server-not-modified")
    return capture if capture.status else replace(capture, status=200 if same else 304)


def _resource(record: Record, facts: Facts) -> Capture | str:
    return Capture(
        url=facts.url,
        fetched_at=facts.fetched_at,
        status=200,
        headers=record.headers,
        body=record.block,
        digest=sha256(record.block),
        source=facts.source,
        record_id=facts.record_id,
        truncated=facts.truncated,
        payload_digest=sha1(record.block),
    )


def _conversion(record: Record, facts: Facts) -> Capture | str:
    if (record.header("Content-Type") or "").startswith("application/http"):
        return _response(record, facts)  # an answer of which something was taken out for good
    plain = (record.header("Content-Type") or "").lower().startswith("text/plain")
    return _resource(record, facts) if plain else record.type


_READERS: dict[str, Callable[[Record, Facts], Capture | str]] = {
    "response": _response,
    "revisit": _revisit,
    "resource": _resource,
    DUMP: _conversion,
}


def dump_of(text: bytes, url: str, at: datetime, file: str) -> Capture:
    """The capture of a text file, as of a conversion record."""
    headers = (("WARC-Type", DUMP), ("Content-Type", "text/plain"))
    facts = Facts(url=url, fetched_at=at, record_id=f"urn:sha256:{sha256(text)[7:]}")
    source = Source(file=file, offset=0, length=len(text))
    made = _resource(Record(headers=headers, block=text), replace(facts, source=source))
    assert isinstance(made, Capture)
    return made


def _as_first_served(capture: Capture) -> Capture:
    """Headers under their first names, beside the others; and what an archive's own pages wrap taken out of them."""
    had = {name.lower() for name, _ in capture.headers}
    more = tuple(
        (match[1], value)
        for name, value in capture.headers
        if (match := _ORIGINAL.fullmatch(name)) and match[1].lower() not in had | _OF_THE_TRANSFER
    )
    first = {name.lower(): value for name, value in reversed(more)}
    served = replace(
        capture,
        headers=capture.headers + more,
        etag=capture.etag or first.get("etag"),
        last_modified=capture.last_modified or first.get("last-modified"),
    )
    match = _MEMENTO.fullmatch(capture.url)
    if not match:
        return served
    at = datetime.strptime(match[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC) if _is_moment(match[1]) else capture.fetched_at
    body = _REWRITTEN.sub(b"", _TOOLBAR.sub(b"", capture.body))
    return replace(served, url=target_uri(match[2]), fetched_at=at, body=body)


def _is_moment(digits: str) -> bool:
    try:
        datetime.strptime(digits, "%Y%m%d%H%M%S")
    except ValueError:
        return False
    return True
