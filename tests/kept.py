"""A small archive of two crawls, made without a network: pages, a revisit of each kind, a failure, chunks and a cut body."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.items import Capture
from archive.warc.ledger import WARC, Ledger
from archive.warc.records import CrawlInfo, Exchange
from archive.warc.writer import WarcWriter
from crawler.chronicle import uri
from crawler.rebuild import rebuild

BLOG = "http://blog.example"
NOW = datetime(2026, 11, 22, 15, 12, 0, 123456, tzinfo=UTC)
HOME = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: "v1"\r\nContent-Length: 32\r\n\r\n<title>Kia ora</title><p>Hello..'
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'
TALLY = {"state": "ok", "planned": 3, "fetched": 3, "not_modified": 0, "excluded": {}, "failed": [], "stated": {}}


def exchange(path: str, response: bytes, at: datetime, **more: Any) -> Exchange:
    """A request of a page, and its answer."""
    request = f"GET {path} HTTP/1.1\r\nHost: blog.example\r\n\r\n".encode()
    return Exchange(url=BLOG + path, started=at, request=request, response=response, blog="ana", hops=1, **more)


def make(data: Path) -> dict[str, Capture]:
    """The archive with its database; its captures by a name for each."""
    first = _crawl(data, "20261122151200", NOW, _first)
    again = _crawl(data, "20261129151200", NOW + timedelta(days=7), lambda out, at: _again(out, at, first))
    rebuild(data, {}, [])
    return first | again


def _crawl(data: Path, crawl: str, at: datetime, body: Any) -> dict[str, Capture]:
    with WarcWriter(data / WARC, CrawlInfo(crawl=crawl), ledger=Ledger(data), host="h", clock=lambda: at) as out:
        start = {"started_at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "software": "x", "courses": []}
        out.write_json(uri(crawl, "start"), {**start, "blogs": [{"slug": "ana", "url": BLOG, "course": None}]})
        made: dict[str, Capture] = body(out, at)
        out.write_json(uri(crawl, "blog", "ana"), {"slug": "ana", "account": TALLY})
        out.write_json(uri(crawl, "end"), {"status": "finished", "finished_at": start["started_at"]})
    return made


def _first(out: WarcWriter, at: datetime) -> dict[str, Capture]:
    made = {
        "home": out.write_exchange(exchange("/", HOME, at)),
        "chunked": out.write_exchange(exchange("/chunked/", CHUNKED, at + timedelta(seconds=1))),
        "cut": out.write_exchange(exchange("/cut/", HOME[:-9], at + timedelta(seconds=2), truncated="disconnect")),
    }
    out.write_failure(exchange("/gone/", b"\x00", at), "garbage")
    return made


def _again(out: WarcWriter, at: datetime, first: dict[str, Capture]) -> dict[str, Capture]:
    return {
        "same": out.write_revisit(exchange("/chunked/", CHUNKED, at), first["chunked"]),
        "unchanged": out.write_revisit(exchange("/", UNCHANGED, at), first["home"]),
        "new": out.write_exchange(exchange("/new/", HOME, at)),
    }
