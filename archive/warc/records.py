"""What goes into WARC files and comes out of them: exchanges, failures, notes, and the captures made of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from archive.errors import WarcError
from archive.items import Capture, Source
from archive.warc.http import LIMIT, Message, content_decoded, payload_in
from archive.warc.names import sha1, sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlInfo:
    """What the first record of each file says of the crawl."""

    crawl: str
    """The crawl's id, `20261122151200`."""
    software: str = "Coursekeep"
    """Name and version: `Coursekeep/0.1.0`."""
    operator: str | None = None
    """Who answers for the crawl: a name with an address of mail or web."""
    user_agent: str | None = None
    course: str | None = None
    """The course's slug (isPartOf)."""
    robots: str = "obey"
    """obey or ignore."""
    description: str | None = None
    prefix: str = "coursekeep"
    """How the file names begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and what came back, byte for byte, TLS taken off."""

    url: str
    started: datetime
    """When the request began; with tzinfo."""
    request: bytes
    """Empty when nothing could be sent."""
    response: bytes
    """Everything received for it, 1xx answers included, without what followed its end."""
    ip: str | None = None
    protocols: tuple[str, ...] = ()
    """WARC-Protocol values: `http/1.1`, `tls/1.3`."""
    truncated: str | None = None
    """disconnect, time or length, when the response was cut short."""
    fetch_ms: int | None = None
    blog: str | None = None
    via: str | None = None
    hops: int | None = None
    """Links followed from the seed."""
    role: str | None = None
    """What it was asked for as, see `Capture.role`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStart:
    """The warcinfo record of a file."""

    file: str
    crawl: str | None
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A request that got no answer."""

    url: str
    at: datetime
    reason: str
    """One word: dns, refused, timeout, tls, disconnect, private, garbage, ..."""
    detail: str | None = None
    """The error in its own words."""
    blog: str | None = None
    via: str | None = None
    crawl: str | None = None
    source: Source | None = None
    record_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A JSON record of the crawl's own, such as its account."""

    uri: str
    """`urn:coursekeep:crawl:20261122151200:end`"""
    at: datetime
    payload: Any
    crawl: str | None = None
    source: Source | None = None


Event = FileStart | Capture | Failure | Note
"""What a file holds, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a WARC says of a response besides its bytes."""

    url: str
    fetched_at: datetime
    record_id: str | None = None
    source: Source | None = None
    blog: str | None = None
    via: str | None = None
    crawl: str | None = None
    role: str | None = None
    truncated: str | None = None


def capture_of(raw: bytes, facts: Facts) -> Capture:
    """The capture of a raw response; the same while crawling and while reading. Never fails: see `Capture.problem`."""
    message, payload = payload_in(raw)
    body, problem = _readable(message, payload)
    first = {name.lower(): value for name, value in reversed(message.headers)}
    return Capture(
        url=facts.url,
        fetched_at=facts.fetched_at,
        status=message.status,
        headers=message.headers,
        body=body,
        digest=None if problem else sha256(body),
        etag=first.get("etag"),
        last_modified=first.get("last-modified"),
        source=facts.source,
        record_id=facts.record_id,
        blog=facts.blog,
        via=facts.via,
        crawl=facts.crawl,
        role=facts.role,
        truncated=facts.truncated,
        payload_digest=sha1(payload),
        problem=problem,
    )


def revisit_of(head: bytes, facts: Facts, *, refers_to: str, payload_digest: str | None) -> Capture:
    """The capture of a response whose body stands elsewhere: `refers_to` is an address, `body` is empty."""
    capture = capture_of(head, facts)
    told = payload_digest or refers_to
    return replace(capture, digest=None, payload_digest=payload_digest, revisit_of=told, problem=None)


def _readable(message: Message, payload: bytes) -> tuple[bytes, str | None]:
    try:
        return content_decoded(payload, message.header("content-encoding") or "", LIMIT), None
    except WarcError as error:
        return b"", error.message
