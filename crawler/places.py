"""Where a capture stands and which blog and crawl it is of: own records say so themselves, those of imports do not."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from archive.items import Capture, Source
from archive.warc.ledger import WARC
from archive.warc.names import IMPORTS
from archive.warc.reader import read_capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A capture in the archive. The last three are for records of imports only, which say none or another one."""

    source: Source
    blog: str
    crawl: str | None = None
    url: str = ""
    at: datetime | None = None


def is_imported(source: Source | None) -> bool:
    """Whether another tool wrote the record."""
    return source is not None and source.file.startswith(IMPORTS)


def read_place(data: Path, place: Place) -> Capture:
    """The capture, of its blog and its crawl. Raises WarcError."""
    capture = read_capture(data / WARC, place.source)
    if not is_imported(place.source):
        return capture
    return replace(
        capture,
        blog=place.blog,
        crawl=place.crawl,
        url=capture.url or place.url,
        fetched_at=place.at if place.at and not capture.url else capture.fetched_at,
    )
