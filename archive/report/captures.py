"""What the archive has of an address, in words and as JSON."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from archive.errors import CoursekeepError
from archive.warc.lookup import Found, Lookup

PROFILES = {"identical-payload-digest": "the same as", "server-not-modified": "not modified since"}


def captures(lookup: Lookup, url: str) -> list[dict[str, Any]]:
    """Every capture of an address, newest first. Raises CoursekeepError that names the nearest where there is none."""
    lines = lookup.lines(url)
    if not lines:
        raise CoursekeepError(f"is not in the archive{_nearest(lookup, url)}", url)
    return [_told(lookup.read(line)) for line in reversed(lines)]


def addresses(lookup: Lookup, prefix: str) -> list[dict[str, Any]]:
    """The addresses that begin so, each with how often it was captured, and when."""
    told = []
    for _, group in groupby(lookup.under(prefix), key=lambda line: line.key):
        lines = list(group)
        times = sorted(line.at for line in lines)
        told.append({"url": lines[-1].url, "captures": len(lines), "first": _time(times[0]), "last": _time(times[-1])})
    if not told:
        raise CoursekeepError(f"no address in the archive begins so{_nearest(lookup, prefix)}", prefix)
    return told


def _nearest(lookup: Lookup, url: str) -> str:
    near = lookup.near(url)
    return "; nearest are\n  " + "\n  ".join(near) if near else ", nor is anything else of this host"


def _told(found: Found) -> dict[str, Any]:
    capture, source = found.capture, found.line.source
    return {
        "url": capture.url,
        "fetched_at": f"{capture.fetched_at:%Y-%m-%dT%H:%M:%SZ}",
        "status": capture.status,
        "kind": found.kind,
        "content_type": capture.content_type or None,
        "payload_digest": found.line.digest,
        "sha256": capture.digest,
        "file": source.file,
        "offset": source.offset,
        "length": source.length,
        "truncated": capture.truncated,
        "revisit_of": {"url": found.first_url, "date": found.first_at, "profile": found.profile}
        if found.kind == "revisit"
        else None,
        "location": capture.header("location"),
        "blog": capture.blog,
        "crawl": capture.crawl,
        "via": capture.via,
        "record_id": capture.record_id,
    }


def capture_lines(told: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line a capture, then one of where it stands."""
    for each in told:
        words = [each["kind"], *_more(each)]
        yield f"{each['fetched_at']}  {each['status']}  {', '.join(words)}"
        where = f"{each['file']} at byte {each['offset']:,}, {each['length']:,} bytes"
        yield f"                      {each['payload_digest'] or 'no payload of its own'}  {where}"


def _more(each: dict[str, Any]) -> Iterator[str]:
    first = each["revisit_of"]
    if first:
        yield f"{PROFILES.get(first['profile'], 'repeats')} {first['url']} of {first['date'] or 'an unknown time'}"
    elif each["content_type"]:
        yield each["content_type"].partition(";")[0]
    if each["truncated"]:
        yield f"cut short ({each['truncated']})"
    if each["location"]:
        yield f"leads to {each['location']}"


def address_lines(told: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line an address."""
    for each in told:
        yield f"{each['captures']:>5,}  {each['last']}  {each['url']}"


def _time(digits: str) -> str:
    d = digits
    return f"{d[:4]}-{d[4:6]}-{d[6:8]}T{d[8:10]}:{d[10:12]}:{d[12:14]}Z"
