"""Where a capture stands and which blog and crawl it is of: own records say so themselves, those of imports do not."""

from array import array
from collections.abc import Iterator
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


class Shelf:
    """Places of captures of one blog. There may be 100,000: of a record of ours three numbers are held."""

    def __init__(self, blog: str):
        self._blog = blog
        self._files: list[str] = []
        self._numbers = array("q")
        """Of each place the file, by its place in `_files`, offset and length."""
        self._told: dict[int, Place] = {}
        """Those that say more, by their place here."""

    def add(self, place: Place) -> None:
        """One more."""
        if place.source.file not in self._files[-1:]:
            self._files.append(place.source.file)
        if place != Place(source=place.source, blog=self._blog):
            self._told[len(self)] = place
        self._numbers.extend((len(self._files) - 1, place.source.offset, place.source.length))

    def __len__(self) -> int:
        return len(self._numbers) // 3

    def __iter__(self) -> Iterator[Place]:
        return self.some(0, len(self))

    def some(self, begin: int, end: int) -> Iterator[Place]:
        """Those from `begin` to before `end`, counted from 0."""
        return (self._at(n) for n in range(begin, min(end, len(self))))

    def in_order(self) -> "Shelf":
        """By file and offset."""
        ordered = Shelf(self._blog)
        for n in sorted(range(len(self)), key=self._where):
            ordered.add(self._at(n))
        return ordered

    def _where(self, n: int) -> tuple[str, int]:
        return self._files[self._numbers[3 * n]], self._numbers[3 * n + 1]

    def _at(self, n: int) -> Place:
        file, offset, length = self._numbers[3 * n : 3 * n + 3]
        source = Source(file=self._files[file], offset=offset, length=length)
        return self._told.get(n) or Place(source=source, blog=self._blog)


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
