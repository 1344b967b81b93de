"""Reads WARC files back: captures, failures and notes in order, or one of them by where it stands."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from archive.errors import WarcError
from archive.items import Capture, Source
from archive.warc import fields as f
from archive.warc import records as r
from archive.warc.borrowed import capture_at
from archive.warc.foreign import record_at
from archive.warc.http import split_interim
from archive.warc.members import Damaged, Record, read_records
from archive.warc.names import IMPORTS, OPEN, from_warc_date, located

Group = list[Record]
"""A record and those written concurrently with it: its request, heads kept aside, its story."""


def read_captures(path: Path) -> Iterator[Capture]:
    """The responses and revisits of a file, in order; errors as `read_events`."""
    return (event for event in read_events(path) if isinstance(event, Capture))


def read_events(path: Path) -> Iterator[r.Event]:
    """All that a file holds. A damaged file raises WarcError, with file and offset, after all that precedes."""
    crawl: str | None = None
    for group in groups(read_records(path)):
        event = event_of(group, path, crawl)
        if isinstance(event, r.FileStart):
            crawl = event.crawl
        if event is not None:
            yield event


def read_capture(folder: Path, source: Source) -> Capture:
    """The capture whose response or revisit record stands at `source`; of other tools' files without blog and crawl."""
    if source.file.startswith(IMPORTS):
        return capture_at(folder, source)
    path = located(folder, source.file)
    group = list(_group_at(path, source.offset))
    event = event_of(group, path, crawl_in_file(path)) if group else None
    if not isinstance(event, Capture):
        raise WarcError(f"no capture stands at byte {source.offset}", source.file)
    return event


def capture_in(record: Record, file: str) -> Capture | None:
    """The capture that a record of our own is, without what stands beside it; None for other records."""
    event = event_of([record], Path(file), None)
    return event if isinstance(event, Capture) else None


def read_bytes(folder: Path, source: Source) -> bytes:
    """The block of the record at `source`: for a response the raw HTTP message, exactly as it came."""
    if source.file.startswith(IMPORTS):
        return record_at(folder, source).block
    record = next(read_records(located(folder, source.file), source.offset), None)
    if record is None:
        raise WarcError(f"no record stands at byte {source.offset}", source.file)
    return record.block


@lru_cache(maxsize=256)
def crawl_in_file(path: Path) -> str | None:
    """The crawl that wrote a file, from its first record: which is the same for ever. Raises WarcError."""
    start = event_of(list(islice(read_records(path), 1)), path, None)
    return start.crawl if isinstance(start, r.FileStart) else None


def _group_at(path: Path, offset: int) -> Iterator[Record]:
    """A record and those beside it; the story is the last of them, so that the next response is seldom read."""
    head: Record | None = None
    for record in read_records(path, offset):
        if head and not _beside(record, head):
            return
        head = head or record
        yield record
        if _is(record, "metadata", f.FIELDS):
            return


def groups(records: Iterable[Record]) -> Iterator[Group]:
    """Records with those beside them; raises Damaged after all that precedes."""
    group: Group = []
    try:
        for record in records:
            if group and _beside(record, group[0]):
                group.append(record)
                continue
            if group:
                yield group
            group = [record]
    except Damaged:
        if group:
            yield group
        raise
    if group:
        yield group


def event_of(group: Group, path: Path, crawl: str | None) -> r.Event | None:
    """What a group says."""
    head = group[0]
    file = path.name.removesuffix(OPEN)
    source = Source(file=file, offset=head.offset, length=head.length)
    try:
        return _KINDS[head.type](group, source, crawl) if head.type in _KINDS else None
    except ValueError as error:
        raise Damaged(path, head.offset, f"a field of the record cannot be read ({error})") from error


def _file_start(group: Group, source: Source, crawl: str | None) -> r.FileStart:
    fields = f.parse_fields(group[0].block)
    return r.FileStart(file=source.file, crawl=dict(fields).get("crawl"), fields=fields)


def _response(group: Group, source: Source, crawl: str | None) -> Capture:
    return r.capture_of(group[0].block, _facts(group, source, crawl))


def _revisit(group: Group, source: Source, crawl: str | None) -> Capture:
    head, facts = group[0], _facts(group, source, crawl)
    aside = b"".join(record.block for record in group[1:] if _is(record, "metadata", f.HTTP_RESPONSE))
    return r.revisit_of(
        head.block or split_interim(aside)[1],
        facts,
        refers_to=head.header("WARC-Refers-To-Target-URI") or facts.url,
        payload_digest=head.header("WARC-Payload-Digest"),
    )


def _metadata(group: Group, source: Source, crawl: str | None) -> r.Failure | r.Note | None:
    head = group[0]
    uri, at = head.header("WARC-Target-URI") or "", from_warc_date(head.header("WARC-Date") or "")
    if _is(head, "metadata", f.JSON):
        return r.Note(uri=uri, at=at, payload=json.loads(head.block), crawl=crawl, source=source)
    fields = dict(f.parse_fields(head.block)) if _is(head, "metadata", f.FIELDS) else {}
    if "failure" not in fields:
        return None
    return r.Failure(
        url=uri,
        at=at,
        reason=fields["failure"],
        detail=fields.get("detail"),
        blog=fields.get("blog"),
        via=fields.get("via"),
        crawl=crawl,
        source=source,
        record_id=head.id_in("WARC-Record-ID"),
    )


_KINDS: dict[str, Callable[[Group, Source, str | None], r.Event | None]] = {
    "warcinfo": _file_start,
    "response": _response,
    "conversion": _response,  # an answer of which something was taken out for good
    "revisit": _revisit,
    "metadata": _metadata,
}


def _facts(group: Group, source: Source, crawl: str | None) -> r.Facts:
    head = group[0]
    story = story_of(group)
    return r.Facts(
        url=head.header("WARC-Target-URI") or "",
        fetched_at=from_warc_date(head.header("WARC-Date") or ""),
        record_id=head.id_in("WARC-Record-ID"),
        source=source,
        blog=story.get("blog"),
        role=story.get("role"),
        via=story.get("via"),
        crawl=crawl,
        truncated=head.header("WARC-Truncated"),
    )


def story_of(group: Group) -> dict[str, str]:
    """The fields of the metadata record beside an answer: via, blog."""
    stories = (record.block for record in group[1:] if _is(record, "metadata", f.FIELDS))
    return dict(f.parse_fields(next(stories, b"")))


def _beside(record: Record, head: Record) -> bool:
    return record.header("WARC-Concurrent-To") == head.header("WARC-Record-ID")


def _is(record: Record, kind: str, content_type: str) -> bool:
    return record.type == kind and record.header("Content-Type") == content_type
