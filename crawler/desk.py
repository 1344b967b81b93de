"""Reads answers, keeps what they say, and puts a blog's rows into the database: in a process beside the crawl, or a thread of it."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from zlib_ng import zlib_ng

from archive.database.store import NAME, Store
from archive.items import Blog, Capture, Comment, Page, Source
from crawler import ingest, quiet
from crawler.chronicle import CrawlLog
from crawler.compose.evidence import Evidence
from crawler.places import Place, read_place
from crawler.requisites import is_shown
from crawler.scope import REMEMBERED, trap

LEAN = frozenset(("post", "thread"))
"""Roles of whose pages a frontier asks little."""

FEW = 500
"""What so many answers say is held as it is. More are packed, into a ninth: a crawl of 300 blogs has all of them open at once."""

_kept: dict[str, dict[Source, Evidence | bytes]] = {}
"""Blog -> what its answers say that this process has read. Answers of a blog are all read by one process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """All that was ever captured of a blog."""

    places: Sequence[Place]
    """Where captures stand, those that a process has read included."""
    said: Mapping[str | None, Page]
    """What some of these say, by WARC-Record-ID: captures of earlier crawls that were read in this one."""
    news: Sequence[Evidence]
    """What else this crawl brought."""


def read(capture: Capture) -> Page:
    """What a capture says, as far as a frontier asks; all of it is kept here."""
    evidence = ingest.evidence_of(capture)
    if capture.source:
        many = sum(map(len, _kept.values())) >= FEW
        _kept.setdefault(capture.blog or "", {})[capture.source] = _packed(evidence) if many else evidence
    return lean(evidence.page) if capture.role in LEAN else evidence.page


def _packed(evidence: Evidence) -> bytes:
    return zlib_ng.compress(pickle.dumps(evidence, pickle.HIGHEST_PROTOCOL), 1)


def _unpacked(kept: Evidence | bytes) -> Evidence:
    evidence: Evidence = pickle.loads(zlib_ng.decompress(kept)) if isinstance(kept, bytes) else kept
    return evidence


def lean(page: Page) -> Page:
    """A page of a post without its texts: how many comments of which ids and times, and those of its links that a frontier weighs."""
    comments = tuple(Comment(id=each.id, published=each.published) for each in page.comments)
    return replace(page, post=None, comments=comments, missing=(), links=tuple(filter(_weighed, page.links)))


@lru_cache(maxsize=REMEMBERED)
def _weighed(url: str) -> bool:
    """Whether a link of a post is more than a link: a trap is counted, a picture or a file may be fetched."""
    return trap(url) is not None or is_shown(url)


def save(data: Path, blog: Blog, holding: Holding, logs: Sequence[CrawlLog]) -> None:
    """Put everything captured of a blog into the database; what was kept of it is let go. Raises WarcError, StoreError."""
    rows = ingest.rows_of(data, blog, _evidence(data, blog.slug, holding), logs)
    store = Store(data / NAME, shared=True)
    try:
        ingest.save_rows(store, blog.slug, rows)
    finally:
        store.close()


def save_quiet(data: Path, blog: Blog, news: Sequence[Evidence], log: CrawlLog) -> None:
    """Put a check that found nothing new into the database."""
    store = Store(data / NAME, shared=True)
    try:
        quiet.save_quiet(store, blog, news, log)
    finally:
        store.close()


def _evidence(data: Path, slug: str, holding: Holding) -> Iterator[Evidence]:
    kept = _kept.pop(slug, {})
    for place in holding.places:
        if found := kept.get(place.source):
            yield _unpacked(found)
        else:
            capture = read_place(data, place)
            yield ingest.evidence_of(capture, holding.said.get(capture.record_id))
    yield from holding.news
