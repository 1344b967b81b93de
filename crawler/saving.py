"""A blog's rows after a crawl: made by the readers from what it brought and what earlier crawls have, then saved."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.database.store import Store
from archive.items import Blog, Page
from crawler import ingest
from crawler.chronicle import CrawlLog
from crawler.compose.evidence import Evidence
from crawler.places import Place, read_place
from crawler.readers import Readers, Work

Rows = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """All that was ever captured of a blog."""

    places: Sequence[Place]
    """Where captures of earlier crawls stand."""
    said: Mapping[str | None, Page]
    """What some of these say, by WARC-Record-ID: they were read in this crawl."""
    news: Sequence[Evidence]
    """What this crawl brought."""


def rows_of(data: Path, blog: Blog, holding: Holding, logs: Sequence[CrawlLog]) -> Rows:
    """Everything captured of a blog, as rows."""
    return ingest.rows_of(data, blog, _evidence(data, holding), logs)


def _evidence(data: Path, holding: Holding) -> Iterator[Evidence]:
    for place in holding.places:
        capture = read_place(data, place)
        yield ingest.evidence_of(capture, holding.said.get(capture.record_id))
    yield from holding.news


def taken_by(logs: Mapping[str, CrawlLog], slug: str) -> list[CrawlLog]:
    """The crawls that took a blog in, oldest first, each with what it says of that blog only."""
    return [logs[key].of(slug) for key in sorted(logs) if slug in logs[key].accounts]


class Saving:
    """The blogs whose rows are being made. The database is written here only, in one transaction a blog."""

    def __init__(self, data: Path, store: Store, processes: int = 1):
        self.readers = Readers(processes)
        self._data, self._store = data, store
        self._made: dict[str, Work[Rows]] = {}

    def begin(self, blog: Blog, holding: Holding, logs: Mapping[str, CrawlLog]) -> None:
        """Have a blog's rows made. `logs`: all crawls by number; those which took the blog in say so."""
        self._made[blog.slug] = self.readers.submit(rows_of, self._data, blog, holding, taken_by(logs, blog.slug))

    def save(self, guard: Callable[[], Any], *, wait: bool = False) -> None:
        """Put what is made into the database, and with `wait` what is still being made. `guard`: a context for each blog."""
        for slug in [slug for slug, rows in self._made.items() if wait or rows.done]:
            with guard():
                ingest.save_rows(self._store, slug, self._made.pop(slug).result())

    def finish(self, guard: Callable[[], Any]) -> None:
        """Save all, and let the readers go."""
        self.save(guard, wait=True)
        self.readers.close()
